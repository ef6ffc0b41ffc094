"""A document that was rendered and read back is the same document; what was edited by hand is read as well."""

import itertools
import re
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from drafter.document.blocks import Absent
from drafter.document.document import Document, DocumentInformation
from drafter.document.sections import SECTIONS, SectionType
from drafter.document.sections.base import parts_of
from drafter.markdown.parse import parse
from drafter.markdown.render import render, render_section
from drafter.markdown.template_form import expected
from drafter.markdown.typed import document
from tests.markdown.documents import INFORMATION, sections, shown

FIXTURES = Path(__file__).parents[2] / "fixtures/documents"
DOCUMENTS = sorted(FIXTURES.glob("*.md"))
EMPTY = document(parse("")).document
TEXT = (FIXTURES / "log_sweeper.md").read_text("utf-8")


@pytest.mark.parametrize("path", DOCUMENTS, ids=lambda path: path.stem)
def test_a_drafted_document_is_read_to_the_last_character(path: Path) -> None:
    text = path.read_bytes().decode()
    read = document(parse(text))
    assert render(read.document) == text
    assert read.unread == ()


def edited(text: str, old: str, new: str | Callable[[re.Match[str]], str]) -> str:
    """A text in which each match of a pattern was replaced, outside of fences; there must be one."""
    pieces = re.split(r"(^```.*?^```$)", text, flags=re.MULTILINE | re.DOTALL)
    changed = "".join(
        piece if index % 2 else re.sub(old, new, piece, flags=re.MULTILINE) for index, piece in enumerate(pieces)
    )
    assert changed != text
    return changed


def unread(text: str) -> list[str]:
    page = parse(text)
    left = document(page).unread
    assert all(page.text[words.start : words.end] == words.raw for words in left)
    return [words.words for words in left]


FORMS: dict[str, tuple[str, str | Callable[[re.Match[str]], str]]] = {
    "bullets with stars": (r"^- ", "* "),
    "bullets with plus signs": (r"^- ", "+ "),
    "steps with brackets": (r"^(\d+)\. ", r"\1) "),
    "steps that all have the number one": (r"^\d+\. ", "1. "),
    "blank lines between bullets": (r"^(- .*\n)(?=- )", r"\1\n"),
    "bullets that are indented": (r"^- ", "  -   "),
    "colons in the bold labels": (r"^- \*\*(.+?)\*\*: ", r"- **\1:** "),
    "labels in underscores": (r"^- \*\*(.+?)\*\*: ", r"- __\1__: "),
    "paragraphs and bullets in several lines": (r"^((?:- )?[A-Z*]\S+ \S+ \S+) (?=\S+ \S+$)", r"\1\n  "),
    "underlined headings of sections": (r"^## (?:\d+\. )?(.+)$", r"\1\n---"),
    "an underlined title": (r"^# (.+)$", r"\1\n==="),
    "closed headings": (r"^(#+) (.+)$", r"\1 \2 \1"),
    "sections without numbers": (r"^## \d+\. ", "## "),
    "parts without numbers": (r"^### \d+\.\d+ ", "### "),
    "parts with other numbers": (r"^### (\d+)\.\d ", r"### \1.9 "),
    "headings in capitals": (r"^### [^#\n]*$", lambda match: match[0].upper()),
    "tables with padded columns": (r" \| (?=[A-Z])", "    |   "),
    "tables with aligned columns": (r"-\|", ":|"),
    "tables without pipes at the end": (r"^(\|.*) \|$", r"\1"),
    "absence in bold": (r"^(Not applicable|Incomplete): ", r"**\1:** "),
    "absence in italics": (r"^(Not applicable|Incomplete): ", r"_\1_: "),
    "line ends of Windows": ("\n", "\r\n"),
    "titles of closing lists with a colon": (r"^\*\*(Assumptions|Open questions)\*\*$", r"**\1:**"),
    "headings of closing lists": (r"^\*\*(Assumptions|Open questions)\*\*$", r"### \1"),
    "rules between parts": (r"\n\n### ", "\n\n---\n\n### "),
}  # fmt: skip


