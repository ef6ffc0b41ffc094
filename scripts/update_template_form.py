"""Write drafter/markdown/template_form.json: what the template asks for, from the models of the sections."""

import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from drafter.document.blocks import Column, Item, Label, Labels, Row
from drafter.document.document import TITLE, DocumentInformation
from drafter.document.sections import SECTIONS
from drafter.document.sections.base import content_model, mark_of, parts_of
from drafter.markdown.headings import part_heading, section_heading
from drafter.markdown.template import template

FILE = Path(__file__).parents[1] / "drafter" / "markdown" / "template_form.json"
_BRACKETED = re.compile(r"\[[^\[\]\n]+\](?!\()")


def form_text() -> str:
    """Return the file as it is committed, an entry a line."""
    headings = ",\n".join(_line(entry) for entry in _headings())
    forms = ",\n".join(f"{_line(key)}: {_line(form)}" for key, form in _forms() if form["columns"] or form["labels"])
    placeholders = ",\n".join(map(_line, sorted(set(_BRACKETED.findall(template())))))
    return f'{{"headings": [\n{headings}\n],\n"forms": {{\n{forms}\n}},\n"placeholders": [\n{placeholders}\n]}}\n'


def _line(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False)


def _headings() -> Iterator[dict[str, Any]]:
    yield _heading("title", 0, 1, "", TITLE, TITLE)
    for key, title in (("information", "Document Information"), ("contents", "Table of Contents")):
        yield _heading(key, 0, 2, "", title, title)
    for kind in SECTIONS:
        yield _heading(str(kind.number), kind.number, 2, str(kind.number), kind.title, section_heading(kind))
        for name, part, _ in parts_of(kind.model):
            if part.title:
                key = part.number or f"{kind.number}.{name}"
                yield _heading(key, kind.number, part.level, part.number, part.title, part_heading(part))


def _heading(key: str, section: int, level: int, number: str, title: str, heading: str) -> dict[str, Any]:
    return {"key": key, "section": section, "level": level, "number": number, "title": title, "heading": heading}


def _forms() -> Iterator[tuple[str, dict[str, Any]]]:
    yield "information", _form(DocumentInformation)
    for kind in SECTIONS:
        for name, part, annotation in parts_of(kind.model):
            key = (part.number or f"{kind.number}.{name}") if part.title else str(kind.number)
            yield key, _form(content_model(annotation))


def _form(model: Any) -> dict[str, Any]:
    fields = model.model_fields.values() if issubclass(model, Row | Labels) else ()
    columns = [column.title for field in fields if (column := mark_of(field, Column))]
    labels = [label.title for field in fields if (label := mark_of(field, Label))]
    return {"columns": columns, "labels": labels, "of_items": issubclass(model, Item)}


def main() -> None:
    """Write the file."""
    FILE.write_text(form_text(), encoding="utf-8")
    print(FILE)


if __name__ == "__main__":
    main()
