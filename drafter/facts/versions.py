"""Versions: a name and its number."""

import re
from bisect import bisect_left, insort
from collections.abc import Sequence

from drafter.document.brief import Technology, Version
from drafter.facts.passage import Passage
from drafter.patterns import regex

__all__ = ["versions"]

_NUMBER = r"(?P<number>\d{1,4}+(?:\.(?:\d{1,6}+|x))*+\+?)"
_AFTER_NAME = regex(
    rf"\s*+(?:\(\s*+)?(?:(?:version|ver\.?|v\.?|release)\s*+)?(?:[<>]=?|[≥≤~^=]=?)?\s*+v?{_NUMBER}(?![\w%‰])(?!\s?[%‰])",
    re.IGNORECASE,
)
_MORE = regex(rf"\s*(?:,|/|–|-|to|and|or|und|bis)\s*{_NUMBER}(?![\w%‰])(?!\s?[%‰])")
_COUNTS = regex(
    r"[ \t]+(?:[a-z]{3,}\s+){0,2}?[a-z]{2,}s\b|[ \t]?(?:[kMGT]i?B|ms|s|h|GHz|MHz)\b|\s+(?:million|users?)\b"
)
_UNITS = regex(r"[ \t]?(?:[kMGT]i?B|ms|s|min|h|GHz|MHz)\b")
_OF_NAME = regex(
    r"(?<![\w.])v(?:ersion)?\s?(?P<number>\d{1,4}(?:\.\d{1,6}){0,3})\s+(?:of\s+(?:the\s+|our\s+)?)?(?P<name>[A-Z][\w-]{1,30}(?:\s[A-Z][\w-]{1,30}){0,3})"
)
_NAMED = regex(
    r"(?<![\w.])(?P<name>[A-Z][\w-]{1,30}(?:\s[A-Z][\w-]{1,30}){0,3})\s+(?:v|[Vv]ersion\s)(?P<number>\d{1,4}(?:\.\d{1,6}){0,3})(?![\w%])"
)
_YEARS = range(1990, 2100)


def versions(passage: Passage, known: tuple[Technology, ...]) -> tuple[Version, ...]:
    """Return the versions of known technologies and of names with a "v" or "version" before the number.

    "Kafka 3 brokers" counts brokers; "Python 3.11 and 3.12" is two versions, of which the second's words
    are its number.
    """
    found: list[Version] = []
    offset = passage.statement.start
    for technology in known:
        found += _following(passage, technology.name, technology.start - offset, technology.end - offset)
    taken = sorted((fact.start - offset, fact.end - offset) for fact in found)
    for pattern in (_NAMED, _OF_NAME):
        for match in pattern.finditer(passage.words):
            if not _overlaps(taken, *match.span()):
                place = passage.place(*match.span())
                found.append(Version(**place, name=match["name"], number=match["number"]))
                insort(taken, match.span())
    return tuple(sorted(found, key=lambda fact: fact.start))


def _overlaps(taken: Sequence[tuple[int, int]], start: int, end: int) -> bool:
    """Return whether a span shares a character with one of others, which are in order and share none."""
    after = bisect_left(taken, (end, end))
    return after > 0 and taken[after - 1][1] > start


def _following(passage: Passage, name: str, start: int, end: int) -> list[Version]:
    """Return the versions whose numbers follow a technology at these offsets."""
    words = passage.words
    match = _AFTER_NAME.match(words, end)
    if not match or not _is_version(match["number"], words, match.end(), by_year=name.endswith("Server")):
        inside = re.search(rf"\s{_NUMBER}$", words[start:end])
        if not inside:
            return []
        base = name.removesuffix(inside["number"]).strip()
        return [Version(**passage.place(start, end), name=base, number=inside["number"])]
    found = [Version(**passage.place(start, match.end()), name=name, number=match["number"])]
    while (more := _MORE.match(words, match.end())) and "." in more["number"]:
        if _UNITS.match(words, more.end()):
            break
        found.append(Version(**passage.place(*more.span("number")), name=name, number=more["number"]))
        match = more
    return found


def _is_version(number: str, words: str, end: int, *, by_year: bool) -> bool:
    if "." in number or number.endswith("+"):
        return not _UNITS.match(words, end)
    return not _COUNTS.match(words, end) and (by_year or int(number) not in _YEARS)
