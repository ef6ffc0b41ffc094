"""Which numbers of a brief are requirements, and what kinds of quality each of them can be."""

import re

from drafter.document.brief import Brief, Dimension, Quantity
from drafter.document.outline import Quality

__all__ = ["foremost_quantities", "possible_qualities", "required_quantities"]

_DEMAND = re.compile(
    r"\b(?:must|shall|should|needs?|required?|requires|expects?|expected|targets?|goals?|at most|at least|within|under|"
    r"below|up to|no more than|no later than|less than|more than|over|maximum|minimum|max|min|limit(?:ed)?|peaks?|"
    r"valid for|deleted?|kept|keep|retain(?:ed)?|budget|allowed|guaranteed?|every|daily|nightly|per|"
    r"muss|müssen|soll(?:en|te)?|höchstens|mindestens|maximal|innerhalb|unter|bis zu|spätestens|pro|je)\b|[<>≤≥]|/s\b",
    re.IGNORECASE,
)
_TODAY = re.compile(
    r"\b(?:today|currently|right now|at the moment|so far|last (?:year|month|quarter|week)|used to|was|were|had|took|"
    r"heute|derzeit|bisher|aktuell|momentan)\b",
    re.IGNORECASE,
)
_DEMANDING_HEADING = re.compile(
    r"requirement|must|goal|target|constraint|limit|quality|slo|number|performance|anforderung|ziel|rahmen",
    re.IGNORECASE,
)
_TODAY_HEADING = re.compile(
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
    return tuple(quantity for quantity in brief.quantities if _is_required(brief, quantity))


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


def _is_required(brief: Brief, quantity: Quantity) -> bool:
    statement = brief.statement(quantity.statement)
    if len(statement.text) > _LISTING:
        return False
    if _TODAY.search(statement.text) or _TODAY_HEADING.search(statement.heading):
        return False
    if _is_horizon(quantity, statement.text):
        return False
    demanded = _DEMAND.search(statement.text) or _DEMANDING_HEADING.search(statement.heading)
    return quantity.bound != "exactly" or bool(demanded)


def _is_horizon(quantity: Quantity, text: str) -> bool:
    """Tell whether a long time only says when something else is expected: "5 million links after three years".

    What is deleted after a long time is kept that long: that is a limit.
    """
    if quantity.dimension != "time" or quantity.base_value < _LONG or re.search(_RETENTION, text, re.IGNORECASE):
        return False
    return bool(re.search(rf"\b(?:after|in|next|nach|über)\s+{re.escape(quantity.text)}", text, re.IGNORECASE))


def possible_qualities(brief: Brief, quantity: Quantity) -> tuple[Quality, ...]:
    """Return the qualities that a quantity can mean: fewer where its words point at some."""
    if quantity.unit.casefold() in _PHYSICAL:
        return ("other",)
    options = _BY_DIMENSION[quantity.dimension]
    text = brief.statement(quantity.statement).text
    hinted = tuple(quality for words, quality in _HINTS if quality in options and re.search(words, text, re.IGNORECASE))
    return hinted or options
