"""The fourteen sections against the template that they print."""

import re
from pathlib import Path
from typing import Any, get_args

import pytest

from drafter.document.answer import Answer
from drafter.document.answers import Answers
from drafter.document.blocks import Absent
from drafter.document.sections import SECTIONS, SectionType, section_type
from drafter.document.sections.base import parts_of
from drafter.document.sections.data_design import Attribute, attribute
from drafter.markdown.headings import part_heading, section_heading
from drafter.markdown.template import template

TEMPLATE = (Path(__file__).parents[2] / "fixtures" / "tdd-template.md").read_text(encoding="utf-8")
HEADINGS = re.findall(r"^(#{2,4}) (.+)$", TEMPLATE, re.MULTILINE)
each_section = pytest.mark.parametrize("kind", SECTIONS, ids=lambda kind: kind.key)


def test_the_sections_are_the_templates_in_its_order() -> None:
    titles = [title for level, title in HEADINGS if level == "##" and title[0].isdigit()]
    assert [section_heading(kind) for kind in SECTIONS] == titles
    assert [kind.number for kind in SECTIONS] == list(range(1, 15))


def test_the_parts_are_the_templates_in_its_order() -> None:
    ours = [
        ("#" * part.level, part_heading(part)) for kind in SECTIONS for _, part, _ in parts_of(kind.model) if part.title
    ]
    theirs = [
        (level, title)
        for level, title in HEADINGS
        if level != "##" and not title.startswith("[")  # an item's name is no part
    ]
    assert ours == theirs


def test_the_printed_template_is_the_given_one() -> None:
    assert template().strip() == TEMPLATE.strip()


def test_keys_are_unique_and_are_the_fields_of_all_answers_together() -> None:
    assert [kind.key for kind in SECTIONS] == [name for name in Answers.model_fields if name != "gaps"]
    for kind in SECTIONS:
        assert Answers.model_fields[kind.key].annotation is kind.answer


@each_section
def test_a_part_can_be_absent(kind: SectionType) -> None:
    parts = list(parts_of(kind.model))
    assert parts
    for _, _, annotation in parts:
        assert Absent in get_args(annotation)


@each_section
def test_nothing_has_to_be_answered(kind: SectionType) -> None:
    assert isinstance(kind.answer(), Answer)


@each_section
def test_a_section_needs_sections_that_exist_and_never_itself(kind: SectionType) -> None:
    assert kind.needs <= {other.key for other in SECTIONS} - {kind.key}


def test_no_section_waits_for_one_that_waits_for_it() -> None:
    done: set[str] = set()
    for _ in SECTIONS:
        done |= {kind.key for kind in SECTIONS if kind.needs <= done}
    assert done == {kind.key for kind in SECTIONS}


@each_section
def test_a_section_is_found_by_its_key(kind: SectionType) -> None:
    assert section_type(kind.key) is kind


def test_an_unknown_key_is_a_key_error() -> None:
    with pytest.raises(KeyError, match="api"):
        section_type("api")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("email: string", {"name": "email", "type": "string"}),
        ("email: string unique", {"name": "email", "type": "string", "unique": True}),
        ("due_on: date optional", {"name": "due_on", "type": "date", "optional": True}),
    ],
)
def test_an_attribute_is_read_from_its_line(text: str, expected: dict[str, Any]) -> None:
    assert attribute(text) == Attribute.model_validate(expected)


@pytest.mark.parametrize("text", ["email", "email string", "email: string required", "email: varchar", ""])
def test_a_line_of_another_form_is_no_attribute(text: str) -> None:
    with pytest.raises(ValueError, match=r"[Aa]ttribute"):
        attribute(text)
