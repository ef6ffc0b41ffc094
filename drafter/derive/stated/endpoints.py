"""The rows of 6.1: which HTTP endpoint each is, and what it is about."""

import re
from collections.abc import Iterable, Mapping, Sequence
from typing import Literal, cast

from drafter.derive.identifiers import plural, snake_case
from drafter.derive.operations import (
    method_of,
    parameters_of,
    path_of,
    paths,
    request_text,
    response_text,
    schema_names,
)
from drafter.derive.stated.content import code, kept, rows, section
from drafter.derive.stated.names import bare
from drafter.document.document import Document
from drafter.document.outline import Operation, Outline
from drafter.document.sections.api_design import ApiDesign, EndpointRow
from drafter.frozen import frozen
from drafter.patterns import regex

__all__ = [
    "Line",
    "Method",
    "component_for",
    "lines",
    "matched",
    "name_for",
    "names_in_contract",
    "schemas_of",
    "shape",
    "subject_of",
    "unchanged",
]

Method = Literal["GET", "POST", "PUT", "PATCH", "DELETE", ""]
_Key = tuple[str, str]

_METHOD = regex(r"\b(GET|POST|PUT|PATCH|DELETE)\b", re.IGNORECASE)
_OPERATION_ID = regex(r"^  (?P<path>/.*):$|^    (?P<method>[a-z]+):$|^      operationId: (?P<id>\w+)$", re.MULTILINE)
_WORD = regex(r"[A-Z]?[a-z0-9]+|[A-Z]+(?![a-z])")
_MANY = regex(r"\blist\b|\barray\b|\[\]|\bmany\b|\bpage of\b|\bliste\b", re.IGNORECASE)
_NO_CONTENT = regex(r"\b204\b|\bno content\b|^(?:none|nothing|empty|[-–—])$", re.IGNORECASE)
_NO_BODY = ("", "none", "-", "–", "—")
_VERBS = {"GET": "Get", "POST": "Create", "PUT": "Update", "PATCH": "Update", "DELETE": "Delete"}
_LONGEST_PATH = 2000


@frozen
class Line:
    """A row of 6.1, for one method."""

    method: Method
    """Empty when the row has none."""
    path: str
    """As the row has it."""
    key: _Key
    """The method, and the path as the contract writes it."""
    row: EndpointRow


def lines(document: Document) -> list[Line]:
    """Return a line for each method of each row of 6.1; the first of those with the same method and path."""
    found: dict[_Key, Line] = {}
    for row in rows(section(document, ApiDesign).endpoints):
        path = _METHOD.sub("", bare(row.endpoint, _LONGEST_PATH)).strip()
        stated = _METHOD.findall(f"{row.method} {row.endpoint.split('/')[0]}")
        for method in dict.fromkeys(word.upper() for word in stated or [""]):
            key = (method or "GET", path_of(_endpoint(path, row.description)))
            found.setdefault(key, Line(cast("Method", method), path, key, row))
    return list(found.values())


def shape(key: _Key) -> _Key:
    """Return a method and path without the names of parameters."""
    return key[0], re.sub(r"\{[^}]*\}", "{}", key[1])


def matched(table: Sequence[Line], before: Outline | None) -> dict[_Key, str]:
    """Return which earlier operation each line is.

    It is the same by its method and path, else by what is said of it, else when one of each is left.
    """
    if before is None:
        return {}
    where = paths(before)
    left = dict.fromkeys(operation.name for operation in before.endpoints)
    found: dict[_Key, str] = {}

    def take(of_operation: Mapping[str, object], of_line: Mapping[_Key, object]) -> None:
        names: dict[object, str] = {}
        for name in left:
            names.setdefault(of_operation[name], name)
        for key, value in of_line.items():
            if key not in found and names.get(value, "") in left:
                found[key] = names[value]
                del left[names[value]]

    keys = {operation.name: (method_of(operation), where[operation.name]) for operation in before.endpoints}
    take(keys, {line.key: line.key for line in table})
    take({name: shape(key) for name, key in keys.items()}, {line.key: shape(line.key) for line in table})
    said = {operation.name: _said(operation.summary) for operation in before.endpoints}
    take(said, {line.key: _said(line.row.description) for line in table})
    open_ones = [line.key for line in table if line.key not in found]
    if len(open_ones) == len(left) == 1:
        found[open_ones[0]] = next(iter(left))
    return found


def unchanged(table: Sequence[Line], old_of: Mapping[_Key, str], before: Outline | None) -> set[_Key]:
    """Return the lines whose cells on request and response are still those of the earlier operation."""
    if before is None:
        return set()
    by_name = {operation.name: operation for operation in before.endpoints}
    return {
        line.key
        for line in table
        if (was := by_name.get(old_of.get(line.key, "")))
        and (request_text(was, before), response_text(was, before)) == (line.row.request, line.row.response)
    }


