"""Rules over a whole document: what fires between sections, and what may be repeated."""

from collections.abc import Mapping

import pytest

from drafter.consistency.sections import findings
from drafter.document.blocks import Absent, Code, Flow
from drafter.document.document import Document, DocumentInformation
from drafter.document.sections import SECTIONS
from drafter.document.sections.base import Section, parts_of
from drafter.document.sections.component_design import ComponentRow

INFORMATION = DocumentInformation(
    id="TDD-1", version="v1.0", date="2026-01-01", authors="-", reviewers="-", status="Draft"
)
SENTENCE = "The Loan API refuses a loan of a broken tool."


def document(content: Mapping[int, Flow | tuple[ComponentRow, ...]]) -> Document:
    """Return a document whose sections say nothing but, in one part each, the content."""
    return Document(information=INFORMATION, sections=tuple(_section(index, content) for index in range(14)))


def _section(index: int, content: Mapping[int, Flow | tuple[ComponentRow, ...]]) -> Section:
    model = SECTIONS[index].model
    names = [name for name, _, _ in parts_of(model)]
    empty: dict[str, object] = {name: Absent(why="does not apply", reason="") for name in names}
    section = model.model_validate(empty)
    given = content.get(index + 1)
    return section if given is None else section.model_copy(update={names[-1]: given})


def found(content: Mapping[int, Flow | tuple[ComponentRow, ...]]) -> list[tuple[str, int, str]]:
    return [(finding.code, finding.section, finding.message) for finding in findings(document(content))]


def row(text: str) -> tuple[ComponentRow, ...]:
    return (ComponentRow(name="API", responsibility=text, technology="Go", dependencies="None"),)


@pytest.mark.parametrize("again", [SENTENCE, SENTENCE.upper(), f"It lends tools. {SENTENCE}"])
def test_a_sentence_of_an_earlier_section_is_found_in_the_later_one(again: str) -> None:
    ((code, section, message),) = found({3: Flow.of(SENTENCE), 9: Flow.of(again)})
    assert (code, section) == ("TXT102", 9)
    assert message.casefold() == f"section 3 says already: {SENTENCE}".casefold()


def test_each_repetition_names_the_section_that_said_it_first() -> None:
    said = dict.fromkeys((3, 9, 11), Flow.of(SENTENCE))
    assert [(section, message[:9]) for _, section, message in found(said)] == [(9, "section 3"), (11, "section 3")]


@pytest.mark.parametrize(
    "content",
    [
        {9: Flow.of(SENTENCE, SENTENCE)},
        {3: Flow.of("It lends the tools now."), 9: Flow.of("It lends the tools now.")},
        {1: Flow.of(SENTENCE), 4: row(SENTENCE)},
        {2: Flow.of(SENTENCE), 8: Flow.of(SENTENCE)},
        {3: Flow.of(SENTENCE), 14: Flow.of(SENTENCE)},
        {3: Flow.of(Code(language="text", text=SENTENCE)), 9: Flow.of(SENTENCE)},
    ],
    ids=[
        "within a section", "a short sentence", "a definition of the components", "a quoted requirement",
        "a change log that quotes", "code",
    ],
)  # fmt: skip
def test_a_repetition_by_design_is_silent(content: Mapping[int, Flow]) -> None:
    assert found(content) == []


def test_section_4_may_repeat_the_first_sections_alone() -> None:
    assert found({3: Flow.of(SENTENCE), 4: row(SENTENCE)}) == []
    assert [section for _, section, _ in found({2: Flow.of(SENTENCE), 3: Flow.of(SENTENCE)})] == [3]


def test_notes_on_what_is_missing_are_no_repetition() -> None:
    note = Absent(why="incomplete", reason="there is no answer from the model.")
    sections = [
        section.model_copy(update={name: note for name, _, _ in parts_of(type(section))})
        for section in document({}).sections
    ]
    assert findings(Document(information=INFORMATION, sections=tuple(sections))) == ()
