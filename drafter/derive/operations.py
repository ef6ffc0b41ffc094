"""What an HTTP operation takes and gives: said once, for the endpoint table and for the contract."""

import re
from collections.abc import Iterator, Sequence
from itertools import count
from urllib.parse import quote

from drafter.derive.identifiers import kebab_case, pascal_case, plural, snake_case, unique
from drafter.document.outline import Operation, Outline
from drafter.document.sections.api_design import ErrorCase
from drafter.frozen import frozen
from drafter.patterns import regex

__all__ = [
    "SchemaNames",
    "creates",
    "errors_for",
    "method_of",
    "parameters_of",
    "path_of",
    "paths",
    "request_text",
    "response_text",
    "schema_names",
    "success_status",
    "takes_body",
]

_PARAMETER = regex(r"\{([^{}/]*)\}|<(?:[^<>/:]*:)?([^<>/]*)>|(?<![^/]):([A-Za-z]\w*)")
"""A parameter as OpenAPI, Flask or Express writes it."""


@frozen
class SchemaNames:
    """The names of an entity's schemas in the contract."""

    full: str
    input: str
    """Of what callers send: the entity without its id."""


def path_of(operation: Operation) -> str:
    """Return the operation's path: `/orders/{id}`, without host, query, spaces or a trailing slash.

    Parameters have ASCII names that differ within the path. An operation without a path has its name.
    """
    stated = re.sub(r"^(?:[A-Z]+\s+)?(?:[a-z][a-z0-9+.-]*://[^/?#{}]*)?", "", operation.path.strip())
    names: list[str] = []

    def named(match: re.Match[str]) -> str:
        stem = re.sub(r"\W", "", next(filter(None, match.groups()), ""), flags=re.ASCII) or "id"
        names.append(next(name for name in _numbered(stem) if name not in names))
        return f"\0{len(names) - 1}\0"

    marked = _PARAMETER.sub(named, re.sub(r"\s", "", stated).replace("\0", ""))
    literal = re.split(r"[?#]", marked, maxsplit=1)[0]
    segments = [_encoded(segment) for segment in literal.split("/")]
    path = "/".join(["", *(segment for segment in segments if segment.strip("."))])
    filled = re.sub(r"\0(\d+)\0", lambda match: f"{{{names[int(match[1])]}}}", path)
    return filled or f"/{kebab_case(operation.name)}"


def paths(outline: Outline) -> dict[str, str]:
    """Return each endpoint's path by the operation's name.

    Paths that differ in their parameters' names alone are one path for OpenAPI: the first spelling holds.
    """
    spelling: dict[str, str] = {}
    for operation in outline.endpoints:
        path = path_of(operation)
        spelling.setdefault(_shape(path), path)
    return {operation.name: spelling[_shape(path_of(operation))] for operation in outline.endpoints}


def parameters_of(path: str) -> tuple[str, ...]:
    """Return the names of a normalised path's parameters in order."""
    return tuple(re.findall(r"\{([^{}]*)\}", path))


def method_of(operation: Operation) -> str:
    """Return the operation's method; `GET` when it has none."""
    return operation.method or "GET"


def schema_names(outline: Outline) -> dict[str, SchemaNames]:
    """Return the names of schemas by entity, all different and none `Problem`."""
    full = unique((entity.name for entity in outline.entities), pascal_case, ["Problem"])
    taken = {"Problem", *full.values()}
    names: dict[str, SchemaNames] = {}
    for entity, name in full.items():
        names[entity] = SchemaNames(name, next(n for n in _numbered(f"{name}Input") if n not in taken))
        taken.add(names[entity].input)
    return names


def takes_body(operation: Operation) -> bool:
    """Tell whether callers send an entity: with PUT and PATCH, and with POST unless it names an action."""
    if not operation.entity:
        return False
    return method_of(operation) in {"PUT", "PATCH"} or (method_of(operation) == "POST" and not _is_action(operation))


def creates(operation: Operation) -> bool:
    """Tell whether the operation answers 201 with what it made."""
    return takes_body(operation) and method_of(operation) == "POST" and operation.returns == "one"


def success_status(operation: Operation) -> str:
    """Return the status of success: 200, 201 or 204."""
    if operation.returns == "nothing":
        return "204"
    return "201" if creates(operation) else "200"


def request_text(operation: Operation, outline: Outline) -> str:
    """Return what callers send, as the endpoint table says it: "`OrderInput`", or "none"."""
    return f"`{schema_names(outline)[operation.entity].input}`" if takes_body(operation) else "none"


def response_text(operation: Operation, outline: Outline) -> str:
    """Return what callers get: "201 `Order`", "200 list of `Order`", "204 no content"."""
    status = success_status(operation)
    if operation.returns == "nothing":
        return f"{status} no content"
    if not operation.entity:
        return status
    name = schema_names(outline)[operation.entity].full
    return f"{status} list of `{name}`" if operation.returns == "many" else f"{status} `{name}`"


def errors_for(operation: Operation, errors: Sequence[ErrorCase], roles: Sequence[str] = ()) -> tuple[ErrorCase, ...]:
    """Return the errors that the operation can answer with; `roles` are those that it is restricted to."""
    body = takes_body(operation)
    parameters = bool(parameters_of(path_of(operation)))
    possible = {
        "400": body or parameters,
        "401": bool(roles),
        "403": bool(roles),
        "404": parameters,
        "409": method_of(operation) != "GET",
        "410": parameters,
        "413": body,
        "415": body,
        "422": body or parameters,
    }
    return tuple(error for error in errors if possible.get(error.status, True))


def _numbered(stem: str) -> Iterator[str]:
    yield stem
    yield from (f"{stem}_{number}" for number in count(2))


def _is_action(operation: Operation) -> bool:
    """Tell `POST /orders/{id}/cancel` from `POST /orders/{id}/items` about the entity Item."""
    path = path_of(operation)
    entity = snake_case(operation.entity)
    last = snake_case(path.rsplit("/", maxsplit=1)[-1])
    head = entity.rsplit("_", maxsplit=1)[-1]  # `POST /campaigns/{id}/links` makes a Short Link
    names = {entity, plural(entity), head, plural(head), entity.removesuffix("s"), head.removesuffix("s")}
    return bool(parameters_of(path)) and last not in names


def _encoded(segment: str) -> str:
    """Percent-encode a segment, but for the marks of parameters."""
    kept = re.sub(r"[{}<>\"'`\\^|]", "", segment)
    return quote(kept.encode(errors="replace"), safe="-._~!$&()*+,;=:@%\0")


def _shape(path: str) -> str:
    return re.sub(r"\{[^{}]*\}", "{}", path)
