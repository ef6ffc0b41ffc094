"""Narrow an answer's schema to the outline's names: strings become enums, dictionaries get fixed keys.

A narrowed model accepts nothing that the outline does not know: a field marked `Named` takes one of the
names, a field marked `Each` has exactly one entry a name. What has no names is left out.
"""

import types
from collections.abc import Mapping
from types import NoneType
from typing import Annotated, Any, Literal, Union, get_args, get_origin

from pydantic import BaseModel, ConfigDict, Field, create_model
from pydantic.fields import FieldInfo

from drafter.document.answer import Each, Named, NameKind

__all__ = ["Names", "narrow"]

Names = Mapping[NameKind, tuple[str, ...]]
"""The names of each kind; a kind that is missing has none."""

_CONFIG = ConfigDict(extra="forbid", frozen=True, populate_by_name=False)


def narrow(model: type[BaseModel], names: Names) -> type[BaseModel] | None:
    """Return the model narrowed to these names, None when nothing of it can be asked for.

    An `Each` without names is dropped, and so is a model one of whose own fields is a `Named` without
    names, or is required and cannot be asked for. Defaults are dropped as well: what is asked for is
    required. Inside an `Each("component")`, "other component" means all components but this one, and
    likewise for entities.
    """
    fields: dict[str, Any] = {}
    for name, field in model.model_fields.items():
        marks = [entry for entry in field.metadata if isinstance(entry, Each | Named)]
        annotation = _narrowed(field.annotation, marks, names, f"{model.__name__}_{name}")
        if annotation is None:
            if field.is_required() or _is_marked(field, Named):
                return None
            continue
        fields[name] = (annotation, _field_like(field, [] if marks else field.metadata))
    if not fields:
        return None
    return create_model(model.__name__, __config__=_CONFIG, __doc__=model.__doc__, **fields)


def _is_marked(field: FieldInfo, kind: type[Each] | type[Named]) -> bool:
    """Tell whether a field carries a mark of this class."""
    return any(isinstance(entry, kind) for entry in field.metadata)


def _field_like(field: FieldInfo, constraints: list[Any]) -> FieldInfo:
    """Return a required field with the same description, and with constraints.

    They are not in its annotation: `Annotated` would remember the model that it constrains, long after its use.
    """
    made: FieldInfo = Field(description=field.description) if field.description else Field()
    made.metadata = list(constraints)
    return made


def _narrowed(annotation: Any, metadata: list[Any], names: Names, path: str) -> Any:
    """Return the narrowed annotation with its metadata, None when it has to be dropped."""
    while get_origin(annotation) is Annotated:
        annotation, *more = get_args(annotation)
        metadata = [*more, *metadata]
    marks = [entry for entry in metadata if isinstance(entry, Each | Named)]
    rest = [entry for entry in metadata if not isinstance(entry, Each | Named)]
    match marks:
        case [Each(kind=kind)]:
            return _one_each(annotation, kind, names, path)
        case [Named(kind=kind)]:
            allowed = names.get(kind, ())
            return Literal[allowed] if allowed else None
    inner = _inside(annotation, names, path)
    if inner is None:
        return None
    for entry in rest:
        inner = Annotated[inner, entry]
    return inner


def _inside(annotation: Any, names: Names, path: str) -> Any:
    origin = get_origin(annotation)
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        return narrow(annotation, names)
    if origin is tuple:
        item = _narrowed(get_args(annotation)[0], [], names, path)
        return None if item is None else tuple[item, ...]  # type: ignore[valid-type]
    if origin in (Union, types.UnionType):
        members = [_narrowed(member, [], names, path) for member in get_args(annotation) if member is not NoneType]
        match [member for member in members if member is not None]:
            case []:
                return None
            case [only]:
                return only  # `Union` would remember it
            case several:
                return Union[tuple(several)]  # noqa: UP007 (built at run time)
    return annotation


def _one_each(annotation: Any, kind: NameKind, names: Names, path: str) -> Any:
    """Return a model with one required field for each name, the name itself being the JSON key."""
    entry = get_args(annotation)[1]
    keys = names.get(kind, ())
    fields: dict[str, Any] = {}
    for index, key in enumerate(keys):
        narrowed = _narrowed(entry, [], _without(names, kind, key), f"{path}_{index}")
        if narrowed is not None:
            fields[f"entry_{index}"] = (narrowed, Field(alias=key))
    if not fields:
        return None
    return create_model(path, __config__=_CONFIG, **fields)


def _without(names: Names, kind: NameKind, key: str) -> Names:
    """Return the names with "other component" or "other entity" being all but this one."""
    others: dict[NameKind, tuple[NameKind, NameKind]] = {
        "component": ("other component", "component"),
        "program": ("other component", "component"),
        "entity": ("other entity", "entity"),
    }
    if kind not in others:
        return names
    other, whole = others[kind]
    return {**names, other: tuple(name for name in names.get(whole, ()) if name != key)}
