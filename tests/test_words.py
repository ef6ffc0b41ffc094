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
        ("two\n  lines", "two lines"),
        ("~~gone~~ <br/> and <!-- hidden -->", "gone and"),
    ],
)
def test_marks_are_gone_and_words_stay(markdown: str, plain: str) -> None:
    assert words(markdown) == plain
