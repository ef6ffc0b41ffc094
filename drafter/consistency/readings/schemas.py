"""The schemas of a contract: their properties, what an operation sends and answers, and what fits into them."""

from collections.abc import Iterator, Mapping

from drafter.consistency.readings.contract import Contract, Operation
from drafter.consistency.readings.yaml_values import NOTHING, Value
from drafter.document.page import Text
from drafter.frozen import frozen
from drafter.patterns import regex

__all__ = ["Body", "Misfit", "misfits", "properties_of", "request_of", "response_of", "type_of"]

_DEEPEST = 12
_INTEGER = regex(r"[-+]?\d+")
_NUMBER = regex(r"[-+]?(?:\d+\.?\d*|\.\d+)(?:[eE][-+]?\d+)?")
_FORMS = {
    "uuid": regex(r"[0-9a-fA-F]{8}(?:-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}"),
    "date": regex(r"\d{4}-(?:0[1-9]|1[0-2])-(?:0[1-9]|[12]\d|3[01])"),
    "date-time": regex(r"\d{4}-\d\d-\d\d[Tt ]\d\d:\d\d(?::\d\d(?:\.\d+)?)?\s*(?:[Zz]|[-+]\d\d:?\d\d)?"),
    "email": regex(r"[^@\s]+@[^@\s]+"),
}


@frozen
class Body:
    """What an operation sends or answers."""

    names: frozenset[str]
    """Of the schemas that it references."""
    is_list: bool
    at: Text


@frozen
class Misfit:
    """A value of an example that its schema does not allow."""

    at: Text
    reason: str


def request_of(contract: Contract, operation: Operation) -> Body | None:
    """Return what callers send; None for nothing."""
    body = contract.resolved(operation.value["requestBody"])
    if body:
        return _body(body["content"], operation.value.keys["requestBody"])
    for parameter in operation.value["parameters"].items:
        value = contract.resolved(parameter)
        if value["in"].words == "body":
            return Body(frozenset(_names(value["schema"])), value["schema"]["type"].words == "array", value["in"].text)
    return None


def response_of(contract: Contract, operation: Operation, status: str) -> Body | None:
    """Return what an operation answers with a status; None when it does not say."""
    stated = operation.value["responses"][status]
    response = contract.resolved(stated)
    if not response:
        return None
    at = operation.statuses[status]
    if response["schema"]:
        schema = response["schema"]
        return Body(frozenset(_names(schema)), schema["type"].words == "array", at)
    return _body(response["content"], at)


def properties_of(contract: Contract, schema: Value) -> Mapping[str, tuple[Text, Value]]:
    """Return a schema's properties by name, with those of its `allOf`."""
    found: dict[str, tuple[Text, Value]] = {}
    waiting = [schema]
    for _ in range(20):
        if not waiting:
            break
        current = contract.resolved(waiting.pop())
        found |= {
            name: (current["properties"].keys[name], value) for name, value in current["properties"].fields.items()
        }
        waiting.extend(current["allOf"].items)
    return found


def type_of(schema: Value) -> tuple[str, str]:
    """Return a schema's type but for null, and its format; empty for several types or none."""
    stated = schema["type"]
    types = [stated.words] if stated.scalar else [item.words for item in stated.items if item.words != "null"]
    return (types[0] if len(types) == 1 else "", schema["format"].words)


def misfits(contract: Contract, schema: Value, example: Value, depth: int = 0) -> Iterator[Misfit]:
    """Yield what of an example its schema does not allow; what is combined by `oneOf` and the like is allowed."""
    schema = contract.resolved(schema)
    if not schema or depth > _DEEPEST or schema["oneOf"] or schema["anyOf"] or not example:
        return
    for part in schema["allOf"].items:
        yield from misfits(contract, part, example, depth + 1)
    stated = schema["type"]
    types = {stated.words} if stated.scalar else {item.words for item in stated.items}
    kind = _kind(example)
    if schema["nullable"].words == "true":
        types |= {"null"} if types else set()
    if types and kind not in types and not (kind == "integer" and "number" in types):
        yield Misfit(example.text, f"it is of type {kind}, not {' or '.join(sorted(types - {'null'}))}")
        return
    allowed = [item.words for item in schema["enum"].items]
    form = _FORMS.get(schema["format"].words)
    if allowed and example.scalar is not None and example.words not in allowed and kind != "null":
        yield Misfit(example.text, f"{example.words} is not one of {', '.join(allowed[:6])}")
    elif form and kind == "string" and not form.fullmatch(example.words):
        yield Misfit(example.text, f"{example.words} is no {schema['format'].words}")
    for item in example.items if schema["items"] else ():
        yield from misfits(contract, schema["items"], item, depth + 1)
    if kind == "object":
        yield from _fields(contract, schema, example, depth)


def _fields(contract: Contract, schema: Value, example: Value, depth: int) -> Iterator[Misfit]:
    for item in schema["required"].items:
        if item.words not in example.fields:
            yield Misfit(example.text, f"{item.words} is required")
    known = schema["properties"].fields
    for name, value in example.fields.items():
        if name in known:
            yield from misfits(contract, known[name], value, depth + 1)
        elif known and schema["additionalProperties"].words == "false":
            yield Misfit(example.keys[name], f"{name} is no property")


def _kind(value: Value) -> str:
    """Return the type in JSON of a value, as YAML 1.2 resolves it."""
    if value.is_list:
        return "array"
    if value.scalar is None:
        return "object"
    if not value.is_plain:
        return "string"
    if value.scalar in {"", "null", "~", "Null", "NULL"}:
        return "null"
    if value.scalar in {"true", "false", "True", "False"}:
        return "boolean"
    if _INTEGER.fullmatch(value.scalar):
        return "integer"
    return "number" if _NUMBER.fullmatch(value.scalar) else "string"


def _body(content: Value, at: Text) -> Body:
    schemas = [media["schema"] for media in content.fields.values()]
    is_list = bool(schemas) and all(schema["type"].words == "array" for schema in schemas)
    return Body(frozenset(name for schema in schemas for name in _names(schema)), is_list, at)


def _names(schema: Value) -> Iterator[str]:
    """Yield the names of the schemas that a schema is made of, or lists."""
    waiting = [schema]
    for _ in range(40):
        if not waiting:
            return
        current = waiting.pop()
        if current is NOTHING:
            continue
        if current["$ref"]:
            yield current["$ref"].words.rsplit("/", maxsplit=1)[-1]
        waiting += [current["items"], *current["allOf"].items, *current["oneOf"].items, *current["anyOf"].items]
        waiting += list(current["properties"].fields.values())
