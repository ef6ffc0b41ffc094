"""What all sections share."""

import types
from collections.abc import Iterator
from typing import Any, TypeVar, Union, get_args, get_origin

from pydantic.fields import FieldInfo

from drafter.document.blocks import Absent, Part
from drafter.document.outline import Question
from drafter.document.value import Value

__all__ = ["Section", "content_model", "mark_of", "parts_of"]

Mark = TypeVar("Mark")


class Section(Value):
    """A section of the document; the fields with a `Part` mark are its parts, in order."""

    assumptions: tuple[str, ...] = ()
    """What the section states that has no source in the brief, each with its place."""
    questions: tuple[Question, ...] = ()
    """What the brief leaves open and this section would need."""


def mark_of(field: FieldInfo, mark: type[Mark]) -> Mark | None:
    """Return a field's mark of one kind, None when it carries none."""
    return next((entry for entry in field.metadata if isinstance(entry, mark)), None)


def parts_of(model: type[Section]) -> Iterator[tuple[str, Part, Any]]:
    """Yield field name, mark and annotation of each part of a section, in the template's order."""
    for name, field in model.model_fields.items():
        if part := mark_of(field, Part):
            yield name, part, field.annotation


def content_model(annotation: Any) -> type[Any]:
    """Return what a part is made of: `Flow`, the model of its labels, of its rows or of its items."""
    if get_origin(annotation) in (Union, types.UnionType):
        return content_model(next(member for member in get_args(annotation) if member is not Absent))
    if get_origin(annotation) is tuple:
        return content_model(get_args(annotation)[0])
    return annotation  # type: ignore[no-any-return]
