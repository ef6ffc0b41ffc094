"""The API's contract in OpenAPI 3.1, from the outline's endpoints and entities."""

import io
from collections.abc import Mapping, Sequence

from ruamel.yaml import YAML
from ruamel.yaml.scalarstring import DoubleQuotedScalarString

from drafter.derive.identifiers import camel_case, one_line, unique
from drafter.derive.operations import (
    SchemaNames,
    errors_for,
    method_of,
    parameters_of,
    paths,
    schema_names,
    success_status,
    takes_body,
)
from drafter.derive.tables import Column, Table, tables
from drafter.document.blocks import Code
from drafter.document.outline import Operation, Outline
from drafter.document.sections.api_design import ErrorCase, ErrorStatus
from drafter.document.sections.data_design import DataType, EntityNotes
from drafter.patterns import regex

__all__ = ["contract"]

_Json = dict[str, object]
_Permissions = Mapping[str, tuple[str, ...]]

_TYPES: Mapping[DataType, Mapping[str, str]] = {
    "uuid": {"type": "string", "format": "uuid"},
    "string": {"type": "string"},
    "text": {"type": "string"},
    "integer": {"type": "integer", "format": "int32"},
    "bigint": {"type": "integer", "format": "int64"},
    "decimal": {"type": "number"},
    "boolean": {"type": "boolean"},
    "date": {"type": "string", "format": "date"},
    "timestamp": {"type": "string", "format": "date-time"},
    "json": {"type": "object"},
    "bytes": {"type": "string", "contentEncoding": "base64"},
}

_RESPONSES: Mapping[ErrorStatus, str] = {
    "400": "BadRequest",
    "401": "Unauthorized",
    "403": "Forbidden",
    "404": "NotFound",
    "409": "Conflict",
    "410": "Gone",
    "413": "ContentTooLarge",
    "415": "UnsupportedMediaType",
    "422": "UnprocessableContent",
    "429": "TooManyRequests",
    "500": "InternalServerError",
    "502": "BadGateway",
    "503": "ServiceUnavailable",
}
"""The reason phrases of RFC 9110 and RFC 6585, without their spaces."""

_PROBLEM: Mapping[str, object] = {
    "type": "object",
    "description": "Problem details as in RFC 9457",
    "properties": {
        "type": {"type": "string", "format": "uri-reference", "default": "about:blank"},
        "title": {"type": "string"},
        "status": {"type": "integer"},
        "detail": {"type": "string"},
        "instance": {"type": "string", "format": "uri-reference"},
    },
}

_PLAIN = regex(r"[A-Za-z_/#$][A-Za-z0-9_./{}$#-]*(?: [A-Za-z0-9_./()-]+)*")
_YAML_1_1_WORDS = frozenset({"y", "n", "yes", "no", "on", "off", "true", "false", "null"})
"""What older readers of YAML take for something other than a string."""


def contract(
    outline: Outline,
    entities: Mapping[str, EntityNotes],
    errors: Sequence[ErrorCase],
    permissions: _Permissions,
    version: str,
) -> Code:
    """Return the contract in YAML.

    `permissions` maps an operation's name to the roles that it is restricted to; no role means that it is
    open. Of several operations with one method and path, the first holds and the others add their summaries
    and roles. Errors are problem details (RFC 9457).
    """
    names = schema_names(outline)
    where = paths(outline)
    ids = unique((operation.name for operation in outline.endpoints), camel_case)
    items: dict[str, _Json] = {}
    for operation in outline.endpoints:
        item = items.setdefault(where[operation.name], {})
        method = method_of(operation).lower()
        if method in item:
            continue
        same = [
            other
            for other in outline.endpoints
            if where[other.name] == where[operation.name] and method_of(other) == method_of(operation)
        ]
        item[method] = {"operationId": ids[operation.name]} | _operation(
            same, where[operation.name], names, errors, permissions
        )
    document: _Json = {
        "openapi": "3.1.0",
        "info": {"title": one_line(outline.title), "version": one_line(version)},
        "paths": items,
        "components": _components(outline, tables(outline, entities), errors, permissions),
    }
    return Code(language="yaml", text=_yaml(document))


