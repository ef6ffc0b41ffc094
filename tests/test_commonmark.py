import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from drafter.commonmark import BlockByBlock, blocks
from drafter.facts import cut

PIECES = (
    *("- ", "* ", "1. ", "> ", "# ", "---", "===", "***", "_ _ _", "- - -", "-", "=", "<div>", "</b>", "<!--", "word"),
    *("\n", "\n", "\n\n", "\r\n", "\r", "    ", "\t", " ", "|", "| --- |", "```"),
)
QUOTATIONS = ("a\n> ```\n", "> # a\nb\n", "> ***\nb\n")


@pytest.mark.parametrize("unit", QUOTATIONS)
def test_many_quotations_are_read_without_their_marks(unit: str) -> None:
    assert "blockquote_open" not in {token.type for token in blocks(unit * 400)}


def test_a_few_quotations_stay_quotations() -> None:
    assert "blockquote_open" in {token.type for token in blocks("> # a\nb\n" * 100)}


def test_the_words_and_places_of_many_quotations_are_kept() -> None:
    text = "Links are kept for ten days.\n\n> They said a day.\nIt is not.\n\n" * 400
    statements = cut(text)
    assert {text[statement.start : statement.end] for statement in statements} >= {"They said a day.", "It is not."}


@settings(deadline=None)
@given(st.lists(st.sampled_from(PIECES), max_size=14).map("".join))
def test_every_block_is_found_that_all_rules_find(text: str) -> None:
    with_all_rules = MarkdownIt("commonmark").enable("table").disable(["inline", "reference"])
    assert blocks(text) == with_all_rules.parse(text)


@settings(deadline=None)
@given(st.lists(st.sampled_from(PIECES), max_size=14).map("".join))
def test_one_block_after_the_other_has_the_tokens_of_all_at_once(text: str) -> None:
    parser = BlockByBlock(text)
    found, line = [], 0
    while line < len(parser.lines):
        tokens, line = parser.at(line) if parser.lines[line].strip(" \t") else ([], line + 1)
        found += tokens
    assert found == blocks(text)
