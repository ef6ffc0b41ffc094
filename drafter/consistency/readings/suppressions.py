"""Comments that suppress findings: `<!-- drafter: ignore NUM102, API: agreed with finance -->`.

Such a comment holds for the line that it stands in. Alone in its line it holds for the block that follows: a heading,
paragraph, list, list item, table or block of code. Before the first heading it holds for the whole document.
"""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence

from drafter.document.page import Block, Fence, Heading, Html, ListBlock, ListItem, Page, Table, Text
from drafter.frozen import frozen
from drafter.patterns import regex

__all__ = ["Span", "Suppression", "suppressions"]

_COMMENT = regex(r"<!--[ \t]*drafter[ \t]*:[ \t]*([\w-]*)([^\r\n]*?)-->", re.IGNORECASE)
_REASON = regex(r"[:;(–—]|\s-")
"""What ends the codes; the reason behind it is for people."""
_CODE = regex(r"[^\s,]+")
_INSTRUCTION = "ignore"

Span = tuple[int, int]
"""Where something begins and ends, exclusive."""


@frozen
class Suppression:
    """A comment that should suppress findings."""

    comment: Text
    instruction: str
    """`ignore`, if it is what it should be."""
    codes: tuple[Text, ...]
    """Codes or their beginnings, as they are written; none for another instruction."""
    span: Span
    """Where the findings begin that it is for."""


def suppressions(page: Page) -> tuple[Suppression, ...]:
    """Return the comments that speak to drafter, in order; those in code are text."""
    matches = list(_COMMENT.finditer(page.text))
    if not matches:
        return ()
    blocks: list[Block] = []
    for part in page.parts:
        blocks += [part.heading, *part.blocks] if part.heading else part.blocks
    found = sorted(_spans(blocks, len(page.text)), key=lambda one: (one[0][0], -one[0][1]))
    code = [span for span, block in found if isinstance(block, Fence)]
    following = [span for span, block in found if not isinstance(block, Html)]
    title = next((span[0] for span, block in found if isinstance(block, Heading)), len(page.text))
    return tuple(
        _suppression(match, page.text, title, following)
        for match in matches
        if not _is_inside(match.start(), code) and not _in_code_span(match, page.text)
    )


def _suppression(match: "re.Match[str]", text: str, title: int, following: Sequence[Span]) -> Suppression:
    instruction = match[1].lower()
    end_of_codes = _REASON.search(match[2])
    said = match[2][: end_of_codes.start()] if end_of_codes else match[2]
    codes = [Text(code[0], code[0], match.start(2) + code.start()) for code in _CODE.finditer(said)]
    return Suppression(
        comment=Text(match[0], match[0], match.start()),
        instruction=instruction,
        codes=tuple(codes) if instruction == _INSTRUCTION else (),
        span=_reach(match, text, title, following),
    )


def _reach(match: "re.Match[str]", text: str, title: int, following: Sequence[Span]) -> Span:
    if match.start() < title:
        return 0, len(text) + 1
    begin, end = _line(match.start(), text)
    if _COMMENT.sub("", text[begin:end]).strip():
        return begin, end
    index = bisect_left(following, (match.end(), 0))
    return following[index] if index < len(following) else (begin, end)


def _spans(blocks: Sequence[Block], end: int) -> Iterator[tuple[Span, Block | ListItem]]:
    """Yield all blocks, and all list items but the first, which its list includes, with where they begin and end."""
    ends = [*(_start(block) for block in blocks[1:]), end]  # one more than blocks, when there are none
    for block, until in zip(blocks, ends, strict=False):
        yield (_start(block), until), block
        if isinstance(block, ListBlock):
            items = [*(_start_of_item(item) for item in block.items[1:]), until]
            for number, (item, last) in enumerate(zip(block.items, items, strict=False)):
                if number:
                    yield (_start_of_item(item), last), item
                yield from _spans(item.blocks, last)


def _start(block: Block) -> int:
    match block:
        case ListBlock() | Table() | Fence():
            return block.start
        case _:
            return block.text.start


def _start_of_item(item: ListItem) -> int:
    return (item.label or item.text).start or (_start(item.blocks[0]) if item.blocks else 0)


def _is_inside(at: int, spans: Sequence[Span]) -> bool:
    index = bisect_right(spans, at, key=lambda span: span[0]) - 1
    return index >= 0 and at < spans[index][1]


def _in_code_span(match: "re.Match[str]", text: str) -> bool:
    begin, _ = _line(match.start(), text)
    return text.count("`", begin, match.start()) % 2 == 1


def _line(at: int, text: str) -> Span:
    """Return where the line of an offset begins and ends, whatever its line end is."""
    begin = max(text.rfind("\n", 0, at), text.rfind("\r", 0, at)) + 1
    ends = [found for mark in "\r\n" if (found := text.find(mark, at)) >= 0]
    return begin, min(ends, default=len(text))
