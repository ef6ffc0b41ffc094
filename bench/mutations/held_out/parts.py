"""Slips with people, environments, components, interfaces and metrics."""

import re
from dataclasses import replace
from random import Random

from bench.mutations.mutation import Mutation, cell_changed, operator, pick, replace_lines, reword, splice
from bench.mutations.page import Bullet, Page
from bench.mutations.places import components, nodes

__all__ = ["OPERATORS"]


@operator("names", "held out")
def name_other_person_in_header(page: Page, random: Random) -> Mutation | None:
    """The first page names an author or reviewer who has another role in 1.3."""
    named = {row.cells[0]: row.cells[1] for row in page.table("1.3") if row.cells[1] != "Group of users"}
    places = [
        (bullet, other)
        for bullet in page.bullets(range(page.span("1").start))
        if (role := bullet.label.removesuffix("(s)")) in named and bullet.value == named[role]
        for other in named.values()
        if other != bullet.value
    ]
    place = pick(random, places)
    if place is None:
        return None
    bullet, other = place
    line = f"- **{bullet.label}**: {other}"
    did = f"named {other} as {bullet.label}"
    return splice(page, bullet.index, bullet.index + 1, [line], did, other, *bullet.value.split(", "))


@operator("names", "held out")
def rename_environment_in_table(page: Page, random: Random) -> Mutation | None:
    """The purpose of an environment names it, and its first cell calls it something else."""
    row = pick(random, [row for row in page.table("11.1") if row.cells[0].lower() in row.cells[1].lower()])
    name = pick(random, [name for name in ("Sandbox", "Showroom") if name.lower() not in page.text.lower()])
    if row is None or name is None:
        return None
    return cell_changed(page, row, 0, name, f"renamed {row.cells[0]} to {name}", name, row.cells[0])


@operator("names", "held out")
def swap_component_purposes(page: Page, random: Random) -> Mutation | None:
    """Two components have each other's purpose in 4.2, and their own one in 4.1."""
    stated = {one.name: one.row.cells[1] for one in components(page)}
    own = [
        (heading.name, bullet)
        for heading in page.below("4.2")
        for bullet in page.bullets(page.body(heading))
        if bullet.label == "Purpose" and stated.get(heading.name) == bullet.value
    ]
    pairs = [(a, b) for n, a in enumerate(own) for b in own[n + 1 :] if a[1].value != b[1].value]
    pair = pick(random, pairs)
    if pair is None:
        return None
    (name, first), (other, second) = pair
    lines = {first.index: page.lines[second.index], second.index: page.lines[first.index]}
    return replace_lines(page, lines, f"swapped the purposes of {name} and {other}", name, other)


@operator("names", "held out")
def rename_actor_in_diagram(page: Page, random: Random) -> Mutation | None:
    """The diagram shows a group of users that 1.3 has not, for one that it has."""
    groups = {row.cells[0] for row in page.table("1.3") if row.cells[1] == "Group of users"}
    node = pick(random, [node for node in nodes(page, "3.1") if node.label in groups])
    if node is None:
        return None
    name = random.choice([name for name in ("Auditors", "Dispatchers", "Couriers") if name not in page.text])
    return reword(page, node.index, node.label, name, f"renamed the actor {node.label} to {name}", name, node.label)


def _interfaces(page: Page) -> dict[str, tuple[Bullet, list[str]]]:
    """The interfaces that each component of 4.2 has of its own."""
    found = {heading.name: page.bullets(page.body(heading)) for heading in page.below("4.2")}
    return {
        name: (bullet, bullet.value.split("; "))
        for name, bullets in found.items()
        for bullet in bullets
        if bullet.label == "Interfaces" and not bullet.value.startswith(("used by", "none"))
    }


def _in_camel_case(name: str) -> str:
    first, *others = re.findall(r"[A-Za-z0-9]+", name)
    return first[0].lower() + first[1:] + "".join(word[0].upper() + word[1:] for word in others)


@operator("names", "held out")
def rename_method_in_class_diagram(page: Page, random: Random) -> Mutation | None:
    """A method is no longer called as the interface that it stands for."""
    fence = page.fence("4.2", "mermaid")
    offered = {one.partition(" (`")[0] for _, interfaces in _interfaces(page).values() for one in interfaces}
    methods = {_in_camel_case(one): one for one in offered}
    places = [
        (index, match[1])
        for index in (fence.inside if fence else ())
        if (match := re.fullmatch(r"\s+\+(\w+)\(\)", page.lines[index])) and match[1] in methods
    ]
    place = pick(random, places)
    if place is None:
        return None
    index, old = place
    new = re.sub(r"^[a-z]+", "archive", old)
    return reword(page, index, old, new, f"renamed the method {old} to {new}", new, old, methods[old])


@operator("names", "held out")
def move_interface_to_other_component(page: Page, random: Random) -> Mutation | None:
    """4.2 gives an interface to another component than 3.4 does."""
    offered = _interfaces(page)
    orchestrated = next((bullet for bullet in page.bullets(page.span("3.4")) if "Application" in bullet.label), None)
    places = [
        (owner, one, other)
        for owner, (_, interfaces) in offered.items()
        if len(interfaces) > 1 and orchestrated and f"{owner}: orchestrates" in orchestrated.value
        for one in interfaces
        if one.partition(" (`")[0] in orchestrated.value
        for other in offered
        if other != owner
    ]
    place = pick(random, places)
    if place is None or orchestrated is None:
        return None
    owner, one, other = place
    kept = "; ".join(interface for interface in offered[owner][1] if interface != one)
    gained = offered[other][0]
    lines = {
        offered[owner][0].index: f"- **Interfaces**: {kept}",
        gained.index: f"- **Interfaces**: {gained.value}; {one}",
    }
    name = one.partition(" (`")[0]
    mutation = replace_lines(page, lines, f"gave the interface {name} of {owner} to {other}", name)
    return replace(mutation, seen_at=(orchestrated.index + 1,))


@operator("names", "held out")
def swap_metric_descriptions(page: Page, random: Random) -> Mutation | None:
    """Two metrics are explained by what the name of the other one says."""
    metrics = page.bullets(page.span("12.2"))
    pairs = [(a, b) for n, a in enumerate(metrics) for b in metrics[n + 1 :] if _says_only(a, b) and _says_only(b, a)]
    pair = pick(random, pairs)
    if pair is None:
        return None
    a, b = pair
    lines = {a.index: f"- **{a.label}**: {b.value}", b.index: f"- **{b.label}**: {a.value}"}
    return replace_lines(page, lines, f"swapped the descriptions of {a.label} and {b.label}", a.label, b.label)


def _says_only(metric: Bullet, other: Bullet) -> bool:
    """Whether a word of the metric's name is in its own description and not in the other one."""
    stems = {word[:5] for word in metric.label.split("_")}
    return any(stem in metric.value.lower() and stem not in other.value.lower() for stem in stems)


OPERATORS = (
    name_other_person_in_header,
    rename_environment_in_table,
    swap_component_purposes,
    rename_actor_in_diagram,
    rename_method_in_class_diagram,
    move_interface_to_other_component,
    swap_metric_descriptions,
)
