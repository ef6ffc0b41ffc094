"""Text for terminals and logs."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from drafter.visible import printable, without_invisible


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("a\x1b[31m [bold]b[/]\x07\u202e", "a[31m [bold]b[/]"),
        ("one\r\ntwo\tthree  four\x85five", "one two three  four five"),
        ("\u200bno\U000e0041thing\ud800", "nothing"),
    ],
)
def test_a_line_has_no_character_that_controls_a_terminal(text: str, shown: str) -> None:
    assert printable(text) == shown


@given(st.text())
def test_all_that_is_left_can_be_printed(text: str) -> None:
    assert printable(text).isprintable()


@given(st.text())
def test_nothing_hidden_is_left_and_a_second_pass_finds_nothing_of_its_kinds(text: str) -> None:
    left, removed = without_invisible(text)
    assert len(text) == len(left) + sum(len(what) for _, what in removed)
    assert not {unicodedata.category(char) for char in left} & {"Cs"}
    assert not set(left) & set("\x00\x1b\x7f\x9b\u200b\u202e\u2066\ufeff\U000e0041")
