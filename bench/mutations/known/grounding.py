"""Defects of what was decided and what was left out."""

import re
from random import Random

from bench.mutations.decisions import decisions
from bench.mutations.mutation import Mutation, operator, paragraph, pick, reword, splice
from bench.mutations.page import Page
from bench.mutations.places import components, nodes

__all__ = ["OPERATORS"]


@operator("grounding", "known")
def second_technology_version(page: Page, random: Random) -> Mutation | None:
    """A technology has one version here and another there."""
    names = {component.technology for component in components(page)} | {d.chosen for d in decisions(page)}
    versions = [
        (name, version)
        for name in sorted(names)
        for version in re.findall(rf"(?<!\w){re.escape(name)} (\d+(?:\.\d+)*)", page.text)
    ]
    found = pick(random, versions)
    if found is None:
        return None
    name, version = found
    major = int(version.partition(".")[0])
    other = str(major - 1) if major > 1 else str(major + 1)
    sentence = f"All components run on {name} {other}, and on no other version of it."
    did = f"said {name} {other} beside {name} {version}"
    return paragraph(page, random, ("9.2", "10.2", "9.3"), sentence, did, f"{name} {other}", name)


@operator("grounding", "known")
def use_rejected_alternative(page: Page, random: Random) -> Mutation | None:
    """A component is said to use what section 13 rejects."""
    choices = [
        (component.name, decision.chosen, alternative)
        for decision in decisions(page)
        for component in components(page)
        for alternative in decision.alternatives
        if component.technology == decision.chosen
    ]
    choice = pick(random, choices)
    if choice is None:
        return None
    name, chosen, alternative = choice
    sentence = f"The {name} is built on {alternative}, which the team runs in production."
    did = f"built {name} on {alternative}, not {chosen},"
    return paragraph(page, random, ("2.2", "9.2", "8.3"), sentence, did, alternative)


@operator("grounding", "known")
def change_recorded_decision(page: Page, random: Random) -> Mutation | None:
    """The record in appendix A decides for an alternative."""
    found = [decision for decision in decisions(page) if decision.record is not None and decision.alternatives]
    decision = pick(random, found)
    if decision is None or decision.record is None:
        return None
    new = random.choice(decision.alternatives)
    did = f"let the record of {decision.topic} choose {new}, not {decision.chosen}"
    return reword(page, decision.record, decision.chosen, new, did, new, decision.chosen)


@operator("grounding", "known")
def change_technology_in_diagram(page: Page, random: Random) -> Mutation | None:
    technologies = {component.name: component.technology for component in components(page)}
    drawn = [
        (number, node)
        for number in ("3.1", "9.1")
        for node in nodes(page, number)
        if (technology := technologies.get(node.label)) and f"<br/>{technology}" in page.lines[node.index]
    ]
    place = pick(random, drawn)
    if place is None:
        return None
    number, node = place
    old = technologies[node.label]
    new = random.choice([name for name in ("Redis", "Erlang", "Cassandra") if name not in page.text])
    line = page.lines[node.index].replace(f"<br/>{old}", f"<br/>{new}")
    did = f"drew {node.label} in {number} with {new}, not {old}"
    return splice(page, node.index, node.index + 1, [line], did, new)


@operator("grounding", "known")
def implement_out_of_scope(page: Page, random: Random) -> Mutation | None:
    """The solution offers what 1.2 leaves out."""
    component = pick(random, components(page))
    items = [bullet.value for bullet in page.bullets(page.span("1.2")) if bullet.label == "Out of scope"]
    item = pick(random, [item for item in items if not item.startswith("The brief ")])
    if component is None or item is None:
        return None
    thing = re.split(r"[.(,;]", item.removeprefix("No "))[0].strip()
    thing = thing if thing[:2].isupper() else thing[0].lower() + thing[1:]
    sentence = f"In its first release, the {component.name} provides this as well: {thing}."
    did = f"offered {thing}, which is out of scope,"
    return paragraph(page, random, ("2.2", "3.2", "8.3"), sentence, did, thing)


OPERATORS = (
    second_technology_version,
    use_rejected_alternative,
    change_recorded_decision,
    change_technology_in_diagram,
    implement_out_of_scope,
)
