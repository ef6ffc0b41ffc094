"""Slips in endpoints, the contract and the errors, each of which another part contradicts."""

import re
from random import Random

from bench.mutations.mutation import Mutation, cell_changed, contradiction, operator, pick, replace_lines, splice
from bench.mutations.page import Page
from bench.mutations.places import Operation, contract_lines, endpoints, operations

__all__ = ["OPERATORS"]


@operator("API", "held out")
def change_request_schema(page: Page, random: Random) -> Mutation | None:
    """The table asks for another body than the contract."""
    schemas = {match[1] for n in contract_lines(page) if (match := re.fullmatch(r" {4}(\w+):", page.lines[n]))}
    row = pick(random, [row for row in endpoints(page) if row.cells[3].strip("`") in schemas])
    if row is None:
        return None
    old = row.cells[3].strip("`")
    new = f"{old.removesuffix('Input')}Draft"
    did = f"let {row.cells[1]} {row.cells[0]} ask for {new}"
    return cell_changed(page, row, 3, f"`{new}`", did, new, old, row.cells[0].strip("`"))


def _codes(page: Page, operation: Operation) -> list[tuple[int, str]]:
    """The lines of an operation's response codes, with the codes."""
    lines = ((n, re.fullmatch(r'\s+"(\d{3})":', page.lines[n])) for n in range(operation.start, operation.stop))
    return [(n, match[1]) for n, match in lines if match]


@operator("API", "held out")
def repeat_response_code(page: Page, random: Random) -> Mutation | None:
    """An operation has the same code twice, which is no valid YAML, and lacks another one."""
    operation = pick(random, [one for one in operations(page) if len(_codes(page, one)) > 1])
    if operation is None:
        return None
    (kept, code), (index, lost) = random.sample(_codes(page, operation), 2)
    did = f"wrote {code} for {lost} in {operation.method.upper()} {operation.path}"
    return splice(page, index, index + 1, [page.lines[kept]], did, code, lost, operation.path)


@operator("API", "held out")
def indent_contract_by_tab(page: Page, random: Random) -> Mutation | None:
    """YAML has no tabs before a key."""
    places = [n for n in contract_lines(page) if re.match(r" {4,}[\w$-]+:", page.lines[n])]
    index = pick(random, places)
    if index is None:
        return None
    line = page.lines[index].replace("    ", "\t", 1)
    return splice(page, index, index + 1, [line], "indented a line of the contract by a tab", "YAML", "tab")


@operator("API", "held out")
def swap_error_descriptions(page: Page, random: Random) -> Mutation | None:
    """Two codes of 6.3 have each other's description, and the contract the right ones."""
    rows = [row for row in page.table("6.3") if re.match(r"[45]\d\d ", row.cells[0])]
    pairs = [(a, b) for n, a in enumerate(rows) for b in rows[n + 1 :] if a.cells[1] != b.cells[1]]
    pair = pick(random, pairs)
    if pair is None:
        return None
    lines = {a.index: f"| {' | '.join((a.cells[0], b.cells[1], *a.cells[2:]))} |" for a, b in (pair, pair[::-1])}
    codes = [row.cells[0][:3] for row in pair]
    return replace_lines(page, lines, f"swapped the descriptions of {' and '.join(codes)}", *codes)


@operator("API", "held out")
def return_list_in_table(page: Page, random: Random) -> Mutation | None:
    """The table has a list where the contract has one record."""
    row = pick(random, [row for row in endpoints(page) if re.fullmatch(r"20[01] `\w+`", row.cells[4])])
    if row is None:
        return None
    path = row.cells[0].strip("`")
    response = row.cells[4].replace(" `", " list of `")
    return cell_changed(page, row, 4, response, f"let {row.cells[1]} {path} return a list", path)


@operator("API", "held out")
def change_status_in_contract(page: Page, random: Random) -> Mutation | None:
    """An operation succeeds with another code than 6.1 says."""
    places = [
        (operation, index)
        for operation in operations(page)
        for index, code in _codes(page, operation)
        if code in {"200", "201"}
    ]
    place = pick(random, places)
    if place is None:
        return None
    operation, index = place
    line = re.sub(r"20[01]", "202", page.lines[index])
    did = f"let {operation.method.upper()} {operation.path} answer 202 in the contract"
    return splice(page, index, index + 1, [line], did, operation.path, "202")


@operator("API", "held out")
def format_of_other_type(page: Page, random: Random) -> Mutation | None:
    """A property has a format that its type cannot have."""
    wrong = {("string", "uuid"): "int32", ("string", "date-time"): "int32", ("integer", "int32"): "date-time"}
    places = [
        (index, name[1], found)
        for index in contract_lines(page)[2:]
        if (match := re.fullmatch(r"\s+format: (\S+)", page.lines[index]))
        and (kind := re.fullmatch(r"\s+type: (\w+)", page.lines[index - 1]))
        and (name := re.fullmatch(r"\s+(\w+):", page.lines[index - 2]))
        and (found := (kind[1], match[1])) in wrong
    ]
    place = pick(random, places)
    if place is None:
        return None
    index, name, (kind, old) = place
    new = wrong[kind, old]
    line = page.lines[index].replace(old, new)
    return splice(page, index, index + 1, [line], f"gave the {kind} {name} the format {new}", name, new)


@operator("API", "held out")
def swap_operation_summaries(page: Page, random: Random) -> Mutation | None:
    """Two operations have each other's summary, and 6.1 the right ones."""
    own = [
        (index, operation)
        for operation in operations(page)
        for index in range(operation.start, operation.stop)
        if page.lines[index].lstrip().startswith("summary: ")
    ]
    pairs = [(a, b) for n, a in enumerate(own) for b in own[n + 1 :] if page.lines[a[0]] != page.lines[b[0]]]
    pair = pick(random, pairs)
    if pair is None:
        return None
    (first, one), (second, other) = pair
    lines = {first: page.lines[second], second: page.lines[first]}
    did = f"swapped the summaries of {one.method} {one.path} and {other.method} {other.path}"
    return replace_lines(page, lines, did, one.path, other.path)


@operator("API", "held out")
def answer_with_other_code(page: Page, random: Random) -> Mutation | None:
    """A sentence has another code for a caller without the role than 6.3."""
    against = [row.index for row in page.table("6.3") if row.cells[0].startswith("403") and "role" in row.cells[1]]
    if not against:
        return None
    sentence = "A caller whose role may not call an operation is answered with 401."
    return contradiction(page, random, ("7.2", "7.4"), sentence, against, "answered 401 for 403", "401", "403")


@operator("API", "held out")
def change_error_media_type(page: Page, random: Random) -> Mutation | None:
    """6.3 has errors in another media type than the contract."""
    used = "application/problem+json"
    if not any(used in page.lines[n] for n in contract_lines(page)):
        return None
    row = pick(random, [row for row in page.table("6.3") if used in row.cells[2]])
    if row is None:
        return None
    new = "application/problem+xml"
    did = f"answered {row.cells[0]} with {new}"
    return cell_changed(page, row, 2, row.cells[2].replace(used, new), did, new, row.cells[0][:3])


OPERATORS = (
    change_request_schema,
    repeat_response_code,
    indent_contract_by_tab,
    swap_error_descriptions,
    return_list_in_table,
    change_status_in_contract,
    format_of_other_type,
    swap_operation_summaries,
    answer_with_other_code,
    change_error_media_type,
)
