"""The contract of 6.2 by itself, and against 6.1, which is the home of the endpoints."""

import re
from collections.abc import Iterable, Iterator
from http import HTTPStatus

from drafter.consistency.fixes.fix import Case, Edit, fix
from drafter.consistency.fixes.near import nearest
from drafter.consistency.readings.contract import Contract, Operation, contracts, parameters_in
from drafter.consistency.readings.endpoints import endpoints, schemas_in
from drafter.consistency.readings.errors import errors
from drafter.consistency.readings.operations import agreement, unlisted_interfaces
from drafter.consistency.readings.yaml_values import Value, walk
from drafter.document.page import Page, Text
from drafter.patterns import regex

__all__ = [
    "body", "encrypted", "interface", "method", "parameter", "path_slash", "phrase", "reference", "required",
    "response", "scheme", "success",
]  # fmt: skip

_STATED = regex(r"(?P<code>[1-5]\d\d)(?P<between>\W{1,4})(?P<phrase>[A-Z].*)", re.DOTALL)
_PHRASES = {status.value: status.phrase for status in HTTPStatus} | {
    413: "Content Too Large", 422: "Unprocessable Content",
}  # fmt: skip
_STATUS = regex(r"(?<![\w.])2\d\d(?![\w.])")


@fix("API102")
def reference(case: Case) -> Iterator[Edit]:
    """Name what the contract defines under nearly that name, in the same place."""
    place, _, name = case.raw.strip("\"'").rpartition("/")
    for contract in case.page.once(contracts).found:
        near = nearest(name, contract.target(place).fields)
        if near and _holds(case, contract):
            yield Edit(case.start, case.raw, case.raw.replace(f"/{name}", f"/{near}"))
            return


def _holds(case: Case, contract: Contract) -> bool:
    return any(case.is_at(value["$ref"].text) for value in contract.values)


@fix("API103")
def parameter(case: Case) -> Iterator[Edit]:
    """Give the only parameter that the path does not have the name of the only one that is not declared."""
    for contract, operation in case.page.once(contracts).operations:
        stated = [
            contract.resolved(each)
            for each in (*operation.item["parameters"].items, *operation.value["parameters"].items)
        ]
        declared = [each["name"] for each in stated if each["in"].words == "path"]
        in_path = parameters_in(operation.path.words)
        extra = [name for name in declared if name.words not in in_path]
        missing = [name for name in in_path if name not in {each.words for each in declared}]
        if len(extra) == len(missing) == 1 and case.is_at(extra[0].text):
            yield Edit(case.start, case.raw, case.raw.replace(extra[0].words, missing[0]))
            return


@fix("API106")
def path_slash(case: Case) -> Iterator[Edit]:
    """Begin the path with a slash."""
    paths = [path for contract in case.page.once(contracts).found for path in contract.root["paths"].keys.values()]
    path = next((path for path in paths if case.is_at(path)), None)
    if path and case.raw and not path.words.startswith(("/", "x-")):
        yield Edit(case.start, case.raw, case.raw.replace(path.words, f"/{path.words}", 1))


@fix("API107")
def scheme(case: Case) -> Iterator[Edit]:
    """Name the security scheme that is near, or the only one that the contract defines."""
    for contract in case.page.once(contracts).found:
        known = (contract.root["components"]["securitySchemes"] or contract.root["securityDefinitions"]).fields
        meant = next(iter(known)) if len(known) == 1 else nearest(case.raw, known)
        keys = [key for value in contract.values for each in value["security"].items for key in each.keys.values()]
        if meant and any(map(case.is_at, keys)):
            yield from case.written(meant)
            return


@fix("API108")
def required(case: Case) -> Iterator[Edit]:
    """Require the property that differs in a letter or two."""
    for contract in case.page.once(contracts).found:
        for schema in contract.schemas.fields.values():
            item = next((item for item in schema["required"].items if case.is_at(item.text)), None)
            names = [name for name in schema["properties"].fields if name not in _words(schema["required"].items)]
            if item and (near := nearest(item.words, names)):
                yield Edit(case.start, case.raw, case.raw.replace(item.words, near))


def _words(items: Iterable[Value]) -> set[str]:
    return {item.words for item in items}


@fix("API112")
def phrase(case: Case) -> Iterator[Edit]:
    """Write the status's own phrase, where the number is one that the contract or a row of 6.3 of its own has."""
    match = _STATED.fullmatch(case.raw)
    code = match["code"] if match else ""
    own = case.at(case.finding.related[0]).strip("`") if case.finding.related else ""
    if match is None and own.isdecimal() and int(own) in _PHRASES and _is_certain(case.page, own):
        yield Edit(case.start, case.raw, f"{_PHRASES[int(own)]}{'.' * case.raw.endswith('.')}")
    elif match and code.isdecimal() and int(code) in _PHRASES and _is_certain(case.page, code):
        at = case.start + match.start("phrase")
        yield Edit(case.start, case.raw, case.page.text[case.start : at] + _PHRASES[int(code)])


