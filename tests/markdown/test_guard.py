"""The guard finds what must not stand in a document, and rendering never gives it a reason to."""

from collections.abc import Iterator
from dataclasses import replace
from itertools import cycle
from typing import Any

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from drafter.derive.assembly import assemble
from drafter.document.blocks import Code
from drafter.document.brief import Link
from drafter.document.document import Document
from drafter.document.value import Value
from drafter.errors import OutputUnusable
from drafter.markdown import checked as module
from drafter.markdown.checked import checked
from drafter.markdown.escape import cell, code, fence, heading, inline, target, visible
from drafter.markdown.guard import violations
from tests.markdown.test_escape import MARKS
from tests.materials import BRIEF, full_answers, material

DOCUMENT = assemble(material(answers=full_answers()))
MORE = (
    "~~~", "```", "````mermaid", "$$", "$x$", "![a](b)", "<img src=x onerror=a()>", "[^1]", "[^1]: x",
    "mailto:a@b.example", "a@b.example", "_www.a.example_", "(www.a.example)", "HTTP://A.example", "ftp://a",
    "a@b..c.d", "\u212awww.x.y",
    "&#60;b&#62;", "\\|", "`a\\|b`", "`|`", " #", "##", "\r", "\u2028", "\x0c", "\x85", "\ud800", "\ufeff",
    "javascript:a()", "http://a.example/)", "\u200d", "****", "** **", "://", "www.", "- [ ] x", "[!NOTE]",
)  # fmt: skip
texts = st.lists(st.sampled_from((*MARKS, *MORE)) | st.text(max_size=4), max_size=10).map("".join)
urls = st.sampled_from(
    (
        "javascript:alert(1)", "JAVASCRIPT:x", "&#106;avascript:alert(1)", "data:text/html,x",
        "vbscript:x", "//x.example",
        "https://a.example/b)c", "https://a.example/<b>\\", "#a", "b.md", "mailto:a@b.example", "https://a.example/ü?a&b",
        "https://a.example/&lt;x&gt;", "file:///etc/passwd", "https://a.example/\u202e", "x y",
    )
)  # fmt: skip
NEVER_TEXT = frozenset({"block", "why", "language", "part"})


def refilled(value: Any, strings: Iterator[str]) -> Any:
    """The value with other texts: all but the code that is derived, which has tests of its own."""
    if isinstance(value, str):
        return next(strings)
    if isinstance(value, tuple):
        return tuple(refilled(item, strings) for item in value)
    if not isinstance(value, Value) or (isinstance(value, Code) and value.language in {"mermaid", "sql", "yaml"}):
        return value
    names = [name for name in type(value).model_fields if name not in NEVER_TEXT and name != "url"]
    return value.model_copy(update={name: refilled(getattr(value, name), strings) for name in names})


def found(text: str) -> list[str]:
    return [violation.what for violation in violations(text, (), ())]


@pytest.mark.parametrize(
    ("text", "what"),
    [
        ("<div>a</div>", "a block of the kind html_block"),
        ("<!-- a -->", "a block of the kind html_block"),
        ("a <b>c</b>", "text of the kind html_inline"),
        ("![a](b.png)", "text of the kind image"),
        ("![a][b]\n\n[b]: c.png", "text of the kind image"),
        ("[a](https://x.example)", "a link that leads where the brief does not"),
        ("[a][b]\n\n[b]: https://x.example", "a link that leads where the brief does not"),
        ("[a]\n\n[a]: https://x.example", "a link that leads where the brief does not"),
        ("<https://x.example>", "a link that leads where the brief does not"),
        ("see https://x.example", "an address that becomes a link"),
        ("see www.x.example", "an address that becomes a link"),
        ("mail a\\@b.example", "an address that becomes a link"),
        ("| a |\n|---|\n| www.x.example |", "an address that becomes a link"),
        ("## More", "a heading 'More'"),
        ("More\n===", "a heading 'More'"),
        ("```\nopen", "a fence that is not closed"),
        ("```", "a fence that is not closed"),
        ("~~~\nopen\n```", "a fence that is not closed"),
        ("    code", "a block of the kind code_block"),
        ("> a", "a block of the kind blockquote"),
        ("---", "a block of the kind hr"),
        ("*a*", "text of the kind em"),
        ("```mermaid\nflowchart TB\n  click n1 href\n```", "a directive, link or tag in a diagram"),
        ("```mermaid\n%%{init: {}}%%\n```", "a directive, link or tag in a diagram"),
        ('```mermaid\nflowchart TB\n  n1["<img>"]\n```', "a directive, link or tag in a diagram"),
        ("a\u202eb", "the character U+202E"),
    ],
)
def test_what_must_not_stand_in_a_document_is_found(text: str, what: str) -> None:
    assert what in found(text)


