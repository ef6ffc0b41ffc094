"""What the brief leaves out, in its own words."""

import re

from drafter.document.brief import Brief, DateFact, Person
from drafter.patterns import regex

__all__ = ["exclusions"]

_HEADING = regex(
    r"\bnot (?:in|part|now|wanted|planned|become)\b|out of scope|non-?goals?|exclu|later|won't|nicht|ausgeschlossen",
    re.IGNORECASE,
)
_SENTENCE = regex(
    r"^no(?:t)? (?!later|more|less)|\bout of scope\b|\bnot (?:part of|in scope|needed|planned|this time)\b"
    r"|\bwe (?:do not|don't) (?:want|need)\b|^kein(?:e|en|er)?\b",
    re.IGNORECASE,
)
_WANTED = regex(r"\b(?:should|must|shall|soll\w*|muss|müssen)\b(?! not| nicht)", re.IGNORECASE)
_EXPLAINED = regex(r":\s.*", re.DOTALL)
"""What follows a colon says why."""
_MOST = 6


def exclusions(brief: Brief) -> tuple[str, ...]:
    """Return the statements that say what is not wanted: by their heading, or by their own words."""
    found: dict[int, list[str]] = {}
    about_others = {fact.statement for fact in brief.facts if isinstance(fact, Person | DateFact)}
    for statement in brief.statements:
        if statement.id in about_others:  # who and when, below whatever heading
            continue
        is_headed = _HEADING.search(statement.heading) and not _WANTED.search(statement.text)
        if is_headed or _SENTENCE.search(statement.text):
            found.setdefault(statement.line, []).append(_EXPLAINED.sub(".", statement.text))
    return tuple(" ".join(texts) for texts in list(found.values())[:_MOST]) or ("The brief excludes nothing.",)
