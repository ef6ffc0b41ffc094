"""Defects of names, dependencies and links."""

from random import Random

from bench.mutations.mutation import Mutation, insert, operator, paragraph, pick, reword, splice
from bench.mutations.page import Page, mentions
from bench.mutations.places import components, misspelt, nodes, other_name

__all__ = ["OPERATORS"]


@operator("names", "held out")
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


@operator("names", "held out")
def undefined_environment(page: Page, random: Random) -> Mutation | None:
    """The process deploys to an environment that 11.1 has not."""
    name = random.choice([name for name in ("Canary", "Preview", "Integration") if f"| {name} |" not in page.text])
    if not page.table("11.1"):
        return None
    sentence = f"Before it reaches the Production environment, each release runs for a day in the {name} environment."
    return paragraph(page, random, ("11.2",), sentence, f"deployed to the {name} environment", name)


@operator("names", "held out")
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


@operator("names", "held out")
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


@operator("names", "held out")
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


@operator("references", "held out")
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


@operator("references", "held out")
def edge_to_undeclared_node(page: Page, random: Random) -> Mutation | None:
    """An arrow leads to a key that no node has, and which is drawn as a box of its own."""
    number = random.choice(["3.1", "5.3", "9.1"])
    node = pick(random, nodes(page, number))
    fence = page.fence(number, "mermaid")
    if node is None or fence is None:
        return None
    return insert(page, fence.end, [f"  {node.key} --> n77"], f"drew an arrow in {number} to an undeclared node", "n77")


@operator("references", "held out")
def broken_internal_link(page: Page, random: Random) -> Mutation | None:
    title, anchor = random.choice(
        [("retention rules", "retention-rules"), ("schema of the store", "52-schema-of-the-store")]
    )
    sentence = f"What else holds here is said in the [{title}](#{anchor})."
    return paragraph(page, random, ("2.2", "5.4", "9.2", "12.1"), sentence, f"linked to #{anchor}", anchor)


OPERATORS = (
    rename_role_in_authorization,
    undefined_environment,
    rename_component_in_other_diagram,
    misspell_technology,
    misspell_stakeholder,
    change_detail_dependencies,
    edge_to_undeclared_node,
    broken_internal_link,
)
