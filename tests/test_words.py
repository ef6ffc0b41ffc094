import pytest

from drafter.words import words


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
