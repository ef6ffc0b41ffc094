"""What the parts of a document hold, whatever stands there."""

from collections.abc import Iterator
from typing import Any, TypeVar

from drafter.derive.known import unmarked
from drafter.document.blocks import Absent, Bullet, Bullets, Code, Flow, Paragraph, Steps
from drafter.document.document import Document
from drafter.document.sections.base import Section, parts_of

__all__ = ["bullets", "code", "kept", "paragraphs", "rows", "section", "steps", "words"]

Kind = TypeVar("Kind", bound=Section)
Row = TypeVar("Row")

_MISSING = Absent(why="incomplete", reason="missing in the document")


def section(document: Document, kind: type[Kind]) -> Kind:
    """Return a section of the document; one whose parts are all missing when the document lacks it."""
    found = next((made for made in document.sections if isinstance(made, kind)), None)
    return found or kind.model_validate({name: _MISSING for name, _, _ in parts_of(kind)})


def rows(content: tuple[Row, ...] | Absent) -> tuple[Row, ...]:
    """Return the rows or items of a part, none of one that is absent."""
    return content if isinstance(content, tuple) else ()


def bullets(content: Flow | Absent) -> list[Bullet]:
    """Return the items of all bullet lists of a part."""
    return [item for block in _blocks(content) if isinstance(block, Bullets) for item in block.items]


def steps(content: Flow | Absent) -> tuple[str, ...]:
    """Return the items of all numbered lists of a part; of its bullets when it has none."""
    found = tuple(item for block in _blocks(content) if isinstance(block, Steps) for item in block.items)
    return found or tuple(_line(item) for item in bullets(content))


def paragraphs(content: Flow | Absent) -> str:
    """Return the paragraphs of a part in one line."""
    return " ".join(block.text for block in _blocks(content) if isinstance(block, Paragraph))


def words(content: Flow | Absent) -> str:
    """Return all that a part says in one line, but for code."""
    return " ".join(_said(content))


def code(content: Flow | Absent, language: str = "") -> Code | None:
    """Return the first fence of a part, of a language when one is given."""
    fences = (block for block in _blocks(content) if isinstance(block, Code))
    return next((fence for fence in fences if not language or fence.language.casefold() == language), None)


def kept(before: str, now: str) -> str:
    """Return how a text was written before when the document still says the same, else what it says now."""
    now = unmarked(now)
    return before if before.split() == now.split() else now


def _blocks(content: Flow | Absent) -> tuple[Any, ...]:
    return content.blocks if isinstance(content, Flow) else ()


def _said(content: Flow | Absent) -> Iterator[str]:
    for block in _blocks(content):
        match block:
            case Paragraph():
                yield block.text
            case Bullets():
                yield from map(_line, block.items)
            case Steps():
                yield from block.items


def _line(bullet: Bullet) -> str:
    return ": ".join(filter(None, (bullet.label, bullet.text or bullet.url)))
