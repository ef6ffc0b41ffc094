"""Defects of the endpoints in 6.1, the contract in 6.2 and the errors in 6.3."""

import re
from random import Random

from bench.mutations.mutation import Mutation, cell_changed, drop, insert, operator, paragraph, pick, splice
from bench.mutations.page import Page
from bench.mutations.places import contract, contract_lines, endpoints, operations

__all__ = ["OPERATORS"]


@operator("API", "known")
def swap_endpoint_method(page: Page, random: Random) -> Mutation | None:
    row = pick(random, endpoints(page))
    if row is None:
        return None
    path = row.cells[0].strip("`")
    taken = {other.cells[1] for other in page.table("6.1") if other.cells[0] == row.cells[0]}
    method = random.choice([name for name in ("GET", "PUT", "POST", "PATCH", "DELETE") if name not in taken])
    did = f"made {row.cells[1]} {path} a {method} in the table"
    return cell_changed(page, row, 1, method, did, path)


@operator("API", "known")
def change_endpoint_path(page: Page, random: Random) -> Mutation | None:
    row = pick(random, endpoints(page))
    if row is None:
        return None
    path = row.cells[0].strip("`")
    first = path.split("/")[1]
    new = path.replace(f"/{first}", f"/{first}-archive", 1)
    return cell_changed(page, row, 0, f"`{new}`", f"changed {path} to {new} in the table", new, path)


@operator("API", "known")
def change_status_code(page: Page, random: Random) -> Mutation | None:
    row = pick(random, [row for row in endpoints(page) if re.match(r"20[01]\b", row.cells[4])])
    if row is None:
        return None
    code = "206" if row.cells[4].startswith("200") else "202"
    path = row.cells[0].strip("`")
    did = f"let {row.cells[1]} {path} answer {code} in the table"
    return cell_changed(page, row, 4, code + row.cells[4][3:], did, path, code)


@operator("API", "known")
def duplicate_endpoint(page: Page, random: Random) -> Mutation | None:
    row = pick(random, endpoints(page))
    if row is None:
        return None
    copy = page.lines[row.index].replace(row.cells[2], "Does the same for other callers.")
    path = row.cells[0].strip("`")
    return insert(page, row.index + 1, [copy], f"listed {row.cells[1]} {path} twice", path)


@operator("API", "known")
def drop_contract_operation(page: Page, random: Random) -> Mutation | None:
    """One of two or more operations of a path, so that the path keeps some."""
    found = operations(page)
    several = [one for one in found if any(o.path == one.path and o.method != one.method for o in found)]
    operation = pick(random, several)
    if operation is None:
        return None
    did = f"dropped {operation.method.upper()} {operation.path} from the contract"
    return drop(page, operation.start, operation.stop, did, operation.path)


@operator("API", "known")
def break_contract_yaml(page: Page, random: Random) -> Mutation | None:
    """A bracket or a quotation mark is never closed."""
    operation = pick(random, operations(page))
    if operation is None:
        return None
    lines = range(operation.start, operation.stop)
    index = next((n for n in lines if page.lines[n].lstrip().startswith("operationId: ")), operation.start)
    line = re.sub(r": ?", random.choice([": [", ': "']), page.lines[index], count=1)
    return splice(page, index, index + 1, [line], "broke the YAML of the contract", "YAML")


@operator("API", "known")
def dangling_schema_reference(page: Page, random: Random) -> Mutation | None:
    fence = page.fence("6.2", "yaml", "yml")
    index = pick(random, [n for n in (fence.inside if fence else ()) if "#/components/schemas/" in page.lines[n]])
    if index is None:
        return None
    line = re.sub(r"(schemas/\w+)", r"\1Summary", page.lines[index])
    name = line.rpartition("/")[2].strip("'\"")
    return splice(page, index, index + 1, [line], f"referred to the schema {name}, which does not exist", name)


