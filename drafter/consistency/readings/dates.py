"""Dates of a page that no calendar has, or that can be read in two ways."""

import re
from calendar import monthrange
from functools import lru_cache

from drafter.consistency.readings.lines import holding, lines, places_of, with_pieces
from drafter.document.page import Page, Text
from drafter.frozen import frozen
from drafter.patterns import regex

__all__ = ["Impossible", "ambiguous_dates", "impossible_dates"]

_MONTHS = {
    "jan": 1, "feb": 2, "mär": 3, "mar": 3, "apr": 4, "may": 5, "mai": 5, "jun": 6, "jul": 7, "aug": 8, "sep": 9,
    "oct": 10, "okt": 10, "nov": 11, "dec": 12, "dez": 12,
}  # fmt: skip
_ISO = regex(r"(?<![\w./-])(?P<year>(?:19|20)\d\d)-(?P<month>\d\d)-(?P<day>\d\d)(?![\w-])")
_POINTS = regex(r"(?<![\w.])(?P<day>\d\d?)\.\s?(?P<month>\d\d?)\.\s?(?P<year>20\d\d)(?!\w|\.\d)")
_NAMED = regex(
    r"(?<![\w.])(?P<day>\d\d?)(?:st|nd|rd|th|\.)?\s(?P<name>[A-Z][a-zä]{2})[a-zé]{0,6}\.?,?\s(?P<year>20\d\d)(?!\w)"
    r"|(?<![\w.])(?P<name2>[A-Z][a-z]{2})[a-z]{0,6}\.?\s(?P<day2>\d\d?)(?:st|nd|rd|th)?,?\s(?P<year2>20\d\d)(?!\w)"
)
_YEAR = re.compile(r"20\d\d")
_SHORT_MONTH = r"(?:Feb(?:ruary|ruar)?|Apr(?:il)?|June?|Juni|Sept?(?:ember)?|Nov(?:ember)?)\b\.?"
"""What has fewer than 31 days."""
_SHORT_MONTHS = ("Feb", "Apr", "Jun", "Sep", "Nov")
_WITHOUT_YEAR = regex(
    rf"(?<![\w.,:/-])(?P<day>3[01])(?:st|th|\.)?\s(?:of\s)?(?P<name>{_SHORT_MONTH})(?!,?\s\d)"
    rf"|\b(?P<name2>{_SHORT_MONTH})\s(?P<day2>3[01])(?:st|th)?"
    r"(?=[;)]|[.,](?:\s(?!(?:19|20)\d\d)|$)|$|\s(?:at|and|or|by|to|until|the)\b)"
)
_LEAP_YEAR = 2000
_SLASHED = regex(r"(?<![\w./-])(?P<one>\d\d?)/(?P<other>\d\d?)/20\d\d(?![\w/-])")
_SHORT = regex(r"(?<![\w./-])\d\d?([/-])\d\d?\1\d\d(?![\w/-]|\.\d)")
_MONTHS_OF_YEAR = 12
_DATED = ("information", "A", "E")
"""Parts that give the dates of the document and of its decisions."""
_AS_EXAMPLE = regex(r"invalid|reject|refus|not exist|malformed|ungültig|abgewiesen|abgelehnt|`[^`]*$", re.IGNORECASE)


@frozen
class Impossible:
    """A date that does not exist."""

    text: Text


def impossible_dates(page: Page) -> tuple[Impossible, ...]:
    """Return the dates of running text with a day or month that no calendar has, but for examples of wrong input."""
    with_year = (line.text for line in with_pieces(page, _YEAR))
    found = [Impossible(text.part(date)) for text in with_year for date in _impossible(text.words)]
    for line in holding(page, places_of(page, "30", "31")):
        if any(month in line.text.words for month in _SHORT_MONTHS):
            found += [
                Impossible(line.text.part(match[0].rstrip(".")))
                for match in _WITHOUT_YEAR.finditer(line.text.words)
                if not _exists(match) and not _AS_EXAMPLE.search(line.text.words)
            ]
    return tuple(found)


@lru_cache(maxsize=1024)
def _impossible(words: str) -> tuple[str, ...]:
    """Return the dates with a year that do not exist; many lines say no more than one day."""
    return tuple(
        match[0]
        for pattern in (_ISO, _POINTS, _NAMED)
        for match in pattern.finditer(words)
        if not _exists(match) and not _AS_EXAMPLE.search(words)
    )


def ambiguous_dates(page: Page) -> tuple[Text, ...]:
    """Return the dates of which it is not clear what is the day, the month and the year.

    "02/03/2026" is none where another date of the page has a day above 12 in that form; "15/01/26" is looked for where
    the document and its records are dated.
    """
    found = []
    is_clear = False
    for line in holding(page, places_of(page, "/20")):
        for match in _SLASHED.finditer(line.text.words):
            one, other = int(match["one"]), int(match["other"])
            is_clear |= max(one, other) > _MONTHS_OF_YEAR
            if one != other and max(one, other) <= _MONTHS_OF_YEAR:
                found.append(line.text.part(match[0]))
    short = [
        line.text.part(match[0])
        for line in page.once(lines)
        if line.part in _DATED
        for match in _SHORT.finditer(line.text.words)
    ]
    return (*(() if is_clear else found), *short)


def _exists(match: re.Match[str]) -> bool:
    parts = match.groupdict()
    name = parts.get("name") or parts.get("name2") or ""
    month = _MONTHS.get(name[:3].lower(), -1) if name else int(parts["month"] or 0)
    if month == -1:  # a word that is no month: this is no date
        return True
    year = int(parts.get("year") or parts.get("year2") or _LEAP_YEAR)
    day = int(parts.get("day") or parts.get("day2") or 0)
    return 1 <= month <= 12 and 1 <= day <= monthrange(year, month)[1]
