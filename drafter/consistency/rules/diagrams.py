"""What diagrams draw that the rest of the document does not say, or the other way round."""

import re
from collections.abc import Iterator

from drafter.consistency.readings.components import components
from drafter.consistency.readings.dependencies import dependencies, drawn
from drafter.consistency.readings.diagrams import diagrams
from drafter.consistency.readings.mermaid import Diagram, Node
from drafter.consistency.readings.names import Names, component_names, entities, key, unused_components
from drafter.consistency.readings.roles import authorized_roles, stakeholders
from drafter.consistency.readings.spellings import misspelt_keys
from drafter.consistency.readings.technologies import technologies_of
from drafter.consistency.rule import Problem, rule
from drafter.document.page import Page, Text
from drafter.patterns import regex

__all__ = [
    "arrow_without_dependency",
    "broken_diagram",
    "dependency_without_arrow",
    "drawn_as_another_kind",
    "drawn_technology",
    "missing_node",
    "reversed_arrow",
    "undeclared_node",
    "unknown_entity",
    "unknown_namespace",
    "unknown_node",
]

_ACTOR_SHAPES = frozenset({"([", "((", "(((", ">", "{", "actor"})
_OUTSIDE = regex(
    r"extern|third.party|user|client|browser|customer|internet|admin|operator|person|actor|visitor|public|partner"
    r"|identity provider|\bidp\b|kund|nutzer|mobile|device|legend",
    re.IGNORECASE,
)
_INFRASTRUCTURE = regex(
    r"balanc|ingress|gateway|vpc|vnet|subnet|cluster|firewall|waf\b|cdn|dns|bucket|registry|node|host|server|machine"
    r"|\bvm|proxy|pod|monitor|logging|prometheus|grafana|vault|secret|network|router|region|zone|backup|namespace",
    re.IGNORECASE,
)
_BROKER = regex(r"queue|broker|bus\b|topic|stream|events?\b|schlange", re.IGNORECASE)
_ROLES = {"language": "program", "framework": "program", "store": "store", "broker": "broker"}
_ASIDE = regex(r"\(([^()]*)\)")
_NAME = regex(r"(?:[A-ZÄÖÜ][\w-]*)(?: [A-ZÄÖÜ][\w-]*){0,2}")
_READABLE = regex(r"[A-Z][a-z]{3,}|.{9}")


@rule("NAM103", "warning")
def unknown_node(page: Page) -> Iterator[Problem]:
    """A diagram of the components shows one that 4.1 does not list.

    Its duties, its technology and its owner are said nowhere.

    Bad: n4["Audit Service"], which has no row in 4.1
    Good: n4["Redirect Service"]
    Fix: name a component of 4.1, add the missing row, or draw users and other systems as such: `n4(["Agencies"])`.
    """
    names = page.once(component_names)
    if not names:
        return
    needed = (dependency for row in page.once(components) for dependency in row.dependencies)
    people = Names.of((*page.once(stakeholders), *page.once(authorized_roles), *needed))
    first = [diagram for diagram in page.once(diagrams) if diagram.part == "3.1"]
    outside = [node.name for each in first for node in each.nodes.values() if _is_outside(node, each, people)]
    others = Names.of((*people.places.values(), *outside))
    reported: set[str] = set(page.once(misspelt_keys))
    for diagram in page.once(diagrams):
        is_of_components = diagram.part in {"3.1", "5.3", "9.1"} and diagram.kind == "flowchart"
        if diagram.fault or not (is_of_components or diagram.kind == "sequence"):
            continue
        nodes = diagram.nodes.values()
        unlisted = [node for node in nodes if not names.within(node.name.words) and not names.find(node.id)]
        known = len(nodes) - len(unlisted)
        unknown = [node for node in unlisted if not _is_outside(node, diagram, others)]
        if names and not known and diagram.part != "3.1":
            unknown = _alone(unlisted, others)
        elif known < (1 if diagram.part == "3.1" else max(len(unknown), 1)):
            continue
        for node in unknown:
            is_reported = key(node.name.words) in reported
            if not is_reported and not (diagram.part == "9.1" and _INFRASTRUCTURE.search(node.name.words)):
                reported.add(key(node.name.words))
                yield Problem(f"{diagram.part} draws {node.name.words}, which 4.1 does not list", node.name)


