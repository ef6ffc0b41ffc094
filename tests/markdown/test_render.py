"""Documents as Markdown, read back with a parser."""

import re
from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path

import pytest
from markdown_it import MarkdownIt
from markdown_it.token import Token

from drafter.derive.assembly import assemble
from drafter.derive.contents import anchors
from drafter.document.blocks import Absent, Bullet, Bullets, Code, Flow, Steps
from drafter.document.document import Document
from drafter.document.outline import Question
from drafter.document.sections import SECTIONS, section_type
from drafter.document.sections.base import Section
from drafter.document.sections.introduction import Definition, Introduction, Stakeholder
from drafter.document.sections.testing_strategy import TestingStrategy
from drafter.markdown.render import render, render_section
from tests.document.designs import OUTLINE
from tests.materials import full_answers, material

PARSER = MarkdownIt("commonmark").enable("table")
TEMPLATE = (Path(__file__).parents[2] / "fixtures" / "tdd-template.md").read_text("utf-8")
NOTHING = Absent(why="does not apply", reason="it is small.")


@pytest.fixture(scope="module")
def document() -> Document:
    return assemble(material(answers=full_answers()))


def headings(text: str) -> list[tuple[str, str]]:
    """Level and words of each heading."""
    tokens = PARSER.parse(text)
    return [
        (token.tag, "".join(child.content for child in after.children or []))
        for token, after in pairwise(tokens)
        if token.type == "heading_open"
    ]


def tables(text: str) -> Iterator[list[str]]:
    """The titles of each table's columns."""
    tokens: list[Token] = PARSER.parse(text)
    titles: list[str] = []
    for token, after in pairwise(tokens):
        if token.type == "th_open":
            titles.append(after.content)
        if token.type == "thead_close":
            yield titles
            titles = []


def test_a_documents_headings_are_the_templates_apart_from_items(document: Document) -> None:
    items = {component.name for component in OUTLINE.components} | {e.name for e in OUTLINE.entities}
    items |= {"[Component Name]", "[Entity Name]"}
    made, expected = headings(render(document)), headings(TEMPLATE)
    assert [entry for entry in made if entry[1] not in items] == [entry for entry in expected if entry[1] not in items]


def test_each_item_has_a_heading_of_the_fourth_level(document: Document) -> None:
    names = [component.name for component in OUTLINE.components] + [e.name for e in OUTLINE.entities]
    fourth = [words for tag, words in headings(render(document)) if tag == "h4"]
    assert [words for words in fourth if words in names] == names


def test_the_links_of_the_contents_lead_to_the_sections(document: Document) -> None:
    text = render(document)
    links = re.findall(r"^(\d+)\. \[(.+?)\]\(#(.+?)\)$", text, re.MULTILINE)
    words = [words for _, words in headings(text)]
    heading_at = dict(zip(anchors(words), words, strict=True))
    assert [heading_at[anchor] for *_, anchor in links] == [f"{number}. {title}" for number, title, _ in links]
    assert [title for _, title, _ in links] == [kind.title for kind in SECTIONS]


def test_a_documents_tables_have_the_templates_columns(document: Document) -> None:
    assert list(tables(render(document))) == list(tables(TEMPLATE))


def test_rendering_twice_gives_the_same_text_with_one_newline_at_its_end(document: Document) -> None:
    text = render(document)
    assert render(document) == text
    assert text.endswith("\n")
    assert not text.endswith("\n\n")


def test_a_document_holds_the_text_of_each_section(document: Document) -> None:
    text = render(document)
    for kind, section in zip(SECTIONS, document.sections, strict=True):
        assert f"\n\n{render_section(kind, section)}\n" in text


def introduction(**changes: object) -> Section:
    parts: dict[str, object] = {
        "purpose": NOTHING, "scope": NOTHING, "stakeholders": NOTHING, "definitions": NOTHING, "references": NOTHING,
    }  # fmt: skip
    return Introduction.model_validate(parts | changes)


