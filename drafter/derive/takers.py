"""Which field of a document's answers has most to do with a text, by the words of what it asks for."""

import math
from collections import Counter
from collections.abc import Iterator
from typing import Any, NamedTuple

from pydantic import BaseModel

from drafter.derive.frequent import COMMON_WORDS
from drafter.document.answer import Fills
from drafter.document.outline import Outline
from drafter.document.sections import SECTIONS, SectionType
from drafter.document.sections.base import mark_of, parts_of
from drafter.patterns import regex

__all__ = ["Place", "Takers", "fields_asked", "stems"]

_STEM = 5
_WORD = regex(r"[^\W\d_]{3,}")


class Place(NamedTuple):
    """A field of a section's answer."""

    section: str
    """The section's key."""
    field: str


class Takers:
    """The fields that a model answers for an outline, and the words of what they ask for."""

    def __init__(self, outline: Outline) -> None:
        self.asked = {
            Place(kind.key, field): stems(_question(kind, field))
            for kind in SECTIONS
            for field in fields_asked(kind, outline)
        }
        self._titles = {kind.key: stems(_titles(kind)) for kind in SECTIONS}
        self._holding = Counter(word for words in self.asked.values() for word in words)

    def likeliest(self, text: str) -> Place | None:
        """Return the field that shares most with a text, rare words and those of titles first; None if none does."""
        said = stems(text)
        scores = {
            place: math.fsum((1 + (word in self._titles[place.section])) / self._holding[word] for word in words & said)
            for place, words in self.asked.items()
        }
        best = max(scores, key=lambda place: scores[place], default=None)
        return best if best and scores[best] else None


def stems(text: str) -> frozenset[str]:
    """Return the first letters of the words that mean something, so that "deployed" meets "deployment"."""
    words = (word for word in _WORD.findall(text.casefold()) if word not in COMMON_WORDS)
    return frozenset(word[:_STEM] for word in words)


def fields_asked(kind: SectionType, outline: Outline) -> tuple[str, ...]:
    """Return the fields of a section's answer whose parts apply."""
    if outline.reason_against(str(kind.number)):
        return ()
    return tuple(
        name
        for name, field in kind.answer.model_fields.items()
        if not ((fills := mark_of(field, Fills)) and all(outline.reason_against(part) for part in fills.parts))
    )


def _titles(kind: SectionType) -> str:
    return " ".join([kind.title, *(part.title for _, part, _ in parts_of(kind.model))])


def _question(kind: SectionType, field: str) -> str:
    """Return what a field asks, in words."""
    asked = kind.answer.model_fields[field]
    return " ".join([_titles(kind), asked.description or "", field, *_descriptions(asked.annotation)])


def _descriptions(annotation: Any) -> Iterator[str]:
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        for name, field in annotation.model_fields.items():
            yield f"{name} {field.description or ''}"
            yield from _descriptions(field.annotation)
    for inner in getattr(annotation, "__args__", ()):
        yield from _descriptions(inner)
