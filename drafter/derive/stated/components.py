"""The components that section 4 states."""

import re
from typing import cast, get_args

from drafter.derive.sections.component_design import UNDECIDED
from drafter.derive.stated.content import bullets, kept, rows, section
from drafter.derive.stated.diagram import drawn
from drafter.derive.stated.names import bare, distinct, names_in, nearest, renamed
from drafter.document.brief import Technology, TechnologyCategory
from drafter.document.document import Document
from drafter.document.outline import Component, ComponentKind, Outline
from drafter.document.sections.architecture_design import ArchitectureDesign
from drafter.document.sections.component_design import ComponentDesign, ComponentRow
from drafter.document.sections.infrastructure_design import InfrastructureDesign
from drafter.facts import cut, find
from drafter.patterns import regex

__all__ = ["detail_names", "stated_components", "technologies_in"]

_NOTHING = regex(r"none|nothing|n/?a|[-–—]|keine?|tbd|to be (?:decided|defined)|", re.IGNORECASE)
_BY_CATEGORY: dict[TechnologyCategory, ComponentKind] = {
    "database": "store", "storage": "store", "cache": "cache", "broker": "broker",
}  # fmt: skip
_BY_WORD: tuple[tuple[str, ComponentKind], ...] = (
    (r"cache", "cache"),
    (r"queue|broker|topic|event bus|message bus", "broker"),
    (r"database|datenbank|store|storage|repository|\bdb\b", "store"),
    (r"worker|scheduler|\bjobs?\b|consumer", "worker"),
    (r"gateway|frontend|front end|\bui\b|\bapi\b|web app|page|dashboard|command line|\bcli\b", "interface"),
    (r"external|third.party", "external system"),
    (r"library|module", "module"),
)


def stated_components(document: Document, before: Outline | None) -> tuple[tuple[Component, ...], dict[str, str]]:
    """Return the components, at least one, and what each component of `before` is called now."""
    stated = _stated(document)
    if not stated:
        found = before.components if before else (_the_only_one(),)
        return found, {component.name: component.name for component in found}
    earlier = {component.name: component for component in before.components} if before else {}
    names = renamed(
        {name: component.responsibility for name, component in earlier.items()},
        {name: row.responsibility for name, row in stated.items()},
    )
    back = {now: earlier[name] for name, now in names.items()}
    shapes = _shapes(document) if len(back) < len(stated) else {}
    made = []
    for name, row in stated.items():
        old = back.get(name)
        technology = "" if _NOTHING.fullmatch(bare(row.technology)) or row.technology == UNDECIDED else row.technology
        made.append(
            Component(
                name=name,
                kind=old.kind if old else _kind(name, row, shapes),
                responsibility=kept(old.responsibility if old else "", row.responsibility),
                technology=kept(old.technology if old else "", technology),
                depends_on=_dependencies(name, row.dependencies, list(stated), names),
                source=old.source if old else "",
            )
        )
    return tuple(made), names


def detail_names(document: Document, outline: Outline, names: dict[str, str]) -> dict[str, str]:
    """Return which component each item of 4.2 is about; `names` says what components were called before."""
    items = {item.name: item.purpose for item in rows(section(document, ComponentDesign).details)}
    components = {component.name: component.responsibility for component in outline.components}
    found = {old: now for old, now in names.items() if old in items and now not in items}
    rest = {item: purpose for item, purpose in items.items() if item not in found}
    free = {name: text for name, text in components.items() if name not in set(found.values())}
    return found | renamed(rest, free)


def technologies_in(text: str) -> list[Technology]:
    """Return the technologies that a text names."""
    return [fact for fact in find(cut(text), text) if isinstance(fact, Technology)]


def _stated(document: Document) -> dict[str, ComponentRow]:
    """Return the rows of 4.1 by their names; what 4.2 says where there is no such table."""
    design = section(document, ComponentDesign)
    found: dict[str, ComponentRow] = {}
    listed = rows(design.components) or tuple(
        ComponentRow(name=item.name, responsibility=item.purpose, technology="", dependencies=item.dependencies)
        for item in rows(design.details)
    )
    spelling = {name.casefold(): name for name in distinct(bare(row.name) for row in listed)}
    for row in listed:
        if name := spelling.get(bare(row.name).casefold()):
            found.setdefault(name, row)
    return found


def _dependencies(own: str, text: str, known: list[str], names: dict[str, str]) -> tuple[str, ...]:
    if _NOTHING.fullmatch(bare(text)):
        return ()
    found = (
        names.get(name, "") or nearest(name, known) if name not in known else name
        for name in names_in(text, [*known, *names])
    )
    return tuple(dict.fromkeys(name for name in found if name and name != own))


def _shapes(document: Document) -> dict[str, str]:
    """Return what the diagrams and the layers of 3.2 say of components, by their names."""
    design, infrastructure = section(document, ArchitectureDesign), section(document, InfrastructureDesign)
    layer = " ".join(b.label for b in bullets(design.layers) if b.label.startswith("Application layer ("))
    in_application = dict.fromkeys(names_in(layer.partition("(")[2].rstrip(")"), ()), "service")
    return in_application | drawn(infrastructure.components).kinds | drawn(design.architecture).kinds


def _kind(name: str, row: ComponentRow, shapes: dict[str, str]) -> ComponentKind:
    """Return the kind of a component by its shape in a diagram, its technology or its words."""
    categories = {fact.category for fact in technologies_in(row.technology)}
    by_technology = next((kind for category, kind in _BY_CATEGORY.items() if category in categories), None)
    shape = shapes.get(name, "")
    if shape in get_args(ComponentKind) and shape != "service":
        return "cache" if shape == "store" and by_technology == "cache" else cast("ComponentKind", shape)
    if by_technology or shape == "service":
        return by_technology or "service"
    said = name.casefold()
    return next((kind for pattern, kind in _BY_WORD if re.search(pattern, said)), "service")


def _the_only_one() -> Component:
    return Component(name="System", kind="service", responsibility="The document names no components.")
