"""Whether a document stays whole when words of it are replaced."""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import zip_longest
from typing import TypeVar

from markdown_it import MarkdownIt

from drafter.document.page import Block, Fence, Heading, ListBlock, Page, Table
from drafter.patterns import regex
from drafter.suggestions.locating import Span
from drafter.suggestions.places import line_of

__all__ = ["FENCE", "FOREIGN", "HEADINGS", "MARKS", "TABLE", "breaks", "breaks_marks", "brings_in", "fence_at"]

HEADINGS = "would change the headings"
FENCE = "would leave a block of code open"
TABLE = "would break a table"
MARKS = "would break the Markdown around it"
FOREIGN = "would bring in HTML, an image or an address"

_Kind = TypeVar("_Kind", Fence, Table)
_PIPE = regex(r"(?<!\\)\|")
_ADDRESS = regex(r"\b(?:https?|ftp)://[^\s<>)\]\"'`|]+|\bwww\.[^\s<>)\]\"'`|]+", re.IGNORECASE)
_HTML = frozenset({"html_block", "html_inline", "image"})
_INTERACTIVE = regex(r"^\s*(?:click|href|callback|call|links?|accTitle|accDescr)\b|%%|<(?!br/>)", re.MULTILINE)


def breaks(before: Page, after: Page, *, most_headings: int) -> str:
    """Return what a change breaks, empty for nothing: HEADINGS, FENCE or TABLE.

    `most_headings` may be changed, added or removed in a row: none by a model, one by a rule's fix, which may change
    a table's columns as well.
    """
    if _changed(_headings(before), _headings(after)) > most_headings:
        return HEADINGS
    if not most_headings and [part.key for part in before.parts] != [part.key for part in after.parts]:
        return HEADINGS
    if _unclosed(after) > _unclosed(before):
        return FENCE
    tables, others = list(_of(before, Table)), list(_of(after, Table))
    if _ragged(after, others) > _ragged(before, tables):
        return TABLE
    same_columns = _is_within([len(table.header) for table in tables], [len(table.header) for table in others])
    return "" if most_headings or same_columns else TABLE


def breaks_marks(page: Page, span: Span, new: str) -> bool:
    """Return whether a mark of running text loses the one that belongs to it, or a row of a table its line."""
    if fence_at(page, span):
        return False
    old = page.text[span.start : span.end]
    return any((old.count(mark) - new.count(mark)) % 2 for mark in ("`", "**"))


def brings_in(page: Page, span: Span, new: str, also: str) -> bool:
    """Return whether new words hold HTML, an image, or an address that stands neither in the page nor in `also`."""
    fence = fence_at(page, span)
    if fence is not None:
        return fence.language == "mermaid" and bool(_INTERACTIVE.search(new))
    known = page.text + also
    kinds = Counter(_foreign(new))
    if kinds - Counter(_foreign(page.text[span.start : span.end])):
        return True
    return any(address.rstrip(".,;:") not in known for address in (*_ADDRESS.findall(new), *_targets(new)))


def fence_at(page: Page, span: Span) -> Fence | None:
    """Return the block of code that a place is in."""
    return next(
        (fence for fence in _of(page, Fence) if fence.text.start <= span.start and span.end <= fence.text.end), None
    )


def _foreign(words: str) -> Iterator[str]:
    for token in MarkdownIt("commonmark").parse(words):
        yield from (kind.type for kind in (token, *(token.children or ())) if kind.type in _HTML)


def _targets(words: str) -> Iterator[str]:
    for token in MarkdownIt("commonmark").parse(words):
        for child in token.children or ():
            where = str(child.attrs.get("href", ""))
            if where and not where.startswith("#"):
                yield where


def _headings(page: Page) -> list[tuple[int, str]]:
    found = []
    for part in page.parts:
        found += [part.heading] if part.heading else []
        found += [block for block in part.blocks if isinstance(block, Heading)]
    return [(heading.level, heading.text.words) for heading in found]


def _changed(before: Sequence[object], after: Sequence[object]) -> int:
    """Return how many entries in a row differ, on the side that has more of them."""
    first = next((n for n, pair in enumerate(zip_longest(before, after)) if pair[0] != pair[1]), None)
    if first is None:
        return 0
    rest, others = list(before[first:]), list(after[first:])
    while rest and others and rest[-1] == others[-1]:
        rest.pop()
        others.pop()
    return max(len(rest), len(others))


def _unclosed(page: Page) -> int:
    return sum(not fence.closed for fence in _of(page, Fence))


def _ragged(page: Page, tables: Sequence[Table]) -> int:
    """Return how many rows have more or fewer cells than the header, or have lost their table."""
    found = sum(line.lstrip().startswith("|") for _, text in page.prose for line in text.raw.splitlines())
    for table in tables:
        for row in table.rows:
            line = page.text[slice(*line_of(page.text, row[0].start))]
            found += _cells(line) != len(table.header)
    return found


def _cells(line: str) -> int:
    inside = line.strip(" \t>")
    count = len(_PIPE.findall(inside)) + 1
    return count - inside.startswith("|") - bool(re.search(r"(?<!\\)\|$", inside))


def _is_within(few: Sequence[int], many: Sequence[int]) -> bool:
    """Return whether a sequence is another one with nothing taken away."""
    rest = iter(many)
    return all(any(one == other for other in rest) for one in few)


def _of(page: Page, kind: type[_Kind]) -> Iterator[_Kind]:
    return (block for part in page.parts for block in _inside(part.blocks) if isinstance(block, kind))


def _inside(blocks: Sequence[Block]) -> Iterator[Block]:
    for block in blocks:
        yield block
        if isinstance(block, ListBlock):
            for item in block.items:
                yield from _inside(item.blocks)
