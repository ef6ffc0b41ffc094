"""Defects of the endpoints in 6.1, the contract in 6.2 and the errors in 6.3."""

import re
from random import Random

from bench.mutations.mutation import Mutation, cell_changed, drop, insert, operator, pick, splice
from bench.mutations.page import Page, Row
from bench.mutations.places import contract, operations

__all__ = ["OPERATORS"]


def _endpoints(page: Page) -> list[Row]:
    """The rows of 6.1 that the contract bears out."""
    pairs = {(operation.path, operation.method.upper()) for operation in operations(page)}
    return [row for row in page.table("6.1") if (row.cells[0].strip("`"), row.cells[1]) in pairs]


@operator("API", "known")
def swap_endpoint_method(page: Page, random: Random) -> Mutation | None:
    row = pick(random, _endpoints(page))
    if row is None:
        return None
    path = row.cells[0].strip("`")
    taken = {other.cells[1] for other in page.table("6.1") if other.cells[0] == row.cells[0]}
    method = random.choice([name for name in ("GET", "PUT", "POST", "PATCH", "DELETE") if name not in taken])
    did = f"made {row.cells[1]} {path} a {method} in the table"
    return cell_changed(page, row, 1, method, did, path)


@operator("API", "known")
def change_endpoint_path(page: Page, random: Random) -> Mutation | None:
    row = pick(random, _endpoints(page))
    if row is None:
        return None
    path = row.cells[0].strip("`")
    first = path.split("/")[1]
    new = path.replace(f"/{first}", f"/{first}-archive", 1)
    return cell_changed(page, row, 0, f"`{new}`", f"changed {path} to {new} in the table", new, path)


@operator("API", "known")
def change_status_code(page: Page, random: Random) -> Mutation | None:
    row = pick(random, [row for row in _endpoints(page) if re.match(r"20[01]\b", row.cells[4])])
    if row is None:
        return None
    code = "206" if row.cells[4].startswith("200") else "202"
    path = row.cells[0].strip("`")
    did = f"let {row.cells[1]} {path} answer {code} in the table"
    return cell_changed(page, row, 4, code + row.cells[4][3:], did, path, code)


@operator("API", "known")
def duplicate_endpoint(page: Page, random: Random) -> Mutation | None:
    row = pick(random, _endpoints(page))
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
)