@pytest.mark.parametrize(("old", "new"), FORMS.values(), ids=FORMS.keys())
def test_another_form_of_a_document_is_the_same_document(old: str, new: str | Callable[[re.Match[str]], str]) -> None:
    other = edited(TEXT, old, new)
    assert document(parse(other)).document == document(parse(TEXT)).document
    assert unread(other) == []


EDITS: dict[str, tuple[str, str, list[str]]] = {
    "moved columns": (
        r"^\| (Component Name|-*|Logsweep) \|(.*)\|(.*)\|(.*)\|$", r"|\2|\4| \1 |\3|", [],
    ),
    "translated columns": (r"\| Role \| Name \| Responsibilities \|", "| Rolle | Name | Aufgaben |", []),
    "a column more": (
        r"^(\| Term .*)\n(.*)\n(.*)$", r"\1 *Source* |\n\2---|\n\3 [IEEE](x) |", ["Source", "IEEE"],
    ),
    "a cell cut by a line break": (r"(the project) (requirements and scope\.)", r"\1\n  \2", []),
    "a cell that goes on in the row below": (
        r"^\| Production \| Production (environment) (.*?) \| System (\w+) \| Daily \|$",
        r"| Production | Production \1 | System | Daily |\n|            | \2 | \3 |       |", [],
    ),
    "translated headings": (r"^### 7.1 Authentication$", "### 7.1 Anmeldung", []),
    "a heading at another level": (r"^### 10.1 Test Layers$", "#### 10.1 Test Layers", []),
    "a title of its own": (r"^# Technical Design Document$", "# Log Sweeper", ["Log Sweeper"]),
    "something above the title": (r"^(?=# )", "Draft!\n\n", ["Draft!"]),
    "a section more": (r"^(- \*\*v1\.0, .*)", r"\1\n\n## 15. Costs\n\nNone so far.", ["15. Costs", "None so far."]),
    "a part more": (
        r"^## 8\. .*", "### 7.5 Tests\n\n- *Once* a year.\n\n\\g<0>", ["7.5 Tests", "Once a year."],
    ),
    "a text below the heading of a section": (r"^## 7\. .*", "\\g<0>\n\nIn short: none.", ["In short: none."]),
    "a paragraph above a table": (
        r"^\| Environment \|", "These exist:\n\n\\g<0>", ["These exist:"],
    ),
    "a paragraph below labels": (
        r"^### 10.2 ", "Tests are written *first*.\n\n\\g<0>", ["Tests are written first."],
    ),
    "a paragraph below what does not apply": (
        r"^Not applicable: (?=.*schema).*", "\\g<0>\n\nOr does it?", ["Or does it?"],
    ),
    "a label more": (
        r"^- \*\*Key Management\*\*", "- **Backups**: None.\n\\g<0>", ["Backups", "None."],
    ),
    "a list in a list": (r"^(- \*\*Unit Tests\*\*.*)", r"\1\n  - With pytest.", ["With pytest."]),
    "a table in running text": (
        r"^### 2.3 ", "| A | B |\n|---|---|\n| c | d |\n\n\\g<0>", ["A", "B", "c", "d"],
    ),
    "a heading in running text": (r"^(### 2\.2 .*)", r"\1\n\n#### At a Glance", ["At a Glance"]),
    "HTML": (r"^### 2.3 ", "<div>Look!</div>\n\n\\g<0>", ["Look!"]),
    "an entity without labels": (r"^### 5.2 ", "#### Archive\n\nLater.\n\n\\g<0>", ["Archive", "Later."]),
    "a text below an assumption": (
        r"^(\*\*Assumptions\*\*)\n\n(- .*)", r"\1\n\n\2\n\n  Sure?", ["Sure?", "Sure?"],
    ),
    "a part twice": (
        r"^## 8\. .*", "### 7.1 Authentication\n\nPasswords.\n\n\\g<0>", ["7.1 Authentication", "Passwords."],
    ),
    "a label without bold type": (r"^- \*\*Status\*\*:", "- status:", []),
    "what a label holds as a list": (
        r"^- \*\*Configuration\*\*: `config_file`, `rules`", r"- **Configuration**:\n  1. `config_file`, `rules`", [],
    ),
}  # fmt: skip


