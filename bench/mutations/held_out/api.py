"""Defects within the contract of 6.2, and against endpoints, errors and roles."""

import re
from random import Random

from bench.mutations.mutation import Mutation, cell_changed, insert, operator, pick, splice
from bench.mutations.page import Page
from bench.mutations.places import contract, operations

__all__ = ["OPERATORS"]


def _contract_lines(page: Page) -> range:
    found = contract(page)
    return found[0].inside if found else range(0)


def _properties(page: Page) -> list[tuple[int, int, str, str]]:
    """The properties that are attributes of 5.1: their lines from the type on, name and type."""
    attributes = {
        name
        for bullet in page.bullets(page.span("5.1"))
        if bullet.label == "Attributes"
        for name in re.findall(r"`(\w+)` \w+", bullet.value)
    }
    found = []
    for index in _contract_lines(page):
        name = re.fullmatch(r" {8}(\w+):", page.lines[index])
        kind = re.fullmatch(r" {10}type: (\w+)", page.lines[index + 1])
        if name and kind and name[1] in attributes - {"id"}:
            formatted = page.lines[index + 2].startswith(" " * 10 + "format:")
            found.append((index + 1, index + 3 if formatted else index + 2, name[1], kind[1]))
    return found


@operator("API", "held out")
def require_missing_property(page: Page, random: Random) -> Mutation | None:
    index = pick(random, [n for n in _contract_lines(page) if re.fullmatch(r" {8}- \w+", page.lines[n])])
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
def give_read_a_body(page: Page, random: Random) -> Mutation | None:
    """The table lets a GET send a body, and the contract does not."""
    rows = page.table("6.1")
    bodies = sorted({row.cells[3] for row in rows if row.cells[3].startswith("`")})
    row = pick(random, [row for row in rows if row.cells[1] == "GET" and row.cells[3] == "none"])
    body = pick(random, bodies)
    if row is None or body is None:
        return None
    path = row.cells[0].strip("`")
    return cell_changed(page, row, 3, body, f"let GET {path} send a body", path)


@operator("API", "held out")
def mislabel_error_code(page: Page, random: Random) -> Mutation | None:
    """A code of 6.3 has the phrase of another code."""
    rows = page.table("6.3")
    if len(rows) < 2:
        return None
    row, other = random.sample(rows, 2)
    code, phrase = row.cells[0][:3], other.cells[0][3:].strip()
    return cell_changed(page, row, 0, f"{code} {phrase}", f"called {code} {phrase}", f"{code} {phrase}", code)


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
    index = pick(random, [n for n in _contract_lines(page) if re.fullmatch(r"\s+- \w+: \[\]", page.lines[n])])
    if index is None:
        return None
    line = re.sub(r"\w+:", "partnerKey:", page.lines[index])
    return splice(page, index, index + 1, [line], "asked for the scheme partnerKey, which is not defined", "partnerKey")


@operator("API", "held out")
def swap_response_reference(page: Page, random: Random) -> Mutation | None:
    """A code of an operation leads to the response of another code."""
    places = [
        (operation, index + 1)
        for operation in operations(page)
        for index in range(operation.start, operation.stop - 1)
        if re.fullmatch(r'\s+"[45]\d\d":', page.lines[index]) and "/responses/" in page.lines[index + 1]
    ]
    place = pick(random, places)
    if place is None:
        return None
    operation, index = place
    old = page.lines[index].rpartition("/")[2].strip("'")
    new = random.choice([name for name in ("Forbidden", "BadRequest", "InternalServerError") if name != old])
    line = page.lines[index].replace(f"/{old}", f"/{new}")
    did = f"answered {operation.method.upper()} {operation.path} with {new} for {old}"
    return splice(page, index, index + 1, [line], did, operation.path)


@operator("API", "held out")
def serve_without_encryption(page: Page, random: Random) -> Mutation | None:
    """The contract's server is reached over plain HTTP, and 7.3 encrypts all connections."""
    lines = [n for n in _contract_lines(page) if page.lines[n] == "paths:"]
    if not lines or "All connections are encrypted" not in page.text:
        return None
    host = random.choice(["api.internal.example", "service.example.org"])
    new = ["servers:", f"  - url: http://{host}"]
    return insert(page, lines[0], new, f"served the interface at http://{host}", host, "http")


OPERATORS = (
    require_missing_property,
    change_property_type,
    example_of_other_type,
    give_read_a_body,
    mislabel_error_code,
    change_operation_role,
    undefined_security_scheme,
    swap_response_reference,
    serve_without_encryption,
)
