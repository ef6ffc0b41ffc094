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
from drafter.document.outline import Question
from drafter.document.sections import SECTIONS, SectionType
from drafter.document.sections.base import Section, mark_of, parts_of
from drafter.markdown.escape import cell, code, fence, heading, inline, target
from drafter.markdown.headings import part_heading, section_heading

__all__ = ["render", "render_section"]


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
        case Absent(why="does not apply"):
            yield f"Not applicable: {inline(content.reason)}"
        case Absent():
            yield f"Incomplete: {inline(content.reason)}"
        case Flow():
            yield from map(_block, content.blocks)
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


def _block(block: Block) -> str:
    match block:
        case Paragraph():
            return inline(block.text)
        case Bullets():
            return "\n".join(map(_bullet, block.items))
        case Steps():
            return "\n".join(f"{number}. {inline(item)}" for number, item in enumerate(block.items, start=1))
        case Code():
            text = code(block.text)
            marks = fence(text)
            return f"{marks}{_language(block.language)}\n{text}\n{marks}"


def _language(name: str) -> str:
    return "".join(char for char in name if char.isalnum() or char in " +#.-_")


def _bullet(bullet: Bullet) -> str:
    text, label = inline(bullet.text or bullet.url), inline(bullet.label)
    if bullet.url:
        where = target(bullet.url)
        named = text if bullet.text in ("", bullet.url) else f"{text} ({inline(bullet.url)})"
        text = f"[{text}](<{where}>)" if where and text else named
    if not label:
        return f"- {text}"
    return f"- **{label}**: {text}" if text else f"- **{label}**"


def _labels(labels: Labels) -> Iterator[str]:
    for name, field in type(labels).model_fields.items():
        if label := mark_of(field, Label):
            yield f"- **{label.title}**: {inline(getattr(labels, name))}"


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
        yield "**Assumptions**"
        yield "\n".join(f"- {inline(text)}" for text in section.assumptions)
    if section.questions:
        yield "**Open questions**"
        yield "\n".join(f"- {_question(question)}" for question in section.questions)


def _question(question: Question) -> str:
    options = "; ".join(inline(option) for option in question.options)
    return f"{inline(question.text)} Options: {options}." if options else inline(question.text)
