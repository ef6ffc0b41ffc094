"""The targets of 8.1, and what other parts say of them: goals, alerts, benchmarks and prose."""

import re
from collections.abc import Iterable
from functools import lru_cache
from typing import Literal

from drafter.consistency.readings.quantities import Measure, measures
from drafter.derive.sources import content_words
from drafter.document.brief import Dimension, Quality
from drafter.document.page import Page
from drafter.frozen import frozen
from drafter.patterns import regex

__all__ = ["Role", "Target", "alike", "statements_of_targets", "targets"]

Role = Literal["target", "restated", "benchmark", "alert", "prose"]
"""Where a number stands: in 8.1; in a goal's or benchmark's name; in 12.3; anywhere else."""

_POSSIBLE: dict[Dimension, tuple[Quality, ...]] = {
    "time": ("latency", "retention", "recovery", "freshness", "schedule"),
    "data": ("size", "capacity"),
    "money": ("cost",),
    "ratio": ("availability", "accuracy"),
    "rate": ("throughput",),
    "count": ("capacity", "size"),
}
_SAYS: dict[Quality, tuple[str, ...]] = {
    "availability": ("availab", "uptime", "verfügbar"),
    "accuracy": ("accura", "precision", "error rate", "genauigkeit", "fehlerrate"),
    "throughput": ("throughput", "durchsatz"),
    "retention": ("retention", "retain", " kept", " keep", "delet", "aufbewahr", "aufgehoben", "gelöscht", "archiv"),
    "recovery": ("recover", "restor", " rpo", " rto", "wiederher", "backup", " lose", " lost", "verlor"),
    "freshness": ("fresh", "visible", "stale", "up to date", "up-to-date", "sichtbar", "aktuell"),
    "latency": ("latenc", "latenz", "respond", "response", "antwort", "round trip", "percentile", "perzentil", "answer",
                " p50", " p90", " p95", " p99"),
    "capacity": ("capacit", "growth", "kapazität", "wachstum", " hold"),
    "cost": (" cost", "kosten", "budget"),
    "size": (" size", "footprint", "memory", "größe", "speicher"),
    "schedule": ("schedule", "on time", "rechtzeitig"),
}  # fmt: skip
"""Beginnings of words, in lower case; plain strings, since there are many to look for."""
_QUALIFIER = regex(
    r"\bp(?P<p>\d\d)(?:\.\d+)?\b|\b(?P<n>\d\d)(?:\.\d+)?(?:th|st|nd|rd|\.)?[ -](?:percentile|perzentil)"
    r"|\b(?P<average>average|mean|avg|durchschnitt\w*|mittel\w*)\b|\b(?P<median>median)\b"
    r"|\b(?P<peak>peaks?|spitze\w*|maximum load)\b|\b(?P<usual>normal|sustained|typical|off.peak)\b"
    r"|\b(?P<cold>cold|first)\b|\b(?P<warm>warm|cached)\b|\b(?P<read>reads?|reading)\b|\b(?P<write>writes?|writing)\b",
    re.IGNORECASE,
)
_FAST = regex(r"fast|quick|schnell", re.IGNORECASE)
_BRIEF = 60
"""Seconds below which nothing is kept, and nothing recovers: a goal's time is a latency."""
_GENERIC = content_words(
    "a about above after all always and answer answers are around availability available average averages be "
    "before below budget can capacity cost costs data day days deleted design does during each enough every "
    "exceed exceeds fast fresh freshness footprint for from goal goals growth has have high hold hour hours is "
    "its keep keeps kept latency least less long longer low maximum mean measured median metric millisecond "
    "milliseconds minimum minute minutes missed month months more most must needed not once one only our peak per "
    "percent percentile percentiles point quality quick rate recover recovery requests request requirement "
    "requirements response responses responds respond result results retain retained retention room running "
    "second seconds shall should size small state stated system target targets than that the their then these "
    "they this throughput time times two under until uptime value values week weeks when which will with within "
    "without year years service load level objective alert alerts antwort antworten antwortzeit antwortzeiten "
    "verfügbarkeit daten das dem den der des die durchsatz ein eine einem einer eines für höchstens ihr ist "
    "kosten latenz mindestens mit monat monate monaten muss müssen nach nicht oder pro sekunde sekunden sind "
    "sollen speicher stunden tag tage tagen und unter von weniger werden wird ziel failures million millions "
    "thousand accurate correct eur usd euro dollars aufbewahrung aufbewahrt gelöscht jahre jahren innerhalb "
    "perzentil schnelle hohe drop drops fall falls sinkt fällt"
)


