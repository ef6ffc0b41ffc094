"""Whatever a document holds, it states an outline and answers, and its computed parts can be made again."""

import re
from datetime import date
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from drafter.derive.assembly import assemble
from drafter.derive.material import Material
from drafter.derive.stated import rederived, stated_answers, stated_outline
from drafter.document.document import Document
from drafter.document.outline import Outline
from drafter.document.sections import SECTIONS, SectionType
from drafter.markdown.parse import parse
from drafter.markdown.render import render
from drafter.markdown.typed import document
from drafter.outline_file import from_yaml, to_yaml
from tests.derive.test_stated import brief_of, outline_of, text_of
from tests.markdown.documents import sections
from tests.materials import INFORMATION

DRAFTED = document(parse(text_of("url_shortener"))).document
EMPTY = document(parse("")).document
BRIEF = brief_of("url_shortener")
BEFORES = st.sampled_from((None, outline_of("url_shortener"), outline_of("log_sweeper")))
QUIET = {"deadline": None, "suppress_health_check": [HealthCheck.too_slow, HealthCheck.data_too_large]}


def states(made: Document, before: Outline | None) -> Outline:
    """What a document states; it can be written, read again and assembled, and computed parts can be made."""
    outline = stated_outline(made, before)
    assert Outline.model_validate(outline.model_dump()) == outline
    from_yaml(to_yaml(outline, BRIEF), "outline.yaml")
    answers = stated_answers(made, outline, before)
    again = assemble(
        Material(brief=BRIEF, outline=outline, answers=answers, information=INFORMATION, today=date(2026, 1, 15))
    )
    render(again)
    for key in ("1.4", "4.modules", "6.2", "A"):
        rederived(made, key, BRIEF, before)
    return outline


@pytest.mark.parametrize("kind", SECTIONS, ids=lambda kind: kind.key)
@given(data=st.data(), before=BEFORES)
@settings(max_examples=8, **QUIET)  # type: ignore[arg-type]
def test_any_section_is_read(kind: SectionType, data: st.DataObject, before: Outline | None) -> None:
    section = data.draw(sections(kind.model))
    around = data.draw(st.sampled_from((DRAFTED, EMPTY)))
    states(
        around.model_copy(
            update={"sections": tuple(section if isinstance(o, kind.model) else o for o in around.sections)}
        ),
        before,
    )


@given(data=st.data(), before=BEFORES)
@settings(max_examples=8, **QUIET)  # type: ignore[arg-type]
def test_any_document_is_read(data: st.DataObject, before: Outline | None) -> None:
    made = tuple(data.draw(sections(kind.model)) for kind in SECTIONS)
    states(Document(information=INFORMATION, sections=made), before)


LINES = text_of("url_shortener").splitlines()
WORDS = sorted(set(re.findall(r"[\w`|{}/;:,()-]+", text_of("url_shortener"))))


@given(
    edits=st.lists(
        st.tuples(
            st.integers(0, len(LINES) - 1),
            st.sampled_from(("drop", "double", "swap", "word", "empty")),
            st.integers(0, len(LINES) - 1),
            st.sampled_from(WORDS),
        ),
        max_size=12,
    ),
    before=BEFORES,
)
@settings(max_examples=20, **QUIET)  # type: ignore[arg-type]
def test_a_document_edited_at_random_is_read(edits: list[tuple[int, str, int, str]], before: Outline | None) -> None:
    lines = list(LINES)
    for at, what, other, word in edits:
        match what:
            case "drop":
                lines[at] = ""
            case "double":
                lines[at] = f"{lines[at]}\n{lines[at]}"
            case "swap":
                lines[at], lines[other] = lines[other], lines[at]
            case "word":
                words = lines[at].split(" ")
                lines[at] = " ".join([*words[: len(words) // 2], word, *words[len(words) // 2 + 1 :]])
            case _:
                lines[at] = re.sub(r"[^|]+\|", "|", lines[at], count=2)
    states(document(parse("\n".join(lines))).document, before)


def test_documents_that_rules_are_tried_on_are_read() -> None:
    for path in sorted((Path(__file__).parents[2] / "fixtures/consistency").glob("*/*/*.md"))[::10]:
        states(document(parse(path.read_text("utf-8"))).document, None)
