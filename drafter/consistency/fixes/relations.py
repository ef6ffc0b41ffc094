"""Who needs whom: 4.1 is the home of the dependencies, and 4.2 and the diagrams follow it."""

import re
from collections.abc import Iterator

from drafter.consistency.fixes.fix import Case, Edit, fix
from drafter.consistency.readings.components import components, details, listed
from drafter.consistency.readings.dependencies import dependencies, drawn
from drafter.consistency.readings.diagrams import diagrams
from drafter.consistency.readings.names import component_names, key
from drafter.document.page import Page, Text

__all__ = ["missing_arrow", "other_dependencies", "other_users", "reversed_arrow", "self_dependency"]

_USED_BY = re.compile(r"(?:used|called) by (?:the )?(.+?)\.?$", re.IGNORECASE)
_ARROW = re.compile(r"\s*(?P<from>[\w.-]+)\s*(?P<arrow>-+>|=+>|-\.+->)\s*(?P<to>[\w.-]+)\s*;?\s*")
"""An arrow alone in its line, without a label, between two identifiers."""


@fix("REF102")
def other_dependencies(case: Case) -> Iterator[Edit]:
    """Write the dependencies of 4.1 in 4.2, where both only name components."""
    names, rows = case.page.once(component_names), case.page.once(components)
    detail = next((each for each in case.page.once(details) if any(map(case.is_at, each.labels.values()))), None)
    name = names.find(detail.name.words) if detail else None
    row = next((row for row in rows if name and row.name is name), None)
    if row is None or not all(names.within(entry.words) for entry in listed(Text(case.raw, case.raw, case.start))):
        return
    if all(names.find_exactly(entry.words) for entry in row.dependencies):
        new = ", ".join(entry.words for entry in row.dependencies) or "none"
        yield from case.written(f"{new}." if case.raw.endswith(".") else new)


@fix("REF103")
def self_dependency(case: Case) -> Iterator[Edit]:
    """Leave the component out of its own dependencies, where others are left."""
    for row in case.page.once(components):
        cell = row.dependency_cell
        others = [entry.words for entry in row.dependencies if not case.is_at(entry)]
        if cell.start <= case.start < cell.end and others:
            yield from case.instead(cell, ", ".join(others))


@fix("REF105")
def reversed_arrow(case: Case) -> Iterator[Edit]:
    """Turn an arrow round that stands alone in its line."""
    start, end = case.line(case.start)
    match = _ARROW.fullmatch(case.page.text, start, end)
    if match and _is_between_components(case):
        first, last = match.span("from"), match.span("to")
        old = case.page.text[first[0] : last[1]]
        yield Edit(first[0], old, f"{match['to']}{old[len(match['from']) : -len(match['to'])]}{match['from']}")


def _is_between_components(case: Case) -> bool:
    """Tell whether the arrow is one between two components themselves, not their groups."""
    return any(
        case.is_at(each.edge.at) and not each.grouped
        for diagram in case.page.once(diagrams)
        for each in drawn(case.page, diagram)
    )


@fix("REF107")
def missing_arrow(case: Case) -> Iterator[Edit]:
    """Draw the arrow below the last one of the diagram, in its form."""
    needed = next((each for each in case.page.once(dependencies) if case.is_at(each.at)), None)
    shown = [diagram for diagram in case.page.once(diagrams) if diagram.part == "3.1"]
    if needed is None or len(shown) != 1:
        return
    nodes = {key(node.name.words): node.id for node in reversed(shown[0].nodes.values()) if node.labelled}
    source, target = (nodes.get(one, "") for one in needed.pair)
    lines = [case.line(edge.at.start) for edge in shown[0].edges]
    plain = [span for span in lines if _ARROW.fullmatch(case.page.text, *span)]
    if source and target and plain:
        start, end = plain[-1]
        last = case.page.text[start:end]
        indent = last[: len(last) - len(last.lstrip())]
        yield Edit(start + len(indent), last.strip(), f"{last.strip()}{case.newline}{indent}{source} --> {target}")


@fix("REF115")
def other_users(case: Case) -> Iterator[Edit]:
    """Name as users the components that depend on it in 4.1."""
    names = case.page.once(component_names)
    match = _USED_BY.match(case.raw)
    detail = next((each for each in case.page.once(details) if any(map(case.is_at, each.labels.values()))), None)
    name = names.find(detail.name.words) if detail else None
    if match is None or name is None:
        return
    users = list(_users(case.page, name))
    if users:
        yield Edit(case.start + match.start(1), match[1], ", ".join(users))


def _users(page: Page, name: Text) -> Iterator[str]:
    found = (each.source.words for each in page.once(dependencies) if key(each.target.words) == key(name.words))
    yield from dict.fromkeys(found)
