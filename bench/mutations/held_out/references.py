"""Defects of links, citations, records and of what the parts say of each other."""

import re
from random import Random

from bench.mutations.decisions import record_lines
from bench.mutations.mutation import Mutation, contradiction, operator, pick, reword, splice
from bench.mutations.page import Page
from bench.mutations.places import components

__all__ = ["OPERATORS"]


@operator("references", "held out")
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


@operator("references", "held out")
def repeat_record_number(page: Page, random: Random) -> Mutation | None:
    records = record_lines(page)
    index = pick(random, records[1:])
    if index is None:
        return None
    old, other = (re.findall(r"ADR-\d+", page.lines[n])[0] for n in (index, records[0]))
    return reword(page, index, old, other, f"numbered {old} as {other}")


@operator("references", "held out")
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


@operator("references", "held out")
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


@operator("references", "held out")
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


@operator("references", "held out")
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
    cite_wrong_part,
    repeat_record_number,
    change_used_by,
    lose_layer_component,
    contradict_deployment_order,
    cite_other_brief,
)
