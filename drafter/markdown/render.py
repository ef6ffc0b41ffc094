"""A document as Markdown."""

from collections.abc import Iterable, Iterator
from typing import Any

from drafter.derive.contents import anchors
from drafter.document.blocks import (
    Absent,
    Block,
    Bullet,
    Bullets,
    Code,
    Column,
    Flow,
    Item,
    Label,
    Labels,
    Paragraph,
    Row,
    Steps,
)
from drafter.document.document import TITLE, Document
from drafter.document.sections import SECTIONS, SectionType
from drafter.document.sections.base import Section, mark_of, parts_of
from drafter.markdown.absence import absence, paragraph
from drafter.markdown.closing import ASSUMPTIONS, QUESTIONS, question
from drafter.markdown.escape import cell, code, fence, heading, inline, label, target
from drafter.markdown.headings import part_heading, section_heading

__all__ = ["render", "render_section"]

_MARKS = (("-", "."), ("*", ")"))
"""Of bullets and of steps, and others for a list that follows one of its kind."""


def render(document: Document) -> str:
    """Return the whole document as Markdown (CommonMark with tables), ended by a newline."""
    chunks = [
        f"# {TITLE}",
        "## Document Information",
        "\n".join(_labels(document.information)),
        "## Table of Contents",
        "\n".join(_contents()),
        *(render_section(kind, section) for kind, section in zip(SECTIONS, document.sections, strict=True)),
    ]
    return "\n\n".join(chunks) + "\n"


def render_section(kind: SectionType, section: Section) -> str:
    """Return one section as Markdown, without a newline at its end."""
    chunks = [f"## {section_heading(kind)}"]
    for name, part, _ in parts_of(kind.model):
        if part.title:
            chunks.append(f"{'#' * part.level} {part_heading(part)}")
        chunks.extend(_part(getattr(section, name)))
    chunks.extend(_closing(section))
    return "\n\n".join(chunk for chunk in chunks if chunk)


def _contents() -> Iterator[str]:
    headings = [TITLE, "Document Information", "Table of Contents"]
    for section in SECTIONS:
        headings.append(section_heading(section))
        headings.extend(part_heading(part) for _, part, _ in parts_of(section.model) if part.title)
    anchor_of = dict(zip(headings, anchors(headings), strict=True))
    for section in SECTIONS:
        yield f"{section.number}. [{inline(section.title)}](#{anchor_of[section_heading(section)]})"


def _part(content: Any) -> Iterator[str]:
    match content:
        case Absent():
            yield absence(content)
        case Flow():
            yield from _flow(content)
        case Labels():
            yield "\n".join(_labels(content))
        case (Row(), *_):
            yield "\n".join(_table(content))
        case (Item(), *_):
            for item in content:
                yield f"#### {heading(item.name)}"
                yield "\n".join(_labels(item))
        case ():
            yield "None."
        case _:
            raise TypeError(f"nothing renders {type(content).__name__}")


def _flow(flow: Flow) -> Iterator[str]:
    """Yield the blocks that have content; of two lists in a row the second has other marks, else they would be one."""
    before: type[Block] | None = None
    marks = _MARKS
    for block in flow.blocks:
        own = marks[::-1] if type(block) is before else _MARKS
        if text := _block(block, own[0]):
            before, marks = type(block), own
            yield text


def _block(block: Block, marks: tuple[str, str]) -> str:
    bullet, point = marks
    match block:
        case Paragraph():
            return paragraph(block.text)
        case Bullets():
            return "\n".join(f"{bullet} {_bullet(item)}" for item in block.items)
        case Steps():
            return "\n".join(f"{number}{point} {inline(item)}" for number, item in enumerate(block.items, start=1))
        case Code():
            text = code(block.text)
            signs = fence(text)
            return f"{signs}{_language(block.language)}\n{text}\n{signs}"


def _language(name: str) -> str:
    return " ".join("".join(char for char in name if char.isalnum() or char in " +#.-_").split())


def _bullet(bullet: Bullet) -> str:
    text, name = inline(bullet.text or bullet.url), label(bullet.label)
    if bullet.url:
        where = target(bullet.url)
        named = text if bullet.text in ("", bullet.url) else inline(f"{bullet.text} ({bullet.url})")
        text = f"[{text}](<{where}>)" if where and text else named
    if not name:
        return text
    return f"**{name}**: {text}" if text else f"**{name}**"


def _labels(labels: Labels) -> Iterator[str]:
    for name, field in type(labels).model_fields.items():
        if mark := mark_of(field, Label):
            yield f"- **{mark.title}**: {inline(getattr(labels, name))}"


def _table(rows: Iterable[Row]) -> Iterator[str]:
    rows = list(rows)
    columns = {
        name: column.title for name, field in type(rows[0]).model_fields.items() if (column := mark_of(field, Column))
    }
    yield _line(columns.values())
    yield "|" + "|".join("-" * (len(title) + 2) for title in columns.values()) + "|"
    for row in rows:
        yield _line(cell(getattr(row, name)) for name in columns)


def _line(cells: Iterable[str]) -> str:
    return "| " + " | ".join(cells) + " |"


def _closing(section: Section) -> Iterator[str]:
    """What stands at the end of a section: what it assumes, and what is open."""
    if section.assumptions:
        yield f"**{ASSUMPTIONS}**"
        yield "\n".join(f"- {inline(text)}" for text in section.assumptions)
    if section.questions:
        yield f"**{QUESTIONS}**"
        yield "\n".join(f"- {question(entry)}" for entry in section.questions)
