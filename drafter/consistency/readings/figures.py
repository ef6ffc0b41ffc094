"""Digits of the running text that may begin a measure, a version or a range: it is searched once for all three."""

import re
from collections.abc import Iterator

from drafter.consistency.readings.lines import running_text
from drafter.document.page import Page
from drafter.patterns import regex

__all__ = ["MEASURE", "RANGE", "VERSION", "matches_of"]

_UNIT = r"(?:[ \u00a0-]?([^\W\d_]+|[%‰/€$£¥])|(?<=[€$£¥]\d)|(?<=[€$£¥]\s\d)|(?<=[A-Z]{3}\s\d))"
_BEHIND_A_NAME = r"(?:(?<=[A-Za-z+#)] \d)|(?<=[ (]v\d)|(?<=ersion \d))"
_UP_TO = r"(?:\s?%|\s?[a-z]{1,7})?\s?(?:–|-|to\s|bis\s|and\s|und\s)\s?\d"
_ANY = regex(rf"\d(?={_UNIT}|{_BEHIND_A_NAME}|{_UP_TO})")
"""It begins with a digit, so that the search is fast."""
MEASURE = regex(rf"\d{_UNIT}")
"""The last digit before a unit, which is its group, or a digit behind a currency."""
VERSION = regex(rf"\d{_BEHIND_A_NAME}")
RANGE = regex(rf"\d{_UP_TO}")


def matches_of(pattern: re.Pattern[str], page: Page) -> Iterator[re.Match[str]]:
    """Yield the matches of one of these three patterns in the running text, as `finditer` does."""
    text, reached = page.once(running_text), 0
    for start in page.once(_figures):
        if start >= reached and (match := pattern.match(text, start)):
            yield match
            reached = match.end()


def _figures(page: Page) -> tuple[int, ...]:
    return tuple(match.start() for match in _ANY.finditer(page.once(running_text)))
