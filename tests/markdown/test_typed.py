"""A document that was rendered and read back is the same document; what was edited by hand is read as well."""

from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from drafter.document.sections import SECTIONS, SectionType
from drafter.markdown.parse import parse
from drafter.markdown.render import render, render_section
from drafter.markdown.typed import document
from tests.markdown.documents import sections, shown

DOCUMENTS = sorted((Path(__file__).parents[2] / "fixtures/documents").glob("*.md"))


@pytest.mark.parametrize("path", DOCUMENTS, ids=lambda path: path.stem)
def test_a_drafted_document_is_read_to_the_last_character(path: Path) -> None:
    text = path.read_bytes().decode()
    read = document(parse(text))
    assert render(read.document) == text
    assert read.unread == ()


@pytest.mark.parametrize("kind", SECTIONS, ids=lambda kind: kind.key)
@given(data=st.data())
@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.too_slow])
def test_a_rendered_section_is_read_as_it_was(kind: SectionType, data: st.DataObject) -> None:
    section = data.draw(sections(kind.model))
    text = render_section(kind, section)
    read = document(parse(text))
    made = read.document.sections[kind.number - 1]
    assert made == shown(section)
    assert render_section(kind, made) == text
    assert read.unread == ()
