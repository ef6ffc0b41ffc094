"""Which numbers of a brief are requirements, and what kinds of quality each of them can be."""

import re
from typing import NamedTuple

from drafter.document.brief import Brief, Dimension, Quantity, Statement
from drafter.document.outline import Quality
from drafter.patterns import regex

__all__ = ["foremost_quantities", "possible_qualities", "required_quantities"]

_DEMAND = regex(
    r"\b(?:must|shall|should|needs?|required?|requires|expects?|expected|targets?|goals?|at most|at least|within|under|"
    r"below|up to|no more than|no later than|less than|more than|over|maximum|minimum|max|min|limit(?:ed)?|peaks?|"
    r"valid for|deleted?|kept|keep|retain(?:ed)?|budget|allowed|guaranteed?|every|daily|nightly|per|"
    r"muss|müssen|soll(?:en|te)?|höchstens|mindestens|maximal|innerhalb|unter|bis zu|spätestens|pro|je)\b|[<>≤≥]|/s\b",
    re.IGNORECASE,
)
_TODAY = regex(
    r"\b(?:today|currently|right now|at the moment|so far|last (?:year|month|quarter|week)|used to|was|were|had|took|"
    r"heute|derzeit|bisher|aktuell|momentan)\b",
    re.IGNORECASE,
)
_AHEAD = regex(r"\b(?:after|in|next|nach|über)\s+$", re.IGNORECASE)
"""Words before a time at whose end something is expected."""
_DEMANDING_HEADING = regex(
    r"requirement|must|goal|target|constraint|limit|quality|slo|number|performance|anforderung|ziel|rahmen",
    re.IGNORECASE,
)
_TODAY_HEADING = regex(
    r"\b(?:problem|background|today|current|situation|history|context|status quo|ausgangslage|hintergrund|heute)\b",
    re.IGNORECASE,
)
"""Headings over what is, not over what is wanted."""
_BY_DIMENSION: dict[Dimension, tuple[Quality, ...]] = {
    "time": ("latency", "retention", "recovery", "freshness", "schedule"),
    "data": ("size", "capacity"),
    "money": ("cost",),
    "ratio": ("availability", "accuracy", "other"),
    "rate": ("throughput",),
    "count": ("capacity", "size", "other"),
}
_PHYSICAL = frozenset(
    {
        "°",
        "°c",
        "°f",
        "v",
        "mv",
        "kv",
        "a",
        "ma",
        "w",
        "mw",
        "kw",
        "kwh",
        "mah",
        "m",
        "mm",
        "cm",
        "km",
        "g",
        "kg",
        "bar",
        "lux",
    }
)
"""Units of things outside the computer, in lower case: such a number limits what it says, nothing of the system."""
_BRIEF_TIME = 60
"""Seconds below which nothing is kept, and nothing recovers."""
_LONG = 90 * 24 * 3600
"""Seconds from which a time after "in" or "after" is a horizon, not a limit."""
_LISTING = 3000
"""Characters; a statement that is longer lists data, and asks for nothing in particular."""
_RETENTION = r"delet|kept|keep|retain|retention|expire|valid for|archiv|lösch|aufbewahr"
_HINTS: tuple[tuple[str, Quality], ...] = (
    (r"availab|uptime|verfügbar", "availability"),
    (r"\bp\d\d\b|latenc|respon[ds]|answer|within|round.?trip|antwort|usable|benutzbar", "latency"),
    (r"visible|fresh|stale|delay|\blag|behind|up.?to.?date|aktuell", "freshness"),
    (_RETENTION, "retention"),
    (r"recover|restore|\brpo\b|\brto\b|backup|wiederher|verloren|wieder laufen|\b(?:lose|lost)\b", "recovery"),
    (r"accura|error rate|false|precision|genau", "accuracy"),
    (r"\bevery\b|nightly|daily|cron|o'clock|\bjede", "schedule"),
)


def required_quantities(brief: Brief) -> tuple[Quantity, ...]:
    """Return the quantities that ask for something; those that only describe today are left out."""
    verdicts = {id_: _Verdict.of(brief.statement(id_)) for id_ in {q.statement for q in brief.quantities}}
    return tuple(q for q in brief.quantities if _is_required(brief, q, verdicts[q.statement]))


def foremost_quantities(brief: Brief, most: int) -> tuple[Quantity, ...]:
    """Return at most so many of the required quantities, in the brief's order.

    Where there are more, the ones that stay have a bound, a demanding heading and demanding words; the first
    of equals.
    """
    required = required_quantities(brief)
    if len(required) <= most:
        return required

    def weight(quantity: Quantity) -> int:
        statement = brief.statement(quantity.statement)
        return (
            (quantity.bound != "exactly")
            + bool(_DEMANDING_HEADING.search(statement.heading))
            + bool(_DEMAND.search(statement.text))
        )

    chosen = sorted(required, key=weight, reverse=True)[:most]
    return tuple(sorted(chosen, key=lambda quantity: (quantity.start, quantity.end)))


class _Verdict(NamedTuple):
    """What a statement's words say of the quantities in it: looked for once, since there may be thousands."""

    is_silent: bool
    """It asks for nothing: it says what is today, or lists data."""
    demands: bool
    retains: bool

    @classmethod
    def of(cls, statement: Statement) -> "_Verdict":
        text, heading = statement.text, statement.heading
        return cls(
            is_silent=len(text) > _LISTING or bool(_TODAY.search(text) or _TODAY_HEADING.search(heading)),
            demands=bool(_DEMAND.search(text) or _DEMANDING_HEADING.search(heading)),
            retains=bool(re.search(_RETENTION, text, re.IGNORECASE)),
        )


def _is_required(brief: Brief, quantity: Quantity, verdict: _Verdict) -> bool:
    if verdict.is_silent or (not verdict.retains and _is_horizon(brief, quantity)):
        return False
    return quantity.bound != "exactly" or verdict.demands


def _is_horizon(brief: Brief, quantity: Quantity) -> bool:
    """Tell whether a long time only says when something else is expected: "5 million links after three years".

    What is deleted after a long time is kept that long: that is a limit.
    """
    if quantity.dimension != "time" or quantity.base_value < _LONG:
        return False
    before = brief.text[max(0, quantity.start - 12) : quantity.start]
    return bool(_AHEAD.search(before))


def possible_qualities(brief: Brief, quantity: Quantity) -> tuple[Quality, ...]:
    """Return the qualities that a quantity can mean: fewer where its words point at some."""
    if quantity.unit.casefold() in _PHYSICAL:
        return ("other",)
    options = _BY_DIMENSION[quantity.dimension]
    if quantity.dimension == "time" and quantity.base_value < _BRIEF_TIME:
        options = ("latency", "freshness", "schedule")
    text = brief.statement(quantity.statement).text
    hinted = tuple(quality for words, quality in _HINTS if quality in options and re.search(words, text, re.IGNORECASE))
    return hinted or options
