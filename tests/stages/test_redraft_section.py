"""What a model is told when it writes a section of a standing document anew."""

from io import BytesIO

import pytest

from drafter.document.brief import Brief
from drafter.document.sections import section_type
from drafter.markdown.parse import parse
from drafter.outline_file import from_yaml
from drafter.stages.read_brief import read_brief
from drafter.stages.redraft_section import redraft_prompt
from tests.standing import brief_text, document_text, outline_text

EDITED = document_text().replace("Marketing prints long tracking URLs", "Marketing prints endless addresses", 1)


@pytest.fixture(scope="module")
def brief() -> Brief:
    return read_brief(BytesIO(brief_text().encode())).brief


def prompt(brief: Brief, key: str, *reasons: str, one_by_one: bool = True, **swapped: str) -> str:
    outline = from_yaml(outline_text(), "outline")
    return redraft_prompt(section_type(key), parse(EDITED), brief, outline, reasons, swapped, one_by_one=one_by_one)


def test_the_section_is_shown_as_it_stands_with_what_the_author_asks(brief: Brief) -> None:
    shown = prompt(brief, "system_overview", "The author asks: speak of the posters")
    standing = shown[shown.index("# This section as it stands") : shown.index("# Task")]
    assert "Marketing prints endless addresses" in standing
    assert shown.rstrip().endswith("- The author asks: speak of the posters")


def test_other_sections_are_shown_that_have_to_do_with_it(brief: Brief) -> None:
    shown = prompt(brief, "security_design", one_by_one=False)
    others = shown[shown.index("# What other sections say") : shown.index("# This section as it stands")]
    assert "6.1 API Endpoints:" in others
    assert "7.1 Authentication:" not in others
    assert "openapi:" not in shown


def test_a_small_model_is_shown_less(brief: Brief) -> None:
    assert len(prompt(brief, "api_design")) < len(prompt(brief, "api_design", one_by_one=False)) / 2


def test_words_that_are_others_now_are_shown_as_they_should_be(brief: Brief) -> None:
    shown = prompt(brief, "component_design", PostgreSQL="MySQL", Python="Go")
    standing = shown[shown.index("# This section as it stands") :]
    assert "MySQL" in standing
    assert "PostgreSQL" not in standing
