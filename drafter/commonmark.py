"""Parsing Markdown with a bound on the time: line numbers stay those of the text."""

import re
from functools import cache
from itertools import islice

from markdown_it import MarkdownIt
from markdown_it.token import Token

__all__ = ["blocks"]

_QUOTED_THEN_NOT = re.compile(r"^[ ]{0,3}>.*\n(?=[ ]{0,3}[^\s>])", re.MULTILINE)
_QUOTE_MARKS = re.compile(r"^[ ]{0,3}(?:>[ ]?)+", re.MULTILINE)
_MOST_ENDS_OF_QUOTES = 200
"""markdown-it-py reads all that follows a quotation once more for each one that a line without mark may continue."""


@cache
def _blocks_alone() -> MarkdownIt:
    return MarkdownIt("commonmark").enable("table").disable(["inline", "reference"])


def blocks(text: str) -> list[Token]:
    """Return the blocks of a text in CommonMark with tables; running text is not parsed.

    A reference definition stays a paragraph. In a text with hundreds of quotations their marks are passed over, since
    reading them takes a time that grows with the square of their number.
    """
    return _blocks_alone().parse(_bounded(text))


def _bounded(text: str) -> str:
    many = any(islice(_QUOTED_THEN_NOT.finditer(text), _MOST_ENDS_OF_QUOTES, None))
    return _QUOTE_MARKS.sub("", text) if many else text
