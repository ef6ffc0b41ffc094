"""The entries of the table of contents."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from drafter.document.page import ListBlock, ListItem, Page, Text

__all__ = ["Entry", "entries"]

_LINK = re.compile(r"\[(?P<words>(?:[^\[\]\\]|\\.)+)\]\(\s*<?#(?P<address>[^)>\s]*)>?[^)]*\)")
_NUMBER = re.compile(r"(?:\d{1,2}(?:\.\d{1,2})*\.?|[A-Z][.):])\s+(?=\S)")


@dataclass(frozen=True, slots=True)
class Entry:
    """A line of the contents."""

    text: Text
    title: str
    """Its words, without a number."""
    address: str
    """Where its link leads, without `#`; empty for an entry without a link."""


def entries(page: Page) -> tuple[Entry, ...]:
    """Return the entries, those of lists in lists as well; none when the contents are no list."""
    part = page.part("contents")
    return tuple(_entries(item for item in part.list_items)) if part else ()


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
