"""The usual shapes of blocks, read from their lines; for any other one the parser for all of CommonMark is asked.

A shape is so narrow that no other block of CommonMark with tables can begin with its lines: it begins at the margin,
has no lazy continuation, and ends at a blank line or where another block of the kind goes on.
"""

import re
from collections.abc import Callable, Mapping

from drafter.document.page import Block, Html, ListBlock, ListItem, Paragraph, Table
from drafter.markdown.source import BLANKS, Source

__all__ = ["usual"]

_TEXT = (
    r"(?:[A-Za-z\"'(\[&@$%/\\,;.!?)\]{}^]|[^\x00-\x7f\s]|[0-9](?![0-9]*[.)](?:[ \t]|$))"
    r"|`(?!``)|\*{1,2}(?=[^\s*])|_{1,2}(?=[^\s_]))"
)
"""How a line begins that is running text: no mark of another block, no blank."""
_BEGINS_TEXT = re.compile(_TEXT)
_HEADING = re.compile(r"(#{1,6})[ \t]+([^\s#|](?:[^\n|]*[^\s#|])?)")
"""Without a pipe, with which it may be the head of a table, and without a closing sequence."""
_BULLET = re.compile(rf"([-*+]) (?={_TEXT})")
_ORDINAL = re.compile(rf"[0-9]{{1,9}}([.)]) (?={_TEXT})(?![0-9.)])")
"""Its text does not begin like its mark, with which it would be confused when it is looked for in the line."""
_BEGINS_LIST = re.compile(rf"(?:[-*+]|1[.)]) (?={_TEXT})")
"""Behind running text; there, a list that does not count from 1 is none."""
_ANY_ITEM = re.compile(r"(?:[0-9]+(?=[.)]))?([-*+.)])(?:[ \t]|$)")
_DEEPEST = 4
"""Lists in lists; the parser passes over what is ten levels deep."""
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
    if not (match := _HEADING.fullmatch(source.lines[first].rstrip(BLANKS))):
        return None
    text = source.shown(match[2], match[2], source.starts[first] + match.start(2))
    return source.heading(len(match[1]), text), first + 1


def _paragraph(source: Source, first: int) -> Read | None:
    last = first
    while last < len(source.lines) and _BEGINS_TEXT.match(source.lines[last]):
        last += 1
    if last == first or not source.is_blank(last):
        return None
    running = _running(source, first, last, 0)
    return (Paragraph(source.shown(*running)), last) if running else None


def _running(source: Source, first: int, last: int, column: int) -> tuple[str, str, int] | None:
    """Return the Markdown of running text in some lines, its characters, and where it begins."""
    ending = source.lines[last - 1].rstrip(BLANKS)
    start = source.starts[first] + column
    if ending[-1].isspace():
        return None
    if last == first + 1:
        return ending[column:], ending[column:], start
    lines = [*source.lines[first : last - 1], ending]
    return "\n".join(line[column:] for line in lines), source.text[start : source.starts[last - 1] + len(ending)], start


def _list(source: Source, first: int) -> Read | None:
    read = _items(source, first, 0, 1)
    if read is None:
        return None
    block, number, mark = read
    return (block, number) if _ends_list(source, number, mark) else None


def _items(source: Source, first: int, indent: int, level: int) -> tuple[ListBlock, int, str] | None:
    """Return the list whose marks stand in the column of its first one, the line behind it, and its mark."""
    is_ordered = source.lines[first][indent].isdigit()
    pattern = _ORDINAL if is_ordered else _BULLET
    items: list[ListItem] = []
    mark = ""
    number = first
    while number < len(source.lines):
        line = source.lines[number]
        if not line.strip(BLANKS):
            number += 1
            continue
        match = pattern.match(line, indent)
        if not match or line[:indent].strip(" ") or (mark and match[1] != mark):
            break
        mark = match[1]
        read = _item(source, number, match.end(), level)
        if read is None:
            return None
        item, number = read
        items.append(item)
    return (ListBlock(is_ordered, tuple(items), source.starts[first]), number, mark) if items else None


def _item(source: Source, first: int, inner: int, level: int) -> tuple[ListItem, int] | None:
    """Return the item whose text begins in a column, with the list that follows in that column, and the line behind."""
    last = first + 1
    is_alone = last == len(source.lines) or not source.lines[last].startswith(" ")
    while not is_alone and _goes_on(source, last, inner):
        last += 1
    running = _running(source, first, last, inner)
    if running is None:
        return None
    label, text = source.labelled(*running)
    if is_alone or not _begins_list(source, last, inner):
        return ListItem(label, text), last
    within = _items(source, last, inner, level + 1) if level < _DEEPEST else None
    return (ListItem(label, text, (within[0],)), within[1]) if within else None


def _goes_on(source: Source, number: int, inner: int) -> bool:
    """Return whether a line is more of an item's text, and begins in its column."""
    line = source.lines[number] if number < len(source.lines) else ""
    return line[:inner] == " " * inner and _BEGINS_TEXT.match(line, inner) is not None


def _begins_list(source: Source, number: int, inner: int) -> bool:
    """Return whether a list begins in a column of a line behind running text."""
    line = source.lines[number] if number < len(source.lines) else ""
    return line[:inner] == " " * inner and _BEGINS_LIST.match(line, inner) is not None


def _ends_list(source: Source, number: int, mark: str) -> bool:
    """Return whether a line that is no usual item of a list is none of its lines at all."""
    if number >= len(source.lines):
        return True
    line = source.lines[number]
    item = _ANY_ITEM.match(line)
    return line[0] not in BLANKS and (item is None or item[1] != mark) and source.is_blank(number - 1)


def _table(source: Source, first: int) -> Read | None:
    lines = source.lines
    if first + 1 >= len(lines) or not _DELIMITERS.fullmatch(lines[first + 1].rstrip(BLANKS)):
        return None
    width = lines[first + 1].count("|") - 1
    head = lines[first].rstrip(BLANKS)
    if "\\" in head or head[-1] != "|" or head.count("|") != width + 1:
        return None
    last = first + 2
    while last < len(lines) and lines[last].startswith("|"):
        last += 1
    if not source.is_blank(last) or (last - first) * width > _MOST_CELLS:
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
    return not line.strip(BLANKS).strip(mark) and not line[: line.index(mark)].strip(" ") and line.index(mark) <= 3


def _comment(source: Source, first: int) -> Read | None:
    line = source.lines[first]
    if not line.startswith("<!--") or "-->" not in line or "|" in line:
        return None
    return Html(source.shown(line, line, source.starts[first])), first + 1


def _item_or_text(source: Source, first: int) -> Read | None:
    return _list(source, first) or _paragraph(source, first)


_BY_FIRST: Mapping[str, Callable[[Source, int], Read | None]] = {
    "#": _heading,
    "|": _table,
    "<": _comment,
    "-": _list,
    "+": _list,
    "`": _fence,
    "~": _fence,
    **dict.fromkeys("*0123456789", _item_or_text),
}
