"""Texts with names that were changed: what is called otherwise is the same thing, so no model need write them anew."""

import re
from collections.abc import Iterable
from typing import Any, TypeVar

from pydantic import BaseModel

from drafter.derive.staleness.change import Change
from drafter.document.outline import Outline

__all__ = ["outline_with_new_names", "with_new_names"]

Made = TypeVar("Made")


def with_new_names(value: Made, changes: Iterable[Change]) -> Made:
    """Return a value whose texts call by their new names what has one; keys of dictionaries stay."""
    swapped = {change.old: change.new for change in changes if change.kind == "name" and change.old and change.new}
    if not swapped:
        return value
    either = "|".join(re.escape(name) for name in sorted(swapped, key=len, reverse=True))
    pattern = re.compile(rf"(?<![\w-])(?:{either})(?![\w-])")
    made: Made = _mapped(value, lambda text: pattern.sub(lambda match: swapped[match[0]], text))
    return made


def outline_with_new_names(outline: Outline, changes: Iterable[Change]) -> Outline:
    """Return an outline whose descriptions call by their new names what has one; its names are new already."""
    known = tuple(changes)
    return outline.model_copy(
        update={
            "components": tuple(
                each.model_copy(update={"responsibility": with_new_names(each.responsibility, known)})
                for each in outline.components
            ),
            "entities": tuple(
                each.model_copy(update={"description": with_new_names(each.description, known)})
                for each in outline.entities
            ),
            "operations": tuple(
                each.model_copy(update={"summary": with_new_names(each.summary, known)}) for each in outline.operations
            ),
        }
    )


def _mapped(value: Any, change: Any) -> Any:
    match value:
        case str():
            return change(value)
        case BaseModel():
            names = type(value).model_fields
            return value.model_copy(
                update={name: _mapped(getattr(value, name), change) for name in names if hasattr(value, name)}
            )
        case dict():
            return {key: _mapped(inner, change) for key, inner in value.items()}
        case tuple():
            return tuple(_mapped(inner, change) for inner in value)
    return value
