"""Comments that suppress findings: what they reach, and what is said of those that do nothing."""

from collections.abc import Iterator

import pytest

from drafter.consistency.catalogue import CATALOGUE
from drafter.consistency.checking import check
from drafter.consistency.rule import Problem, Rule, rule
from drafter.consistency.suppression import suppressed
from drafter.document.page import Page, Text
from drafter.markdown.parse import parse


@rule("REF101", "error")
def fault(page: Page) -> Iterator[Problem]:
    """Find each X of the text, in headings and code as well."""
    yield from (Problem("an X", Text("X", "X", at)) for at, character in enumerate(page.text) if character == "X")


ALL = frozenset(known.code for known in CATALOGUE)


def left(text: str, ran: frozenset[str] = ALL, rules: tuple[Rule, ...] = (fault,)) -> list[str]:
    """Return what is left of the findings: lines of X, and code and message of what is said of comments."""
    page = parse(text)
    findings, _ = suppressed(page, check(page, rules=rules), CATALOGUE, ran)
    return [
        str(one.place.line) if one.code == "REF101" else f"{one.place.line} {one.code} {one.message}"
        for one in findings
    ]


IGNORE = "<!-- drafter: ignore REF101 -->"


@pytest.mark.parametrize(
    ("text", "lines"),
    [
        (f"# T\n\nX {IGNORE}\n\nX\n", ["5"]),
        (f"# T\n\n{IGNORE}\n\nX\nX\n\nX\n", ["8"]),
        (f"# T\n\n{IGNORE}\nX\n\nX\n", ["6"]),
        (f"# T\n\n{IGNORE}\n\n- X\n- X\n\n      X\n\nX\n", ["10"]),
        (f"# T\n\n- X\n- X {IGNORE}\n- X\n", ["3", "5"]),
        (f"# T\n\n- a\n\n  {IGNORE}\n\n  X\n\n  X\n- X\n", ["9", "10"]),
        (f"# T\n\n- a\n\n  {IGNORE}\n- X\n- X\n", ["7"]),
        (f"# T\n\n{IGNORE}\n\n| a | b |\n|---|---|\n| X | X |\n| X | X |\n\nX\n", ["10"]),
        (f"# T\n\n| a | b |\n|---|---|\n| X | {IGNORE} X |\n| X | X |\n", ["6", "6"]),
        (f"# T\n\n{IGNORE}\n\n```sql\nX\n\nX\n```\n\nX\n", ["11"]),
        (f"# T\n\n{IGNORE}\n\n## X\n\nX\n", ["7"]),
        (f"{IGNORE}\n\n# X\n\nX\n\n## X\n", []),
        (f"# T\r\n\r\n{IGNORE}\r\n\r\nX\r\n\r\nX\r\n", ["7"]),
        (f"X {IGNORE}\n", []),
        ("# T\n\n<!-- drafter: ignore REF102 -->\n<!-- drafter: ignore REF101 -->\n\nX\n", []),
        ("# T\n\n<!--drafter:ignore ref: known (NUM101 too)-->\n\nX\n", []),
        ("# T\n\n<!-- Drafter: Ignore STR101, REF -- agreed with STR102 -->\n\nX\n", []),
    ],
    ids=[
        "the line", "a paragraph", "a paragraph right below", "a whole list", "an item's line", "a block in an item",
        "the next item", "a table", "a row", "code", "a heading", "the document", "other line ends", "no heading",
        "two comments", "a family with a reason", "several",
    ],
)  # fmt: skip
def test_a_comment_suppresses_what_it_stands_in_or_above(text: str, lines: list[str]) -> None:
    assert left(text, ran=frozenset({"REF101"})) == lines


@pytest.mark.parametrize(
    "text",
    [
        f"# T\n\n```markdown\n{IGNORE}\n```\n\nX\n",
        f"# T\n\n- a\n\n  ```markdown\n  {IGNORE}\n  ```\n\n  X\n",
        f"# T\n\nWrite `{IGNORE}` X\n",
        f"# T\n\n{IGNORE.replace('101', '102')}\n\nX\n",
        "# T\n\n<!-- drafter ignore REF101 -->\n\nX\n",
        "# T\n\n<!-- ignore REF101 -->\n\nX\n",
    ],
    ids=["code", "code in a list", "a code span", "another rule", "no colon", "another program's"],
)
def test_what_is_no_suppression_suppresses_nothing(text: str) -> None:
    line = str(text[: text.rindex("X")].count("\n") + 1)
    assert left(text, ran=frozenset({"REF101"})) == [line]


@pytest.mark.parametrize(
    ("comment", "said"),
    [
        ("ignore REF1O1", "3 SUP101 REF1O1 is no rule; the nearest is REF101"),
        ("ignore unknown-dependency", "3 SUP101 unknown-dependency is no rule; the nearest is REF101"),
        ("ignore", "3 SUP101 the suppression names no rule"),
        ("ignore: not now", "3 SUP101 the suppression names no rule"),
        ("disable REF101", "3 SUP101 the instruction is 'ignore', not 'disable'"),
        ("ignore STR", "3 SUP102 there is no finding of STR to suppress"),
        ("ignore REF101, STR101", "3 SUP102 there is no finding of STR101 to suppress"),
    ],
)
def test_a_comment_without_effect_is_told(comment: str, said: str) -> None:
    found = left(f"# T\n\n<!-- drafter: {comment} -->\n\nX\n")
    assert said in found
    assert ("5" in found) == ("REF101," not in comment)


def test_a_rule_that_was_not_looked_for_is_not_missed() -> None:
    text = "# T\n\n<!-- drafter: ignore STR, PRO101 -->\n\nText\n"
    assert left(text, ran=ALL - {"STR103", "PRO101"}) == []


def test_findings_about_comments_can_be_suppressed_or_ignored() -> None:
    text = "# T\n\n<!-- drafter: ignore STR101 -->\n\nText\n"
    assert left(text) == ["3 SUP102 there is no finding of STR101 to suppress"]
    assert left(f"<!-- drafter: ignore SUP -->\n\n{text}") == []
    assert left(text, ran=ALL - {"SUP101", "SUP102"}) == []


def test_the_number_of_suppressed_findings_is_told() -> None:
    page = parse(f"{IGNORE}\n\n# T\n\nX X\n")
    assert suppressed(page, check(page, rules=[fault]), CATALOGUE, ALL) == ((), 2)
