"""Markdown to a `Page`: every part of the template that can be recognised, every block with its place."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import field
from itertools import pairwise

from markdown_it.token import Token

from drafter.commonmark import blocks as tokens_of
from drafter.document.page import (
    Block,
    Fence,
    Heading,
    Html,
    ListBlock,
    ListItem,
    Page,
    Paragraph,
    Table,
    Text,
    line_starts,
)
from drafter.frozen import frozen
from drafter.markdown.recognise import parts
from drafter.patterns import regex
from drafter.words import words

__all__ = ["parse"]

_NEWLINE = regex(r"\r\n?|\n")
_NUMBERED = re.compile(r"(?:(\d{1,2}(?:\.\d{1,2})*)\.?|([A-Z])[.):])\s+(?=\S)")
_LABEL = re.compile(
    r"(\*\*|__)((?:\\.|`[^`]*+`|(?!\1(?![*_]))[^\\])++)\1(?:\s*:\s*|\s+|$)",
    re.DOTALL,
)
"""A colon may stand in the bold text as well; an escaped one belongs to the label."""
_QUOTED = " \t>\r\n"
_MOST_LINES_OF_A_ROW = 20
_PIPE = regex(r"(?<!\\)\|")
_NO_TEXT = Text("", "", 0)
_NO_BLOCKS = frozenset({"blockquote_open", "blockquote_close", "hr"})
"""Tokens that are passed over: a quotation is what it quotes."""
_FRONT_MATTER = re.compile(
    r"\A\ufeff?---[ \t]*(?:\r\n?|\n)"
    r"(?>(?:[\w-]+[ \t]*:|[ \t]|#|- |(?=[\r\n]))[^\r\n]*(?:\r\n?|\n)){1,100}?"  # a line can be read in one way only
    r"---[ \t]*(?:[\r\n]|$)",
    re.MULTILINE,
)
_FENCE_END = regex(r"[\s>]*(`{3,}|~{3,})[ \t]*$")


def parse(text: str, name: str = "") -> Page:
    """Return a document's parts and blocks; `text` is CommonMark with tables, with any line ends.

    Nothing is refused: what is not understood is kept as what it is, in a part of its own. Front matter in YAML is
    passed over.
    """
    source = _Source(text, line_starts(text))
    reader = _Reader(source, tokens_of(_FRONT_MATTER.sub(_blank, text, count=1)))
    return Page(name, text, tuple(parts(reader.read())))


def _blank(match: re.Match[str]) -> str:
    """Return the ends of the lines, so that what follows keeps its lines."""
    return "".join(_NEWLINE.findall(match[0]))


def _text(shown: str, raw: str, start: int) -> Text:
    """Return a text; most have no marks, and hold one string."""
    return Text(raw if shown == raw else shown, raw, start)


@frozen
class _Source:
    text: str
    starts: Sequence[int]
    _words: dict[str, str] = field(default_factory=dict)

    def words(self, markdown: str) -> str:
        """Return `words` of it; in tables and lists many say the same."""
        if markdown not in self._words:
            self._words[markdown] = words(markdown)
        return self._words[markdown]

    def line(self, number: int) -> tuple[int, str]:
        """Return the offset and the characters of a line, from 0, without its end."""
        start = self.starts[number]
        end = self.starts[number + 1] if number + 1 < len(self.starts) else len(self.text)
        return start, self.text[start:end].rstrip("\r\n")

    def inline(self, token: Token) -> Text:
        """Return the text of an inline token."""
        raw, start = self.span(token)
        return _text(self.words(token.content), raw, start)

    def span(self, token: Token) -> tuple[str, int]:
        """Return the characters of an inline token, and where they begin."""
        first, last = token.map or (0, 1)
        lines = token.content.split("\n")
        start, line = self.line(first)
        column = max(line.find(lines[0].strip()), 0)
        start += column
        end_start, end_line = self.line(min(first + len(lines), last) - 1)
        end = end_start + len(end_line.rstrip())
        if len(lines) == 1:
            end = min(end, start + len(lines[0].strip()))
        return self.text[start : max(end, start)], start

    def cells(self, first_line: int, last_line: int, width: int) -> tuple[Text, ...]:
        """Return the cells of a table row in its lines."""
        start, line = self.line(first_line)
        if last_line > first_line:
            end, ending = self.line(last_line)
            line = self.text[start : end + len(ending)]
        bounds = [-1, *(match.start() for match in _PIPE.finditer(line)), len(line)]
        spans = [(first + 1, last) for first, last in pairwise(bounds)]
        if spans and not line[slice(*spans[0])].strip(_QUOTED):
            spans = spans[1:]
        if len(spans) > 1 and not line[slice(*spans[-1])].strip():
            spans = spans[:-1]
        cells = []
        for first, last in spans[:width]:
            inside = line[first:last]
            column = start + first + len(inside) - len(inside.lstrip())
            raw = inside.strip()
            cells.append(_text(self.words(raw.replace("\\|", "|")), raw, column))
        return tuple(cells) + tuple(Text("", "", start + len(line)) for _ in range(width - len(cells)))

    def rows(self, lines: Sequence[int], width: int) -> list[tuple[int, int]]:
        """Return the first and the last line of each row of a table: a line break may have cut a cell in two."""
        found: list[tuple[int, int]] = []
        for number in lines:
            if len(found) > 1 and self._goes_on(*found[-1], number, width):
                found[-1] = (found[-1][0], number)
            else:
                found.append((number, number))
        return found

    def _goes_on(self, first: int, last: int, number: int, width: int) -> bool:
        """Return whether a line ends the row before it, which began with a pipe and has none at its end."""
        _, after = self.line(number)
        if after.lstrip(_QUOTED).startswith("|") or number - first > _MOST_LINES_OF_A_ROW:
            return False
        before = self.text[self.starts[first] : self.starts[last + 1]].strip(_QUOTED)
        pipes = len(_PIPE.findall(before)) + len(_PIPE.findall(after))
        return before.startswith("|") and not before.endswith("|") and pipes <= width + 1


class _Reader:
    """Goes through the tokens of a page once."""

    def __init__(self, source: _Source, tokens: Sequence[Token]) -> None:
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
                yield self._heading(token)
            case "paragraph_open":
                yield Paragraph(self._source.inline(self._tokens[self._at]))
            case "bullet_list_open" | "ordered_list_open":
                yield self._list(token)
            case "table_open":
                yield self._table(token)
            case "fence" | "code_block":
                yield self._fence(token)
            case "html_block" if token.map:
                start, _ = self._source.line(token.map[0])
                yield Html(Text(words(token.content), token.content.rstrip("\n"), start))

    def _heading(self, token: Token) -> Heading:
        text = self._source.inline(self._tokens[self._at])
        numbered = _NUMBERED.match(text.words)
        number = (numbered[1] or numbered[2]) if numbered else ""
        return Heading(int(token.tag[1:]), text, number, text.words[numbered.end() :] if numbered else text.words)

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
            return ListItem(_NO_TEXT, _NO_TEXT, tuple(self.read("list_item_close")))
        label, text = self._label(self._tokens[self._at + 1])
        self._at += 3
        return ListItem(label, text, tuple(self.read("list_item_close")))

    def _label(self, token: Token) -> tuple[Text, Text]:
        """Return the label of a list item, empty for none, and the rest of its first paragraph."""
        raw, start = self._source.span(token)
        match = _LABEL.match(raw)
        if not match:
            return _NO_TEXT, _text(self._source.words(token.content), raw, start)
        label = match[2] if match[2].endswith("\\:") else match[2].removesuffix(":")
        rest = raw[match.end() :]
        named = _text(self._source.words(label), label, start + match.start(2))
        return named, _text(self._source.words(rest), rest, start + match.end())

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
        start, opening = self._source.line(first)
        if token.type == "code_block":
            return Fence("", Text(token.content, token.content, start), start, closed=True)
        inside = self._source.line(first + 1)[0] if first + 1 < len(self._source.starts) else len(self._source.text)
        end, closing = self._source.line(last - 1)
        is_closed = bool(last - 1 > first and _FENCE_END.match(closing))
        raw = self._source.text[inside : max(end if is_closed else end + len(closing), inside)]
        language = token.info.split()[0].lower() if token.info.split() else ""
        return Fence(language, Text(raw, raw, inside), start + opening.find(token.markup), is_closed)
