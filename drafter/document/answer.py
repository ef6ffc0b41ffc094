"""How a section asks: text types with bounds, and the marks that narrow fields to the outline's names."""

from typing import Annotated, Literal

from pydantic import StringConstraints

from drafter.document.value import Value
from drafter.frozen import frozen

__all__ = ["Answer", "Each", "Fills", "Identifier", "Line", "NameKind", "Named", "Passage", "Phrase", "Sentence"]

NameKind = Literal[
    "component", "other component", "entity", "other entity", "operation", "role", "environment", "decision",
    "program", "layer", "stakeholder", "actor", "language", "pattern", "technology", "store technology",
    "alternative", "hosting", "goal", "method",
]  # fmt: skip
"""Kinds of names that a schema can be narrowed to."""


class Answer(Value):
    """What a model is asked for; each field of a section's answer can be asked for on its own."""


@frozen
class Named:
    """Marks a string that must be one of the outline's names of a kind."""

    kind: NameKind


@frozen
class Each:
    """Marks a `dict[str, X]` that must have one entry for each of the outline's names of a kind."""

    kind: NameKind


@frozen
class Fills:
    """Marks a field of a section's answer with the parts that it is for; it is asked for when one applies."""

    parts: tuple[str, ...]


@frozen
class Otherwise:
    """Marks a field with what stands for a text of it that stays unusable, and is no gap then."""

    text: str


Phrase = Annotated[str, StringConstraints(min_length=2, max_length=80, strip_whitespace=True)]
"""A few words without a full stop."""
Line = Annotated[str, StringConstraints(min_length=8, max_length=160, strip_whitespace=True)]
"""A short sentence, for tables."""
Sentence = Annotated[str, StringConstraints(min_length=12, max_length=260, strip_whitespace=True)]
"""One whole sentence."""
Passage = Annotated[str, StringConstraints(min_length=30, max_length=420, strip_whitespace=True)]
"""Two or three whole sentences."""
Identifier = Annotated[str, StringConstraints(pattern=r"^[A-Za-z][A-Za-z0-9_]{1,40}$")]
"""A name as code writes it."""
