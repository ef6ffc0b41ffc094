"""Markdown to a `Page`: every part of the template that can be recognised, every block with its place."""

import re
from collections.abc import Iterator, Sequence

from markdown_it.token import Token

from drafter.commonmark import BlockByBlock
from drafter.document.page import (
    Block,
    Fence,
    Html,
    ListBlock,
    ListItem,
    Page,
    Paragraph,
    Table,
    Text,
    line_starts,
)
from drafter.markdown.recognise import parts
from drafter.markdown.shapes import usual
from drafter.markdown.source import NO_TEXT, Source
from drafter.patterns import regex
from drafter.words import words

__all__ = ["parse"]

_NEWLINE = regex(r"\r\n?|\n")
_NO_BLOCKS = frozenset({"blockquote_open", "blockquote_close", "hr"})
"""Tokens that are passed over: a quotation is what it quotes."""
_FRONT_MATTER = re.compile(
    r"\A\ufeff?---[ \t]*(?:\r\n?|\n)"
    r"(?>(?:[\w-]+[ \t]*:|[ \t]|#|- |(?=[\r\n]))[^\r\n]*(?:\r\n?|\n)){1,100}?"  # a line can be read in one way only
    r"---[ \t]*(?:[\r\n]|$)",
    re.MULTILINE,
)


def parse(text: str, name: str = "") -> Page:
    """Return a document's parts and blocks; `text` is CommonMark with tables, with any line ends.

    Nothing is refused: what is not understood is kept as what it is, in a part of its own. Front matter in YAML is
    passed over.
    """
    all_of_it = BlockByBlock(_FRONT_MATTER.sub(_blank, text, count=1))
    source = Source(text, line_starts(text), all_of_it.lines)
    return Page(name, text, tuple(parts(list(_blocks(source, all_of_it)))))


def _blank(match: re.Match[str]) -> str:
    """Return the ends of the lines, so that what follows keeps its lines."""
    return "".join(_NEWLINE.findall(match[0]))


def _blocks(source: Source, parser: BlockByBlock) -> Iterator[Block]:
    """Yield the outermost blocks: those of a usual shape from their lines, all others from the parser's tokens."""
    number = 0
    while number < len(source.lines):
        if read := usual(source, number) if parser.is_as_written else None:
            block, number = read
            yield block
        elif not source.is_blank(number):
            tokens, number = parser.at(number)
            yield from _Reader(source, tokens).read()
        else:
            number += 1


class _Reader:
    """Goes through the tokens of a page once."""

    def __init__(self, source: Source, tokens: Sequence[Token]) -> None:
        self._source = source
        self._tokens = tokens
        self._at = 0

    def read(self, closing: str = "") -> list[Block]:
        """Return the blocks up to a closing token, or all of them."""
        found: list[Block] = []
        while self._at < len(self._tokens):
            token = self._tokens[self._at]
            self._at += 1
            if token.type == closing:
                break
            found.extend(self._block(token))
        return found

    def _block(self, token: Token) -> Iterator[Block]:
        match token.type:
            case "heading_open":
                yield self._source.heading(int(token.tag[1:]), self._inline(self._tokens[self._at]))
            case "paragraph_open":
                yield Paragraph(self._inline(self._tokens[self._at]))
            case "bullet_list_open" | "ordered_list_open":
                yield self._list(token)
            case "table_open":
                yield self._table(token)
            case "fence" | "code_block":
                yield self._fence(token)
            case "html_block" if token.map:
                start, _ = self._source.line(token.map[0])
                yield Html(Text(words(token.content), token.content.rstrip("\n"), start))

    def _inline(self, token: Token) -> Text:
        return self._source.shown(token.content, *self._span(token))

    def _span(self, token: Token) -> tuple[str, int]:
        """Return the characters of an inline token, and where they begin."""
        first, last = token.map or (0, 1)
        lines = token.content.split("\n")
        start, line = self._source.line(first)
        column = max(line.find(lines[0].strip()), 0)
        start += column
        end_start, end_line = self._source.line(min(first + len(lines), last) - 1)
        end = end_start + len(end_line.rstrip())
        if len(lines) == 1:
            end = min(end, start + len(lines[0].strip()))
        return self._source.text[start : max(end, start)], start

    def _list(self, token: Token) -> ListBlock:
        items = []
        while self._tokens[self._at].type == "list_item_open":
            self._at += 1
            items.append(self._item())
        self._at += 1
        start, _ = self._source.line(token.map[0] if token.map else 0)
        return ListBlock(token.type == "ordered_list_open", tuple(items), start)

    def _item(self) -> ListItem:
        while self._tokens[self._at].type in _NO_BLOCKS:
            self._at += 1
        if self._tokens[self._at].type != "paragraph_open":
            return ListItem(NO_TEXT, NO_TEXT, tuple(self.read("list_item_close")))
        token = self._tokens[self._at + 1]
        self._at += 3
        label, text = self._source.labelled(token.content, *self._span(token))
        return ListItem(label, text, tuple(self.read("list_item_close")))

    def _table(self, token: Token) -> Table:
        lines: list[int] = []
        width = 0
        while (inside := self._tokens[self._at]).type != "table_close":
            self._at += 1
            if inside.type == "th_open":
                width += 1
            elif inside.type == "tr_open" and inside.map:
                lines.append(inside.map[0])
        self._at += 1
        start, _ = self._source.line(token.map[0] if token.map else 0)
        rows = [self._source.cells(first, last, width) for first, last in self._source.rows(lines, width)]
        return Table(rows[0] if rows else (), tuple(rows[1:]), start)

    def _fence(self, token: Token) -> Fence:
        first, last = token.map or (0, 1)
        if token.type == "fence":
            return self._source.fence(first, last, token.markup, token.info)
        start = self._source.starts[first]
        return Fence("", Text(token.content, token.content, start), start, closed=True)
