"""Parsing Markdown with a bound on the time: line numbers stay those of the text."""

import re
from functools import cache
from itertools import islice

from markdown_it import MarkdownIt
from markdown_it.token import Token

from drafter.patterns import regex

__all__ = ["blocks"]

_QUOTED_THEN_NOT = re.compile(r"^[ ]{0,3}>.*\n(?=[ ]{0,3}[^\s>])", re.MULTILINE)
_QUOTE_MARKS = regex(r"^[ ]{0,3}(?:>[ ]?)+", re.MULTILINE)
_MOST_ENDS_OF_QUOTES = 200
"""markdown-it-py reads all that follows a quotation once more for each one that a line without mark may continue."""


_MARKED = re.compile(r"\n[ \t\d.)*+-]*([<>=_]|[*-](?=[ \t]*\n))")
"""A line that begins with a mark of `_BY_MARKS`, or has only such marks, in an item of a list or outside."""
_BY_MARKS = {"blockquote": ">", "hr": ">*-_", "html_block": "><", "lheading": ">=-"}
"""Rules that are tried at nearly each line, and the marks without which none of them applies."""


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
