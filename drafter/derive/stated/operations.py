"""The operations that 6.1 and the interfaces of 4.2 state."""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Literal, cast

from drafter.derive.identifiers import camel_case, plural, snake_case
from drafter.derive.operations import (
    method_of,
    parameters_of,
    path_of,
    paths,
    request_text,
    response_text,
    schema_names,
)
from drafter.derive.grounding import unmarked
from drafter.derive.stated.components import detail_names
from drafter.derive.stated.content import bullets, code, kept, rows, section
from drafter.derive.stated.names import bare, in_order
from drafter.document.blocks import Absent
from drafter.document.document import Document
from drafter.document.outline import Operation, Outline
from drafter.document.sections.api_design import ApiDesign, EndpointRow
from drafter.document.sections.component_design import ComponentDesign
from drafter.document.sections.security_design import SecurityDesign

__all__ = ["Renamed", "stated_operations"]

_METHOD = re.compile(r"\b(GET|POST|PUT|PATCH|DELETE)\b", re.IGNORECASE)
_ADDRESSED = re.compile(r"(?P<name>[^`]+?)\s*\(`(?P<address>[^`]+)`\)")
_HTTP = re.compile(r"(?P<method>GET|POST|PUT|PATCH|DELETE)\s+(?P<path>/\S*)")
_COMMAND = re.compile(r"[\w./-]+(?:\s+\S+)+|\S*--?\w")
_OPERATION_ID = re.compile(r"^  (?P<path>/.*):$|^    (?P<method>[a-z]+):$|^      operationId: (?P<id>\w+)$", re.MULTILINE)
_DRAWN_METHOD = re.compile(r"^\s*\+(\w+)\(", re.MULTILINE)
_WORD = re.compile(r"[A-Z]?[a-z0-9]+|[A-Z]+(?![a-z])")
_MANY = re.compile(r"\blist\b|\barray\b|\[\]|\bmany\b|\bpage of\b|\bliste\b", re.IGNORECASE)
_NO_CONTENT = re.compile(r"\b204\b|\bno content\b|^(?:none|nothing|empty|[-–—])$", re.IGNORECASE)
_VERBS = {"GET": "Get", "POST": "Create", "PUT": "Update", "PATCH": "Update", "DELETE": "Delete"}
_LONGEST = 80


@dataclass(frozen=True, slots=True)
class Renamed:
    """What the components and entities of an earlier outline are called now."""

    components: Mapping[str, str]
    entities: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class _Offer:
    """What a component offers, as 4.2 says it."""

    name: str
    address: str
    component: str


@dataclass(frozen=True, slots=True)
class _Row:
    """A row of 6.1, for one method."""

    path: str
    method: str
    row: EndpointRow

    @property
    def key(self) -> tuple[str, str]:
        """What tells it from other rows."""
        return self.method or "GET", path_of(self._operation)

    @property
    def shape(self) -> tuple[str, str]:
        """The same, whatever its parameters are called."""
        return self.method or "GET", re.sub(r"\{[^}]*\}", "{}", self.key[1])

    @property
    def _operation(self) -> Operation:
        return Operation(name="x", kind="http", summary="", component="", path=self.path)


def stated_operations(
    document: Document, outline: Outline, before: Outline | None, now: Renamed
) -> tuple[Operation, ...]:
    """Return the operations of a document whose components and entities are those of `outline`."""
    earlier = _carried_over(before, outline, now)
    offers = _offers(document, outline, now, before)
    endpoints = section(document, ApiDesign).endpoints
    table = [line for row in rows(endpoints) for line in _lines(row)]
    keeps = isinstance(endpoints, Absent) and endpoints.why == "incomplete"
    made: dict[str, Operation] = {}
    old_of = _matched(table, before)
    for line in table:
        old = earlier.get(old_of.get(line.key, ""))
        operation = _http(line, old, before, outline, document, offers, list(made.values()))
        name = _unused(operation.name, made)
        made[name.casefold()] = operation.model_copy(update={"name": name})
    for operation in _others(document, outline, earlier, offers, keeps_endpoints=keeps):
        made.setdefault(operation.name.casefold(), operation)
    by_name = {operation.name: operation for operation in made.values()}
    order = list(earlier) or [bullet.label for bullet in bullets(section(document, SecurityDesign).authorization)]
    return tuple(by_name[name] for name in in_order(list(by_name), order, {name: name for name in by_name}))


def _carried_over(before: Outline | None, outline: Outline, now: Renamed) -> dict[str, Operation]:
    """Return the earlier operations by name, with the names that components and entities have now."""
    first = outline.components[0].name
    return {
        operation.name: operation.model_copy(
            update={
                "component": now.components.get(operation.component, first),
                "entity": now.entities.get(operation.entity, ""),
            }
        )
        for operation in (before.operations if before else ())
    }


