import pytest
from hypothesis import given
from hypothesis import strategies as st

from drafter import words as module
from drafter.words import casefolded, lowered, stretches, words


@pytest.mark.parametrize(
    ("markdown", "plain"),
    [
        ("**bold** and *thin* and __both__", "bold and thin and both"),
        ("a [link](https://a.example) and <https://b.example>", "a link and https://b.example"),
        ("snake_case_name stays", "snake_case_name stays"),
        ("`*code*` keeps its marks", "`*code*` keeps its marks"),
        (r"an \*escape\*", "an *escape*"),
        (r"\<b\> and \<mailto:x\> are no tags", "<b> and <mailto:x> are no tags"),
        (r"a \` alone, `code`", "a ` alone, `code`"),
        ("[a `link` here](<b c>)", "a `link` here"),
        ("``two ` marks``", "`two ` marks`"),
        ("``` no end", "``` no end"),
        ("two\n  lines", "two lines"),
        ("~~gone~~ <br/> and <!-- hidden -->", "gone and"),
    ],
)
def test_marks_are_gone_and_words_stay(markdown: str, plain: str) -> None:
    assert words(markdown) == plain


@given(st.text(st.sampled_from("aßΣσςİ \n\r\x85.Ab")), st.integers(0, 5))
def test_a_text_in_stretches_is_the_same_text_in_the_same_small_letters(text: str, length: int) -> None:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(module, "_STRETCH", length)
        assert "".join(stretches(text)) == text
        assert all(stretch.endswith("\n") for stretch in [*stretches(text)][:-1])
        assert (casefolded(text), lowered(text)) == (text.casefold(), text.lower())
