"""The values inside an answer, each with its path, its schema and what it was asked to be."""

from collections.abc import Iterator
from typing import Any, get_args, get_origin

from annotated_types import MaxLen
from pydantic import BaseModel, StringConstraints
from pydantic.fields import FieldInfo

from drafter.document.value import Value

__all__ = ["Leaf", "Path", "field_at", "leaves", "replaced", "value_at", "without"]

Path = tuple[str | int, ...]
"""Where a value stands in an answer's JSON: keys and list positions."""


class Leaf(Value):
    """A string in an answer that a person will read."""

    path: Path
    text: str
    max_length: int
    """The limit that the schema sets; 0 for none."""
    description: str


def leaves(model: type[BaseModel], data: Any, path: Path = ()) -> Iterator[Leaf]:
    """Yield the free-text strings of JSON data that a model accepts, in order.

    Strings that the schema limits to a set or a pattern are no free text.
    """
    for key, field in _fields(model).items():
        if isinstance(data, dict) and key in data:
            yield from _leaves_of(field, data[key], (*path, key))


def field_at(model: type[BaseModel], path: Path) -> FieldInfo | None:
    """Return the field that describes the value at a path, None when the path leads nowhere.

    A path into a list leads to its elements' schema.
    """
    current: FieldInfo | None = None
    for step in path:
        if current is not None and isinstance(step, int):
            current = FieldInfo.from_annotation(get_args(current.annotation)[0])
            continue
        inside = model if current is None else current.annotation
        if not (isinstance(inside, type) and issubclass(inside, BaseModel)):
            return None
        current = _fields(inside).get(str(step))
        if current is None:
            return None
    return current


def replaced(data: Any, path: Path, value: Any) -> Any:
    """Return a copy of JSON data with the value at a path replaced or, in an object, added."""
    if not path:
        return value
    step, rest = path[0], path[1:]
    if isinstance(data, list) and isinstance(step, int):
        return [replaced(item, rest, value) if index == step else item for index, item in enumerate(data)]
    inside = data if isinstance(data, dict) else {}
    return {**inside, str(step): replaced(inside.get(str(step)), rest, value)}


def without(data: Any, path: Path) -> Any:
    """Return a copy of JSON data without the field of an object at a path; the same data when there is none."""
    if not path:
        return data
    step, rest = path[0], path[1:]
    if isinstance(data, list) and isinstance(step, int):
        return [without(item, rest) if index == step else item for index, item in enumerate(data)]
    if not isinstance(data, dict) or step not in data:
        return data
    if not rest:
        return {key: value for key, value in data.items() if key != step}
    return {**data, str(step): without(data[step], rest)}


def value_at(data: Any, path: Path) -> Any:
    """Return the value at a path of JSON data, None when the path leads nowhere."""
    for step in path:
        try:
            data = data[step]
        except (KeyError, IndexError, TypeError):
            return None
    return data


def _fields(model: type[BaseModel]) -> dict[str, FieldInfo]:
    return {field.alias or name: field for name, field in model.model_fields.items()}


def _leaves_of(field: FieldInfo, value: Any, path: Path) -> Iterator[Leaf]:
    annotation = field.annotation
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        yield from leaves(annotation, value, path)
    elif get_origin(annotation) is tuple and isinstance(value, list):
        item = FieldInfo.from_annotation(get_args(annotation)[0])
        for index, entry in enumerate(value):
            inner = item.merge_field_infos(item, description=item.description or field.description)
            yield from _leaves_of(inner, entry, (*path, index))
    elif annotation is str and isinstance(value, str) and not _has_pattern(field):
        yield Leaf(path=path, text=value, max_length=_max_length(field), description=field.description or "")


def _has_pattern(field: FieldInfo) -> bool:
    return any(getattr(entry, "pattern", None) for entry in field.metadata)


def _max_length(field: FieldInfo) -> int:
    for entry in field.metadata:
        if isinstance(entry, MaxLen):
            return entry.max_length
        if isinstance(entry, StringConstraints) and entry.max_length:
            return entry.max_length
    return 0
