"""Markdown to a page: parts that are recognised, blocks with their places, nothing lost."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from drafter.document.document import TITLE
from drafter.document.page import Block, Fence, Heading, Html, ListBlock, Page, Paragraph, Table
from drafter.markdown.parse import parse
from drafter.markdown.template_form import expected

DOCUMENTS = sorted((Path(__file__).parents[2] / "fixtures/documents").glob("*.md"))
PIECES = st.sampled_from((
    "## 4. Component Design", "### 4.1 Components", "| a | b |", "|---|---|", "| `x|y` | \\| |", "- **Label**: text",
    "- a\n  - b\n\n    c", "1) one", "```sql", "```", "> quoted", "Title\n===", "    code", "<b>html</b>", "",
    "*em* _and_ `code` [link](<a b>)", "\t- tab", "é 漢字 \U0001f600", "***", "| a |", "#", "- ", "\x0c", "\r",
))  # fmt: skip


def spans(page: Page) -> None:
    """Check that what the page holds stands where it says."""
    for part in page.parts:
        if part.heading:
            assert_place(page, part.heading)
        for block in part.blocks:
            assert_place(page, block)


def assert_place(page: Page, block: Block) -> None:
    match block:
        case Heading(text=text) | Paragraph(text=text) | Html(text=text):
            texts = [text]
        case Table(header=header, rows=rows):
            texts = [*header, *(cell for row in rows for cell in row)]
            assert all(len(row) == len(header) for row in rows)
        case ListBlock(items=items):
            texts = [text for item in items for text in (item.label, item.text) if text]
            for item in items:
                for inner in item.blocks:
                    assert_place(page, inner)
        case Fence(text=text):
            texts = [text] if block.language else []
    for text in texts:
        assert page.text[text.start : text.end] == text.raw


@pytest.mark.parametrize("path", DOCUMENTS, ids=lambda path: path.stem)
@pytest.mark.parametrize("end", ["\n", "\r\n"], ids=["LF", "CRLF"])
def test_a_drafted_document_has_all_parts_of_the_template_in_order(path: Path, end: str) -> None:
    page = parse(path.read_text("utf-8").replace("\n", end))
    spans(page)
    assert [part.key for part in page.parts] == [entry.key for entry in expected()]
    assert {part.match for part in page.parts} == {"exact"}


@given(st.lists(PIECES, max_size=25).map("\n".join) | st.text(max_size=200))
def test_any_text_is_read_and_every_place_is_right(text: str) -> None:
    spans(parse(text))


def test_headings_are_recognised_by_number_title_or_likeness() -> None:
    page = parse(
        "# Technical Design Document\n\nComponent Design\n----------------\n\n### 4.1 Komponenten\n\n"
        "### 4.3 Component Details\n\n## 6. API-Design\n\n### API Endpoint\n\n## 15. Costs\n\n### Of what?\n"
    )
    assert [(part.key, part.match) for part in page.parts] == [
        ("title", "exact"), ("4", "title"), ("4.1", "number"), ("4.2", "title"), ("6", "similar"),
        ("6.1", "similar"), ("", "extra"),
    ]  # fmt: skip
    assert [heading.title for heading, _ in page.parts[-1].items] == ["Of what?"]


def test_a_part_without_headings_in_it_has_no_items() -> None:
    page = parse("### 5.1 Data Models\n\nNot applicable.\n")
    assert list(page.parts[-1].items) == []


def test_cells_items_and_labels_have_their_words_and_places() -> None:
    page = parse(
        "## 1. Introduction\n\n| A | B |\n|--|--|\n| `x` \\| y | **b** |\n| one |\n\n* **Out of scope:** QR codes\n"
    )
    (table,) = page.parts[0].tables
    assert [[cell.words for cell in row] for row in table.rows] == [["`x` | y", "b"], ["one", ""]]
    assert page.line_column(table.rows[0][1].start) == (5, 14)
    (item,) = page.parts[0].list_items
    assert (item.label.words, item.text.words) == ("Out of scope", "QR codes")


def test_a_fence_without_end_is_told_from_one_with_an_end() -> None:
    page = parse("## 3. Architecture Design\n\n```mermaid\nflowchart TB\n```\n\n~~~\nfor ever\n")
    first, second = page.parts[0].fences
    assert (first.language, first.text.words, first.closed) == ("mermaid", "flowchart TB\n", True)
    assert (second.text.words, second.closed) == ("for ever", False)


def test_a_row_goes_on_behind_a_line_break_in_a_cell() -> None:
    page = parse("## 4.\n\n| A | B | C |\n|--|--|--|\n| a | b\n c | d |\n| e | f\n| g |\n h | i | j | k |\n")
    (table,) = page.parts[0].tables
    assert [[cell.words for cell in row] for row in table.rows] == [
        ["a", "b c", "d"], ["e", "f", ""], ["g", "", ""], ["h", "i", "j"],
    ]  # fmt: skip
    spans(page)


@pytest.mark.parametrize(
    ("item", "label", "text"),
    [
        ("**A**: b", "A", "b"),
        ("**A:** b", "A", "b"),
        (r"**A\:**: b", "A:", "b"),
        (r"**\*A\*\***: b", "*A**", "b"),
        ("**`**` a**: b", "`**` a", "b"),
        (f"**{'long ' * 80}a**: b", f"{'long ' * 80}a", "b"),
        ("__A__ b", "A", "b"),
        ("**A**b: c", "", "Ab: c"),
    ],
)
def test_a_label_ends_where_its_bold_type_does(item: str, label: str, text: str) -> None:
    (found,) = parse(f"## 4.\n\n- {item}\n").parts[0].list_items
    assert (found.label.words, found.text.words) == (label, text)


@pytest.mark.parametrize("before", ["> ", "> > ", "***\n  "])
def test_what_is_quoted_in_a_list_item_and_what_stands_below_a_line_is_its_text(before: str) -> None:
    (found,) = parse(f"## 4.\n\n- {before}**A**: b\n").parts[0].list_items
    assert (found.label.words, found.text.words, found.blocks) == ("A", "b", ())


def test_a_component_may_be_called_like_a_part() -> None:
    page = parse(
        "## 4. Component Design\n\n### 4.2 Component Details\n\n#### 4.1 Component Breakdown\n\n"
        "#### Class/Module Diagram\n\n#### Class/Module Diagram\n\n### 4.1 Component Breakdown\n"
    )
    assert [part.key for part in page.parts] == ["4", "4.2", "4.modules", "4.1"]
    assert [heading.text.words for heading, _ in page.parts[1].items] == [
        "4.1 Component Breakdown", "Class/Module Diagram",
    ]  # fmt: skip


def test_what_stands_before_the_first_heading_is_kept() -> None:
    page = parse("Draft!\n\n# Technical Design Document\n")
    assert [text.words for _, text in page.prose] == ["Draft!"]


@pytest.mark.parametrize("end", ["\n", "\r\n"], ids=["LF", "CRLF"])
def test_front_matter_is_passed_over(end: str) -> None:
    page = parse("---\ntitle: Loans\ntags:\n  - tools\n---\n# Technical Design Document\n".replace("\n", end))
    assert [(part.key, page.line_column(part.heading.text.start)) for part in page.parts if part.heading] == [
        ("title", (6, 3))
    ]


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_front_matter_that_does_not_end_is_read_at_once(end: str) -> None:
    """A pattern that reads a line in two ways would take years for so many."""
    page = parse("---\n{}\n# Technical Design Document\n".format("a: b\n" * 90).replace("\n", end))
    assert page.parts[-1].key == "title"


@pytest.mark.parametrize(
    "text", ["---\nA line.\n---\n# Technical Design Document\n", "---\n\n# Technical Design Document\n"]
)
def test_lines_at_the_beginning_are_no_front_matter(text: str) -> None:
    page = parse(text)
    assert page.parts[-1].key == "title"
    assert next(part.heading.title for part in page.parts if part.heading) == ("A line." if "A line" in text else TITLE)


def test_a_part_with_its_number_is_recognised_at_another_level() -> None:
    page = parse("# 4. Component Design\n\n## 4.1 Component Breakdown\n\n#### 4.1 in the old version\n\nText.\n")
    assert [part.key for part in page.parts] == ["4", "4.1"]
    assert [heading.title for heading, _ in page.parts[1].items] == ["in the old version"]
