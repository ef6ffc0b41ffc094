"""The empty template, printed from the models."""

import re
from collections.abc import Iterator
from typing import Any

from drafter.document.blocks import Column, Item, Label, Labels, Part, Row
from drafter.document.document import TITLE, DocumentInformation
from drafter.document.sections import SECTIONS, SectionType
from drafter.document.sections.base import content_model, mark_of, parts_of
from drafter.markdown.headings import part_heading, section_heading

__all__ = ["template"]


def template() -> str:
    """Return the template: every heading, column, label and placeholder of the models.

    Its contents link to anchors made of the titles alone, as the template always had them; documents
    link to anchors that resolve.
    """
    chunks = [
        f"# {TITLE}",
        "\n".join(["## Document Information", *_labels(DocumentInformation)]),
        "\n".join(["## Table of Contents", *map(_contents_line, SECTIONS)]),
        *map(_section, SECTIONS),
    ]
    return "\n\n".join(chunks)


def _contents_line(section: SectionType) -> str:
    words = re.sub(r"[^\w\s-]", "", section.title.lower()).replace(" ", "-")
    return f"{section.number}. [{section.title}](#{words})"


def _section(section: SectionType) -> str:
    heading = f"## {section_heading(section)}"
    parts = ["\n".join(_part(part, annotation)) for _, part, annotation in parts_of(section.model)]
    return f"{heading}\n" + "\n\n".join(parts)


def _part(part: Part, annotation: Any) -> Iterator[str]:
    if part.title:
        yield f"{'#' * part.level} {part_heading(part)}"
    if part.placeholder:
        yield part.placeholder
        return
    model = content_model(annotation)
    if issubclass(model, Row):
        yield from _table(model)
    elif issubclass(model, Item):
        yield f"#### {(model.model_fields['name'].examples or [''])[0]}"
        yield from _labels(model)
    elif issubclass(model, Labels):
        yield from _labels(model)


def _labels(model: type[Labels]) -> Iterator[str]:
    for field in model.model_fields.values():
        if label := mark_of(field, Label):
            yield f"- **{label.title}**: {label.placeholder}"


def _table(model: type[Row]) -> Iterator[str]:
    columns = [column for field in model.model_fields.values() if (column := mark_of(field, Column))]
    yield _line(column.title for column in columns)
    yield "|" + "|".join("-" * (column.rule_width or len(column.title) + 2) for column in columns) + "|"
    for first in columns[0].placeholder.split("|"):
        yield _line([first, *(column.placeholder for column in columns[1:])])


def _line(cells: Any) -> str:
    return "| " + " | ".join(cells) + " |"
