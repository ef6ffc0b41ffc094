"""The aggregates of 3.4."""

import re
from collections.abc import Iterator
from itertools import zip_longest

from drafter.document.page import ListBlock, ListItem, Page, Text
from drafter.frozen import frozen
from drafter.patterns import regex

__all__ = ["Aggregate", "aggregates"]

_LABEL = regex(r"aggregates?(?:\s+roots?)?|aggregate(?:wurzeln)?", re.IGNORECASE)
_NAMED = regex(r"(?:^|(?<=[.;!?]\s))(?P<name>[^\W\d_a-zäöü][\w-]*(?:\s[\w-]+){0,3}):\s")
_KIND = regex(r"(?:\baggregates?\b|\broot\b|-?aggregat\b)", re.IGNORECASE)


@frozen
class Aggregate:
    """An aggregate with what is said of it."""

    name: Text
    """Without the word "aggregate"."""
    said: str


def aggregates(page: Page) -> tuple[Aggregate, ...]:
    """Return the aggregates that 3.4 names before a colon, in a list item for all or in one for each."""
    part = page.part("3.4")
    items = (item for item in (part.list_items if part else ()) if _LABEL.fullmatch(item.label.words.rstrip(":")))
    return tuple(aggregate for item in items for aggregate in _of(item))


def _of(item: ListItem) -> Iterator[Aggregate]:
    words = item.text.words
    found = list(_NAMED.finditer(words))
    for match, following in zip_longest(found, found[1:]):
        end = following.start() if following else len(words)
        yield from _named(item.text.part(match["name"]), words[match.end() : end])
    for block in item.blocks:
        for inner in block.items if isinstance(block, ListBlock) else ():
            yield from _named(inner.label, inner.text.words) if inner.label else _of(inner)


def _named(text: Text, said: str) -> Iterator[Aggregate]:
    name = _KIND.sub("", text.words).strip(" :`")
    if name:
        yield Aggregate(text.part(name), said)
