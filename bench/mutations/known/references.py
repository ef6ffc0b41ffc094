"""Defects of what refers to what: dependencies, arrows, details and section numbers."""

import re
from random import Random

from bench.mutations.decisions import record_lines
from bench.mutations.mutation import (
    Mutation,
    cell_changed,
    contradiction,
    drop,
    insert,
    operator,
    paragraph,
    pick,
    reword,
    splice,
)
from bench.mutations.page import Page
from bench.mutations.places import Edge, components, edges, nodes

__all__ = ["OPERATORS"]


@operator("references", "known")
def delete_component_details(page: Page, random: Random) -> Mutation | None:
    names = {component.name for component in components(page)}
    heading = pick(random, [heading for heading in page.below("4.2") if heading.name in names])
    if heading is None:
        return None
    return drop(page, heading.index, page.body(heading).stop, f"deleted the details of {heading.name}", heading.name)


@operator("references", "known")
def delete_component_row(page: Page, random: Random) -> Mutation | None:
    details = {heading.name for heading in page.below("4.2")}
    component = pick(random, [component for component in components(page) if component.name in details])
    if component is None:
        return None
    index = component.row.index
    return drop(page, index, index + 1, f"deleted {component.name} from the table of 4.1", component.name)


@operator("references", "known")
def duplicate_component_row(page: Page, random: Random) -> Mutation | None:
    component = pick(random, components(page))
    if component is None:
        return None
    index = component.row.index
    return insert(page, index + 1, [page.lines[index]], f"listed {component.name} twice", component.name)


def _dependency_edges(page: Page) -> list[Edge]:
    """Arrows of 3.1 that the table of 4.1 bears out, in one direction only."""
    pairs = {(component.name, name) for component in components(page) for name in component.dependencies}
    return [
        edge
        for edge in edges(page, "3.1")
        if (edge.source, edge.target) in pairs and (edge.target, edge.source) not in pairs
    ]


@operator("references", "known")
def reverse_diagram_edge(page: Page, random: Random) -> Mutation | None:
    edge = pick(random, _dependency_edges(page))
    if edge is None:
        return None
    line = re.sub(r"(\w+)(\s*-->.*?\s)(\w+)$", r"\3\2\1", page.lines[edge.index])
    did = f"turned the arrow from {edge.source} to {edge.target} round"
    return splice(page, edge.index, edge.index + 1, [line], did, edge.source, edge.target)


@operator("references", "known")
def delete_diagram_edge(page: Page, random: Random) -> Mutation | None:
    edge = pick(random, _dependency_edges(page))
    if edge is None:
        return None
    did = f"deleted the arrow from {edge.source} to {edge.target}"
    return drop(page, edge.index, edge.index + 1, did, edge.source, edge.target)


@operator("references", "known")
def add_diagram_edge(page: Page, random: Random) -> Mutation | None:
    """An arrow between two components of which neither depends on the other."""
    dependencies = {component.name: component.dependencies for component in components(page)}
    drawn = [node for node in nodes(page, "3.1") if node.label in dependencies]
    linked = {(edge.source, edge.target) for edge in edges(page, "3.1")}
    pairs = [
        (a, b)
        for a in drawn
        for b in drawn
        if a != b
        and not {(a.label, b.label), (b.label, a.label)} & linked
        and a.label not in dependencies[b.label]
        and b.label not in dependencies[a.label]
    ]
    pair = pick(random, pairs)
    fence = page.fence("3.1", "mermaid")
    if pair is None or fence is None:
        return None
    a, b = pair
    did = f"drew an arrow from {a.label} to {b.label}"
    return insert(page, fence.end, [f"  {a.key} --> {b.key}"], did, a.label, b.label)


@operator("references", "known")
def add_undefined_node(page: Page, random: Random) -> Mutation | None:
    node = pick(random, nodes(page, "3.1"))
    fence = page.fence("3.1", "mermaid")
    if node is None or fence is None:
        return None
    name = random.choice(["Audit Gateway", "Ledger Adapter", "Billing Proxy"])
    lines = [f'  x1["{name}"]', f"  {node.key} --> x1"]
    return insert(page, fence.end, lines, f"drew {name}, which is defined nowhere", name)


def _depend(page: Page, random: Random, name: str | None, did: str) -> Mutation | None:
    """Add a dependency to one component, on itself without a name."""
    component = pick(random, components(page))
    if component is None:
        return None
    added = name or component.name
    cell = ", ".join([*component.dependencies, added])
    return cell_changed(page, component.row, 3, cell, f"{did}: {component.name} on {added}", added)


@operator("references", "known")
def unknown_dependency(page: Page, random: Random) -> Mutation | None:
    return _depend(page, random, random.choice(["Session Store", "Feature Flags"]), "added an unknown dependency")


