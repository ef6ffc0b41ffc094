"""Labelled bullets of a page as labels and items of the models."""

from collections.abc import Collection, Iterable, Iterator, Sequence
from itertools import pairwise
from typing import TypeVar

from drafter.document.blocks import Item, Label, Labels
from drafter.document.page import Block, Heading, ListBlock, ListItem, Text
from drafter.document.sections.base import mark_of
from drafter.markdown.absence import MISSING, absence
from drafter.markdown.flow import item_text
from drafter.markdown.places import by_place, by_title
from drafter.markdown.plain import piece, plain, plain_heading
from drafter.markdown.rows import says_none
from drafter.markdown.unread import Read, item_texts, texts
from drafter.patterns import regex

__all__ = ["items", "labels"]

_PLAIN_LABEL = regex(r"([^:]{1,80}?)\s*:(?:\s+|$)")

LabelsType = TypeVar("LabelsType", bound=Labels)
ItemType = TypeVar("ItemType", bound=Item)


def labels(model: type[LabelsType], blocks: Iterable[Block], **others: str) -> Read[LabelsType | None]:
    """Return the labelled bullets, None when there is none; `others` are the model's fields without a label.

    Bullets are found by their labels, else, when there are as many as the template has, by their places. A list below
    a label without text is joined to one.
    """
    wanted = {field: mark.title for field, info in model.model_fields.items() if (mark := mark_of(info, Label))}
    known = {title.casefold() for title in wanted.values()}
    held = [entry for block in blocks for entry in _entries(block, known)]
    labelled = [entry for entry in held if isinstance(entry, ListItem) and entry.label]
    titles = [item.label.words for item in labelled]
    found = by_title(titles, list(wanted.values()))
    if len(titles) == len(wanted):
        found = by_place(found, titles)
    values = {
        field: _value(labelled[place]) if place >= 0 else Read(absence(MISSING))
        for field, place in zip(wanted, found, strict=True)
    }
    used = [labelled[place] for place in found if place >= 0]
    unread = [text for read in values.values() for text in read.unread]
    unread += [text for entry in held if entry not in used for text in _texts(entry)]
    made = model(**{field: read.value for field, read in values.items()}, **others) if used else None
    return Read(made, tuple(unread))


def items(model: type[ItemType], blocks: Sequence[Block]) -> Read[tuple[ItemType, ...] | None]:
    """Return an item for each heading with a known label below it, None when there is neither one nor "None."."""
    starts = [index for index, block in enumerate(blocks) if isinstance(block, Heading)]
    before = blocks[: starts[0]] if starts else blocks
    unread = [*texts(block for block in before if not says_none(block))]
    made = []
    for first, last in pairwise([*starts, len(blocks)]):
        heading = blocks[first]
        if not isinstance(heading, Heading):
            continue
        read = labels(model, blocks[first + 1 : last], name=plain_heading(heading.text))
        made += [read.value] if read.value else []
        unread += [*(() if read.value else (heading.text,)), *read.unread]
    return Read(tuple(made) if made or any(map(says_none, before)) else None, tuple(unread))


def _entries(block: Block, known: Collection[str]) -> Iterator[Block | ListItem]:
    """Yield the items of a list, or the block itself; a known label counts without its bold type."""
    if not isinstance(block, ListBlock):
        yield block
        return
    for item in block.items:
        match = None if item.label else _PLAIN_LABEL.match(item.text.raw)
        if match and match[1].casefold() in known:
            yield ListItem(piece(item.text, 0, match.end(1)), piece(item.text, match.end()), item.blocks)
        else:
            yield item


def _value(item: ListItem) -> Read[str]:
    lists = [block for block in item.blocks if isinstance(block, ListBlock)]
    inner = [entry for block in lists for entry in block.items]
    if item.text or len(lists) < len(item.blocks) or any(entry.blocks for entry in inner):
        return Read(plain(item.text), tuple(texts(item.blocks)))
    return Read("; ".join(map(item_text, inner)))


def _texts(entry: Block | ListItem) -> Iterator[Text]:
    return item_texts(entry) if isinstance(entry, ListItem) else texts([entry])
