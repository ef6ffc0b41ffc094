"""Plain text stays plain text, whatever a parser of Markdown makes of its characters."""

import re
import unicodedata
from itertools import pairwise

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from markdown_it import MarkdownIt
from markdown_it.token import Token

from drafter.markdown.escape import cell, fence, inline

PARSER = MarkdownIt("commonmark").enable(["table", "strikethrough"])
PLAIN = {"text", "text_special", "code_inline", "softbreak"}

MARKS = (
    "*", "**", "_", "__", "`", "``", "[", "](", "](x)", "![", "<", ">", "<b>", "</b>", "<!--", "-->", "\\", "|", "~~",
    "#", "# ", "## ", "- ", "+ ", "* ", "1. ", "1) ", "> ", "---", "===", "***", "&", "&amp;", "&#35;", "&lt;", "\n",
    "\n\n", "    ", "\t", "http://a.example/b_c_d", "www.a.example", "a@b.example", "<http://a.example>", "[a]: b",
    " ", "a", "snake_case", "日本", "é", "1", "!", '"', "$", "{", "javascript:x", "\u202e", "\x00", "\x1b[31m",
    "\u200b", ":--",
)  # fmt: skip
texts = st.lists(st.sampled_from(MARKS) | st.text(max_size=4), max_size=12).map("".join)


def shown(token: Token) -> str:
    """The text that a reader sees."""
    return "".join(child.content for child in token.children or [])


def visible(text: str) -> str:
    """The text without the marks of code spans, addresses unmarked, blanks as one."""
    return re.sub(r"\s+", "", text.replace("`", ""))


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("nothing special, really.", "nothing special, really."),
        ("snake_case and 2 * 3", "snake_case and 2 \\* 3"),
        ("_a_ **b** ~~c~~", "\\_a\\_ \\*\\*b\\*\\* \\~\\~c\\~\\~"),
        ("`a*b` and *c*", "`a*b` and \\*c\\*"),
        ("a ` alone", "a \\` alone"),
        ("` a  b ` has no blanks at its ends", "`a b` has no blanks at its ends"),
        ("` ` is no code", "\\` \\` is no code"),
        ("[a](b) ![c](d)", "\\[a\\](b) !\\[c\\](d)"),
        ("<script>x</script>", "\\<script\\>x\\</script\\>"),
        ("AT&T, &amp; and &#35;", "AT&T, \\&amp; and \\&#35;"),
        ("see https://a.example/b_c*d for it", "see `https://a.example/b_c*d` for it"),
        ("# no heading", "\\# no heading"),
        ("#hashtag", "#hashtag"),
        ("- no item", "\\- no item"),
        ("-5 degrees", "-5 degrees"),
        ("+ no item", "\\+ no item"),
        ("## no heading", "\\## no heading"),
        ("####### seven", "####### seven"),
        ("1.", "1\\."),
        ("--", "\\--"),
        ("-- -", "\\-- -"),
        ("--json prints JSON", "--json prints JSON"),
        ("`a` or www.a.example", "`a` or `www.a.example`"),
        ("1. no item", "1\\. no item"),
        ("2026) no item", "2026\\) no item"),
        ("1.5 seconds", "1.5 seconds"),
        ("---", "\\---"),
        ("> no quotation", "\\> no quotation"),
        ("two\nlines\t and \r\n more", "two lines and more"),
        ("a\x00b\x1b[31mc\u202ed\u200be\ufefff", "ab\\[31mcdef"),
        ("", ""),
    ],
)
def test_text_in_a_line_is_escaped(text: str, expected: str) -> None:
    assert inline(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("a ` http://b.example/|c", "a \\` `http://b.example/\\|c`"),
        ("a|b", "a\\|b"),
        ("`a|b`", "`a\\|b`"),
        ("a | b | c", "a \\| b \\| c"),
        ("a\nb", "a b"),
    ],
)
def test_a_cell_has_no_pipe_of_its_own(text: str, expected: str) -> None:
    assert cell(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [("", "```"), ("a `b` c", "```"), ("```sql\n```", "````"), ("`````", "``````")],
)
def test_a_fence_is_longer_than_the_backticks_inside(text: str, expected: str) -> None:
    assert fence(text) == expected


@given(st.text(alphabet="`~a \n", max_size=30))
@settings(max_examples=40)
def test_no_text_ends_its_fence(text: str) -> None:
    marks = fence(text)
    tokens = PARSER.parse(f"{marks}\n{text}\n{marks}\n\nafter")
    assert [token.type for token in tokens] == [
        "fence", "paragraph_open", "inline", "paragraph_close",
    ]  # fmt: skip
    assert tokens[0].content == f"{text}\n"


@given(texts)
@example("https://a.example/_x_")
@example("a ` https://b.example `")
@example("**a** `b` _c_ ``d")
@settings(max_examples=50)
def test_text_in_a_line_is_one_paragraph_of_text_and_code(text: str) -> None:
    tokens = PARSER.parse(inline(text))
    assert [token.type for token in tokens] in ([], ["paragraph_open", "inline", "paragraph_close"])
    for token in tokens[1:2]:
        assert {child.type for child in token.children or []} <= PLAIN


@given(texts)
@settings(max_examples=50)
def test_a_reader_sees_the_text_as_it_is(text: str) -> None:
    tokens = PARSER.parse(inline(text))
    expected = "".join(
        char
        for char in text
        if char in "\u200c\u200d" or unicodedata.category(char) not in ("Cc", "Cf", "Cs", "Co", "Cn")
    )
    assert visible("".join(map(shown, tokens))) == visible(expected)


@given(texts, texts)
@settings(max_examples=50)
def test_a_row_has_the_cells_that_it_was_given(one: str, other: str) -> None:
    tokens = PARSER.parse(f"| A | B |\n|---|---|\n| {cell(one)} | {cell(other)} |\n")
    cells = [token for before, token in pairwise(tokens) if before.type == "td_open"]
    assert len(cells) == 2
    assert [token.type for token in tokens].count("tr_open") == 2
    assert {child.type for token in cells for child in token.children or []} <= PLAIN
    first, second = map(visible, map(shown, cells))
    alone = [visible("".join(map(shown, PARSER.parse(inline(text))))) for text in (one, other)]
    assert [first, second] == alone
