"""Defects of entities, schema, endpoints and contract."""

import re
from random import Random

from bench.mutations.mutation import Mutation, cell_changed, drop, operator, paragraph, pick, splice
from bench.mutations.page import Page
from bench.mutations.places import columns, contract, operations, tables

__all__ = ["OPERATORS"]


@operator("data", "held out")
def change_attribute_type(page: Page, random: Random) -> Mutation | None:
    """An attribute has another type in 5.1 than its column in 5.2."""
    names = {column.name for column in columns(page)} - {"id"}
    others = {"string": "boolean", "date": "integer", "timestamp": "boolean", "uuid": "decimal", "integer": "date"}
    places = [
        (bullet.index, match)
        for bullet in page.bullets(page.span("5.1"))
        if bullet.label == "Attributes"
        for match in re.finditer(r"`(\w+)` (\w+)", page.lines[bullet.index])
        if match[1] in names and match[2] in others
    ]
    place = pick(random, places)
    if place is None:
        return None
    index, match = place
    line = page.lines[index][: match.start(2)] + others[match[2]] + page.lines[index][match.end(2) :]
    did = f"made the attribute {match[1]} a {others[match[2]]}"
    return splice(page, index, index + 1, [line], did, match[1])


@operator("data", "held out")
def drop_foreign_key(page: Page, random: Random) -> Mutation | None:
    """5.1 says that the column refers to another table, and the schema does not."""
    keys = [
        index
        for _, span in tables(page)
        for index in span
        if (match := re.search(r"FOREIGN KEY \((\w+)\)", page.lines[index]))
        and re.search(rf"`{match[1]}` \w+, references", page.text)
        and page.lines[index - 1].endswith(",")
        and page.lines[index + 1].startswith(")")
    ]
    index = pick(random, keys)
    if index is None:
        return None
    column = re.findall(r"FOREIGN KEY \((\w+)\)", page.lines[index])[0]
    before = page.lines[index - 1].removesuffix(",")
    return splice(page, index - 1, index + 1, [before], f"dropped the foreign key of {column}", column)


@operator("data", "held out")
def index_missing_column(page: Page, random: Random) -> Mutation | None:
    index = pick(random, [n for n in page.span("5.2") if page.lines[n].startswith("CREATE INDEX")])
    if index is None:
        return None
    line = re.sub(r"\((\w+)\);", "(legacy_code);", page.lines[index])
    return splice(page, index, index + 1, [line], "indexed a column that the table has not", "legacy_code")


@operator("data", "held out")
def allow_null(page: Page, random: Random) -> Mutation | None:
    """The contract requires the property that the schema lets be empty."""
    required = {line.strip().removeprefix("- ") for line in page.lines if re.fullmatch(r" {8}- \w+", line)}
    strict = [column for column in columns(page) if column.name in required and column.name != "id"]
    column = pick(random, [column for column in strict if column.definition.endswith(" NOT NULL")])
    if column is None:
        return None
    line = page.lines[column.index].replace(" NOT NULL", "")
    did = f"let {column.table}.{column.name} be null"
    return splice(page, column.index, column.index + 1, [line], did, column.name)


@operator("API", "held out")
def drop_endpoint_row(page: Page, random: Random) -> Mutation | None:
    """The contract has an operation that the table lacks."""
    pairs = {(operation.path, operation.method.upper()) for operation in operations(page)}
    row = pick(random, [row for row in page.table("6.1") if (row.cells[0].strip("`"), row.cells[1]) in pairs])
    if row is None:
        return None
    path = row.cells[0].strip("`")
    return drop(page, row.index, row.index + 1, f"dropped {row.cells[1]} {path} from the table", path)


@operator("API", "held out")
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


@operator("API", "held out")
def duplicate_operation_id(page: Page, random: Random) -> Mutation | None:
    ids = [index for index, line in enumerate(page.lines) if line.strip().startswith("operationId: ")]
    if len(ids) < 2:
        return None
    first, second = random.sample(ids, 2)
    name = page.lines[first].partition(": ")[2]
    return splice(page, second, second + 1, [page.lines[first]], f"gave two operations the id {name}", name)


@operator("API", "held out")
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


@operator("API", "held out")
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


@operator("API", "held out")
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


@operator("API", "held out")
def endpoint_where_none_exist(page: Page, random: Random) -> Mutation | None:
    """Section 6 says that there are no endpoints, and another section calls one."""
    if page.applies("6.1") or page.heading("6.1") is None:
        return None
    path = random.choice(["/v1/status", "/api/records"])
    sentence = f"Other systems call `GET {path}` over HTTP to read the current state."
    return paragraph(page, random, ("2.2", "9.2", "10.2"), sentence, f"called GET {path}", path, "endpoint")


OPERATORS = (
    change_attribute_type,
    drop_foreign_key,
    index_missing_column,
    allow_null,
    drop_endpoint_row,
    remove_operation_security,
    duplicate_operation_id,
    change_response_schema,
    change_interface_path,
    unlisted_error_code,
    endpoint_where_none_exist,
)
