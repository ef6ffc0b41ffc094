"""The cells of a table row, and a row with others."""

from collections.abc import Sequence
from itertools import pairwise

from drafter.patterns import regex

__all__ = ["cells_of", "row_of", "with_cells"]

_SPACE = " \t"
_PIPE = regex(r"(?<!\\)\|")


def cells_of(row: str) -> tuple[str, ...]:
    """Return the cells of a row without the white space around them; at least one."""
    return tuple(row[start:end].strip(_SPACE) for start, end in _spans(row))


def row_of(cells: Sequence[str]) -> str:
    """Return a row with these cells."""
    return "| " + " | ".join(cells) + " |"


def with_cells(row: str, cells: Sequence[str]) -> str:
    """Return the row with other cells, of the same number; all around a cell that is the same stays."""
    made = []
    end = 0
    for (start, stop), cell in zip(_spans(row), cells, strict=True):
        inside = row[start:stop]
        if inside.strip(_SPACE) != cell:
            before = len(inside) - len(inside.lstrip(_SPACE)) if inside.strip(_SPACE) else min(1, len(inside))
            after = len(inside.rstrip(_SPACE)) if inside.strip(_SPACE) else before
            inside = (inside[:before] or " ") + cell + (inside[after:] or " ")
        made += [row[end:start], inside]
        end = stop
    return "".join(made) + row[end:]


def _spans(row: str) -> list[tuple[int, int]]:
    """Return where the cells stand, between the pipes; what is outside of the outer pipes is none."""
    bounds = [-1, *(match.start() for match in _PIPE.finditer(row)), len(row)]
    spans = [(first + 1, last) for first, last in pairwise(bounds)]
    if len(spans) > 1 and not row[slice(*spans[0])].strip(_SPACE):
        spans = spans[1:]
    if len(spans) > 1 and not row[slice(*spans[-1])].strip(_SPACE):
        spans = spans[:-1]
    return spans
