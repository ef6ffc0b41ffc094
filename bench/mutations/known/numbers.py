"""Defects of numbers, units, versions and dates."""

import re
from datetime import date, timedelta
from random import Random

from bench.mutations.mutation import Mutation, operator, pick, reword, splice
from bench.mutations.page import Page
from bench.mutations.quantities import other_number, restated

__all__ = ["OPERATORS"]


@operator("numbers", "known")
def change_target_number(page: Page, random: Random) -> Mutation | None:
    """A target of 8.1 has another number where it is said again."""
    quantity = pick(random, restated(page))
    if quantity is None:
        return None
    new = other_number(quantity)
    line = page.lines[quantity.index]
    changed = line[: quantity.start] + new + line[quantity.start + len(quantity.number) :]
    did = f"changed {quantity.number} {quantity.unit} to {new} {quantity.unit}"
    return splice(page, quantity.index, quantity.index + 1, [changed], did, new)


_OTHER_UNITS = {
    "ms": "s",
    "second": "minute",
    "seconds": "minutes",
    "minute": "hour",
    "minutes": "hours",
    "hours": "days",
    "days": "weeks",
    "months": "years",
    "years": "months",
    "MB": "GB",
    "GB": "MB",
    "per second": "per minute",
    "a day": "an hour",
}


@operator("numbers", "known")
def change_target_unit(page: Page, random: Random) -> Mutation | None:
    quantity = pick(random, [quantity for quantity in restated(page) if quantity.unit in _OTHER_UNITS])
    if quantity is None:
        return None
    unit = _OTHER_UNITS[quantity.unit]
    line = page.lines[quantity.index]
    changed = line[: quantity.stop - len(quantity.unit)] + unit + line[quantity.stop :]
    did = f"changed {quantity.number} {quantity.unit} to {quantity.number} {unit}"
    return splice(page, quantity.index, quantity.index + 1, [changed], did, f"{quantity.number} {unit}")


def _change_log(page: Page) -> list[int]:
    return [index for index in page.span("E") if re.search(r"v\d+\.\d+, \d{4}-\d\d-\d\d", page.lines[index])]


@operator("numbers", "known")
def version_mismatch(page: Page, random: Random) -> Mutation | None:
    """The document has a version that its change log does not know."""
    index = next((n for n, line in enumerate(page.lines[: page.span("1").start]) if "**Version**" in line), None)
    if index is None or not _change_log(page):
        return None
    version = f"v{random.randint(2, 9)}.{random.randint(1, 9)}"
    line = f"- **Version**: {version}"
    return splice(page, index, index + 1, [line], f"made the document's version {version}", version)


@operator("numbers", "known")
def date_mismatch(page: Page, random: Random) -> Mutation | None:
    """The newest change is later than the document."""
    index = pick(random, _change_log(page))
    if index is None:
        return None
    old = re.findall(r"\d{4}-\d\d-\d\d", page.lines[index])[0]
    new = (date.fromisoformat(old) + timedelta(days=random.randint(20, 200))).isoformat()
    return reword(page, index, old, new, f"moved a change from {old} to {new}")


OPERATORS = (change_target_number, change_target_unit, version_mismatch, date_mismatch)