def _alone(nodes: list[Node], others: Names) -> list[Node]:
    """Return the only box of a diagram, when it bears a name: that of the component that is drawn."""
    boxes = [node for node in nodes if node.shape not in _ACTOR_SHAPES and not others.find(node.name.words)]
    words = boxes[0].name.words if len(boxes) == 1 else ""
    is_other = _OUTSIDE.search(words) or _INFRASTRUCTURE.search(words) or technologies_of(words)
    return [] if is_other or not _NAME.fullmatch(words) else boxes


def _is_outside(node: Node, diagram: Diagram, others: Names) -> bool:
    """Tell whether a node is a user, another system, a product or a decision."""
    around = [group.name.words for group in diagram.groups if node.id in group.members]
    words = " ".join((node.id, node.name.words, node.below.words, node.style, *around))
    if node.shape in _ACTOR_SHAPES or _OUTSIDE.search(words):
        return True
    return others.find(node.name.words) is not None or bool(technologies_of(node.name.words))


@rule("NAM104", "error")
def drawn_technology(page: Page) -> Iterator[Problem]:
    """A diagram gives a component another technology than 4.1.

    One of the two is outdated, and whoever sets the component up may take the wrong one.

    Bad: n3[("Database<br/>MySQL")], while 4.1 says PostgreSQL
    Good: n3[("Database<br/>PostgreSQL")]
    Fix: write the technology that was decided in both places.
    """
    for part, name, said, listed in page.once(_drawn):
        if kind := _differing(said.words, listed.words):
            language = " as its language" * (kind == "language")
            message = f"{part} draws {name} with {said.words}, 4.1 lists it with {listed.words}{language}"
            yield Problem(message, said, (listed,))


@rule("NAM116", "warning")
def drawn_as_another_kind(page: Page) -> Iterator[Problem]:
    """A diagram draws as a store or broker what 4.1 lists as a program, or the other way round.

    Nobody knows what has to be built, and what only to be set up.

    Bad: n1["Order API<br/>Redis"], while 4.1 says Java
    Good: n1["Order API<br/>Java"]
    Fix: write the technology that was decided in both places; a store of its own is a component of its own.
    """
    for part, name, said, listed in page.once(_drawn):
        first, second = _roles(said.words), _roles(listed.words)
        if first and second and not first & second:
            yield Problem(f"{part} draws {name} with {said.words}, 4.1 lists it with {listed.words}", said, (listed,))


def _drawn(page: Page) -> tuple[tuple[str, str, Text, Text], ...]:
    """Return for each component that a diagram gives a technology: part, name, that technology, and that of 4.1."""
    names = page.once(component_names)
    technologies = {key(component.name.words): component.technology for component in page.once(components)}
    found = []
    for diagram in page.once(diagrams):
        for node in diagram.nodes.values():
            aside = _ASIDE.search(node.name.words)
            said = node.below or (node.name.part(aside[1]) if aside else node.below)
            name = names.find(node.name.words) if said else None
            if name and (listed := technologies.get(key(name.words))):
                found.append((diagram.part, name.words, said, listed))
    return tuple(found)


def _differing(one: str, other: str) -> str:
    """Return the kind of which two texts name different technologies."""
    first, second = technologies_of(one), technologies_of(other)
    for kind in sorted({kind for kind, _ in first} & {kind for kind, _ in second}):
        if not {name for own, name in first if own == kind} & {name for own, name in second if own == kind}:
            return kind
    return ""


def _roles(words: str) -> set[str]:
    """Return what a component with these technologies is."""
    return {_ROLES[kind] for kind, _ in technologies_of(words) if kind in _ROLES}