def _offers(document: Document, outline: Outline, now: Renamed, before: Outline | None) -> list[_Offer]:
    """Return what the items of 4.2 say that components offer."""
    known = {operation.name for operation in (before.operations if before else ())}
    known |= {bullet.label for bullet in bullets(section(document, SecurityDesign).authorization) if bullet.label}
    of_item = detail_names(document, outline, dict(now.components))
    diagram = code(section(document, ComponentDesign).modules)
    methods = set(_DRAWN_METHOD.findall(diagram.text if diagram else ""))
    found = []
    for item in rows(section(document, ComponentDesign).details):
        component = of_item.get(item.name)
        for text in unmarked(item.interfaces).split(";") if component else ():
            if match := _ADDRESSED.fullmatch(text.strip()):
                found.append(_Offer(bare(match["name"], _LONGEST), match["address"].strip(), component or ""))
            elif (name := bare(text, _LONGEST)) in known or camel_case(name) in methods:
                found.append(_Offer(name, "", component or ""))
    return [offer for offer in found if offer.name]


def _lines(row: EndpointRow) -> list[_Row]:
    """Return a row for each of its methods."""
    path = _METHOD.sub("", bare(row.endpoint, 2000)).strip()
    methods = [match[1].upper() for match in _METHOD.finditer(f"{row.method} {row.endpoint.split('/')[0]}")]
    return [_Row(path, method, row) for method in dict.fromkeys(methods)] or [_Row(path, "", row)]


def _matched(table: Sequence[_Row], before: Outline | None) -> dict[tuple[str, str], str]:
    """Return which earlier operation each row is: by method and path, else by what it does, else the only one left."""
    if before is None:
        return {}
    where = paths(before)
    left = {operation.name: operation for operation in before.endpoints}
    found: dict[tuple[str, str], str] = {}

    def take(key_of: Mapping[str, object], row_key: Mapping[tuple[str, str], object]) -> None:
        for line, value in row_key.items():
            names = [name for name, other in key_of.items() if other == value and name in left]
            if line not in found and names:
                found[line] = names[0]
                del left[names[0]]

    shape = {o.name: (method_of(o), re.sub(r"\{[^}]*\}", "{}", where[o.name])) for o in before.endpoints}
    take({o.name: (method_of(o), where[o.name]) for o in before.endpoints}, {line.key: line.key for line in table})
    take(shape, {line.key: line.shape for line in table})
    said = {o.name: kept(o.summary, o.summary).split() for o in before.endpoints}
    take(said, {line.key: kept("", line.row.description).split() for line in table})
    open_rows = [line for line in table if line.key not in found]
    if len(open_rows) == len(left) == 1:
        found[open_rows[0].key] = next(iter(left))
    return found


def _http(
    line: _Row,
    old: Operation | None,
    before: Outline | None,
    outline: Outline,
    document: Document,
    offers: Sequence[_Offer],
    made: Sequence[Operation],
) -> Operation:
    entity, returns = _about(line, old, before, outline)
    offer = next((one for one in offers if (match := _HTTP.match(one.address)) and _is(line, match)), None)
    named = old.name if old else (offer.name if offer else "") or _name_in_contract(document, line) or _name(line)
    keeps_path = old is not None and before is not None and paths(before)[old.name] == line.key[1]
    same_method = old is not None and method_of(old) == line.key[0]
    return Operation(
        name=named[:_LONGEST] or "Operation",
        kind="http",
        summary=kept(old.summary if old else "", line.row.description),
        component=old.component if old else offer.component if offer else _component(line, outline, made),
        entity=entity,
        method=cast(Literal["GET", "POST", "PUT", "PATCH", "DELETE", ""], old.method if old and same_method else line.method),
        path=old.path if old and keeps_path else line.path,
        returns=returns,
        source=old.source if old else "",
    )


def _is(line: _Row, match: re.Match[str]) -> bool:
    offered = replace(line, method=match["method"], path=match["path"])
    return offered.shape == line.shape


def _about(
    line: _Row, old: Operation | None, before: Outline | None, outline: Outline
) -> tuple[str, Literal["one", "many", "nothing"]]:
    """Return which entity an endpoint is about, and whether it gives one, many or nothing."""
    row = line.row
    if old and before:
        was = next(operation for operation in before.endpoints if operation.name == old.name)
        said = request_text(was, before), response_text(was, before)
        if said == (row.request, row.response):
            return old.entity, old.returns
    schemas = {name: entity for entity, names in schema_names(outline).items() for name in (names.full, names.input)}
    schemas |= {entity: entity for entity in outline.entities and [e.name for e in outline.entities]}
    texts = (row.response, row.request)
    entity = next((found for text in texts if (found := _named(text, schemas))), "") or _of_path(line, outline)
    if _NO_CONTENT.search(bare(row.response)):
        return entity, "nothing"
    return entity, "many" if _MANY.search(row.response) else "one"