def _is_certain(page: Page, code: str) -> bool:
    """Tell whether a status is what was meant: an operation answers it, or 6.3 lists it once among others."""
    used = {status for _, operation in page.once(contracts).operations for status in operation.statuses}
    successes = {status for endpoint in page.once(endpoints) for status in endpoint.successes}
    listed = [error.code for error in page.once(errors)]
    is_listed_once = len(listed) == len(set(listed)) > 1 and code in listed
    return code in used or (not used and (code in successes or is_listed_once))


@fix("API113")
def response(case: Case) -> Iterator[Edit]:
    """Lead to the response that is named by the status's phrase."""
    for contract, operation in case.page.once(contracts).operations:
        for status, value in operation.value["responses"].fields.items():
            if not case.is_at(value["$ref"].text) or not status.isdecimal() or int(status) not in _PHRASES:
                continue
            place, _, name = value["$ref"].words.rpartition("/")
            named = [
                key for key in contract.target(place).fields if _folded(key).startswith(_folded(_PHRASES[int(status)]))
            ]
            if len(named) == 1:
                yield Edit(case.start, case.raw, case.raw.replace(f"/{name}", f"/{named[0]}"))


def _folded(name: str) -> str:
    return re.sub(r"\W|_", "", name).casefold()


@fix("API114")
def encrypted(case: Case) -> Iterator[Edit]:
    """Write https."""
    if "http://" in case.raw:
        yield Edit(case.start, case.raw, case.raw.replace("http://", "https://", 1))


@fix("API203")
def method(case: Case) -> Iterator[Edit]:
    """Give the operation the method of 6.1, where its path has no other with it."""
    for endpoint, operation in case.page.once(agreement).other_method:
        if case.is_at(endpoint.method) and endpoint.method.words.lower() not in operation.item.keys:
            yield from _written(case.page, operation.method, endpoint.method.words)


def _written(page: Page, text: Text, new: str) -> Iterator[Edit]:
    old = page.text[text.start : text.end]
    if old:
        yield Edit(text.start, old, new.lower() if old.strip("\"'").islower() else new)


@fix("API204")
def success(case: Case) -> Iterator[Edit]:
    """Give the operation the status that 6.1 names, where each has one."""
    for pair in case.page.once(agreement).pairs:
        stated = pair.endpoint.successes
        made = [text for status, text in pair.operation.statuses.items() if _STATUS.fullmatch(status)]
        is_here = pair.endpoint.response.start <= case.start < pair.endpoint.response.end
        if is_here and len(stated) == len(made) == 1 and stated[0] not in pair.operation.statuses:
            old = case.page.text[made[0].start : made[0].end]
            yield Edit(made[0].start, old, old.replace(made[0].words, stated[0]))


@fix("API205", "API206")
def body(case: Case) -> Iterator[Edit]:
    """Send or answer the schema that 6.1 names, where the contract defines it and references one other there."""
    for pair in case.page.once(agreement).pairs:
        is_request = case.finding.code == "API205"
        cell = pair.endpoint.request if is_request else pair.endpoint.response
        named = schemas_in(cell)
        if not cell.start <= case.start < cell.end or len(named) != 1 or not pair.contract.schemas[named[0].words]:
            continue
        holders = [pair.operation.value["requestBody"]] if is_request else _successful(pair.operation)
        found = [value["$ref"] for holder in holders for value in walk(holder) if "/schemas/" in value["$ref"].words]
        if len(found) == 1:
            other = found[0].words.rpartition("/")[2]
            old = case.page.text[found[0].text.start : found[0].text.end]
            if other != named[0].words:
                yield Edit(found[0].text.start, old, old.replace(f"/{other}", f"/{named[0].words}"))


def _successful(operation: Operation) -> list[Value]:
    return [value for status, value in operation.value["responses"].fields.items() if _STATUS.fullmatch(status)]


@fix("API210")
def interface(case: Case) -> Iterator[Edit]:
    """Name in 4.2 the endpoint of 6.1 that has nearly that path, with that method."""
    for each in unlisted_interfaces(case.page):
        path = each.endpoint.path
        if case.is_at(path):
            same = [
                row.path.words
                for row in case.page.once(endpoints)
                if row.method.words == each.endpoint.method.words.upper()
            ]
            near = nearest(path.words, same)
            yield from case.instead(path, near or path.words)
