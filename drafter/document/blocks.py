"""What a part of the document is made of, and the marks that say how the template prints it.

All strings in blocks are plain text, in which only `code spans` mean something: rendering escapes the rest.
"""

from typing import Literal

from drafter.document.value import Value
from drafter.frozen import frozen

__all__ = [
    "Absent",
    "Block",
    "Bullet",
    "Bullets",
    "Code",
    "Column",
    "Flow",
    "Item",
    "Label",
    "Labels",
    "Paragraph",
    "Part",
    "Row",
    "Steps",
]


@frozen
class Part:
    """Marks a field of a section as a part of the template with a heading of its own."""

    number: str
    """`1.1`, `A`; empty for what stands directly below the section's heading."""
    title: str = ""
    placeholder: str = ""
    """What the empty template shows; unused for tables, labels and items, which have their own."""
    level: int = 3
    computed_from: tuple[str, ...] = ()
    """What it is computed from without a model: parts (`4.1`), sections (`7`), the `brief`. Empty for a part that is
    written, or the home of what others are computed from."""


@frozen
class Column:
    """Marks a field of a row as a table column."""

    title: str
    placeholder: str = ""
    rule_width: int = 0
    """Dashes below the title in the template; 0 for the title's length and two."""


@frozen
class Label:
    """Marks a field as a bullet that starts with a bold label."""

    title: str
    placeholder: str = ""


class Paragraph(Value):
    """A paragraph of running text."""

    block: Literal["paragraph"] = "paragraph"
    text: str


class Bullet(Value):
    """A list item: a bold label, a text, a link; each may be empty, not all."""

    label: str = ""
    text: str = ""
    url: str = ""


class Bullets(Value):
    """A bullet list."""

    block: Literal["bullets"] = "bullets"
    items: tuple[Bullet, ...]


class Steps(Value):
    """A numbered list."""

    block: Literal["steps"] = "steps"
    items: tuple[str, ...]


class Code(Value):
    """A fence: a diagram, a schema, a contract, an example. The text is printed as it is."""

    block: Literal["code"] = "code"
    language: str
    text: str


Block = Paragraph | Bullets | Steps | Code


class Flow(Value):
    """Blocks in order."""

    blocks: tuple[Block, ...]

    @classmethod
    def of(cls, *parts: "str | Block | Flow") -> "Flow":
        """Join texts (each a paragraph), blocks and flows; empty texts are left out."""
        blocks: list[Block] = []
        for part in parts:
            match part:
                case str():
                    blocks.extend([Paragraph(text=part)] if part else [])
                case Flow():
                    blocks.extend(part.blocks)
                case _:
                    blocks.append(part)
        return cls(blocks=tuple(blocks))


class Row(Value):
    """A table row; its fields carry `Column`."""


class Labels(Value):
    """A fixed set of labelled bullets; its fields carry `Label`."""


class Item(Labels):
    """Labelled bullets below a heading of their own, the item's name."""

    name: str


class Absent(Value):
    """Stands where a part does not apply, or could not be completed."""

    why: Literal["does not apply", "incomplete"]
    reason: str
