"""The operations that 6.1 and the interfaces of 4.2 state."""

import re
from collections.abc import Mapping, Sequence
from typing import Literal, cast

from drafter.derive.identifiers import camel_case
from drafter.derive.known import unmarked
from drafter.derive.operations import method_of, paths
from drafter.derive.stated.components import detail_names
from drafter.derive.stated.content import bullets, code, kept, rows, section
from drafter.derive.stated.endpoints import (
    Method,
    component_for,
    lines,
    matched,
    name_for,
    names_in_contract,
    schemas_of,
    shape,
    subject_of,
    unchanged,
)
from drafter.derive.stated.names import bare, in_order
from drafter.document.blocks import Absent
from drafter.document.document import Document
from drafter.document.outline import Operation, Outline
from drafter.document.sections.api_design import ApiDesign
from drafter.document.sections.component_design import ComponentDesign
from drafter.document.sections.security_design import SecurityDesign
from drafter.frozen import frozen
from drafter.patterns import regex

__all__ = ["Renamed", "stated_operations"]

_ADDRESSED = regex(r"(?P<name>[^`]+?)\s*\(`(?P<address>[^`]+)`\)")
_HTTP = regex(r"(?P<method>GET|POST|PUT|PATCH|DELETE)\s+(?P<path>/\S*)")
_COMMAND = regex(r"[\w./-]+(?:\s+\S+)+|\S*--?\w")
_DRAWN_METHOD = regex(r"^\s*\+(\w+)\(", re.MULTILINE)
_LONGEST = 80


@frozen
class Renamed:
    """What the components and entities of an earlier outline are called now."""

    components: Mapping[str, str]
    entities: Mapping[str, str]


@frozen
class _Offer:
    """What a component offers, as 4.2 says it."""

    name: str
    address: str
    component: str

    @property
    def endpoint(self) -> tuple[str, str] | None:
        """The method and the path without the names of parameters, None when it is no HTTP endpoint."""
        match = _HTTP.match(self.address)
        return shape((match["method"], match["path"])) if match else None


def stated_operations(
    document: Document, outline: Outline, before: Outline | None, now: Renamed
) -> tuple[Operation, ...]:
    """Return the operations of a document whose components and entities are those of `outline`."""
    earlier = _carried_over(before, outline, now)
    offers = _offers(document, outline, now, before)
    endpoints = section(document, ApiDesign).endpoints
    is_missing = isinstance(endpoints, Absent) and endpoints.why == "incomplete"
    made: dict[str, Operation] = {}
    for operation in _endpoints(document, outline, before, earlier, offers):
        name = _unused(operation.name, made)
        made[name.casefold()] = operation.model_copy(update={"name": name})
    for operation in _others(document, outline, earlier, offers, keeps_endpoints=is_missing):
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
    """Return what the items of 4.2 say that components offer.

    A name without an address counts when 7.2, the class diagram or the earlier outline has it as well.
    """
    known = {operation.name for operation in (before.operations if before else ())}
    known |= {bullet.label for bullet in bullets(section(document, SecurityDesign).authorization) if bullet.label}
    of_item = detail_names(document, outline, dict(now.components))
    diagram = code(section(document, ComponentDesign).modules)
    methods = set(_DRAWN_METHOD.findall(diagram.text if diagram else ""))
    found = []
    for item in rows(section(document, ComponentDesign).details):
        component = of_item.get(item.name, "")
        for text in unmarked(item.interfaces).split(";") if component else ():
            if match := _ADDRESSED.fullmatch(text.strip()):
                found.append(_Offer(bare(match["name"], _LONGEST), match["address"].strip(), component))
            elif (name := bare(text, _LONGEST)) in known or camel_case(name) in methods:
                found.append(_Offer(name, "", component))
    return [offer for offer in found if offer.name]


def _endpoints(
    document: Document,
    outline: Outline,
    before: Outline | None,
    earlier: Mapping[str, Operation],
    offers: Sequence[_Offer],
) -> list[Operation]:
    """Return the operations of 6.1 in its order; their names may be equal."""
    table = lines(document)
    old_of = matched(table, before)
    same = unchanged(table, old_of, before)
    where = paths(before) if before else {}
    schemas = schemas_of(outline)
    offered = {offer.endpoint: offer for offer in reversed(offers) if offer.endpoint}
    named = names_in_contract(document)
    components: dict[str, str] = {}
    made = []
    for line in table:
        old = earlier.get(old_of.get(line.key, ""))
        offer = offered.get(shape(line.key))
        is_same = old is not None and line.key in same
        entity, returns = (old.entity, old.returns) if old and is_same else subject_of(line, outline, schemas)
        if old or offer:
            component = old.component if old else offer.component if offer else ""
        else:
            component = component_for(line, outline, components.items())
        components.setdefault(line.key[1], component)
        name = old.name if old else offer.name if offer else named.get(shape(line.key)) or name_for(line)
        made.append(
            Operation(
                name=name[:_LONGEST].strip() or "Operation",
                kind="http",
                summary=kept(old.summary if old else "", line.row.description),
                component=component,
                entity=entity,
                method=old.method if old and method_of(old) == line.key[0] else line.method,
                path=old.path if old and where[old.name] == line.key[1] else line.path,
                returns=returns,
                source=old.source if old else "",
            )
        )
    return made


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
        if keeps_endpoints if operation.kind == "http" else is_there:
            component = by_name[name].component if name in by_name else operation.component
            found.append(operation.model_copy(update={"component": component}))
    found += [
        _offered(offer, outline)
        for offer in offers
        if offer.name not in earlier and (keeps_endpoints or not offer.endpoint)
    ]
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
        method=cast("Method", http["method"] if http else ""),
        path=http["path"] if http else offer.address,
    )


def _unused(name: str, made: Mapping[str, Operation]) -> str:
    """Return a name that no other operation has."""
    number, found = 1, name
    while found.casefold() in made:
        number += 1
        found = f"{name[: _LONGEST - 6]} {number}"
    return found
