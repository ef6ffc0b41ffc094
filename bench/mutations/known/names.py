"""Defects of names: the same thing is called differently in one of its places."""

import re
from random import Random

from bench.mutations.mutation import Mutation, cell_changed, insert, operator, paragraph, pick, reword, splice
from bench.mutations.page import Heading, Page, mentions
from bench.mutations.places import components, misspelt, nodes, other_name

__all__ = ["OPERATORS"]


@operator("names", "known")
def rename_component_in_table(page: Page, random: Random) -> Mutation | None:
    component = pick(random, components(page))
    if component is None:
        return None
    name = other_name(random, page, component.name)
    did = f"renamed {component.name} to {name} in the table of 4.1"
    return cell_changed(page, component.row, 0, name, did, name, component.name)


@operator("names", "known")
def rename_component_heading(page: Page, random: Random) -> Mutation | None:
    names = {component.name for component in components(page)}
    return _rename_heading(page, random, [heading for heading in page.below("4.2") if heading.name in names])


@operator("names", "known")
def rename_entity_heading(page: Page, random: Random) -> Mutation | None:
    """The entity has its old name in at least one other place."""
    entities = [
        heading
        for heading in page.below("5.1")
        if " " in heading.name and len(mentions(page, heading.name, range(len(page.lines)))) > 1
    ]
    return _rename_heading(page, random, entities)


def _rename_heading(page: Page, random: Random, headings: list[Heading]) -> Mutation | None:
    heading = pick(random, headings)
    if heading is None:
        return None
    name = other_name(random, page, heading.name)
    line = f"{'#' * heading.level} {name}"
    did = f"renamed the heading {heading.name} to {name}"
    return splice(page, heading.index, heading.index + 1, [line], did, name, heading.name)


@operator("names", "known")
def rename_component_in_diagram(page: Page, random: Random) -> Mutation | None:
    names = {component.name for component in components(page)}
    node = pick(random, [node for node in nodes(page, "3.1") if node.label in names])
    if node is None:
        return None
    name = other_name(random, page, node.label)
    return reword(page, node.index, node.label, name, f"renamed {node.label} to {name} in 3.1", name, node.label)


def _prose_mentions(page: Page) -> list[tuple[int, str]]:
    """Component names of two words or more, in prose outside section 4."""
    own = page.span("4")
    prose = [index for index in page.prose() if index not in own]
    names = [component.name for component in components(page) if " " in component.name]
    return [(index, name) for name in names for index in mentions(page, name, prose)]


@operator("names", "known")
def rename_component_in_prose(page: Page, random: Random) -> Mutation | None:
    place = pick(random, _prose_mentions(page))
    if place is None:
        return None
    index, name = place
    new = other_name(random, page, name)
    return reword(page, index, name, new, f"renamed {name} to {new} in a sentence")


@operator("names", "known")
def misspell_component(page: Page, random: Random) -> Mutation | None:
    place = pick(random, _prose_mentions(page))
    if place is None:
        return None
    index, name = place
    wrong = misspelt(random, name)
    return reword(page, index, name, wrong, f"misspelt {name} as {wrong}") if wrong else None


@operator("names", "known")
def rename_role_in_authorization(page: Page, random: Random) -> Mutation | None:
    """A role of 7.2 is none of the stakeholders of 1.3."""
    roles = [row.cells[0] for row in page.table("1.3")]
    places = [(index, role) for role in roles for index in mentions(page, role, page.span("7.2"))]
    place = pick(random, places)
    if place is None:
        return None
    index, role = place
    new = random.choice([name for name in ("Auditors", "Night operators") if name not in page.text])
    return reword(page, index, role, new, f"renamed the role {role} to {new}", new, role)


@operator("names", "known")
def undefined_environment(page: Page, random: Random) -> Mutation | None:
    """The process deploys to an environment that 11.1 has not."""
    name = random.choice([name for name in ("Canary", "Preview", "Integration") if f"| {name} |" not in page.text])
    if not page.table("11.1"):
        return None
    sentence = f"Before it reaches the Production environment, each release runs for a day in the {name} environment."
    return paragraph(page, random, ("11.2",), sentence, f"deployed to the {name} environment", name)


@operator("names", "known")
def rename_component_in_other_diagram(page: Page, random: Random) -> Mutation | None:
    """A component has another name in the data flow or on the infrastructure."""
    names = {component.name for component in components(page)}
    drawn = [node for number in ("5.3", "9.1") for node in nodes(page, number) if node.label in names]
    node = pick(random, drawn)
    if node is None:
        return None
    name = other_name(random, page, node.label)
    did = f"renamed {node.label} to {name} in a diagram of section 5 or 9"
    return reword(page, node.index, node.label, name, did, name, node.label)


@operator("names", "known")
def misspell_technology(page: Page, random: Random) -> Mutation | None:
    """A technology of 4.1 is misspelt in prose."""
    technologies = sorted(
        {one.technology for one in components(page) if len(one.technology) > 5 and one.technology != "To be decided"}
    )
    places = [(index, name) for name in technologies for index in mentions(page, name, page.prose())]
    place = pick(random, places)
    if place is None:
        return None
    index, name = place
    wrong = misspelt(random, name)
    return reword(page, index, name, wrong, f"misspelt {name} as {wrong}") if wrong else None


@operator("names", "known")
def misspell_stakeholder(page: Page, random: Random) -> Mutation | None:
    """A reviewer's name differs between the document's information and 1.3."""
    people = {row.cells[1] for row in page.table("1.3")}
    index = next((n for n, line in enumerate(page.lines[:20]) if line.startswith("- **Reviewer(s)**")), None)
    if index is None:
        return None
    name = page.lines[index].partition("**: ")[2]
    if name not in people or (wrong := misspelt(random, name)) is None:
        return None
    return reword(page, index, name, wrong, f"misspelt the reviewer {name} as {wrong}")


@operator("names", "known")
def alert_on_uncollected_metric(page: Page, random: Random) -> Mutation | None:
    """An alert of 12.3 needs a metric that has another name in 12.2."""
    metric = pick(random, page.bullets(page.span("12.2")))
    alerts = [index for index in page.span("12.3") if page.lines[index].startswith("- ")]
    if metric is None or not alerts:
        return None
    name = f"{metric.label}_{random.choice(['backlog', 'failures'])}"
    line = f"- The metric `{name}` stays at zero for a whole day."
    return insert(page, alerts[0] + 1, [line], f"alerted on {name}, which is not collected", name)


@operator("names", "known")
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


@operator("names", "known")
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


@operator("names", "known")
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


@operator("names", "known")
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
    rename_component_in_table,
    rename_component_heading,
    rename_entity_heading,
    rename_component_in_diagram,
    rename_component_in_prose,
    misspell_component,
    rename_role_in_authorization,
    undefined_environment,
    rename_component_in_other_diagram,
    misspell_technology,
    misspell_stakeholder,
    alert_on_uncollected_metric,
    rename_namespace,
    rename_aggregate,
    repeat_environment,
    rename_authorised_operation,
)