def part_of(section: Section, heading: str) -> str:
    """The Markdown below a heading of section 1."""
    text = render_section(section_type("introduction"), section)
    return re.split(r"\n\n###? .*\n\n|\n\n\*\*", text.partition(f"### {heading}\n\n")[2])[0]


@pytest.mark.parametrize(
    ("flow", "expected"),
    [
        (Flow.of("One.", "", "# Two."), "One.\n\n\\# Two."),
        (Flow.of(Steps(items=("Build.", "Test."))), "1. Build.\n2. Test."),
        (Flow.of(Bullets(items=(Bullet(label="A", text="b"),))), "- **A**: b"),
        (Flow.of(Bullets(items=(Bullet(label="A:", text="b"),))), "- **A\\:**: b"),
        (Flow.of(Bullets(items=(Bullet(text="a"),)), "", Bullets(items=(Bullet(text="b"),))), "- a\n\n* b"),
        (Flow.of(Steps(items=("a",)), Steps(items=("b",)), Steps(items=("c",))), "1. a\n\n1) b\n\n1. c"),
        (Flow.of("Not applicable: a"), "Not applicable\\: a"),
        (Flow.of(Code(language=" sql  + ", text="")), "```sql +\n\n```"),
        (Flow.of(Bullets(items=(Bullet(label="A"), Bullet(text="- b")))), "- **A**\n- \\- b"),
        (
            Flow.of(Bullets(items=(Bullet(text="a [b]", url="https://a.example/<b>"),))),
            "- [a \\[b\\]](<https://a.example/%3Cb%3E>)",
        ),
        (Flow.of(Code(language="sql", text="SELECT '```';\n")), "````sql\nSELECT '```';\n````"),
        (NOTHING, "Not applicable: it is small."),
        (Absent(why="incomplete", reason="no answer *today*."), "Incomplete: no answer \\*today\\*."),
    ],
)
def test_a_block_is_printed_as_markdown(flow: Flow | Absent, expected: str) -> None:
    assert part_of(introduction(purpose=flow), "1.1 Purpose") == expected


def test_a_table_without_rows_says_none() -> None:
    assert part_of(introduction(definitions=()), "1.4 Definitions, Acronyms and Abbreviations") == "None."


def test_a_table_has_a_line_a_row_and_no_cell_leaves_it() -> None:
    rows = (Stakeholder(role="a|b", name="c\nd", responsibilities="`e|f`"),)
    assert part_of(introduction(stakeholders=rows), "1.3 Stakeholders").splitlines() == [
        "| Role | Name | Responsibilities |",
        "|------|------|------------------|",
        "| a\\|b | c d | `e\\|f` |",
    ]


def test_two_rows_stand_in_the_order_given() -> None:
    rows = (Definition(term="B", definition="b"), Definition(term="A", definition="a"))
    shown = part_of(introduction(definitions=rows), "1.4 Definitions, Acronyms and Abbreviations")
    assert shown.splitlines()[2:] == ["| B | b |", "| A | a |"]


def test_a_section_ends_with_its_assumptions_and_questions() -> None:
    section = introduction(
        assumptions=("1.2: *Kafka*",),
        questions=(Question(text="Who?", options=("we", "you")), Question(text="When?")),
    )
    assert render_section(section_type("introduction"), section).endswith(
        "\n\n**Assumptions**\n\n- 1.2: \\*Kafka\\*\n\n**Open questions**\n\n- Who? Options: we; you.\n- When?"
    )


def test_a_section_without_them_ends_with_its_last_part() -> None:
    section = TestingStrategy(layers=NOTHING, data=NOTHING, pipeline=Flow.of("On every merge."))
    assert render_section(section_type("testing_strategy"), section).endswith(
        "### 10.3 Automated Testing Pipeline\n\nOn every merge."
    )
