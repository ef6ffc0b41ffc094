"""One pydantic model to a JSON Schema that all endpoints take, and to words that say what each field is for."""

import copy
from collections.abc import Iterator
from typing import Any, Literal, get_args, get_origin
from weakref import WeakKeyDictionary

from pydantic import BaseModel, StringConstraints
from pydantic.fields import FieldInfo

__all__ = ["fields_in_words", "portable_schema"]

_FORBIDDEN = {
    "allOf", "not", "if", "then", "else", "dependentRequired", "dependentSchemas", "patternProperties",
    "propertyNames", "contains", "uniqueItems", "prefixItems", "unevaluatedProperties", "minProperties",
    "maxProperties",
}  # fmt: skip
_STRIPPED = {"title", "default", "discriminator", "examples", "readOnly", "writeOnly", "deprecated"}
_NOT_OPENAI = {"minLength", "maxLength"}


def portable_schema(model: type[BaseModel], *, openai: bool = False) -> dict[str, Any]:
    """Return the model's JSON Schema in the subset that all endpoints take.

    Objects are closed and all their properties required. With `openai`, the keywords that OpenAI's
    strict mode does not list are left out as well. It is made once for a model, and nobody may change it.
    Raises TypeError for what cannot be expressed.
    """
    known = _made.setdefault(model, {})
    if openai not in known:
        known[openai] = _schema(model, openai=openai)
    return known[openai]


_made: WeakKeyDictionary[type[BaseModel], dict[bool, dict[str, Any]]] = WeakKeyDictionary()
"""The schemas of models that are in use; a run makes models of its own."""


def _schema(model: type[BaseModel], *, openai: bool) -> dict[str, Any]:
    schema = copy.deepcopy(model.model_json_schema(mode="validation"))
    stripped = _STRIPPED | (_NOT_OPENAI if openai else set())
    _make_portable(schema, model.__name__, stripped)
    return schema


def _make_portable(schema: Any, path: str, stripped: set[str]) -> None:
    if not isinstance(schema, dict):
        return
    if bad := _FORBIDDEN & schema.keys():
        raise TypeError(f"{path}: {sorted(bad)} are not understood everywhere")
    if "oneOf" in schema:
        schema["anyOf"] = schema.pop("oneOf")
    for key in stripped | {key for key in schema if "$ref" in schema and key != "$ref"}:
        schema.pop(key, None)
    if "properties" in schema or schema.get("type") == "object":
        if schema.get("additionalProperties") not in (None, False):
            raise TypeError(f"{path}: a free-form object is not understood everywhere")
        schema["additionalProperties"] = False
        schema["required"] = list(schema.get("properties", {}))
    for group in ("properties", "$defs"):
        for name, inner in schema.get(group, {}).items():
            _make_portable(inner, f"{path}.{name}", stripped)
    _make_portable(schema.get("items"), f"{path}[]", stripped)
    for inner in schema.get("anyOf", []):
        _make_portable(inner, f"{path}|", stripped)


def fields_in_words(model: type[BaseModel]) -> str:
    """Return one line for each field: its name, its size, its description.

    Fields of an object that repeats for several names are said once, with the names in front.
    """
    return "\n".join(_lines(model, ""))


def _lines(model: type[BaseModel], indent: str) -> Iterator[str]:
    fields = [(field.alias or name, field) for name, field in model.model_fields.items()]
    if fields and all(field.alias for _, field in fields):
        yield from _repeated(fields, indent)
        return
    for name, field in fields:
        yield (
            f"{indent}- {name}{_size(field)}: {field.description}"
            if field.description
            else f"{indent}- {name}{_size(field)}"
        )
        if inner := _inner_model(field):
            yield from _lines(inner, indent + "  ")


def _repeated(fields: list[tuple[str, FieldInfo]], indent: str) -> Iterator[str]:
    names = "; ".join(f'"{name}"' for name, _ in fields)
    first = fields[0][1]
    yield f"{indent}- one entry for each of {names}{_size(first)}"
    if inner := _inner_model(first):
        yield from _lines(inner, indent + "  ")


def _inner_model(field: FieldInfo) -> type[BaseModel] | None:
    annotation = field.annotation
    if get_origin(annotation) is tuple:
        annotation = get_args(annotation)[0]
    return annotation if isinstance(annotation, type) and issubclass(annotation, BaseModel) else None


def _size(field: FieldInfo) -> str:
    if get_origin(field.annotation) is tuple:
        low, high = _bound(field, "min_length"), _bound(field, "max_length")
        return f" (list of {low or 0} to {high})" if high != low else f" (list of {high})"
    if get_origin(field.annotation) is Literal:
        return " (one of the allowed values)"
    longest = _bound(field, "max_length") if field.annotation is str else 0
    if not longest:
        return ""
    if longest <= 80:
        return " (a few words)"
    if longest <= 160:
        return " (one sentence of at most fifteen words)"
    return (
        " (one sentence of at most twenty-five words)"
        if longest <= 300
        else " (two or three sentences)"
        if longest <= 700
        else ""
    )


def _bound(field: FieldInfo, name: str) -> int:
    for entry in field.metadata:
        value = getattr(entry, name, None)
        if value is not None and (isinstance(entry, StringConstraints) or not isinstance(value, bool)):
            return int(value)
    return 0
