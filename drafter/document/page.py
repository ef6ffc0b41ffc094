"""A document as it stands in a file: its parts and blocks, each with its place in the text.

Nothing of the text is lost: what belongs to no part of the template is a part of its own.
"""

import re
from bisect import bisect_right
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from functools import cached_property
from itertools import accumulate, pairwise
from typing import Any, Literal, NamedTuple, TypeVar

from drafter.frozen import frozen
from drafter.patterns import regex

__all__ = [
    "Block",
    "Fence",
    "Heading",
    "Html",
    "ListBlock",
    "ListItem",
    "Match",
    "Page",
    "Paragraph",
    "Part",
    "Table",
    "Text",
    "line_starts",
]

Match = Literal["exact", "number", "title", "similar", "extra"]
"""How a heading was recognised: as the template has it, by its number, its title, a similar title, or not at all."""

_NEWLINE = regex(r"\r\n?|\n")
_LINE = re.compile(r"[^\n]*+\n")
Made = TypeVar("Made")


class Text(NamedTuple):
    """Some words and where they stand."""

    words: str
    """Without Markdown's marks, in one line; `code spans` keep theirs."""
    raw: str
    """The page's own characters, from `start` to `end`."""
    start: int

    @property
    def end(self) -> int:
        """Where it ends, exclusive."""
        return self.start + len(self.raw)

    def part(self, words: str, offset: int = 0) -> "Text":
        """Return where some of these words stand, this text itself when its marks hide them.

        `offset` is where they begin in `words`: marks before them only move them to the right.
        """
        at = self.raw.find(words, offset)
        return self if at < 0 or not words else Text(words, words, self.start + at)

    def __bool__(self) -> bool:
        return bool(self.words)


@frozen
class Heading:
    """A heading; within a part it names an item."""

    level: int
    text: Text
    number: str
    """`4`, `4.1`, `A`; empty for none."""
    title: str
    """Without the number."""


@frozen
class Paragraph:
    """Running text."""

    text: Text


@frozen
class ListItem:
    """A list item: `- **Label**: text`."""

    label: Text
    """Empty when it has none."""
    text: Text
    blocks: tuple["Block", ...] = ()
    """What follows its first paragraph: lists in it, more paragraphs, fences."""


@frozen
class ListBlock:
    """A list."""

    ordered: bool
    items: tuple[ListItem, ...]
    start: int


@frozen
class Table:
    """A table; every row has as many cells as the header."""

    header: tuple[Text, ...]
    rows: tuple[tuple[Text, ...], ...]
    start: int

    def column(self, title: str) -> int:
        """Return the index of a column by its title, whatever its case and place; -1 for none."""
        folded = [cell.words.casefold() for cell in self.header]
        return folded.index(title.casefold()) if title.casefold() in folded else -1


@frozen
class Fence:
    """A fenced or indented block of code."""

    language: str
    """The first word behind the fence, in lower case."""
    text: Text
    """Its content; `words` and `raw` are the same."""
    start: int
    closed: bool


@frozen
class Html:
    """A block of HTML."""

    text: Text


Block = Heading | Paragraph | ListBlock | Table | Fence | Html


@dataclass(frozen=True)
class Part:
    """A heading and what stands below it, up to the next heading of the template."""

    key: str
    """`4.1`, `13` (what stands right below that section's heading), `A`, `information`, `contents`, `title`;
    `4.modules` for a part that has a title but no number; empty for what is not in the template."""
    section: int
    """0 before the first section."""
    heading: Heading | None
    """None for what stands before the first heading."""
    match: Match
    blocks: tuple[Block, ...]

    @property
    def items(self) -> Iterator[tuple[Heading, tuple[Block, ...]]]:
        """The headings within this part, each with the blocks below it."""
        inside = [index for index, block in enumerate(self.blocks) if isinstance(block, Heading)]
        for first, last in pairwise([*inside, len(self.blocks)]):
            heading = self.blocks[first]
            if isinstance(heading, Heading):
                yield heading, self.blocks[first + 1 : last]

    @cached_property
    def tables(self) -> tuple[Table, ...]:
        """Its tables."""
        return tuple(block for block in self.blocks if isinstance(block, Table))

    @cached_property
    def fences(self) -> tuple[Fence, ...]:
        """Its blocks of code."""
        return tuple(block for block in self.blocks if isinstance(block, Fence))

    @cached_property
    def list_items(self) -> tuple[ListItem, ...]:
        """The items of its lists, without lists in lists."""
        return tuple(item for block in self.blocks if isinstance(block, ListBlock) for item in block.items)

    @cached_property
    def texts(self) -> tuple[Text, ...]:
        """All running text in order: paragraphs, labels, list items and cells, no headings and no code."""
        return tuple(_texts(self.blocks))


@dataclass(frozen=True, eq=False)
class Page:
    """A whole document."""

    name: str
    text: str
    parts: tuple[Part, ...]
    """In the order of the text."""
    _made: dict[Callable[..., Any], Any] = field(default_factory=dict, repr=False)

    def part(self, key: str) -> Part | None:
        """Return the first part with a key."""
        return self._by_key.get(key)

    def once(self, make: "Callable[[Page], Made]") -> Made:
        """Return what a function makes of this page; it is called once a page."""
        if make not in self._made:
            self._made[make] = make(self)
        return self._made[make]  # type: ignore[no-any-return]

    @cached_property
    def prose(self) -> tuple[tuple[Part, Text], ...]:
        """All running text with its part."""
        return tuple((part, text) for part in self.parts for text in part.texts)

    def line_column(self, offset: int) -> tuple[int, int]:
        """Return the line and the column of an offset, both from 1, columns in characters."""
        line = bisect_right(self._line_starts, offset)
        return line, offset - self._line_starts[line - 1] + 1

    @cached_property
    def _by_key(self) -> dict[str, Part]:
        return {part.key: part for part in reversed(self.parts)}

    @cached_property
    def _line_starts(self) -> list[int]:
        return line_starts(self.text)


def line_starts(text: str) -> list[int]:
    """Return where each line of a text begins, with any line ends."""
    if "\r" in text:
        return [0, *(match.end() for match in _NEWLINE.finditer(text))]
    return list(accumulate(map(len, _LINE.findall(text)), initial=0))


def _texts(blocks: tuple[Block, ...]) -> Iterator[Text]:
    for block in blocks:
        match block:
            case Paragraph():
                yield block.text
            case ListBlock():
                for item in block.items:
                    yield from (text for text in (item.label, item.text) if text.words)
                    if item.blocks:
                        yield from _texts(item.blocks)
            case Table():
                yield from (cell for row in block.rows for cell in row if cell.words)
