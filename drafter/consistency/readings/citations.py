"""What running text says that another part holds: its title beside its number, targets, and the brief by its title."""

import re
from collections.abc import Iterator
from functools import lru_cache

from drafter.consistency.readings.lines import holding, places_of, with_pieces
from drafter.document.page import Page, Text
from drafter.frozen import frozen
from drafter.patterns import regex

__all__ = ["Citation", "briefs_named", "citations", "titles", "where_targets_are"]

_NUMBER = r"(?P<number>\d{1,2}\.\d{1,2})"
_NUMBERED = regex(r"\d\.\d{1,2}(?:\)|$)")
_IN_BRACKETS = regex(rf"\s\((?:(?:see|siehe|section|abschnitt|§)\s?)*{_NUMBER}\)", re.IGNORECASE)
_TITLE_BEHIND = regex(rf"(?<![\d.]){_NUMBER}\s\((?P<title>[^()]{{3,60}})\)")
_NOT_A_TITLE = regex(r"[^\w&/\s-]|\s(?=\s)")
"""What no title holds: other marks, and two spaces."""
_MOST_WORDS = 6
"""Of a title."""
_TARGETS = regex(
    rf"\b(?:targets|performance requirements|zielwerten?)\s(?:of|in|from|aus|von)\s(?:section\s|abschnitt\s)?{_NUMBER}"
    r"(?![\d.]*\d)(?!\s(?:of|in|from|des|der|von)\s)",
    re.IGNORECASE,
)
_TARGET_WORDS = ("argets ", "equirements ", "ielwerte")
_BRIEF = regex(
    r"\b(?:brief|briefing|lastenheft|auftrag)\s(?:[“\"„«])(?P<title>[^“”\"„«»]{3,120})[”\"“»]", re.IGNORECASE
)
_BRIEF_WORDS = ("brief", "Brief", "astenheft", "uftrag")


@frozen
class Citation:
    """The number of a part beside the words that say what is there."""

    number: str
    names: tuple[str, ...]
    """What may be a title, in lower case, the longest first."""
    at: Text


def titles(page: Page) -> dict[str, str]:
    """Return the titles of the numbered parts in lower case, with their numbers; but those that stand twice."""
    named: dict[str, list[str]] = {}
    for part in page.parts:
        if part.heading and "." in part.key:
            named.setdefault(part.heading.title.casefold(), []).append(part.key)
    return {title: found[0] for title, found in named.items() if len(found) == 1}


def citations(page: Page) -> Iterator[Citation]:
    """Yield numbers with what may be a title beside them: `authentication (7.1)`, `7.1 (Authentication)`."""
    for line in with_pieces(page, _NUMBERED):
        for number, names, shown in _cited(line.text.words):
            yield Citation(number, names, line.text.part(shown))


@lru_cache(maxsize=1024)
def _cited(words: str) -> tuple[tuple[str, tuple[str, ...], str], ...]:
    """Return the numbers that a text cites, what may be their titles, and how each is written."""
    found = []
    for match in _IN_BRACKETS.finditer(words):
        before = words[max(0, match.start() - 80) : match.start()]
        split = [] if before[-1:].isspace() else _NOT_A_TITLE.split(before)[-1].casefold().split()
        names = tuple(" ".join(split[-length:]) for length in range(min(_MOST_WORDS, len(split)), 0, -1))
        found.append((match["number"], names, f"({match['number']})"))
    behind = ((match["number"], (match["title"].casefold(),), match[0]) for match in _TITLE_BEHIND.finditer(words))
    return (*found, *behind)


def where_targets_are(page: Page) -> Iterator[Citation]:
    """Yield where the text says which part holds the targets."""
    for line in holding(page, places_of(page, *_TARGET_WORDS)):
        for match in _TARGETS.finditer(line.text.words):
            yield Citation(match["number"], (), line.text.part(match[0]))


def briefs_named(page: Page) -> Iterator[Text]:
    """Yield the titles of briefs that the text names: from the brief “Parking permits”."""
    for line in holding(page, places_of(page, *_BRIEF_WORDS)):
        for match in _BRIEF.finditer(line.text.words):
            yield line.text.part(match["title"])
