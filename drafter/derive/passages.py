"""A document's running text in passages that can be numbered, quoted and changed one by one."""

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from drafter.document.page import Block, ListBlock, ListItem, Page, Paragraph, Part, Table, Text
from drafter.patterns import regex

__all__ = ["Passage", "passages"]


_TITLE = regex(r"(\*\*|__)[^*_]+\1:?")
"""A paragraph that is the title of a list."""
_MOST_MARKS = 3
"""Of one side of a label: bold and italic."""


class Passage(NamedTuple):
    """A paragraph, a list item or a row of a table."""

    part: Part
    text: str
    """The page's own characters."""
    start: int
    """Offset of the first one."""
    columns: str = ""
    """The titles of the columns above a row: `Name | Type`."""

    @property
    def title(self) -> str:
        """The heading that it stands under, with its columns: `4.1 Component Breakdown (Name | Type)`."""
        heading = self.part.heading.text.words if self.part.heading else ""
        return f"{heading} ({self.columns})" if self.columns else heading


def passages(page: Page, parts: Sequence[Part]) -> tuple[Passage, ...]:
    """Return the passages of some parts in order: no headings, no code, no HTML, nothing empty."""
    return tuple(passage for part in parts for passage in _passages(page, part, part.blocks))


def _passages(page: Page, part: Part, blocks: Sequence[Block]) -> Iterator[Passage]:
    for block in blocks:
        match block:
            case Paragraph(text=text) if text and not _TITLE.fullmatch(text.raw):
                yield Passage(part, text.raw, text.start)
            case ListBlock(items=items):
                for item in items:
                    yield from _item(page, part, item)
            case Table(header=header, rows=rows):
                columns = " | ".join(cell.words for cell in header)
                yield from (one._replace(columns=columns) for row in rows for one in _between(page, part, row))


def _item(page: Page, part: Part, item: ListItem) -> Iterator[Passage]:
    yield from _between(page, part, (item.label, item.text))
    yield from _passages(page, part, item.blocks)


def _between(page: Page, part: Part, texts: Sequence[Text]) -> Iterator[Passage]:
    """Yield what stands from the first of some texts to the last, with the marks around a label."""
    if said := [text for text in texts if text]:
        start, end = said[0].start, said[-1].end
        before = page.text[max(start - _MOST_MARKS, 0) : start]
        opened = len(before) - len(before.rstrip("*_"))
        closed = opened if len(said) == 1 and not page.text[end : end + opened].strip("*_") else 0
        yield Passage(part, page.text[start - opened : end + closed], start - opened)