@pytest.mark.parametrize(("old", "new", "left"), EDITS.values(), ids=EDITS.keys())
def test_what_has_no_place_in_a_document_is_left_over(old: str, new: str, left: list[str]) -> None:
    other = edited(TEXT, old, new)
    assert document(parse(other)).document == document(parse(TEXT)).document
    assert unread(other) == left


def test_many_edits_together_are_read_like_each_alone() -> None:
    other = TEXT
    for old, new, _ in EDITS.values():
        other = edited(other, old, new)
    for form in ("colons in the bold labels", "bullets with stars", "tables with aligned columns", "closed headings"):
        other = edited(other, *FORMS[form])
    assert document(parse(other)).document == document(parse(TEXT)).document
    assert sorted(unread(other)) == sorted(words for *_, left in EDITS.values() for words in left)


@pytest.mark.parametrize("kind", SECTIONS, ids=lambda kind: kind.key)
@given(data=st.data())
@settings(max_examples=50, deadline=None, suppress_health_check=[HealthCheck.too_slow])
def test_a_rendered_section_is_read_as_it_was(kind: SectionType, data: st.DataObject) -> None:
    section = data.draw(sections(kind.model))
    text = render_section(kind, section)
    read = document(parse(text))
    made = read.document.sections[kind.number - 1]
    assert made == shown(section)
    assert render_section(kind, made) == text
    assert read.unread == ()


@given(
    information=INFORMATION,
    chosen=st.sets(st.sampled_from([kind.number for kind in SECTIONS]), max_size=2),
    data=st.data(),
)
@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.too_slow])
def test_a_rendered_document_is_read_as_it_was(
    information: DocumentInformation, chosen: set[int], data: st.DataObject
) -> None:
    written = Document(
        information=information,
        sections=tuple(
            data.draw(sections(kind.model)) if kind.number in chosen else EMPTY.sections[kind.number - 1]
            for kind in SECTIONS
        ),
    )
    text = render(written)
    read = document(parse(text))
    assert read.document == shown(written)
    assert render(read.document) == text
    assert read.unread == ()


def test_a_text_without_any_part_lacks_all_of_them() -> None:
    parts = [getattr(part, name) for part in EMPTY.sections for name, _, _ in parts_of(type(part))]
    assert set(parts) == {Absent(why="incomplete", reason="missing in the document")}
    assert set(EMPTY.information.model_dump().values()) == {"Incomplete: missing in the document"}


HEADINGS = [f"{'#' * entry.level} {entry.heading}" for entry in expected() if entry.key != "contents"]
PIECES = (
    "@", "> @", "- @\n- **Label**: @", "1. @\n2. @", "- @\n  - **Label**: @\n\n    @", "- **Purpose**: @",
    "```sql\n@\n```", "    @", "| Term | B | C |\n|---|---|---|\n| @ | @ | @ |\n|    | @ |", "#### @", "### @", "## @",
    "<div>@</div>", "[@](https://a.example/@) and [@](<@>).", "- [@](@)", "Not applicable: @",
    "**Assumptions**\n\n- @\n\n  @", "**Open questions**", "### Open questions\n\n- @ Options: @; @.", "None.",
    "**@:** @\n\n- `@`", "\\` @ `@`", "@\n===",
)  # fmt: skip


@given(st.lists(st.sampled_from(HEADINGS) | st.sampled_from(PIECES), max_size=20).map("\n\n".join))
@settings(max_examples=150, deadline=None)
def test_no_word_is_lost_and_what_was_read_can_be_read_again(text: str) -> None:
    count = itertools.count()
    text = re.sub("@", lambda _: f"w{next(count)}w", text)
    page = parse(text)
    read = document(page)
    rendered = render(read.document)
    kept = rendered + " ".join(words.raw for words in read.unread)
    assert [f"w{index}w" for index in range(next(count)) if f"w{index}w" not in kept] == []
    assert document(parse(rendered)).document == shown(read.document)
