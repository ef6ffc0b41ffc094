"""What reading a page leaves over: no text is dropped."""

from collections.abc import Iterable, Iterator
from typing import Generic, TypeVar

from drafter.document.page import Block, Fence, Heading, Html, ListBlock, ListItem, Paragraph, Table, Text
from drafter.frozen import frozen

__all__ = ["Read", "item_texts", "texts"]

Value = TypeVar("Value")


@frozen
class Read(Generic[Value]):
    """A value that was read, and the texts that have no place in it."""

    value: Value
    unread: tuple[Text, ...] = ()


def texts(blocks: Iterable[Block]) -> Iterator[Text]:
    """Yield all texts of blocks in order: headings, code and HTML as well."""
    for block in blocks:
        match block:
            case Heading() | Paragraph() | Fence() | Html():
                yield block.text
            case ListBlock():
                for item in block.items:
                    yield from item_texts(item)
            case Table():
                yield from (cell for row in (block.header, *block.rows) for cell in row if cell.raw)


def item_texts(item: ListItem) -> Iterator[Text]:
    """Yield all texts of a list item and of what stands in it."""
    yield from (text for text in (item.label, item.text) if text.raw)
    yield from texts(item.blocks)
