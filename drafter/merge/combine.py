"""Two changes of the same unit in one, where they are apart."""

from collections.abc import Sequence
from itertools import pairwise

from drafter.merge.align import equal_pairs
from drafter.merge.cells import cells_of, with_cells
from drafter.merge.items import mark_of
from drafter.merge.lines import line_end_of, with_line_ends
from drafter.patterns import regex

__all__ = ["combined"]

_SPACE = " \t\r\n"
"""Any other white space is text."""
_SENTENCE_END = regex(rf"[.!?][\"')\]*_`]*[{_SPACE}]+")
_SPACES = regex(rf"[{_SPACE}]+")
_BLANK_LINE_OR_FENCE = regex(r"(?:\r\n?|\n)[ \t]*(?:\r|\n|```|~~~)")


def combined(kind: str, base: str, ours: str, theirs: str) -> str | None:
    """Return the text of ours with the changes of theirs, None when they touch the same.

    The cells of a row are apart from each other; sentences are when one that nobody changed stands between them.
    """
    match kind:
        case "row" | "header":
            return _row(base, ours, theirs)
        case "rule":
            return ours
        case "paragraph":
            return _sentences(base, ours, theirs)
        case "item":
            return _item(base, ours, theirs)
    return None


def _row(base: str, ours: str, theirs: str) -> str | None:
    sides = cells_of(base), cells_of(ours), cells_of(theirs)
    if len({len(cells) for cells in sides}) > 1:
        return None
    cells = []
    for old, mine, new in zip(*sides, strict=True):
        if mine not in (old, new) and old != new:
            return None
        cells.append(new if mine == old else mine)
    made = with_cells(ours, cells)
    return made if cells_of(made) == tuple(cells) else None


def _item(base: str, ours: str, theirs: str) -> str | None:
    """Return a list item: whoever renumbered the list, its text is merged by itself."""
    if any(_BLANK_LINE_OR_FENCE.search(side) for side in (base, ours, theirs)):
        return None
    marks = [mark_of(side) for side in (base, ours, theirs)]
    old, mine, new = (side[len(mark) :] for side, mark in zip((base, ours, theirs), marks, strict=True))
    mark = marks[2] if marks[0] == marks[1] else marks[1]
    if new in (mine, old):
        return mark + mine
    text = new if mine == old else _sentences(old, mine, new)
    return None if text is None else mark + text


def _sentences(base: str, ours: str, theirs: str) -> str | None:
    end = line_end_of(ours)
    sides = [_split(side) for side in (base, ours, with_line_ends(theirs, end))]
    words = [[_SPACES.sub(" ", sentence).strip(_SPACE) for sentence in side] for side in sides]
    mine, new = dict(equal_pairs(words[0], words[1])), dict(equal_pairs(words[0], words[2]))
    if not mine.keys() & new.keys():
        return None
    made: list[str] = []
    start = [0, 0, 0]
    for index in [*sorted(mine.keys() & new.keys()), len(words[0])]:
        stop = [index, mine.get(index, len(words[1])), new.get(index, len(words[2]))]
        old, own, other = (side[slice(*span)] for side, *span in zip(words, start, stop, strict=True))
        if own not in (old, other) and old != other:
            return None
        made += sides[2][start[2] : stop[2]] if own == old else sides[1][start[1] : stop[1]]
        made += sides[1][stop[1] : stop[1] + 1]
        start = [place + 1 for place in stop]
    return _spaced(made) + ours[len(ours.rstrip(_SPACE)) :]


def _split(text: str) -> list[str]:
    """Return the sentences, each with the white space behind it."""
    bounds = [0, *(match.end() for match in _SENTENCE_END.finditer(text)), len(text)]
    return [text[start:end] for start, end in pairwise(bounds) if start < end]


def _spaced(sentences: Sequence[str]) -> str:
    """Return the sentences with white space between them and none at the end."""
    return "".join(part if part[-1] in _SPACE else f"{part} " for part in sentences).rstrip(_SPACE)
