"""The usual shapes of blocks, read from their lines; for any other one the parser for all of CommonMark is asked.

A shape is so narrow that no other block of CommonMark with tables can begin with its lines: it begins at the margin,
has no lazy continuation, and ends at a blank line or where another block of the kind goes on.
"""

import re
from collections.abc import Callable, Mapping

from drafter.document.page import Block, ListBlock, Paragraph, Table
from drafter.markdown.source import Source

__all__ = ["usual"]

_BLANKS = " \t"
_TEXT = (
    r"(?:[A-Za-z\"'(\[&@$%/\\,;.!?)\]{}^]|[^\x00-\x7f\s]|[0-9](?![0-9]*[.)](?:[ \t]|$))"
    r"|`(?!``)|\*{1,2}(?=[^\s*])|_{1,2}(?=[^\s_]))"
)
"""How a line begins that is running text: no mark of another block, no blank."""
_BEGINS_TEXT = re.compile(_TEXT)
_HEADING = re.compile(r"(#{1,6})[ \t]+([^\s#|](?:[^\n|]*[^\s#|])?)")
"""Without a pipe, with which it may be the head of a table, and without a closing sequence."""
_BULLET = re.compile(rf"([-*+]) (?={_TEXT})")
_ORDINAL = re.compile(rf"[0-9]{{1,9}}([.)]) (?={_TEXT})")
_ANY_BULLET = re.compile(r"([-*+])(?:[ \t]|$)")
_ANY_ORDINAL = re.compile(r"[0-9]+([.)])(?:[ \t]|$)")
_DELIMITERS = re.compile(r"\|(?:[ \t]*:?-+:?[ \t]*\|)+")
_MOST_CELLS = 60_000
"""The parser leaves out rows of a table with more cells than that which are not written."""
_FENCE = re.compile(r"(`{3,})([^`|]*)|(~{3,})([^|]*)")

Read = tuple[Block, int]
"""A block and the line behind it."""


def usual(source: Source, first: int) -> Read | None:
    """Return the block that begins in a line, None when the line is blank or the block has none of these shapes."""
    line = source.lines[first]
    return _BY_FIRST.get(line[0], _paragraph)(source, first) if line else None


def _heading(source: Source, first: int) -> Read | None:
    if not (match := _HEADING.fullmatch(source.lines[first])):
        return None
    text = source.shown(match[2], match[2], source.starts[first] + match.start(2))
    return source.heading(len(match[1]), text), first + 1


def _paragraph(source: Source, first: int) -> Read | None:
    last = first
    while last < len(source.lines) and _is_text(source.lines[last]):
        last += 1
    if last == first or not _is_blank(source, last):
        return None
    start = source.starts[first]
    if last == first + 1:
        raw = markdown = source.lines[first]
    else:
        raw = source.text[start : source.starts[last - 1] + len(source.lines[last - 1])]
        markdown = "\n".join(source.lines[first:last])
    return Paragraph(source.shown(markdown, raw, start)), last


def _is_text(line: str) -> bool:
    return _BEGINS_TEXT.match(line) is not None and not line[-1].isspace()


def _is_blank(source: Source, number: int) -> bool:
    """Return whether a line is blank, or behind the last one."""
    return number >= len(source.lines) or not source.lines[number].strip(_BLANKS)


def _list(source: Source, first: int) -> Read | None:
    line = source.lines[first]
    is_ordered = line[0].isdigit()
    pattern, any_item = (_ORDINAL, _ANY_ORDINAL) if is_ordered else (_BULLET, _ANY_BULLET)
    items = []
    mark = ""
    number = first
    while number < len(source.lines):
        line = source.lines[number]
        if not line.strip(_BLANKS):
            number += 1
            continue
        match = pattern.match(line)
        if not match or line[-1].isspace() or (mark and match[1] != mark):
            break
        mark = match[1]
        raw = line[match.end() :]
        if line.find(raw) != match.end():
            return None
        items.append(source.item(raw, source.starts[number] + match.end()))
        number += 1
    if not items or not _ends_list(source, number, mark, any_item):
        return None
    return ListBlock(is_ordered, tuple(items), source.starts[first]), number


def _ends_list(source: Source, number: int, mark: str, any_item: re.Pattern[str]) -> bool:
    """Return whether a line that is no usual item of a list is none of its lines at all."""
    if number >= len(source.lines):
        return True
    line = source.lines[number]
    item = any_item.match(line)
    return line[0] not in _BLANKS and (item is None or item[1] != mark) and _is_blank(source, number - 1)


def _table(source: Source, first: int) -> Read | None:
    lines = source.lines
    if first + 1 >= len(lines) or not _DELIMITERS.fullmatch(lines[first + 1]):
        return None
    width = lines[first + 1].count("|") - 1
    head = lines[first]
    if "\\" in head or head[-1] != "|" or head.count("|") != width + 1:
        return None
    last = first + 2
    while last < len(lines) and lines[last].startswith("|"):
        last += 1
    if not _is_blank(source, last) or (last - first) * width > _MOST_CELLS:
        return None
    header = source.cells_between_pipes(first, width)
    rows = tuple(source.cells_between_pipes(number, width) for number in range(first + 2, last))
    return Table(header, rows, source.starts[first]), last


def _fence(source: Source, first: int) -> Read | None:
    if not (match := _FENCE.fullmatch(source.lines[first])):
        return _paragraph(source, first)
    markup = match[1] or match[3]
    for number in range(first + 1, len(source.lines)):
        line = source.lines[number]
        if markup in line and _closes(line, markup[0]):
            return source.fence(first, number + 1, markup, match[2] or match[4] or ""), number + 1
    return None


def _closes(line: str, mark: str) -> bool:
    """Return whether a line holds such marks alone, indented by at most three spaces."""
    return not line.strip(_BLANKS).strip(mark) and not line[: line.index(mark)].strip(" ") and line.index(mark) <= 3


def _item_or_text(source: Source, first: int) -> Read | None:
    return _list(source, first) or _paragraph(source, first)


_BY_FIRST: Mapping[str, Callable[[Source, int], Read | None]] = {
    "#": _heading,
    "|": _table,
    "-": _list,
    "+": _list,
    "`": _fence,
    "~": _fence,
    **dict.fromkeys("*0123456789", _item_or_text),
}
