import pytest

from drafter.commonmark import blocks
from drafter.facts import cut

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