@rule("NAM105", "warning")
def missing_node(page: Page) -> Iterator[Problem]:
    """A component of 4.1 is missing in a diagram that shows the others.

    A reader of the diagram does not learn that it exists.

    Bad: a diagram in 3.1 with two of the three components
    Good: a diagram in 3.1 with all three
    Fix: draw the component and its arrows.
    """
    names = page.once(component_names)
    misspelt, unused = page.once(misspelt_keys), page.once(unused_components)
    for number in ("3.1", "9.1"):
        shown = [diagram for diagram in page.once(diagrams) if diagram.part == number]
        if any(diagram.kind != "flowchart" or diagram.fault for diagram in shown):
            continue
        nodes = [node for diagram in shown for node in diagram.nodes.values()]
        labels = [node.name.words for node in nodes]
        labels += [group.name.words for diagram in shown for group in diagram.groups]
        folded = " ".join(key(label) for label in labels)
        products = {product for label in labels for product in technologies_of(label)}
        found = {id(name) for label in (*labels, *(node.id for node in nodes)) if (name := names.within(label))}
        missing = [
            row.name
            for row in page.once(components)
            if names.find(row.name.words)
            and id(names.places[key(row.name.words)]) not in found
            and key(row.name.words) not in folded
            and not technologies_of(row.technology.words) & products
        ]
        most = len(names.places) // (2 if number == "3.1" else 3)
        if len(missing) <= most and not any(key(label) in misspelt for label in labels):
            for name in (name for name in missing if name not in unused):
                yield Problem(f"{number} does not draw {name.words}, which 4.1 lists", name, (shown[0].at,))


@rule("NAM115", "warning")
def unknown_entity(page: Page) -> Iterator[Problem]:
    """A diagram of the entities shows one that 5.1 does not describe.

    Its attributes and rules are said nowhere.

    Bad: LOAN ||--|{ FINE : causes, while 5.1 has no Fine
    Good: LOAN ||--|{ REMINDER : causes, and 5.1 describes Reminder
    Fix: describe the entity in 5.1, or name the one that is meant.
    """
    known = Names.of(page.once(entities))
    for diagram in page.once(diagrams):
        nodes = list(diagram.nodes.values())
        unknown = [node for node in nodes if not known.find(node.name.words) and not known.find(node.id)]
        if diagram.kind == "er" and not diagram.fault and len(unknown) * 2 <= len(nodes):
            for node in unknown:
                yield Problem(f"{diagram.part} draws {node.name.words}, which 5.1 does not describe", node.name)


@rule("REF105", "error")
def reversed_arrow(page: Page) -> Iterator[Problem]:
    """An arrow between two components goes against the dependency in 4.1.

    The diagram and the table say opposite things about who needs whom.

    Bad: n3 --> n1, from the Database to the Web App that depends on it
    Good: n1 --> n3
    Fix: turn the arrow round, or the dependency; label the arrow if it shows a flow of data.
    """
    listed = {dependency.pair: dependency for dependency in page.once(dependencies)}
    for diagram in page.once(diagrams):
        if diagram.part not in {"3.1", "9.1"} or diagram.fault:
            continue
        arrows = [arrow for arrow in drawn(page, diagram) if not arrow.grouped and not arrow.edge.both_ways]
        pairs = {arrow.pair for arrow in arrows}
        against = [
            arrow
            for arrow in arrows
            if not arrow.edge.label
            and arrow.pair[::-1] in listed
            and arrow.pair not in listed
            and arrow.pair[::-1] not in pairs
            and not _BROKER.search(arrow.source.words)
        ]
        if len(against) > max(len(pairs & listed.keys()), 1):
            continue  # a diagram of how data flows
        for arrow in against:
            yield Problem(
                f"{diagram.part} draws an arrow from {arrow.source.words} to {arrow.target.words}, "
                f"but in 4.1 {arrow.target.words} depends on {arrow.source.words}",
                arrow.edge.at,
                (listed[arrow.pair[::-1]].at,),
            )


