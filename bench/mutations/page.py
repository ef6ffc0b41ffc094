"""A Technical Design Document as lines, with the places where defects can be planted.

Line numbers are indices from 0. Everything is read from the Markdown text alone, as a reviewer would:
nothing here knows how drafter writes or checks a document.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise

from markdown_it import MarkdownIt
from markdown_it.token import Token

__all__ = ["Bullet", "Fence", "Heading", "Page", "Row", "mentions", "read"]

_PARSER = MarkdownIt("commonmark").enable("table")
_NUMBERED = re.compile(r"(\d+(?:\.\d+)?|[A-E])\.? (.+)")
_BULLET = re.compile(r"- \*\*(.+?)\*\*:\s*(.*)")


@dataclass(frozen=True)
class Heading:
    """A heading; `number` is "4", "4.1" or "A", and empty where the title has none."""

    index: int
    level: int
    number: str
    name: str


@dataclass(frozen=True)
class Fence:
    """A code block, from its opening line to its closing line."""

    start: int
    end: int
    language: str

    @property
    def inside(self) -> range:
        """The lines between the two."""
        return range(self.start + 1, self.end)


@dataclass(frozen=True)
class Row:
    """A table row below the header."""

    index: int
    cells: tuple[str, ...]


@dataclass(frozen=True)
class Bullet:
    """A list item that begins with a bold label."""

    index: int
    label: str
    value: str


@dataclass(frozen=True)
class Page:
    """The document."""

    lines: tuple[str, ...]
    headings: tuple[Heading, ...]
    fences: tuple[Fence, ...]
    rows: tuple[Row, ...]

    @property
    def text(self) -> str:
        return "\n".join(self.lines)

    def heading(self, number: str) -> Heading | None:
        return next((heading for heading in self.headings if heading.number == number), None)

    def span(self, number: str) -> range:
        """The lines below the heading with this number, empty without one."""
        heading = self.heading(number)
        return range(0) if heading is None else self.body(heading)

    def body(self, heading: Heading) -> range:
        """The lines below a heading, with those of the headings under it."""
        later = (other.index for other in self.headings if other.index > heading.index and other.level <= heading.level)
        return range(heading.index + 1, next(later, len(self.lines)))

    def below(self, number: str) -> list[Heading]:
        """The unnumbered headings in a part: its components, or its entities."""
        span = self.span(number)
        return [heading for heading in self.headings if heading.index in span and not heading.number]

    def table(self, number: str) -> list[Row]:
        span = self.span(number)
        return [row for row in self.rows if row.index in span]

    def fence(self, number: str, *languages: str) -> Fence | None:
        span = self.span(number)
        return next((fence for fence in self.fences if fence.start in span and fence.language in languages), None)

    def bullets(self, span: Iterable[int]) -> list[Bullet]:
        matches = ((index, _BULLET.fullmatch(self.lines[index])) for index in span)
        return [Bullet(index, match[1], match[2]) for index, match in matches if match]

    def prose(self, span: Iterable[int] | None = None) -> list[int]:
        """Lines of paragraphs and lists, below the table of contents."""
        first = self.span("1").start
        taken = {index for fence in self.fences for index in range(fence.start, fence.end + 1)}
        taken |= {heading.index for heading in self.headings}
        within = range(first, len(self.lines)) if span is None else span
        return [
            index
            for index in within
            if index >= first and index not in taken and self.lines[index] and not self.lines[index].startswith("|")
        ]

    def paragraphs(self) -> list[int]:
        """Lines that are paragraphs of their own and end as a sentence does."""
        return [index for index in self.prose() if re.match(r"[A-Z].*[.]$", self.lines[index])]

    def applies(self, number: str) -> bool:
        """Whether a part is there and does not begin by saying that it does not apply."""
        prose = [line for index in self.span(number) if (line := self.lines[index])]
        return bool(prose) and not prose[0].startswith("Not applicable")


def mentions(page: Page, name: str, span: Iterable[int]) -> list[int]:
    """The lines of `span` where a name stands as a whole word."""
    pattern = re.compile(rf"(?<!\w){re.escape(name)}(?!\w)")
    return [index for index in span if pattern.search(page.lines[index])]


@lru_cache(maxsize=8)
def read(text: str) -> Page:
    """The places of a document's text."""
    tokens = _PARSER.parse(text)
    return Page(
        lines=tuple(text.split("\n")),
        headings=tuple(_headings(tokens)),
        fences=tuple(_fences(tokens)),
        rows=tuple(_rows(tokens)),
    )


def _headings(tokens: list[Token]) -> Iterator[Heading]:
    for token, content in pairwise(tokens):
        if token.type == "heading_open" and token.level == 0 and token.map:
            match = _NUMBERED.fullmatch(content.content)
            number, name = (match[1], match[2]) if match else ("", content.content)
            yield Heading(token.map[0], int(token.tag[1:]), number, name)


def _fences(tokens: list[Token]) -> Iterator[Fence]:
    for token in tokens:
        if token.type == "fence" and token.level == 0 and token.map:
            yield Fence(token.map[0], token.map[1] - 1, token.info.strip())


def _rows(tokens: list[Token]) -> Iterator[Row]:
    for position, token in enumerate(tokens):
        if token.type == "tr_open" and token.map and tokens[position + 1].type == "td_open":
            close = next(n for n in range(position, len(tokens)) if tokens[n].type == "tr_close")
            cells = tuple(cell.content for cell in tokens[position:close] if cell.type == "inline")
            yield Row(token.map[0], cells)
