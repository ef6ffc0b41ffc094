"""The quantities of a document that stand in several places."""

import re
from dataclasses import dataclass

from bench.mutations.page import Page

__all__ = ["Quantity", "other_number", "quantities", "restated"]

_QUANTITY = re.compile(
    r"(?<![\w.,-])(\d[\d,]*(?:\.\d+)?) ?"
    r"(%|percent|ms|seconds?|minutes?|hours?|days?|weeks?|months?|years?|MB|GB|per second|a day|million)(?!\w)"
)


@dataclass(frozen=True)
class Quantity:
    """A number with its unit, from column `start` up to `stop` of a line."""

    index: int
    start: int
    stop: int
    number: str
    unit: str


def quantities(page: Page, number: str) -> list[Quantity]:
    """Those in the prose of one part."""
    return [
        Quantity(index, match.start(), match.end(), match[1], match[2])
        for index in page.prose(page.span(number))
        for match in _QUANTITY.finditer(page.lines[index])
    ]


def restated(page: Page) -> list[Quantity]:
    """Those of the goals, the alerts and the benchmarks that are targets of 8.1."""
    targets = {(quantity.number, quantity.unit) for quantity in quantities(page, "8.1")}
    found = [quantity for part in ("2.3", "12.3", "C") for quantity in quantities(page, part)]
    return [quantity for quantity in found if (quantity.number, quantity.unit) in targets]


def other_number(quantity: Quantity) -> str:
    """Another number that could stand there: a share stays below 100 %."""
    if quantity.unit in {"%", "percent"}:
        return "97.5" if quantity.number != "97.5" else "98.5"
    tripled = float(quantity.number.replace(",", "")) * 3
    return f"{tripled:,.0f}" if tripled.is_integer() else f"{tripled:,}"
