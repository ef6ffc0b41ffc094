"""What follows from numbers: downtime from availability, lost data from backups, storage from throughput."""

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator
from decimal import Decimal
from itertools import accumulate, groupby

from drafter.consistency.readings.closings import closings
from drafter.consistency.readings.lines import holding, lines, occurrences, running_text
from drafter.consistency.readings.quantities import Measure, measures
from drafter.consistency.readings.targets import targets
from drafter.consistency.rule import Problem, rule
from drafter.document.page import Page, Text
from drafter.patterns import regex

__all__ = [
    "backup_too_rare", "closed_for_longer", "downtime_differs", "error_budget_differs", "storage_too_small",
]  # fmt: skip

_DAY = Decimal(86400)
_PERIODS = {
    regex(r"(?:per|an?|each|every|pro|je|im) (?:month|monat)|monthly|monatlich", re.IGNORECASE): 30 * _DAY,
    regex(r"(?:per|an?|each|every|pro|je|im) (?:year|jahr)|yearly|annual|jährlich", re.IGNORECASE): 365 * _DAY,
    regex(r"(?:per|an?|each|every|pro|je|im) (?:quarter|quartal)|quarterly", re.IGNORECASE): 91 * _DAY,
    regex(r"(?:per|an?|each|every|pro|je|in der) (?:week|woche)|weekly|wöchentlich", re.IGNORECASE): 7 * _DAY,
}
_DOWN = regex(r"downtime|down time|outage|unavailab|ausfallzeit|error budget|fehlerbudget", re.IGNORECASE)
_DOWN_HINTS = ("downtime", "down time", "outage", "unavailab", "ausfallzeit", "error budget", "fehlerbudget")
_PLANNED = regex(r"planned|maintenance|window|wartung|geplant", re.IGNORECASE)
_BUDGET = regex(r"error budget|fehlerbudget", re.IGNORECASE)
_ROUGHLY = Decimal("0.2")
"""Months differ, and minutes are rounded: a tenth is no contradiction, two are."""
_LOSS = regex(r"\brpo\b|recovery point|\blos[et]\b|\bloss\b|datenverlust|verlor|wiederherstellungspunkt", re.IGNORECASE)
_LOSS_HINTS = (
    "rpo", "recovery point", "lose", "lost", "loss", "datenverlust", "verlor", "wiederherstellungspunkt",
)  # fmt: skip
_BACKUP = regex(r"back(?:ed )?.?ups?\b|snapshot|\bdumps?\b|sicherung|gesichert", re.IGNORECASE)
_CONTINUOUS = regex(
    r"point.in.time|\bPITR\b|\bWAL\b|write.ahead|continuous(?:ly)? (?:backup|archiv)|replica|binlog|binary log"
    r"|streaming|synchronous|mirror|transaction log|stream(?:ed|s) to",
    re.IGNORECASE,
)
_RHYTHMS = (
    (
        regex(
            r"\b(?:daily|nightly|every night|every day|once a day|each (?:night|day)|täglich|nächtlich)", re.IGNORECASE
        ),
        _DAY,
    ),
    (regex(r"\b(?:hourly|every hour|stündlich)", re.IGNORECASE), Decimal(3600)),
    (regex(r"\b(?:weekly|every week|once a week|wöchentlich)", re.IGNORECASE), 7 * _DAY),
)
_EVERY = regex(r"^(?:every|alle)\b", re.IGNORECASE)
_TRIED = regex(r"\btest|restore|drill|verif|check|rehears|geprüft|probe", re.IGNORECASE)
_OPTIONS = regex(r"\b(?:Options|Optionen):\s|\?$")
_EACH = regex(
    r"\b(?:per|each|pro|je)\s(?:event|record|message|row|entry|order|item|document|reading|measurement|sample|request"
    r"|click)|\b(?:event|record|message|row|entry|document|reading)s? (?:is|are|has|have|takes?|needs?) "
    r"(?:about |around |up to )?\d",
    re.IGNORECASE,
)
_STORED = regex(r"storage|disk|volume\b|provision|speicherplatz|festplatte", re.IGNORECASE)
_EXCLUDED = regex(
    r"\b(?:planned|maintenance|window|business hours|opening hours|working hours|office hours|outside|excluding|except"
    r"|during|between|from \d|wartung|geplant|öffnungszeiten|geschäftszeiten|ohne|außer)",
    re.IGNORECASE,
)
_AT_PEAK = regex(r"peak|spitze|burst|maximum", re.IGNORECASE)


def _period(words: str) -> Decimal | None:
    return next((seconds for pattern, seconds in _PERIODS.items() if pattern.search(words)), None)