@operator("references", "known")
def self_dependency(page: Page, random: Random) -> Mutation | None:
    return _depend(page, random, None, "made a component depend on itself")


@operator("references", "known")
def dependency_cycle(page: Page, random: Random) -> Mutation | None:
    by_name = {component.name: component for component in components(page)}
    pairs = [
        (component, by_name[name])
        for component in by_name.values()
        for name in component.dependencies
        if name in by_name and component.name not in by_name[name].dependencies
    ]
    pair = pick(random, pairs)
    if pair is None:
        return None
    user, used = pair
    cell = ", ".join([*used.dependencies, user.name])
    did = f"made {used.name} depend on {user.name}, which depends on it"
    return cell_changed(page, used.row, 3, cell, did, used.name, user.name)


@operator("references", "known")
def broken_section_reference(page: Page, random: Random) -> Mutation | None:
    """A reference such as "(7.1)" names a part that does not exist."""
    pattern = re.compile(r"(?<=[(, ])(\d{1,2}\.\d)(?=\))")
    places = [(index, match) for index in page.prose() for match in pattern.finditer(page.lines[index])]
    place = pick(random, [(index, match) for index, match in places if page.heading(match[1])])
    if place is None:
        return None
    index, match = place
    wrong = match[1].partition(".")[0] + ".9"
    line = page.lines[index][: match.start()] + wrong + page.lines[index][match.end() :]
    return splice(page, index, index + 1, [line], f"referred to {wrong} instead of {match[1]}", wrong)


@operator("references", "known")
def change_detail_dependencies(page: Page, random: Random) -> Mutation | None:
    """The details of a component name other dependencies than the table."""
    by_name = {component.name: component for component in components(page)}
    details = [heading for heading in page.below("4.2") if heading.name in by_name]
    places = [
        (bullet, heading.name, other)
        for heading in details
        for bullet in page.bullets(page.body(heading))
        if bullet.label == "Dependencies"
        for other in by_name
        if other != heading.name and other not in bullet.value
    ]
    place = pick(random, places)
    if place is None:
        return None
    bullet, name, other = place
    line = f"- **Dependencies**: {other}"
    return splice(page, bullet.index, bullet.index + 1, [line], f"let the details of {name} depend on {other}", other)


@operator("references", "known")
def edge_to_undeclared_node(page: Page, random: Random) -> Mutation | None:
    """An arrow leads to a key that no node has, and which is drawn as a box of its own."""
    number = random.choice(["3.1", "5.3", "9.1"])
    node = pick(random, nodes(page, number))
    fence = page.fence(number, "mermaid")
    if node is None or fence is None:
        return None
    return insert(page, fence.end, [f"  {node.key} --> n77"], f"drew an arrow in {number} to an undeclared node", "n77")


@operator("references", "known")
def broken_internal_link(page: Page, random: Random) -> Mutation | None:
    title, anchor = random.choice(
        [("retention rules", "retention-rules"), ("schema of the store", "52-schema-of-the-store")]
    )
    sentence = f"What else holds here is said in the [{title}](#{anchor})."
    return paragraph(page, random, ("2.2", "5.4", "9.2", "12.1"), sentence, f"linked to #{anchor}", anchor)


@operator("references", "known")
def undefined_link_label(page: Page, random: Random) -> Mutation | None:
    """A link by reference, of which the document nowhere says where it leads."""
    title, label = random.choice([("runbook", "operations-runbook"), ("threat model", "threat-model-2")])
    sentence = f"What to do in such a case is described in the [{title}][{label}]."
    return paragraph(page, random, ("2.2", "5.4", "8.3", "11.3"), sentence, f"linked to the label {label}", label)


@operator("references", "known")
def refer_to_missing_figure(page: Page, random: Random) -> Mutation | None:
    name = random.choice(["Figure 6", "Table 9"])
    if re.search(r"(?:Figure|Table) \d", page.text):
        return None
    sentence = f"{name} shows how the parts depend on each other in this case."
    return paragraph(page, random, ("2.2", "5.4", "8.3", "9.2"), sentence, f"referred to {name}", name)


@operator("references", "known")
def refer_to_missing_record(page: Page, random: Random) -> Mutation | None:
    name = f"ADR-{len(record_lines(page)) + random.randint(2, 5)}"
    sentence = f"The reasons for this are recorded in {name}."
    return paragraph(page, random, ("2.2", "5.4", "8.3", "9.2"), sentence, f"referred to {name}", name)


