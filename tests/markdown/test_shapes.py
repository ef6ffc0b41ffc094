from pathlib import Path
from typing import NoReturn

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from drafter.commonmark import BlockByBlock
from drafter.document.page import Part
from drafter.markdown.parse import parse

DRAFTS = sorted(Path("fixtures/documents").glob("*.md"))
PIECES = (
    *("- ", "* ", "+ ", "1. ", "2) ", "11. ", "> ", "# ", "## ", "#", "---", "===", "**", "*", "_", "__"),
    *("_ _", "- - -", "-", "=", "<div>", "<!--", "word", "Two words", "a | b", "| a | b |", "|", "||"),
    *("| --- | :-: |", "|---|", "-|-", "```", "````", "~~~", "```sql", "`code`", "[a]: b", "\\|", "\\"),
    *("**Label**: text", "Ü", "3", "3.", "\u00a0", "\f", "\x1c", "\u2028", "\x85", "\ufeff", "\0"),
    *("  - item", "  more", "   1. item", "  10. item", "   - item", "    - item", "- a\n  - b", "<!-- c -->", "-->"),
)
ENDS = ("\n", "\n", "\n", "\n\n", "\n\n", "\n  ", "\n    ", "\n\t", "\r\n", "\r", " ", "\t", "", " \n", " \t\n")
LIKE_A_USUAL_SHAPE = (
    "Words\n===\n",
    "Words\n---\n",
    "Words\n- an item\n",
    "a | b\n--|--\n",
    "# a | b\n|---|---|\n",
    "## Title ##\n",
    "- - -\n",
    "* **\n",
    "- item\nlazy\n",
    "- item\n\n  more\n",
    "- item\n\n-\n",
    "- item\n  10. inner\n",
    "- item\n  1. inner\n     - innermost\n- item\n",
    "- item\n  - inner\n  * another\n",
    "- item\n\n  - inner\n",
    "- item\n   - inner\n",
    "- item\n  ---\n",
    "- a | b\n  --|--\n",
    "- item\n  goes on\n  - inner\n    goes on\n\n- item\n",
    "\n".join(f"{'  ' * level}- item" for level in range(12)),
    "<!-- a\nb -->\n",
    "<!-- a | b -->\n|---|---|\n",
    "<!-- a --> words\nwords\n",
    "words\n<!-- a -->\n",
    "- item\n* another\n",
    "11. 11\n",
    "- \tcode\n",
    "-     code\n",
    "1. one\n\n2) two\n",
    "| a |\n|---|\nmore\n",
    "| a |\n|---|---|\n",
    "| a \\| b |\n|---|---|\n",
    "| a |\n|---|\n# Title\n",
    "| a |\n|---|\n    | b |\n",
    "```\ncode\n",
    "```\ncode\n\t```\n```\n",
    "```\ncode\n    ```\n```\n",
    "```\ncode\n``` x\n```\n",
    "````\ncode\n```\n````\n",
    "~~~ a|b\n|---|\n~~~\n",
    "> words\n",
    "---\na: b\n---\n\nWords\n",
    "a\0b\n\nc\n",
    "> a\nb\n" * 300 + "\nWords\n",
)


def _read_by_the_parser(text: str) -> tuple[Part, ...]:
    """Return the parts of a text with no block read from its lines."""
    with pytest.MonkeyPatch.context() as changed:
        changed.setattr("drafter.markdown.parse.usual", lambda _source, _line: None)
        return parse(text).parts


@settings(deadline=None, max_examples=400)
@given(st.lists(st.tuples(st.sampled_from(PIECES), st.sampled_from(ENDS)).map("".join), max_size=12).map("".join))
def test_a_text_is_read_as_the_parser_for_all_of_commonmark_reads_it(text: str) -> None:
    assert parse(text).parts == _read_by_the_parser(text)


@pytest.mark.parametrize("text", LIKE_A_USUAL_SHAPE)
def test_what_begins_like_a_usual_shape_is_read_as_the_parser_reads_it(text: str) -> None:
    assert parse(text).parts == _read_by_the_parser(text)


@pytest.mark.parametrize("path", DRAFTS, ids=lambda path: path.stem)
@pytest.mark.parametrize("end", ["\n", "\r\n"])
def test_a_draft_is_read_as_the_parser_reads_it(path: Path, end: str) -> None:
    text = path.read_text("utf-8").replace("\n", end)
    assert parse(text).parts == _read_by_the_parser(text)


@pytest.mark.parametrize("path", DRAFTS, ids=lambda path: path.stem)
def test_a_draft_has_usual_shapes_alone(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def asked(_self: BlockByBlock, line: int) -> NoReturn:
        raise AssertionError(f"line {line + 1} has no usual shape")

    monkeypatch.setattr(BlockByBlock, "at", asked)
    assert parse(path.read_text("utf-8")).parts
