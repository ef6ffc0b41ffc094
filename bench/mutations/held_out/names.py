"""Defects of the names of metrics, modules, aggregates, environments and operations."""

import re
from random import Random

from bench.mutations.mutation import Mutation, cell_changed, operator, pick, reword, splice
from bench.mutations.page import Page, mentions
from bench.mutations.places import components, other_name

__all__ = ["OPERATORS"]


@operator("names", "held out")
def rename_namespace(page: Page, random: Random) -> Mutation | None:
    """A component has another name in the class diagram."""
    fence = page.fence("4.2", "mermaid")
    names = {component.name.replace(" ", "").lower(): component.name for component in components(page)}
    places = [
        (index, match[1], names[match[1].lower()])
        for index in (fence.inside if fence else ())
        if (match := re.fullmatch(r"\s*namespace (\w+) \{", page.lines[index])) and match[1].lower() in names
    ]
    place = pick(random, places)
    if place is None:
        return None
    index, old, name = place
    new = other_name(random, page, name).replace(" ", "")
    return reword(page, index, old, new, f"renamed the namespace {old} to {new}", new, name)


@operator("names", "held out")
def rename_aggregate(page: Page, random: Random) -> Mutation | None:
    """An aggregate of 3.4 is none of the entities of 5.1."""
    entities = [heading.name for heading in page.below("5.1")]
    places = [
        (bullet.index, name)
        for bullet in page.bullets(page.span("3.4"))
        if bullet.label == "Aggregates"
        for name in entities
        if mentions(page, f"{name}:", [bullet.index])
    ]
    place = pick(random, places)
    if place is None:
        return None
    index, name = place
    new = other_name(random, page, name)
    return reword(page, index, name, new, f"renamed the aggregate {name} to {new}")


@operator("names", "held out")
def repeat_environment(page: Page, random: Random) -> Mutation | None:
    """Two environments of 11.1 have the same name."""
    rows = page.table("11.1")
    if len(rows) < 2:
        return None
    row, other = random.sample(rows, 2)
    did = f"called the environment {row.cells[0]} {other.cells[0]}, as another one is called"
    return cell_changed(page, row, 0, other.cells[0], did, row.cells[0], other.cells[0])


_OTHER_VERBS = {
    "Get": "Fetch",
    "Create": "Register",
    "Update": "Amend",
    "List": "Browse",
    "Set": "Adjust",
    "Read": "Sample",
    "Control": "Steer",
    "Reserve": "Book",
    "Order.Placed:": "Order.Submitted:",
    "Order.Cancelled:": "Order.Revoked:",
    "Scheduler": "Planner",
}


@operator("names", "held out")
def rename_authorised_operation(page: Page, random: Random) -> Mutation | None:
    """7.2 allows an operation that has another name among the interfaces of 4.2."""
    bullets = [bullet for bullet in page.bullets(page.span("7.2")) if bullet.label.split()[0] in _OTHER_VERBS]
    bullet = pick(random, [bullet for bullet in bullets if mentions(page, bullet.label, page.span("4.2"))])
    if bullet is None:
        return None
    first, _, rest = bullet.label.partition(" ")
    new = f"{_OTHER_VERBS[first]} {rest}"
    line = f"- **{new}**: {bullet.value}"
    did = f"renamed the operation {bullet.label} to {new} in 7.2"
    return splice(page, bullet.index, bullet.index + 1, [line], did, new, bullet.label)


OPERATORS = (
    rename_namespace,
    rename_aggregate,
    repeat_environment,
    rename_authorised_operation,
)