def schemas_of(outline: Outline) -> dict[str, str]:
    """Return the entities by their own names and those of their schemas, the longest first."""
    found = {name: entity for entity, names in schema_names(outline).items() for name in (names.full, names.input)}
    found |= {entity.name: entity.name for entity in outline.entities}
    return {name: found[name] for name in sorted(found, key=len, reverse=True)}


def subject_of(
    line: Line, outline: Outline, schemas: Mapping[str, str]
) -> tuple[str, Literal["one", "many", "nothing"]]:
    """Return which entity of `outline` an endpoint is about, and whether it gives one, many or nothing."""
    row = line.row
    entity = _named(row.response, schemas) or _named(row.request, schemas) or _of_path(line, outline)
    if _NO_CONTENT.search(bare(row.response)):
        return entity, "nothing"
    return entity, "many" if _MANY.search(row.response) else "one"


def component_for(line: Line, outline: Outline, offered: Iterable[tuple[str, str]]) -> str:
    """Return who offers a new endpoint: who offers the one whose path begins most alike, else what callers meet first.

    `offered` holds the paths of the other endpoints with their components.
    """
    own = line.key[1].split("/")

    def shared(other: tuple[str, str]) -> int:
        return sum(1 for _ in _common(own, other[0].split("/")))

    nearest = max(offered, key=shared, default=None)
    if nearest is not None:
        return nearest[1]
    kinds: dict[str, str] = {}
    for component in outline.components:
        kinds.setdefault(component.kind, component.name)
    return kinds.get("interface") or kinds.get("service") or outline.components[0].name


def names_in_contract(document: Document) -> dict[_Key, str]:
    """Return the ids of the operations in 6.2 as words, by method and path without the names of parameters."""
    contract = code(section(document, ApiDesign).contract)
    found: dict[_Key, str] = {}
    path = method = ""
    for match in _OPERATION_ID.finditer(contract.text if contract else ""):
        path, method = match["path"] or path, match["method"] or method
        if match["id"]:
            name = " ".join(word[:1].upper() + word[1:] for word in _WORD.findall(match["id"]))
            found.setdefault(shape((method.upper(), path)), name)
    return found


def name_for(line: Line) -> str:
    """Return a name for an endpoint that has none: "Create Order", "List Orders", "Cancel Order"."""
    method, path = line.key
    segments = [_words(segment) for segment in path.split("/") if segment and not segment.startswith("{")]
    if not segments:
        return f"{_VERBS[method]} Root"
    *outer, last = segments
    if method == "POST" and outer and parameters_of(path) and not path.endswith("}") and not last.endswith("s"):
        return f"{last} {_one(outer[-1])}"
    if method == "GET" and not path.endswith("}"):
        return f"List {last}" if last.endswith("s") else f"Get {last}"
    return f"{_VERBS[method]} {_one(last)}"


def _endpoint(path: str, said: str) -> Operation:
    return Operation(name=bare(said) or "root", kind="http", summary="", component="", path=path)


def _said(text: str) -> tuple[str, ...]:
    return tuple(kept("", text).split())


def _named(text: str, schemas: Mapping[str, str]) -> str:
    """Return the entity whose schema or name a cell holds; the first name wins."""
    folded = text.casefold()
    for name, entity in schemas.items():
        word = name.casefold()
        if word in folded and re.search(rf"(?<!\w){re.escape(word)}(?!\w)", folded):
            return entity
    return ""


def _of_path(line: Line, outline: Outline) -> str:
    """Return the entity that the last segment of a path is called like, when callers send or get something."""
    if bare(line.row.response).casefold() in _NO_BODY and bare(line.row.request).casefold() in _NO_BODY:
        return ""
    segments = [segment for segment in line.key[1].split("/") if segment and not segment.startswith("{")]
    last = snake_case(segments[-1]) if segments else ""
    stems = {entity.name: snake_case(entity.name) for entity in outline.entities}
    return next((name for name, stem in stems.items() if last in (stem, plural(stem))), "")


def _common(one: Sequence[str], other: Sequence[str]) -> Iterable[str]:
    for left, right in zip(one, other, strict=False):
        if left != right:
            return
        yield left


def _words(segment: str) -> str:
    return " ".join(word.capitalize() for word in snake_case(segment).split("_"))


def _one(noun: str) -> str:
    if noun.endswith("ies"):
        return f"{noun[:-3]}y"
    return noun[:-1] if noun.endswith("s") and not noun.endswith("ss") else noun