@operator("API", "known")
def drop_path_parameter(page: Page, random: Random) -> Mutation | None:
    """One of two or more parameters, so that the list keeps some."""
    choices = [
        (operation, index)
        for operation in operations(page)
        for index in range(operation.start, operation.stop - 1)
        if operation.path.count("{") > 1
        and page.lines[index].lstrip().startswith("- name:")
        and page.lines[index + 1].strip() == "in: path"
    ]
    choice = pick(random, choices)
    if choice is None:
        return None
    operation, index = choice
    name = page.lines[index].partition("name:")[2].strip()
    stop = next(n for n in range(index + 1, operation.stop) if not page.lines[n].startswith(" " * 10))
    did = f"dropped the parameter {name} of {operation.method.upper()} {operation.path}"
    return drop(page, index, stop, did, name, operation.path)


@operator("API", "known")
def remove_error_row(page: Page, random: Random) -> Mutation | None:
    """The contract answers with this code."""
    found = contract(page)
    if found is None:
        return None
    fence, _ = found
    used = {match[1] for n in fence.inside if (match := re.fullmatch(r'\s+"(\d{3})":', page.lines[n]))}
    row = pick(random, [row for row in page.table("6.3") if row.cells[0][:3] in used])
    if row is None:
        return None
    code = row.cells[0][:3]
    return drop(page, row.index, row.index + 1, f"removed {code} from the errors", code)


@operator("API", "known")
def drop_endpoint_row(page: Page, random: Random) -> Mutation | None:
    """The contract has an operation that the table lacks."""
    row = pick(random, endpoints(page))
    if row is None:
        return None
    path = row.cells[0].strip("`")
    return drop(page, row.index, row.index + 1, f"dropped {row.cells[1]} {path} from the table", path)


@operator("API", "known")
def remove_operation_security(page: Page, random: Random) -> Mutation | None:
    """One operation needs no credentials, while 7.2 names its roles."""
    places = [
        (operation, index)
        for operation in operations(page)
        for index in range(operation.start, operation.stop - 1)
        if page.lines[index].strip() == "security:" and page.lines[index + 1].lstrip().startswith("- ")
    ]
    place = pick(random, places)
    if place is None or len(places) < 2:
        return None
    operation, index = place
    did = f"removed the security of {operation.method.upper()} {operation.path}"
    return drop(page, index, index + 2, did, operation.path)


@operator("API", "known")
def duplicate_operation_id(page: Page, random: Random) -> Mutation | None:
    ids = [index for index, line in enumerate(page.lines) if line.strip().startswith("operationId: ")]
    if len(ids) < 2:
        return None
    first, second = random.sample(ids, 2)
    name = page.lines[first].partition(": ")[2]
    return splice(page, second, second + 1, [page.lines[first]], f"gave two operations the id {name}", name)


@operator("API", "known")
def change_response_schema(page: Page, random: Random) -> Mutation | None:
    """The table lets an operation answer with another schema than the contract."""
    found = contract(page)
    rows = [row for row in page.table("6.1") if "`" in row.cells[4]]
    row = pick(random, rows)
    if found is None or row is None:
        return None
    old = row.cells[4].split("`")[1]
    _, loaded = found
    schemas = [name for name in loaded["components"]["schemas"] if name not in {old, "Problem"}]
    new = pick(random, [name for name in schemas if not name.endswith("Input")])
    if new is None:
        return None
    path = row.cells[0].strip("`")
    did = f"let {row.cells[1]} {path} answer with {new}, not {old}"
    return cell_changed(page, row, 4, row.cells[4].replace(f"`{old}`", f"`{new}`"), did, path, new)


@operator("API", "known")
def change_interface_path(page: Page, random: Random) -> Mutation | None:
    """A component's interface in 4.2 has another path than in 6.1."""
    paths = {row.cells[0].strip("`") for row in page.table("6.1")}
    places = [
        (index, match)
        for index in page.span("4.2")
        for match in re.finditer(r"(?<=`)(GET|POST|PUT|PATCH|DELETE) (/[^`]+)", page.lines[index])
        if match[2] in paths
    ]
    place = pick(random, places)
    if place is None:
        return None
    index, match = place
    new = f"/v9{match[2]}"
    line = page.lines[index][: match.start(2)] + new + page.lines[index][match.end(2) :]
    return splice(page, index, index + 1, [line], f"changed {match[2]} to {new} in 4.2", new, match[2])


