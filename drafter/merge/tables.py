"""Tables whose columns the user inserted, removed, renamed or reordered."""

from collections.abc import Sequence
from dataclasses import replace

from drafter.frozen import frozen
from drafter.merge.cells import cells_of, row_of
from drafter.merge.units import BETWEEN, Node, Unit
from drafter.words import words

__all__ = ["Reshaped", "reshaped"]

Columns = tuple[int | None, ...]
"""For each column of ours its place on another side, None for none."""


@frozen
class Reshaped:
    """Two tables with the columns of ours."""

    base: Node
    theirs: Node
    is_other: bool
    """Whether the columns of ours are others than those of the base."""


def reshaped(base: Node, ours: Node, theirs: Node) -> Reshaped | None:
    """Return base and theirs with the columns of ours, None when they cannot be mapped or theirs has other columns.

    Columns are found by their titles; one that is new in ours, when one of the base is gone, was renamed.
    """
    old, mine, new = (_head(side) for side in (base, ours, theirs))
    if len(old) == len(mine) == len(new) and _is_renamed(old, mine) and _is_renamed(old, new):
        return Reshaped(base, theirs, is_other=False)
    if old == mine or any(len(set(titles)) < len(titles) for titles in (old, mine, new)):
        return None
    added, removed = [title for title in mine if title not in old], [title for title in old if title not in mine]
    if added and removed:
        if len(added) > 1 or len(removed) > 1 or added[0] in new:
            return None
        mine = tuple(removed[0] if title == added[0] else title for title in mine)
    if not set(old) & set(mine) <= set(new) <= set(old) | set(mine) or not set(old) & set(mine):
        return None
    return Reshaped(
        _with_columns(base, ours, _columns(mine, old)), _with_columns(theirs, ours, _columns(mine, new)), is_other=True
    )


def _head(table: Node) -> tuple[str, ...]:
    return tuple(words(cell).casefold() for cell in cells_of(table.children[0].folded))


def _is_renamed(old: Sequence[str], new: Sequence[str]) -> bool:
    """Return whether each column is where it was; as many columns may have another name in the same place."""
    return all(one == two or (one not in new and two not in old) for one, two in zip(old, new, strict=True))


def _columns(mine: Sequence[str], other: Sequence[str]) -> Columns:
    return tuple(other.index(title) if title in other else None for title in mine)


def _with_columns(table: Node, ours: Node, columns: Columns) -> Node:
    header, rule = ours.children[:2]
    titles = cells_of(header.folded)
    children = [
        _with_row(table.children[0], columns, titles),
        replace(rule, units=(replace(rule.units[0], index=table.children[1].first),)),
        *(_with_row(row, columns, [""] * len(columns)) for row in table.children[2:]),
    ]
    units = tuple(unit for child in children for unit in child.units)
    return replace(
        table, units=units, children=tuple(children), folded=BETWEEN.join(child.folded for child in children)
    )


def _with_row(row: Node, columns: Columns, missing: Sequence[str]) -> Node:
    cells = cells_of(row.folded)
    text = row_of(
        [
            cells[place] if place is not None and place < len(cells) else other
            for place, other in zip(columns, missing, strict=True)
        ]
    )
    unit: Unit = replace(row.units[0], text=text)
    return replace(row, folded=text, units=(unit,))