@operator("references", "known")
def cite_wrong_part(page: Page, random: Random) -> Mutation | None:
    """A citation leads to another part of the same section than the one that says it."""
    places = [
        (index, match)
        for part in ("12.3", "C", "D")
        for index in page.prose(page.span(part))
        for match in re.finditer(r"(?<![\d.])(?:7\.[1-4]|8\.1)(?!\d)", page.lines[index])
    ]
    place = pick(random, places)
    if place is None:
        return None
    index, match = place
    section = match[0].partition(".")[0]
    wrong = random.choice([number for n in range(1, 4) if (number := f"{section}.{n}") != match[0]])
    line = page.lines[index][: match.start()] + wrong + page.lines[index][match.end() :]
    return splice(page, index, index + 1, [line], f"cited {wrong} instead of {match[0]}")


@operator("references", "known")
def repeat_record_number(page: Page, random: Random) -> Mutation | None:
    records = record_lines(page)
    index = pick(random, records[1:])
    if index is None:
        return None
    old, other = (re.findall(r"ADR-\d+", page.lines[n])[0] for n in (index, records[0]))
    return reword(page, index, old, other, f"numbered {old} as {other}")


@operator("references", "known")
def change_used_by(page: Page, random: Random) -> Mutation | None:
    """4.2 names other users of a component than those that depend on it in 4.1."""
    found = components(page)
    users = {one.name: [other.name for other in found if one.name in other.dependencies] for one in found}
    places = [
        (bullet, heading.name, wrong)
        for heading in page.below("4.2")
        if heading.name in users
        for bullet in page.bullets(page.body(heading))
        if bullet.label == "Interfaces" and bullet.value == f"used by {', '.join(users[heading.name])}"
        for wrong in [
            *[[one] for one in users if one not in {heading.name, *users[heading.name]}],
            *_without_one(users[heading.name]),
        ]
    ]
    place = pick(random, places)
    if place is None:
        return None
    bullet, name, wrong = place
    line = f"- **Interfaces**: used by {', '.join(wrong)}"
    did = f"let {name} be used by {', '.join(wrong)}"
    return splice(page, bullet.index, bullet.index + 1, [line], did, name)


def _without_one(names: list[str]) -> list[list[str]]:
    return [[other for other in names if other != name] for name in names] if len(names) > 1 else []


@operator("references", "known")
def lose_layer_component(page: Page, random: Random) -> Mutation | None:
    """A component of 4.1 is in no layer of 3.2."""
    names = {component.name for component in components(page)}
    places = [
        (bullet, listed, name)
        for bullet in page.bullets(page.span("3.2"))
        if (match := re.search(r"\((.+, .+)\)", bullet.label)) and names.issuperset(listed := match[1].split(", "))
        for name in listed
    ]
    place = pick(random, places)
    if place is None:
        return None
    bullet, listed, name = place
    kept = ", ".join(one for one in listed if one != name)
    line = page.lines[bullet.index].replace(f"({', '.join(listed)})", f"({kept})", 1)
    return splice(page, bullet.index, bullet.index + 1, [line], f"took {name} out of its layer", name)


@operator("references", "known")
def contradict_deployment_order(page: Page, random: Random) -> Mutation | None:
    """9.2 says that what the steps of 11.2 deploy first is deployed after another."""
    steps = [index for index in page.span("11.2") if re.match(r"\d+\. ", page.lines[index])]
    at = {
        one.name: [
            index for index in steps if re.search(rf"\b{re.escape(one.name.lower())}\b", page.lines[index].lower())
        ]
        for one in components(page)
    }
    pairs = [(a, b) for a in at for b in at if at[a] and at[b] and max(at[a]) < min(at[b])]
    pair = pick(random, pairs)
    if pair is None:
        return None
    first, later = pair
    sentence = f"In each deployment, the {later} comes first, and the {first} only once the {later} is running."
    against = (*at[first], *at[later])
    return contradiction(page, random, ("9.2",), sentence, against, f"deployed {first} after {later}")


@operator("references", "known")
def cite_other_brief(page: Page, random: Random) -> Mutation | None:
    """The change log names another brief than 1.5."""
    places = [
        (index, match[1])
        for index in page.span("E")
        if (match := re.search(r"from the brief “(.+)”", page.lines[index]))
    ]
    place = pick(random, places)
    if place is None:
        return None
    index, title = place
    new = random.choice(["Parking permits for visitors", "Archive of building plans"])
    line = page.lines[index].replace(title, new)
    return splice(page, index, index + 1, [line], f"named the brief {new} in the change log", new, title)


OPERATORS = (
    delete_component_details,
    delete_component_row,
    duplicate_component_row,
    reverse_diagram_edge,
    delete_diagram_edge,
    add_diagram_edge,
    add_undefined_node,
    unknown_dependency,
    self_dependency,
    dependency_cycle,
    broken_section_reference,
    change_detail_dependencies,
    edge_to_undeclared_node,
    broken_internal_link,
    undefined_link_label,
    refer_to_missing_figure,
    refer_to_missing_record,
    cite_wrong_part,
    repeat_record_number,
    change_used_by,
    lose_layer_component,
    contradict_deployment_order,
    cite_other_brief,
)