def _availabilities(page: Page) -> list[Measure]:
    """Return the shares of time that 8.1 promises."""
    found = [target.measure for target in page.once(targets) if target.quality == "availability"]
    return [measure for measure in found if Decimal("0.9") <= measure.value < 1]


@rule("NUM130", "error")
def downtime_differs(page: Page) -> Iterator[Problem]:
    """The downtime that the text allows does not follow from the availability.

    99.9 % of a month leaves 43 minutes; a team that plans with more breaks the promise.

    Bad: “Availability: 99.9 %” and “at most 4 hours of downtime a month”
    Good: “at most 43 minutes of downtime a month”
    Fix: compute one from the other, or say that planned maintenance does not count.
    """
    for measure in _measures_near(page, _DOWN, _DOWN_HINTS):
        is_down = measure.dimension == "time" and _DOWN.search(measure.clause)
        period = _period(measure.clause) if is_down else None
        if period is None:
            continue
        near = [each for each in page.once(measures) if each.line is measure.line and each.dimension == "ratio"]
        promised = near or _availabilities(page)
        if _PLANNED.search(measure.clause) or not promised or measure.value >= period:
            continue
        if all(
            abs(measure.value - (1 - each.value) * period) > _ROUGHLY * (1 - each.value) * period for each in promised
        ):
            allowed = (1 - promised[0].value) * period
            message = f"{promised[0].text.words} allows {_time(allowed)} of downtime, not {measure.amount}"
            yield Problem(message, measure.text, (promised[0].text,))


@rule("NUM131", "error")
def error_budget_differs(page: Page) -> Iterator[Problem]:
    """The error budget is not what the availability leaves.

    The budget decides when work on features stops.

    Bad: “Availability: 99.9 %” and “an error budget of 0.5 %”
    Good: “an error budget of 0.1 %”
    Fix: subtract the availability from 100 %.
    """
    promised = _availabilities(page)
    for measure in page.once(measures):
        is_budget = measure.dimension == "ratio" and _BUDGET.search(f"{measure.line.under} {measure.clause}")
        if not is_budget or not promised or measure.value >= Decimal("0.1"):
            continue
        if all(abs(1 - each.value - measure.value) * 100 > measure.value for each in promised):
            message = f"{promised[0].text.words} leaves an error budget of {_left(promised[0])} %, not {measure.amount}"
            yield Problem(message, measure.text, (promised[0].text,))


@rule("NUM134", "warning")
def closed_for_longer(page: Page) -> Iterator[Problem]:
    """Something is shut down so often that the promised availability cannot be met.

    Three hours each night are an eighth of the time; whoever relies on the promise finds the system closed.

    Bad: “Availability: 99.9 %”, and “The Loan API is shut down every night from 01:00 to 04:00.”
    Good: “The Loan API is updated one instance at a time.”
    Fix: keep it running, promise less, or say in 8.1 that planned maintenance does not count.
    """
    promised = [each for each in _availabilities(page) if not _EXCLUDED.search(each.line.text.words)]
    if not promised:
        return
    least = min(promised, key=lambda each: each.value)
    for closing in closings(page):
        if closing.share > (1 - least.value) * (1 + _ROUGHLY):
            message = f"this is {closing.share * 100:.1f} % of the time, {least.text.words} leaves {_left(least)} %"
            yield Problem(message, closing.at, (least.text,))


def _left(promised: Measure) -> str:
    return f"{((1 - promised.value) * 100).normalize():f}"


@rule("NUM132", "warning")
def backup_too_rare(page: Page) -> Iterator[Problem]:
    """More data can be lost than is allowed: backups are further apart than the recovery point.

    Whatever was written since the last backup is gone.

    Bad: “Recovery point: 1 hour” and “a backup every night”
    Good: “a backup every hour”, or write-ahead logs that are archived continuously
    Fix: back up more often, or allow more loss.
    """
    points = [
        measure
        for measure in _measures_near(page, _LOSS, _LOSS_HINTS)
        if measure.dimension == "time" and _LOSS.search(f"{measure.line.under} {measure.piece}")
    ]
    if not points or any(line.section for line in holding(page, _places(page, _CONTINUOUS))):
        return
    strictest = min(points, key=lambda measure: measure.value)
    for interval, text in _backups(page):
        if interval > strictest.value:
            message = f"{strictest.amount} of data may be lost, backups are {_time(interval)} apart"
            yield Problem(message, text, (strictest.text,))