@pytest.mark.parametrize(
    "text",
    [
        "a **b** `https://x.example` c",
        "[a](#b)",
        "- a\n- b",
        "1. a",
        "| a |\n|---|\n| b |",
        "```sql\na\n```",
        "a \\<b\\>",
    ],
)
def test_what_drafter_writes_is_not_found(text: str) -> None:
    assert found(text) == []


def test_a_missing_heading_is_named_with_its_place() -> None:
    (violation,) = violations("# A\n\n## C\n", ((1, "A"), (2, "B"), (2, "C")), ())
    assert (violation.line, violation.what) == (3, "a heading 'C', not 'B'")
    assert found("") == []
    assert [v.what for v in violations("# A\n", ((1, "A"), (2, "B")), ())] == ["no heading 'B'"]


def test_a_link_of_the_brief_is_allowed() -> None:
    assert violations("[a](<https://x.example/b>)", (), {"https://x.example/b"}) == ()


def test_a_document_is_not_written_when_rendering_has_a_bug(monkeypatch: pytest.MonkeyPatch) -> None:
    text = checked(DOCUMENT, BRIEF)
    monkeypatch.setattr(module, "render", lambda _: f"{text}\n<div>\n")
    with pytest.raises(
        OutputUnusable, match=rf"its line {text.count(chr(10)) + 2} would hold a block of the kind html"
    ):
        checked(DOCUMENT, BRIEF)


def test_a_documents_link_leads_where_the_brief_does() -> None:
    assert "(<https://example.org/rules>)" in checked(DOCUMENT, BRIEF)
    with pytest.raises(OutputUnusable, match="a link that leads where the brief does not"):
        checked(DOCUMENT, replace(BRIEF, facts=()))


@given(texts, texts)
@example("a ` http://b", "`a\\|b`")
@example("$a", "www.")
@example("http://a\\|", "http://")
@settings(max_examples=150, deadline=None)
def test_any_text_is_safe_in_a_line_a_cell_a_heading_and_a_fence(one: str, other: str) -> None:
    lines = f"- {inline(one)}\n- **{inline(other) or 'x'}**: {inline(one)}\n\n1. {inline(other)}\n\n{inline(one)}\n"
    table = f"| A | B |\n|---|---|\n| {cell(one)} | {cell(other)} |\n"
    block = code(f"{one}\n{other}")
    example_code = f"{fence(block)}\n{block}\n{fence(block)}\n"
    assert found(f"{lines}\n{table}\n{example_code}\n{inline(other)}\n") == []
    assert violations(f"# {heading(one)}\n", ((1, visible(one)),), ()) == ()


@given(st.lists(texts, min_size=1, max_size=6), st.lists(urls, min_size=1, max_size=3))
@settings(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.too_slow])
def test_any_text_in_every_field_gives_a_safe_document(strings: list[str], addresses: list[str]) -> None:
    document: Document = refilled(DOCUMENT, cycle(strings))
    links = tuple(
        Link(id=f"F{number}", text=url, statement="S1", start=0, end=1, url=url, title=title)
        for number, (url, title) in enumerate(zip(addresses, cycle(strings), strict=False))
    )
    brief = replace(BRIEF, facts=links, title=strings[0])
    introduction = assemble(material(answers=full_answers(), brief=brief)).sections[0]
    sections = (introduction.model_copy(update={"questions": document.sections[0].questions}), *document.sections[1:])
    text = checked(document.model_copy(update={"sections": sections}), brief)
    assert text.count("\n```") % 2 == 0 or "````" in text


@pytest.mark.parametrize(
    ("url", "where"),
    [
        ("https://a.example/b?c=d&e", "https://a.example/b?c=d&e"),
        ("docs/rules.md#a", "docs/rules.md#a"),
        ("https://a.example/&lt;b", "https://a.example/&amp;lt;b"),
        ("https://a.example/b\\", "https://a.example/b%5C"),
        ("javascript:alert(1)", ""),
        ("JavaScript:alert(1)", ""),
        ("&#106;avascript:alert(1)", ""),
        ("//a.example/b:c", "//a.example/b:c"),
        ("mailto:a@b.example", "mailto:a@b.example"),
        ("data:text/html,a", ""),
        ("x y", ""),
        ("a\x1bb", ""),
    ],
)
def test_a_link_leads_to_pages_files_and_mailboxes_alone(url: str, where: str) -> None:
    assert target(url) == where