@frozen
class Target:
    """A number of a quality."""

    measure: Measure
    quality: Quality
    role: Role
    about: frozenset[str]
    """Stems of the words that say what it is a target of; empty for the whole system."""
    qualifiers: frozenset[str]
    """`95` for a percentile, `average`, `peak` and the like."""


def statements_of_targets(page: Page) -> tuple[Target, ...]:
    """Return all numbers of which the words around say the quality, and those of 8.1."""
    return tuple(target for measure in page.once(measures) if (target := _target(measure)))


def targets(page: Page) -> tuple[Target, ...]:
    """Return those of 8.1."""
    return tuple(target for target in page.once(statements_of_targets) if target.role == "target")


def alike(target: Target, others: Iterable[Target]) -> list[Target]:
    """Return the others that may be the same target: of one quality, about the same thing, measured the same way."""
    return [
        other
        for other in others
        if other.quality == target.quality
        and other.measure.dimension == target.measure.dimension
        and _meet(other.about, target.about)
        and _meet(other.qualifiers, target.qualifiers)
    ]


def _meet(some: frozenset[str], others: frozenset[str]) -> bool:
    return not some or not others or not some.isdisjoint(others)


def _target(measure: Measure) -> Target | None:
    line = measure.line
    role = _role(measure)
    around = f"{line.under} {measure.clause}"
    quality = _quality(measure, (line.under, measure.clause, line.text.words), role)
    if quality is None:
        return None
    return Target(measure, quality, role, _about(measure, role), _qualifiers(around))


@lru_cache(maxsize=1024)
def _qualifiers(words: str) -> frozenset[str]:
    """Return what says of what kind a number is; rows of tables say it in the same words."""
    found = (match.groupdict() for match in _QUALIFIER.finditer(words))
    return frozenset(value or "" if name in "pn" else name for each in found for name, value in each.items() if value)


def _about(measure: Measure, role: Role) -> frozenset[str]:
    """Return what a number is said of; in prose a label is only the heading of what is said."""
    if role == "prose":
        said = (_words_of(measure, words) for words in (measure.piece, measure.clause, measure.line.under))
        return next((words for words in said if words), frozenset())
    return _words_of(measure, f"{measure.clause} {measure.line.under}")


def _words_of(measure: Measure, words: str) -> frozenset[str]:
    said = words.replace(measure.quantity.text, f" {measure.quantity.unit} ")
    return frozenset(content_words(said) - _GENERIC)


def _role(measure: Measure) -> Role:
    line = measure.line
    match line.part:
        case "8.1":
            return "target"
        case "2.3" if line.is_label:
            return "restated"
        case "C" if line.is_label or re.search(r"target|goal|ziel|soll", line.column, re.IGNORECASE):
            return "benchmark"
        case "12.3":
            return "alert"
    return "prose"


@lru_cache(maxsize=1024)
def _said(words: str, dimension: Dimension) -> Quality | None:
    """Return the first quality of a dimension that some words say."""
    spaced = f" {words.casefold()}"
    return next((quality for quality in _POSSIBLE[dimension] for said in _SAYS[quality] if said in spaced), None)


def _quality(measure: Measure, places: tuple[str, ...], role: Role) -> Quality | None:
    """Return the quality that the nearest words say; the only one possible in places that hold targets."""
    for words in places[: 3 if role != "prose" else 2]:
        if quality := _said(words, measure.dimension):
            return quality
    possible = _POSSIBLE[measure.dimension]
    if role == "prose":
        return None
    is_brief = measure.dimension == "time" and measure.value < _BRIEF
    return possible[0] if len(possible) == 1 or is_brief or _FAST.search(measure.before) else None