def _operation(
    same: Sequence[Operation],
    path: str,
    names: Mapping[str, SchemaNames],
    errors: Sequence[ErrorCase],
    permissions: _Permissions,
) -> _Json:
    first = same[0]
    roles = _roles(same, permissions)
    described: _Json = {"summary": "; ".join(one_line(operation.summary) for operation in same)}
    if parameters := parameters_of(path):
        described["parameters"] = [
            {"name": name, "in": "path", "required": True, "schema": {"type": "string"}} for name in parameters
        ]
    if takes_body(first):
        schema = _schema_reference(names[first.entity].input)
        described["requestBody"] = {"required": True, "content": {"application/json": {"schema": schema}}}
    described["responses"] = {success_status(first): _success(first, names)} | {
        error.status: {"$ref": f"#/components/responses/{_RESPONSES[error.status]}"}
        for error in sorted(errors_for(first, errors, roles), key=lambda error: error.status)
    }
    if roles:
        described |= {"security": [{"bearerAuth": []}], "x-roles": [one_line(role) for role in roles]}
    return described


def _roles(same: Sequence[Operation], permissions: _Permissions) -> tuple[str, ...]:
    return tuple(dict.fromkeys(role for operation in same for role in permissions.get(operation.name, ())))


def _success(operation: Operation, names: Mapping[str, SchemaNames]) -> _Json:
    match operation.returns:
        case "nothing":
            return {"description": "No content"}
        case _ if not operation.entity:
            return {"description": "Success"}
        case "many":
            schema: _Json = {"type": "array", "items": _schema_reference(names[operation.entity].full)}
            what = "A list of"
        case _:
            schema = _schema_reference(names[operation.entity].full)
            what = "The"
    return {
        "description": f"{what} {names[operation.entity].full}",
        "content": {"application/json": {"schema": schema}},
    }


def _components(
    outline: Outline, made: Sequence[Table], errors: Sequence[ErrorCase], permissions: _Permissions
) -> _Json:
    """Return the schemas, responses and security scheme that the operations use."""
    names = schema_names(outline)
    schemas: _Json = {}
    for table in made:
        users = [operation for operation in outline.endpoints if operation.entity == table.entity]
        if table.entity and users:
            schemas[names[table.entity].full] = _schema(table.columns)
        if table.entity and any(takes_body(operation) for operation in users):
            schemas[names[table.entity].input] = _schema(table.columns, without="id")
    components: _Json = {"schemas": schemas}
    if errors:
        schemas["Problem"] = _PROBLEM
        components["responses"] = _error_responses(errors)
    if any(permissions.get(operation.name) for operation in outline.endpoints):
        components["securitySchemes"] = {"bearerAuth": {"type": "http", "scheme": "bearer"}}
    return components


def _error_responses(errors: Sequence[ErrorCase]) -> _Json:
    return {
        _RESPONSES[status]: {
            "description": " ".join(one_line(error.when) for error in errors if error.status == status),
            "content": {"application/problem+json": {"schema": _schema_reference("Problem")}},
        }
        for status in dict.fromkeys(error.status for error in errors)
    }


def _schema(columns: Sequence[Column], without: str = "") -> _Json:
    shown = [column for column in columns if column.name != without]
    properties: _Json = {
        column.name: {**_TYPES[column.type], **({"readOnly": True} if column.name == "id" else {})} for column in shown
    }
    required = [column.name for column in shown if not column.optional]
    return {"type": "object"} | ({"required": required} if required else {}) | {"properties": properties}


def _schema_reference(name: str) -> _Json:
    return {"$ref": f"#/components/schemas/{name}"}


def _yaml(document: _Json) -> str:
    writer = YAML()
    writer.width = 100
    writer.representer.ignore_aliases = lambda _: True
    writer.indent(mapping=2, sequence=4, offset=2)
    stream = io.StringIO()
    writer.dump(_quoted(document), stream)
    return stream.getvalue().rstrip("\n")


def _quoted(value: object) -> object:
    """Copy the tree, with quotes around each string that a reader of YAML could take for something else."""
    match value:
        case str():
            plain = _PLAIN.fullmatch(value) and value.lower() not in _YAML_1_1_WORDS
            return value if plain else DoubleQuotedScalarString(value)
        case Mapping():
            return {_quoted(key): _quoted(item) for key, item in value.items()}
        case list():
            return [_quoted(item) for item in value]
        case _:
            return value
