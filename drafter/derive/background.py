"""What the brief says of the situation today."""

import re

from drafter.document.brief import Brief

__all__ = ["background"]

_HEADING = re.compile(
    r"why|problem|background|today|motivation|context|situation|current|pain|warum|hintergrund|ausgangs|heute|anlass",
    re.IGNORECASE,
)
_WORDS = re.compile(
    r"\b(?:today|currently|right now|at the moment|so far|nobody|complain\w*|heute|derzeit|bisher|aktuell)\b",
    re.IGNORECASE,
)
_MOST = 6


def background(brief: Brief) -> tuple[str, ...]:
    """Return the statements about the present, by their heading or their words; else the first ones."""
    headed = [s.text for s in brief.statements if _HEADING.search(s.heading)]
    worded = [s.text for s in brief.statements if _WORDS.search(s.text)]
    first = [s.text for s in brief.statements[:3]]
    return tuple((headed or worded or first)[:_MOST])