@rule("REF106", "warning")
def arrow_without_dependency(page: Page) -> Iterator[Problem]:
    """3.1 connects two components of which neither depends on the other in 4.1.

    Either the table forgot a dependency, or the arrow is wrong.

    Bad: n1 --> n2, while 4.1 has "none" for both
    Good: n1 --> n2, and the row of the first names the second
    Fix: add the dependency to 4.1, or remove the arrow.
    """
    pairs = {dependency.pair for dependency in page.once(dependencies)}
    seen: set[tuple[str, str]] = set()
    for diagram in page.once(diagrams):
        if diagram.part != "3.1" or diagram.fault or diagram.kind != "flowchart":
            continue
        for arrow in drawn(page, diagram) if pairs else ():
            if not arrow.grouped and not {arrow.pair, arrow.pair[::-1]} & (pairs | seen):
                seen.add(arrow.pair)
                yield Problem(
                    f"3.1 connects {arrow.source.words} to {arrow.target.words}, "
                    "but in 4.1 neither depends on the other",
                    arrow.edge.at,
                    (arrow.source, arrow.target),
                )


@rule("REF107", "warning")
def dependency_without_arrow(page: Page) -> Iterator[Problem]:
    """A component depends on another in 4.1, and 3.1 draws both without an arrow between them.

    A reader of the diagram takes the two for independent.

    Bad: n1["Web App"] and n2[("Database")], with no arrow
    Good: n1 --> n2
    Fix: draw the arrow, or remove the dependency from 4.1.
    """
    names = page.once(component_names)
    shown = [diagram for diagram in page.once(diagrams) if diagram.part == "3.1"]
    if any(diagram.kind != "flowchart" or diagram.fault for diagram in shown):
        return
    pairs = {arrow.pair for diagram in shown for arrow in drawn(page, diagram)}
    nodes = [node.name.words for diagram in shown for node in diagram.nodes.values()]
    present = {key(name.words) for words in nodes if (name := names.find(words))}
    for dependency in page.once(dependencies) if pairs else ():
        one, other = dependency.pair
        if one != other and {one, other} <= present and not {(one, other), (other, one)} & pairs:
            yield Problem(
                f"{dependency.source.words} depends on {dependency.target.words}, but 3.1 draws no arrow between them",
                dependency.at,
                (shown[0].at,),
            )


@rule("REF108", "error")
def broken_diagram(page: Page) -> Iterator[Problem]:
    """A Mermaid diagram cannot be read by Mermaid.

    Readers see an error message in its place.

    Bad: n1["Web App --> n2
    Good: n1["Web App"] --> n2
    Fix: mend the line that is named; labels with brackets need quotation marks.
    """
    for diagram in page.once(diagrams):
        if diagram.fault:
            yield Problem(f"the diagram cannot be drawn: {diagram.fault.problem}", diagram.fault.at or diagram.at)


@rule("REF109", "warning")
def undeclared_node(page: Page) -> Iterator[Problem]:
    """An arrow leads to a node that has no label, while the others have one.

    Mermaid draws the bare identifier; most often it is an identifier with an error in it.

    Bad: n1 --> n33, while only n3 has a label
    Good: n1 --> n3
    Fix: use the identifier of the node that is meant, or give the new one a label.
    """
    for diagram in page.once(diagrams):
        if diagram.kind not in {"flowchart", "sequence"} or diagram.fault:
            continue
        bare = [node for node in diagram.nodes.values() if not node.labelled]
        for node in bare if len(bare) * 2 < len(diagram.nodes) else ():
            if diagram.kind == "sequence" or not _READABLE.match(node.id):
                yield Problem(f"{node.id} has an arrow but no label in this diagram", node.name)


@rule("REF114", "error")
def unknown_namespace(page: Page) -> Iterator[Problem]:
    """A class diagram has a namespace for a component that 4.1 does not list.

    Its classes belong to a component that does not exist.

    Bad: namespace ForwardingService {
    Good: namespace RedirectService {
    Fix: name the namespace as the component in 4.1.
    """
    names = page.once(component_names)
    for diagram in page.once(diagrams):
        if diagram.kind != "class" or diagram.fault:
            continue
        unknown = [group for group in diagram.groups if not names.within(group.name.words)]
        for group in unknown if len(unknown) * 2 <= len(diagram.groups) else ():
            if key(group.name.words) not in page.once(misspelt_keys):
                yield Problem(f"the namespace {group.name.words} is no component of 4.1", group.name)
