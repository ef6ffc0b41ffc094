"""Parsing Markdown with a bound on the time: line numbers stay those of the text."""

import re
from collections.abc import Sequence
from functools import cache
from itertools import islice

from markdown_it import MarkdownIt
from markdown_it.rules_block import StateBlock
from markdown_it.token import Token

from drafter.patterns import regex

__all__ = ["BlockByBlock", "blocks"]

_QUOTED_THEN_NOT = re.compile(r"^[ ]{0,3}>.*\n(?=[ ]{0,3}[^\s>])", re.MULTILINE)
_QUOTE_MARKS = regex(r"^[ ]{0,3}(?:>[ ]?)+", re.MULTILINE)
_MOST_ENDS_OF_QUOTES = 200
"""markdown-it-py reads all that follows a quotation once more for each one that a line without mark may continue."""


_MARKED = re.compile(r"\n[ \t\d.)*+-]*([<>=_]|[*-](?=[ \t]*\n))")
"""A line that begins with a mark of `_BY_MARKS`, or has only such marks, in an item of a list or outside."""
_BY_MARKS = {"blockquote": ">", "hr": ">*-_", "html_block": "><", "lheading": ">=-"}
"""Rules that are tried at nearly each line, and the marks without which none of them applies."""
_NEWLINE = regex(r"\r\n?")


class BlockByBlock:
    """The blocks of a text as `blocks` finds them, each when it is asked for."""

    def __init__(self, text: str) -> None:
        bounded = _bounded(text)
        self._text = (_NEWLINE.sub("\n", bounded) if "\r" in bounded else bounded).replace("\0", "\ufffd")
        self._state: StateBlock | None = None
        self.lines: Sequence[str] = self._text.split("\n")
        """What is parsed, without the ends of the lines."""
        self.is_as_written = bounded == text and "\0" not in text
        """Whether its lines are those of the text: nothing is passed over or replaced."""

    def at(self, line: int) -> tuple[list[Token], int]:
        """Return the tokens of the outermost block that begins in a line, and the line behind it.

        The line must not be blank, nor within a block.
        """
        if self._state is None:
            self._state = StateBlock(self._text, _blocks_alone(*_needless(self._text)), {}, [])
        state = self._state
        state.tokens, state.line = [], line
        for rule in state.md.block.ruler.getRules(""):
            if rule(state, line, state.lineMax, False):
                break
        return state.tokens, state.line


@cache
def _blocks_alone(*without: str) -> MarkdownIt:
    return MarkdownIt("commonmark").enable("table").disable(["inline", "reference", "text_join", *without])


def blocks(text: str) -> list[Token]:
    """Return the blocks of a text in CommonMark with tables; running text is not parsed.

    A reference definition stays a paragraph. In a text with hundreds of quotations their marks are passed over, since
    reading them takes a time that grows with the square of their number.
    """
    bounded = _bounded(text)
    return _blocks_alone(*_needless(bounded)).parse(bounded)


def _needless(text: str) -> list[str]:
    """Return the rules that apply nowhere in a text."""
    ends = text.replace("\r", "\n") if "\r" in text else text
    marks = set(_MARKED.findall(f"\n{ends}\n"))
    return [rule for rule, needed in _BY_MARKS.items() if marks.isdisjoint(needed)]


def _bounded(text: str) -> str:
    many = any(islice(_QUOTED_THEN_NOT.finditer(text), _MOST_ENDS_OF_QUOTES, None))
    return _QUOTE_MARKS.sub("", text) if many else text
