"""What the brief says of the situation today."""

import re

from drafter.document.brief import Brief, Statement
from drafter.patterns import regex

__all__ = ["background", "is_about_today"]

_HEADING = regex(
    r"why|problem|background|today|motivation|context|situation|current|pain|warum|hintergrund|ausgangs|heute|anlass",
    re.IGNORECASE,
)
_WORDS = regex(
    r"\b(?:today|currently|right now|at the moment|so far|nobody|complain\w*|heute|derzeit|bisher|aktuell)\b",
    re.IGNORECASE,
)
_MOST = 6
_LONGEST = 600
"""Characters; what is longer is no sentence that a document could repeat."""


def background(brief: Brief) -> tuple[str, ...]:
    """Return the statements about the present, by their heading or their words; else the first ones."""
    short = [s for s in brief.statements if len(s.text) <= _LONGEST]
    headed = [s.text for s in short if is_about_today(s)]
    worded = [s.text for s in short if _WORDS.search(s.text)]
    first = [s.text for s in short[:3]]
    return tuple((headed or worded or first)[:_MOST])


def is_about_today(statement: Statement) -> bool:
    """Tell whether a statement stands below a heading such as "Why" or "The situation today"."""
    return _HEADING.search(statement.heading) is not None
