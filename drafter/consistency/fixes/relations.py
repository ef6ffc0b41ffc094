"""Who needs whom: 4.1 is the home of the dependencies, and 4.2 and the diagrams follow it."""

import re
from collections.abc import Iterator

from drafter.consistency.fixes.fix import Case, Edit, fix
from drafter.consistency.readings.components import components, details, listed
from drafter.consistency.readings.dependencies import Dependency, dependencies, drawn
from drafter.consistency.readings.diagrams import diagrams
from drafter.consistency.readings.names import component_names, key
from drafter.document.page import Page, Text
from drafter.patterns import regex

__all__ = ["missing_arrow", "other_dependencies", "other_users", "reversed_arrow", "self_dependency"]

_USED_BY = regex(r"(?:used|called) by (?:the )?(.+?)\.?$", re.IGNORECASE)
_ARROW = regex(r"\s*(?P<from>[\w.-]+)\s*(?P<arrow>-+>|=+>|-\.+->)\s*(?P<to>[\w.-]+)\s*;?\s*")
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
    found = [names.find_exactly(entry.words) for entry in row.dependencies]
    if all(found) and row.name not in found and _is_drawn(case.page, row.name, [name for name in found if name]):
        new = ", ".join(entry.words for entry in row.dependencies) or "none"
        yield from case.written(f"{new}." if case.raw.endswith(".") else new)


def _is_drawn(page: Page, name: Text, needed: list[Text]) -> bool:
    """Tell whether 3.1 draws these dependencies of a component and no others, or has no arrows."""
    arrows = [each for diagram in page.once(diagrams) if diagram.part == "3.1" for each in drawn(page, diagram)]
    targets = {key(each.target.words) for each in arrows if key(each.source.words) == key(name.words)}
    return not arrows or targets == {key(each.words) for each in needed}


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
    if source and target and plain and not _is_denied(case.page, needed):
        start, end = plain[-1]
        last = case.page.text[start:end]
        indent = last[: len(last) - len(last.lstrip())]
        yield Edit(start + len(indent), last.strip(), f"{last.strip()}{case.newline}{indent}{source} --> {target}")


def _is_denied(page: Page, needed: Dependency) -> bool:
    """Tell whether 4.2 lists the dependencies of a component without this one."""
    names = page.once(component_names)
    for detail in page.once(details):
        text = detail.labels.get("dependencies")
        if text and names.find(detail.name.words) is needed.source:
            return all(names.within(entry.words) is not needed.target for entry in listed(text))
    return False


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
    if users and all(row.dependency_cell for row in case.page.once(components)):
        yield Edit(case.start + match.start(1), match[1], ", ".join(users))


def _users(page: Page, name: Text) -> Iterator[str]:
    found = (each.source.words for each in page.once(dependencies) if key(each.target.words) == key(name.words))
    yield from dict.fromkeys(found)
