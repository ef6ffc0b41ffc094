"""What Markdown does not keep: the numbers of list items as they are written, and tables that are shown as text."""

from collections.abc import Iterator, Sequence
from itertools import pairwise

from drafter.document.page import Block, ListBlock, ListItem, Page, Paragraph, Text
from drafter.frozen import frozen
from drafter.patterns import regex

__all__ = ["LostTable", "Step", "lost_tables", "steps"]

_NUMBER = regex(r"[ \t>]*(?:[-*+][ \t]+)?(\d{1,4})[.)][ \t]*(?:\*\*|__)?$")
_RULE = regex(r"\|?(?:\s*:?-+:?\s*\|)+\s*(?::?-+:?)?\s*$")
_FEWEST_BARS = 2


@frozen
class Step:
    """An item of a numbered list."""

    number: int
    at: Text


@frozen
class LostTable:
    """Lines that look like a table and are none."""

    header: Text
    rule: bool
    """Whether one of its lines is the line below a header."""


def steps(page: Page) -> tuple[tuple[Step, ...], ...]:
    """Return the items of each numbered list; a list that goes on behind something else is one with what it goes on.

    Lists that let Markdown count, with one number for all, are left out.
    """
    found = []
    for part in page.parts:
        if part.key != "contents":
            found += [run for run in _runs(page, part.blocks) if len({step.number for step in run}) > 1]
    return tuple(found)


def _runs(page: Page, blocks: Sequence[Block]) -> Iterator[tuple[Step, ...]]:
    run: list[Step] = []
    for block in blocks:
        if not isinstance(block, ListBlock):
            continue
        for item in block.items:
            yield from _runs(page, item.blocks)
        listed = list(_steps(page, block)) if block.ordered else []
        if listed and listed[0].number <= 1:
            yield tuple(run)
            run = []
        run += listed
    yield tuple(run)


def _steps(page: Page, block: ListBlock) -> Iterator[Step]:
    for item in block.items:
        text = _first(item)
        line = page.text[page.text.rfind("\n", 0, text.start) + 1 : text.start]
        if text and (match := _NUMBER.match(line)):
            yield Step(int(match[1]), text)


def _first(item: ListItem) -> Text:
    return item.label or item.text


def lost_tables(page: Page) -> tuple[LostTable, ...]:
    """Return the paragraphs of which two lines or more begin and end with a bar."""
    if "\n|" not in page.text:
        return ()
    found: list[LostTable] = []
    for part in page.parts:
        for block in part.blocks:
            if isinstance(block, Paragraph) and "\n" in block.text.raw and block.text.raw.count("|") > _FEWEST_BARS:
                found += _lost(block.text)
    return tuple(found)


def _lost(text: Text) -> Iterator[LostTable]:
    lines = [line.strip() for line in text.raw.splitlines()]
    barred = [line.startswith("|") and line.endswith("|") and line.count("|") > 1 for line in lines]
    first = next((n for n, (one, other) in enumerate(pairwise(barred)) if one and other), -1)
    if first >= 0:
        yield LostTable(text.part(lines[first]), any(_RULE.match(line) for line in lines[first:]))
