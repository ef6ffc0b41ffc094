"""Markdown cut into the units that a merge keeps whole, with the blank lines between them."""

from collections.abc import Iterator, Sequence
from itertools import pairwise

from markdown_it.token import Token

from drafter.commonmark import blocks
from drafter.frozen import frozen
from drafter.merge.cells import cells_of
from drafter.merge.items import key_of
from drafter.merge.lines import folded, is_blank, lines_of, without_line_end
from drafter.words import words

__all__ = ["BETWEEN", "Cut", "Node", "Unit", "cut"]

BETWEEN = "\n\0"
"""Tells units from lines of a unit."""
_LISTS = {"bullet_list_open": "list", "ordered_list_open": "numbered list"}


@frozen
class Unit:
    """A heading, paragraph, list item, table row, line of code, or a block of another kind."""

    text: str
    """As it stands in the text, without the last line's end."""
    index: int
    """Its place among the units of its text, from 0."""
    line: int
    """Its first line, from 1."""


@frozen
class Node:
    """A unit by itself, or a list, table or fence with its units."""

    kind: str
    key: str
    """By which it is known when its text changed: a label, a first cell; empty for none."""
    folded: str
    """Its text with LF as line end, and `BETWEEN` for what stands between its units."""
    units: tuple[Unit, ...]
    children: tuple["Node", ...] = ()
    """Empty for a unit by itself."""

    @property
    def first(self) -> int:
        """The index of its first unit."""
        return self.units[0].index


@frozen
class Cut:
    """A text in pieces: gap, unit, gap, ..., unit, gap are the text."""

    nodes: tuple[Node, ...]
    units: tuple[Unit, ...]
    gaps: tuple[str, ...]
    """`gaps[i]` stands before unit i: the end of the line above it and blank lines."""


@frozen
class _Span:
    """Lines that are a unit: from `first` up to `last`, exclusive."""

    first: int
    last: int
    kind: str


@frozen
class _Block:
    """The units of a block; `kind` is empty for a unit by itself."""

    kind: str
    spans: tuple[_Span, ...]


def cut(text: str) -> Cut:
    """Return the units of a text in CommonMark with tables, with any line ends."""
    lines = lines_of(text)
    found = [_trimmed(block, lines) for block in _blocks(lines, blocks(text))]
    units: list[Unit] = []
    gaps: list[str] = []
    nodes: list[Node] = []
    end = 0
    for block in found:
        leaves = []
        for span in block.spans:
            start = without_line_end(lines[end - 1]) if end else ""
            between = lines[end - 1][len(start) :] if end else ""
            gaps.append(between + "".join(lines[end : span.first]))
            whole = "".join(lines[span.first : span.last])
            unit = Unit(without_line_end(whole), len(units), span.first + 1)
            units.append(unit)
            leaves.append(_leaf(span.kind, unit))
            end = span.last
        nodes.append(_container(block.kind, leaves) if block.kind else leaves[0])
    last = lines[end - 1] if end else ""
    gaps.append(last[len(without_line_end(last)) :] + "".join(lines[end:]))
    return Cut(tuple(nodes), tuple(units), tuple(gaps))


def _blocks(lines: Sequence[str], tokens: Sequence[Token]) -> Iterator[_Block]:
    """Yield the blocks in order; what the parser passed over is a block for each line."""
    end = 0
    items = sorted({token.map[0] for token in tokens if token.type == "list_item_open" and token.map})
    for token in tokens:
        if token.level or token.nesting < 0 or not token.map or token.map[0] < end:
            continue
        first, last = token.map[0], min(token.map[1], len(lines))
        yield from _others(lines, end, first)
        yield _block(lines, token, _Span(first, last, token.type.removesuffix("_open")), items)
        end = last
    yield from _others(lines, end, len(lines))


def _others(lines: Sequence[str], first: int, last: int) -> Iterator[_Block]:
    for number in range(first, last):
        if not is_blank(lines[number]):
            yield _Block("", (_Span(number, number + 1, "other"),))


def _block(lines: Sequence[str], token: Token, span: _Span, items: Sequence[int]) -> _Block:
    if token.type in _LISTS:
        starts = [start for start in items if span.first < start < span.last]
        bounds = [span.first, *starts, span.last]
        return _Block(_LISTS[token.type], tuple(_Span(first, last, "item") for first, last in pairwise(bounds)))
    if token.type == "table_open":
        kinds = ("header", "rule", *["row"] * (span.last - span.first))
        rows = zip(range(span.first, span.last), kinds, strict=False)
        return _Block("table", tuple(_Span(number, number + 1, kind) for number, kind in rows))
    if token.type == "fence" and _is_closed(token, lines[span.last - 1], span):
        inside = [number for number in range(span.first + 1, span.last - 1) if not is_blank(lines[number])]
        opening, closing = _Span(span.first, span.first + 1, "opening"), _Span(span.last - 1, span.last, "closing")
        code = tuple(_Span(number, number + 1, "code") for number in inside)
        return _Block(f"fence {token.markup}", (opening, *code, closing))
    return _Block("", (span,))


def _is_closed(token: Token, closing: str, span: _Span) -> bool:
    mark = closing.strip()
    return span.last - span.first > 1 and len(mark) >= len(token.markup) and not mark.strip(token.markup[0])


def _trimmed(block: _Block, lines: Sequence[str]) -> _Block:
    """Return a block whose units end before the blank lines that follow them."""
    spans = []
    for span in block.spans:
        last = span.last
        while last > span.first + 1 and is_blank(lines[last - 1]):
            last -= 1
        spans.append(_Span(span.first, last, span.kind))
    return _Block(block.kind, tuple(spans))


def _leaf(kind: str, unit: Unit) -> Node:
    text = folded(unit.text)
    return Node(kind, _key(kind, text), text, (unit,))


def _container(kind: str, leaves: Sequence[Node]) -> Node:
    text = BETWEEN.join(leaf.folded for leaf in leaves)
    key = leaves[0].folded if kind == "table" else ""
    return Node(kind, key, text, tuple(unit for leaf in leaves for unit in leaf.units), tuple(leaves))


def _key(kind: str, text: str) -> str:
    if kind == "row":
        return words(cells_of(text)[0]).casefold()
    return key_of(text) if kind == "item" else ""