def _measures_near(page: Page, pattern: re.Pattern[str], hints: Iterable[str]) -> Iterator[Measure]:
    """Yield the measures of the lines that hold a pattern or stand under it.

    One of the hints, in small letters, is in what the pattern finds.
    """
    groups, starts, whole = page.once(_measured_lines)
    for index in sorted({bisect_right(starts, offset) - 1 for offset in occurrences(whole, *hints)}):
        line = groups[index][0].line
        if pattern.search(f"{line.under} {line.text.words}"):
            yield from groups[index]


def _measured_lines(page: Page) -> tuple[list[tuple[Measure, ...]], list[int], str]:
    """Return the measures line by line, and what these lines say and stand under, in small letters, with its starts."""
    groups = [tuple(group) for _, group in groupby(page.once(measures), key=lambda measure: id(measure.line))]
    said = [f"{group[0].line.under} {group[0].line.text.words}".lower() for group in groups]
    return groups, list(accumulate((len(words) + 1 for words in said), initial=0)), "\n".join(said)


def _is_backup(label: str, words: str) -> bool:
    """Tell whether words say how often a backup is made, not how it is tried or how long it is kept."""
    return bool(_BACKUP.search(f"{label} {words}")) and not _TRIED.search(words) and not _OPTIONS.search(words)


def _places(page: Page, pattern: re.Pattern[str]) -> Iterator[int]:
    return (match.start() for match in pattern.finditer(page.once(running_text)))


def _backups(page: Page) -> Iterator[tuple[Decimal, Text]]:
    """Yield the rhythms in which backups are made."""
    for measure in page.once(measures):
        is_rhythm = measure.dimension == "time" and _EVERY.match(measure.text.words)
        if is_rhythm and _is_backup(measure.line.under, measure.clause):
            yield measure.value, measure.text
    for line in page.once(lines):
        words = line.text.words
        if not 2 <= line.section <= 12 or not _BACKUP.search(f"{line.label.words} {words}"):
            continue
        for pattern, seconds in _RHYTHMS:
            match = pattern.search(words)
            if match and _is_backup(line.label.words, line.sentence(match.start())):
                yield seconds, line.text.part(match[0])
                break


@rule("NUM133", "warning")
def storage_too_small(page: Page) -> Iterator[Problem]:
    """What arrives in the time of retention does not fit into the storage.

    The disk fills up long before the first record may be deleted.

    Bad: 100 events a second of 1 KB, kept for 90 days, on a disk of 100 GB
    Good: a disk of 1 TB
    Fix: provide more storage, keep the records for a shorter time, or say how they are compressed.
    """
    rates = [each for each in page.once(measures) if each.dimension == "rate" and _counts_things(each)]
    sizes = [each for each in page.once(measures) if each.dimension == "data" and _EACH.search(each.clause)]
    stores = [
        each
        for each in page.once(measures)
        if each.dimension == "data" and _STORED.search(each.clause) and not _EACH.search(each.clause)
    ]
    kept = [target.measure for target in page.once(targets) if target.quality == "retention"]
    if not (rates and sizes and stores and kept):
        return
    if max(len({each.value for each in found}) for found in (rates, sizes, stores, kept)) > 1:
        return
    needed = rates[0].value * sizes[0].value * kept[0].value
    if needed > stores[0].value * (1 + _ROUGHLY):
        message = (
            f"{rates[0].amount} of {sizes[0].amount} kept for {kept[0].amount} need {_bytes(needed)}, "
            f"the storage has {stores[0].amount}"
        )
        yield Problem(message, stores[0].text, (rates[0].text, sizes[0].text, kept[0].text))


def _counts_things(measure: Measure) -> bool:
    """Tell whether it is an average rate of things: data per time and what arrives at peak say nothing of the sum."""
    unit = measure.quantity.unit.casefold()
    is_data = re.match(r"[kmgt]?i?b(?:it|ps|yte)?s?\b", unit) is not None
    return not is_data and measure.line.part in {"8.1", "2.3"} and not _AT_PEAK.search(measure.clause)


def _time(seconds: Decimal) -> str:
    """Return a time in the unit that leaves the smallest number above 1."""
    units = ((7 * _DAY, "weeks"), (_DAY, "days"), (Decimal(3600), "hours"), (Decimal(60), "minutes"))
    size, unit = next(
        ((size, unit) for size, unit in units if seconds >= 2 * size or seconds == size), (Decimal(1), "seconds")
    )
    number = f"{seconds / size:.1f}".removesuffix(".0")
    return f"{number} {unit.removesuffix('s') if number == '1' else unit}"


def _bytes(count: Decimal) -> str:
    powers = ((12, "TB"), (9, "GB"), (6, "MB"), (3, "KB"))
    power, unit = next(((power, unit) for power, unit in powers if count >= 10**power), (0, "bytes"))
    return f"{count / 10**power:.1f} {unit}"