@operator("API", "known")
def unlisted_error_code(page: Page, random: Random) -> Mutation | None:
    """The contract answers with a code that 6.3 does not list."""
    places = [
        index
        for operation in operations(page)
        for index in range(operation.start, operation.stop)
        if re.fullmatch(r'\s+"4\d\d":', page.lines[index])
    ]
    listed = {row.cells[0][:3] for row in page.table("6.3")}
    index = pick(random, places if listed else [])
    if index is None:
        return None
    code = random.choice([code for code in ("410", "418", "423") if code not in listed])
    line = re.sub(r"4\d\d", code, page.lines[index])
    return splice(page, index, index + 1, [line], f"let an operation answer with {code}", code)


@operator("API", "known")
def endpoint_where_none_exist(page: Page, random: Random) -> Mutation | None:
    """Section 6 says that there are no endpoints, and another section calls one."""
    if page.applies("6.1") or page.heading("6.1") is None:
        return None
    path = random.choice(["/v1/status", "/api/records"])
    sentence = f"Other systems call `GET {path}` over HTTP to read the current state."
    return paragraph(page, random, ("2.2", "9.2", "10.2"), sentence, f"called GET {path}", path, "endpoint")


@operator("API", "known")
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


@operator("API", "known")
def mislabel_error_code(page: Page, random: Random) -> Mutation | None:
    """A code of 6.3 has the phrase of another code."""
    rows = page.table("6.3")
    if len(rows) < 2:
        return None
    row, other = random.sample(rows, 2)
    code, phrase = row.cells[0][:3], other.cells[0][3:].strip()
    return cell_changed(page, row, 0, f"{code} {phrase}", f"called {code} {phrase}", f"{code} {phrase}", code)


@operator("API", "known")
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


@operator("API", "known")
def serve_without_encryption(page: Page, random: Random) -> Mutation | None:
    """The contract's server is reached over plain HTTP, and 7.3 encrypts all connections."""
    lines = [n for n in contract_lines(page) if page.lines[n] == "paths:"]
    if not lines or "All connections are encrypted" not in page.text:
        return None
    host = random.choice(["api.internal.example", "service.example.org"])
    new = ["servers:", f"  - url: http://{host}"]
    return insert(page, lines[0], new, f"served the interface at http://{host}", host, "http")


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


@operator("API", "known")
def require_missing_property(page: Page, random: Random) -> Mutation | None:
    index = pick(random, [n for n in contract_lines(page) if re.fullmatch(r" {8}- \w+", page.lines[n])])
    name = random.choice([name for name in ("archived_at", "owner_email") if name not in page.text] or [""])
    if index is None or not name:
        return None
    return insert(page, index + 1, [f"        - {name}"], f"required {name}, which is no property", name)


@operator("API", "known")
def change_property_type(page: Page, random: Random) -> Mutation | None:
    """A property of the contract has another type than the attribute of 5.1."""
    place = pick(random, _properties(page))
    if place is None:
        return None
    start, stop, name, kind = place
    other = "boolean" if kind == "string" else "string"
    return splice(page, start, stop, [f"          type: {other}"], f"made the property {name} a {other}", name)


@operator("API", "known")
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


@operator("API", "known")
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


@operator("API", "known")
def undefined_security_scheme(page: Page, random: Random) -> Mutation | None:
    index = pick(random, [n for n in contract_lines(page) if re.fullmatch(r"\s+- \w+: \[\]", page.lines[n])])
    if index is None:
        return None
    line = re.sub(r"\w+:", "partnerKey:", page.lines[index])
    return splice(page, index, index + 1, [line], "asked for the scheme partnerKey, which is not defined", "partnerKey")


OPERATORS = (
    swap_endpoint_method,
    change_endpoint_path,
    change_status_code,
    duplicate_endpoint,
    drop_contract_operation,
    break_contract_yaml,
    dangling_schema_reference,
    drop_path_parameter,
    remove_error_row,
    drop_endpoint_row,
    remove_operation_security,
    duplicate_operation_id,
    change_response_schema,
    change_interface_path,
    unlisted_error_code,
    endpoint_where_none_exist,
    give_read_a_body,
    mislabel_error_code,
    swap_response_reference,
    serve_without_encryption,
    require_missing_property,
    change_property_type,
    example_of_other_type,
    change_operation_role,
    undefined_security_scheme,
)
