"""When the system, or a component, is shut down regularly."""

import re
from collections.abc import Iterator
from decimal import Decimal

from drafter.consistency.readings.components import components
from drafter.consistency.readings.lines import holding, places_of
from drafter.consistency.readings.prose import sentences
from drafter.document.page import Page, Text
from drafter.frozen import frozen
from drafter.patterns import regex

__all__ = ["Closing", "closings"]

_DAY = 86400
_WORDS = (
    " down", "offline", " off ", "topped", "unavailable", "not available", "abgeschaltet", "heruntergefahren",
    "nicht erreichbar", "ngehalten",
)  # fmt: skip
_SHUT = regex(
    r"\b(?:(?:shut|taken?|brought|goes|is|are)\s(?:\w+\s)?down|(?:switched|turned)\soff|offline|stopped|unavailable"
    r"|not available|abgeschaltet|heruntergefahren|nicht erreichbar|angehalten)\b",
    re.IGNORECASE,
)
_SYSTEM = regex(
    r"\b(?:system|service|application|app|platform|website|API|servers?|database|cluster|dienst|anwendung|datenbank)\b",
    re.IGNORECASE,
)
_NIGHTLY = regex(
    r"\b(?:every|each) (?:night|day|morning|evening)\b|\b(?:nightly|daily)\b|\bjede nacht\b|\bjeden tag\b"
    r"|\btäglich\b",
    re.IGNORECASE,
)
_WEEKLY = regex(
    r"\b(?:every|each) (?:week|weekend|(?:mon|tues|wednes|thurs|fri|satur|sun)day)\b|\bweekly\b|\bwöchentlich\b"
    r"|\bjede woche\b|\bjeden \w+tag\b",
    re.IGNORECASE,
)
_CLOCK = r"(?P<{0}_hour>[0-2]?\d)(?:[:.](?P<{0}_minute>[0-5]\d))?\s?(?P<{0}_half>[ap]\.?m\b)?(?:\s?(?:h|Uhr)\b)?"
_FROM_TO = regex(
    rf"\b(?:from|between|von|zwischen)\s{_CLOCK.format('from')}\s?(?:to|until|till|and|bis|und|–|-)\s?{_CLOCK.format('to')}",
    re.IGNORECASE,
)
_PARTLY = regex(
    r"\b(?:one (?:by one|at a time|of)|each in turn|rolling|standby|replicas?|not|never|no|unless|staging|test|tests"
    r"|development|demo|training|alerts?|if|when|nicht|nie|kein\w*|falls|wenn)\b",
    re.IGNORECASE,
)
_BODY = range(2, 13)


@frozen
class Closing:
    """A sentence that shuts something down each day or week."""

    share: Decimal
    """Of the time, from 0 to 1."""
    at: Text


def closings(page: Page) -> Iterator[Closing]:
    """Yield the sentences of sections 2 to 12 that shut the system or a component down from one time to another."""
    for line in holding(page, places_of(page, *_WORDS)):
        for sentence in sentences(line.text.words) if line.section in _BODY else ():
            share = _share(sentence)
            if share and _names_the_system(sentence, page):
                yield Closing(share, line.text.part(sentence))


def _share(sentence: str) -> Decimal:
    """Return the share of the time in which a sentence regularly shuts something down; 0 for none."""
    days = 1 if _NIGHTLY.search(sentence) else 7 if _WEEKLY.search(sentence) else 0
    match = _FROM_TO.search(sentence)
    if not days or match is None or not _SHUT.search(sentence) or _PARTLY.search(sentence):
        return Decimal(0)
    seconds = (_seconds(match, "to") - _seconds(match, "from")) % _DAY
    return Decimal(seconds) / (days * _DAY)


def _seconds(match: re.Match[str], which: str) -> int:
    """Return the time of the day that a clock shows."""
    half = (match[f"{which}_half"] or "").casefold()
    hour = int(match[f"{which}_hour"]) % (12 if half else 24) + (12 if half.startswith("p") else 0)
    return 3600 * hour + 60 * int(match[f"{which}_minute"] or 0)


def _names_the_system(sentence: str, page: Page) -> bool:
    return bool(_SYSTEM.search(sentence)) or any(row.name.words in sentence for row in page.once(components))