def _named(text: str, schemas: Mapping[str, str]) -> str:
    """Return the entity whose schema or name a cell holds; the longest name wins."""
    folded = text.casefold()
    for name in sorted(schemas, key=len, reverse=True):
        if re.search(rf"(?<!\w){re.escape(name.casefold())}(?!\w)", folded):
            return schemas[name]
    return ""


def _of_path(line: _Row, outline: Outline) -> str:
    """Return the entity that the last segment of a path is called like, when callers send or get something."""
    if bare(line.row.response).casefold() in ("", "none") and bare(line.row.request).casefold() in ("", "none"):
        return ""
    segments = [segment for segment in line.key[1].split("/") if segment and not segment.startswith("{")]
    last = snake_case(segments[-1]) if segments else ""
    stems = {entity.name: snake_case(entity.name) for entity in outline.entities}
    return next((name for name, stem in stems.items() if last in (stem, plural(stem))), "")


def _component(line: _Row, outline: Outline, made: Iterable[Operation]) -> str:
    """Return who offers a new endpoint: who offers the one with the most like path, else what answers callers."""

    def shared(operation: Operation) -> int:
        own, other = line.key[1].split("/"), path_of(operation).split("/")
        return next((i for i, (a, b) in enumerate(zip(own, other, strict=False)) if a != b), min(len(own), len(other)))

    nearest = max(made, key=shared, default=None)
    if nearest is not None:
        return nearest.component
    kinds = {kind: component.name for component in reversed(outline.components) for kind in (component.kind,)}
    return kinds.get("interface") or kinds.get("service") or outline.components[0].name


def _name_in_contract(document: Document, line: _Row) -> str:
    """Return the words of the operation's id in 6.2, empty when it is not there."""
    contract = code(section(document, ApiDesign).contract)
    path = method = ""
    for match in _OPERATION_ID.finditer(contract.text if contract else ""):
        path, method = match["path"] or path, match["method"] or method
        if match["id"] and replace(line, path=path, method=method.upper()).shape == line.shape:
            return " ".join(word[:1].upper() + word[1:] for word in _WORD.findall(match["id"]))
    return ""


def _name(line: _Row) -> str:
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


def _words(segment: str) -> str:
    return " ".join(word.capitalize() for word in snake_case(segment).split("_"))


def _one(noun: str) -> str:
    if noun.endswith("ies"):
        return f"{noun[:-3]}y"
    return noun[:-1] if noun.endswith("s") and not noun.endswith("ss") else noun


def _others(
    document: Document,
    outline: Outline,
    earlier: Mapping[str, Operation],
    offers: Sequence[_Offer],
    *,
    keeps_endpoints: bool,
) -> list[Operation]:
    """Return the operations that are no rows of 6.1: events, commands, functions; endpoints where 6.1 is missing."""
    by_name = {offer.name: offer for offer in offers}
    permitted = {bullet.label for bullet in bullets(section(document, SecurityDesign).authorization)}
    has_details = bool(rows(section(document, ComponentDesign).details))
    found = []
    for name, operation in earlier.items():
        is_there = name in by_name or name in permitted or not has_details
        if operation.kind == "http":
            is_there = keeps_endpoints
        if is_there:
            component = by_name[name].component if name in by_name else operation.component
            found.append(operation.model_copy(update={"component": component}))
    for offer in offers:
        if offer.name not in earlier and (keeps_endpoints or not _HTTP.match(offer.address)):
            found.append(_offered(offer, outline))
    return found


def _offered(offer: _Offer, outline: Outline) -> Operation:
    http = _HTTP.match(offer.address)
    kind: Literal["http", "event", "command", "function"] = "http" if http else "function"
    if not http and offer.address:
        runs = outline.kind in ("command line tool", "batch job") or _COMMAND.fullmatch(offer.address)
        kind = "command" if runs else "event"
    return Operation(
        name=offer.name,
        kind=kind,
        summary=offer.name,
        component=offer.component,
        method=cast(Literal["GET", "POST", "PUT", "PATCH", "DELETE", ""], http["method"] if http else ""),
        path=http["path"] if http else offer.address,
    )


def _unused(name: str, made: Mapping[str, Operation]) -> str:
    """Return a name that no other operation has."""
    number, found = 1, name
    while found.casefold() in made:
        number += 1
        found = f"{name[: _LONGEST - 6]} {number}"
    return found
