"""Calendar dates, as precise as they are written."""

import re
from calendar import monthrange

from drafter.document.brief import DateFact
from drafter.facts.passage import Passage, blanked
from drafter.patterns import regex

__all__ = ["dates"]

_MONTHS = {
    1: "january jan januar januari janvier enero gennaio janeiro",
    2: "february feb februar februari février febrero febbraio fevereiro",
    3: "march mar märz mrz maart mars marzo março",
    4: "april apr avril abril aprile",
    5: "may mai mei mayo maggio maio",
    6: "june jun juni juin junio giugno junho",
    7: "july jul juli juillet julio luglio julho",
    8: "august aug augustus août agosto",
    9: "september sep sept septembre septiembre settembre setembro",
    10: "october oct oktober okt octobre octubre ottobre outubro",
    11: "november nov novembre noviembre novembro",
    12: "december dec dezember dez décembre diciembre dicembre dezembro",
}
_NUMBER_OF = {name: number for number, names in _MONTHS.items() for name in names.split()}
_MONTH = rf"(?P<month>{'|'.join(sorted(_NUMBER_OF, key=len, reverse=True))})\.?"
_YEAR = r"(?P<year>(?:19|20)\d\d)(?![\d])"
_DAY = r"(?P<day>3[01]|[12]\d|0?[1-9])"

_PATTERNS = [
    regex(pattern, re.IGNORECASE)
    for pattern in (
        rf"(?<![\w./-]){_YEAR}-(?P<number>\d\d)-{_DAY}(?:T[\d:.]+(?:Z|[+-]\d\d:?\d\d)?)?(?![\w-])",
        rf"(?<![\w./-]){_DAY}(?:st|nd|rd|th|\.|er)?\s+(?:of\s+|de\s+)?{_MONTH}(?:\s+de)?,?\s+{_YEAR}(?!\w)",
        rf"(?<![^\W_]){_MONTH}\s+{_DAY}(?:st|nd|rd|th)?,?\s+{_YEAR}(?!\w)",
        rf"(?<![\w.]){_DAY}\.\s?(?P<number>0?[1-9]|1[0-2])\.\s?{_YEAR}(?!\w)",
        rf"(?<![\w/]){_DAY}/(?P<number>0?[1-9]|1[0-2])/{_YEAR}(?![\w/])",
        rf"(?<![\w/])(?P<number>0?[1-9]|1[0-2])/{_DAY}/{_YEAR}(?![\w/])",
        r"(?P<year>(?:19|20)\d\d)\s?年\s?(?P<number>1[0-2]|0?[1-9])\s?月(?:\s?(?P<day>3[01]|[12]\d|0?[1-9])\s?日)?",
        rf"(?<!\w)(?:Q(?P<quarter>[1-4])|(?P<ordinal>[1-4])(?:\.|st|nd|rd|th)\s+(?:quartal|quarter))[\s/-]*(?:of\s+)?{_YEAR}(?!\w)",
        rf"(?<![\w./-]){_YEAR}[\s/-]*Q(?P<quarter>[1-4])(?!\w)",
        rf"(?<![^\W_]){_MONTH}(?:\s+de)?,?\s+{_YEAR}(?![\w-])",
        rf"(?<![\w./-]){_YEAR}-(?P<number>0[1-9]|1[0-2])(?![\w-])",
    )
]
_SLASHED = 4
"""Index of day/month/year; it and month/day/year count only when the day is above 12."""
_HINT = regex(r"\d{4}|年")


def dates(passage: Passage) -> tuple[DateFact, ...]:
    """Return the dates that exist, in order.

    Day and month between slashes count only when it is clear which is which. A month or day without a year
    is not a date, nor is a year alone.
    """
    found: list[DateFact] = []
    words = passage.words
    for index, pattern in enumerate(_PATTERNS):
        if not _HINT.search(words):
            break
        taken: list[tuple[int, int]] = []
        for match in pattern.finditer(words):
            if index in {_SLASHED, _SLASHED + 1} and int(match["day"]) <= 12:
                continue
            if iso := _iso(match):
                found.append(DateFact(**passage.place(*match.span()), iso=iso))
                taken.append(match.span())
        words = blanked(words, taken)
    return tuple(sorted(found, key=lambda fact: fact.start))


def _iso(match: re.Match[str]) -> str:
    """Return the date in ISO 8601, empty for a day that does not exist."""
    parts = match.groupdict()
    year = int(parts["year"])
    if quarter := parts.get("quarter") or parts.get("ordinal"):
        return f"{year}-Q{quarter}"
    month = int(parts["number"]) if parts.get("number") else _NUMBER_OF[(parts.get("month") or "").lower()]
    if not 1 <= month <= 12:
        return ""
    if not parts.get("day"):
        return f"{year}-{month:02}"
    day = int(parts["day"])
    return f"{year}-{month:02}-{day:02}" if day <= monthrange(year, month)[1] else ""
