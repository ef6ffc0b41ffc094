"""Defects within the contract of 6.2, and against endpoints, errors and roles."""

import re
from random import Random

from bench.mutations.mutation import Mutation, insert, operator, pick, splice
from bench.mutations.page import Page
from bench.mutations.places import contract_lines, operations

__all__ = ["OPERATORS"]


def _properties(page: Page) -> list[tuple[int, int, str, str]]:
    """The properties that are attributes of 5.1: their lines from the type on, name and type."""
    attributes = {
        name
        for bullet in page.bullets(page.span("5.1"))
        if bullet.label == "Attributes"
        for name in re.findall(r"`(\w+)` \w+", bullet.value)
    }
    found = []
    for index in contract_lines(page):
        name = re.fullmatch(r" {8}(\w+):", page.lines[index])
        kind = re.fullmatch(r" {10}type: (\w+)", page.lines[index + 1])
        if name and kind and name[1] in attributes - {"id"}:
            formatted = page.lines[index + 2].startswith(" " * 10 + "format:")
            found.append((index + 1, index + 3 if formatted else index + 2, name[1], kind[1]))
    return found


@operator("API", "held out")
def require_missing_property(page: Page, random: Random) -> Mutation | None:
    index = pick(random, [n for n in contract_lines(page) if re.fullmatch(r" {8}- \w+", page.lines[n])])
    name = random.choice([name for name in ("archived_at", "owner_email") if name not in page.text] or [""])
    if index is None or not name:
        return None
    return insert(page, index + 1, [f"        - {name}"], f"required {name}, which is no property", name)


@operator("API", "held out")
def change_property_type(page: Page, random: Random) -> Mutation | None:
    """A property of the contract has another type than the attribute of 5.1."""
    place = pick(random, _properties(page))
    if place is None:
        return None
    start, stop, name, kind = place
    other = "boolean" if kind == "string" else "string"
    return splice(page, start, stop, [f"          type: {other}"], f"made the property {name} a {other}", name)


@operator("API", "held out")
def example_of_other_type(page: Page, random: Random) -> Mutation | None:
    """The example of a property is no value of its type."""
    place = pick(random, _properties(page))
    if place is None:
        return None
    _, stop, name, kind = place
    example = "[4, 7]" if kind == "string" else '"sometimes"'
    return insert(
        page, stop, [f"          example: {example}"], f"gave the {kind} {name} the example {example}", name, "example"
    )


@operator("API", "held out")
def change_operation_role(page: Page, random: Random) -> Mutation | None:
    """The contract allows an operation to another role than 7.2."""
    roles = {row.cells[0] for row in page.table("1.3") if row.cells[1] == "Group of users"}
    places = [
        (operation, index, role)
        for operation in operations(page)
        for index in range(operation.start, operation.stop - 1)
        if page.lines[index].strip() == "x-roles:"
        for role in sorted(roles)
        if f"- {role}" not in {line.strip() for line in page.lines[operation.start : operation.stop]}
    ]
    place = pick(random, places)
    if place is None:
        return None
    operation, index, role = place
    line = re.sub(r"- .+", lambda _: f"- {role}", page.lines[index + 1])
    did = f"allowed {operation.method.upper()} {operation.path} to {role} in the contract"
    return splice(page, index + 1, index + 2, [line], did, operation.path)


@operator("API", "held out")
def undefined_security_scheme(page: Page, random: Random) -> Mutation | None:
    index = pick(random, [n for n in contract_lines(page) if re.fullmatch(r"\s+- \w+: \[\]", page.lines[n])])
    if index is None:
        return None
    line = re.sub(r"\w+:", "partnerKey:", page.lines[index])
    return splice(page, index, index + 1, [line], "asked for the scheme partnerKey, which is not defined", "partnerKey")


OPERATORS = (
    require_missing_property,
    change_property_type,
    example_of_other_type,
    change_operation_role,
    undefined_security_scheme,
)
