"""The entries of the table of contents."""

from collections.abc import Iterable, Iterator

from drafter.document.page import Block, Heading, ListBlock, ListItem, Page, Text
from drafter.frozen import frozen
from drafter.patterns import regex

__all__ = ["Entry", "entries"]

_LINK = regex(r"\[(?P<words>(?:[^\[\]\\]|\\.)+)\]\(\s*<?#(?P<address>[^)>\s]*)>?[^)]*\)")
_NUMBER = regex(r"(?:\d{1,2}(?:\.\d{1,2})*\.?|[A-Z][.):])\s+(?=\S)")


@frozen
class Entry:
    """A line of the contents."""

    text: Text
    title: str
    """Its words, without a number."""
    address: str
    """Where its link leads, without `#`; empty for an entry without a link."""


def entries(page: Page) -> tuple[Entry, ...]:
    """Return the entries, those of lists in lists as well; none when the contents are no list.

    Below a further heading only links are entries: the contents may be divided, or end there.
    """
    part = page.part("contents")
    if part is None:
        return ()
    divided = next((index for index, block in enumerate(part.blocks) if isinstance(block, Heading)), len(part.blocks))
    before, behind = part.blocks[:divided], part.blocks[divided:]
    return (*_entries(_items(before)), *(entry for entry in _entries(_items(behind)) if entry.address))


def _items(blocks: Iterable[Block]) -> Iterator[ListItem]:
    return (item for block in blocks if isinstance(block, ListBlock) for item in block.items)


def _entries(items: Iterator[ListItem]) -> Iterator[Entry]:
    for item in items:
        text = item.label or item.text
        if text:
            link = _LINK.search(item.text.raw)
            words = _NUMBER.sub("", text.words, count=1)
            yield Entry(text, words, link["address"] if link else "")
        for block in item.blocks:
            if isinstance(block, ListBlock):
                yield from _entries(iter(block.items))
