"""The three-way merge of nodes in a row."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from itertools import groupby

from drafter.frozen import frozen
from drafter.merge.align import aligned
from drafter.merge.combine import combined
from drafter.merge.order import in_order
from drafter.merge.steps import Change, Piece, Step, pieces
from drafter.merge.tables import reshaped
from drafter.merge.units import Node

__all__ = ["merged"]


@frozen
class _Three:
    """A node on three sides."""

    base: Node
    ours: Node
    theirs: Node


def merged(
    base: Sequence[Node],
    ours: Sequence[Node],
    theirs: Sequence[Node],
    block: int | None = None,
    *,
    keep_all: bool = False,
) -> Iterator[Step]:
    """Yield the steps of the merge in the order of ours.

    With `keep_all` each node of ours counts as changed by hand when theirs deleted it.
    """
    order = in_order(base, ours, theirs)
    edited = {
        place: keep_all or base[index].folded != ours[place].folded
        for index, place in order.to_ours.items()
        if index not in order.to_theirs
    }
    gone = {
        place
        for index, place in order.to_theirs.items()
        if index not in order.to_ours and base[index].folded == theirs[place].folded
    }
    changed = {place for index, place in order.to_theirs.items() if index not in order.to_ours} - gone
    stretch = _Stretch(ours, theirs, edited, frozenset(changed), block)
    new = [index for index in order.theirs if index not in gone]
    places = {index: at for at, index in enumerate(new)}
    at = other = 0
    for index in order.base:
        if index not in order.to_ours or index not in order.to_theirs:
            continue
        mine, yours = order.to_ours[index], order.to_theirs[index]
        yield from stretch.steps(range(at, mine), new[other : places[yours]])
        yield from _both(_Three(base[index], ours[mine], theirs[yours]), block)
        at, other = mine + 1, places[yours] + 1
    yield from stretch.steps(range(at, len(ours)), new[other:])


@frozen
class _Stretch:
    """Merges what stands between two nodes that are on all sides."""

    ours: Sequence[Node]
    theirs: Sequence[Node]
    edited: dict[int, bool]
    """Which nodes of ours are of the base and not in theirs, and whether the user changed them."""
    changed: frozenset[int]
    """Which nodes of theirs the user deleted from the base and theirs changed."""
    block: int | None

    def steps(self, mine: Sequence[int], yours: Sequence[int]) -> Iterator[Step]:
        """Yield the steps for some nodes of ours and new ones of theirs.

        Rows and items that both sides added are the same only if they have the same key.
        """
        own = [index for index in mine if index not in self.edited]
        new = [index for index in yours if index not in self.changed]
        pairs = aligned([self.ours[index] for index in own], [self.theirs[index] for index in new], moves=False).pairs
        at = other = 0
        for one, two in pairs.items():
            if self.ours[own[one]].key != self.theirs[new[two]].key:
                continue
            place, match = mine.index(own[one]), yours.index(new[two])
            yield from self._alone(mine[at:place], yours[other:match])
            yield from self._alike(self.ours[own[one]], self.theirs[new[two]])
            at, other = place + 1, match + 1
        yield from self._alone(mine[at:], yours[other:])

    def _alike(self, ours: Node, theirs: Node) -> Iterator[Step]:
        """Yield the steps for what both sides added."""
        if ours.folded == theirs.folded:
            yield from _kept(ours, theirs, self.block)
        else:
            yield self._change([ours], [theirs], is_conflict=True)

    def _alone(self, mine: Sequence[int], yours: Sequence[int]) -> Iterator[Step]:
        if self._clash(mine, yours):
            yield self._change(
                [self.ours[index] for index in mine], [self.theirs[index] for index in yours], is_conflict=True
            )
            return
        new: Sequence[int] = yours
        for deleted, run in groupby(mine, lambda index: index in self.edited):
            nodes = [self.ours[index] for index in run]
            if deleted:
                yield self._change(nodes, [self.theirs[index] for index in new])
                new = ()
            else:
                yield from (piece for node in nodes for piece in pieces(node, self.block))
        if new:
            yield self._change([], [self.theirs[index] for index in new])

    def _clash(self, mine: Sequence[int], yours: Sequence[int]) -> bool:
        """Return whether the two sides changed the same: edited here and deleted there, or code in one place."""
        if any(self.edited.get(index) for index in mine) or any(index in self.changed for index in yours):
            return True
        is_code = any(self.theirs[index].kind == "code" for index in yours)
        return is_code and any(index not in self.edited for index in mine)

    def _change(self, ours: Iterable[Node], theirs: Iterable[Node], *, is_conflict: bool = False) -> Change:
        return Change(
            tuple(piece for node in ours for piece in pieces(node, self.block)),
            tuple(piece for node in theirs for piece in pieces(node, self.block, is_theirs=True)),
            is_conflict,
        )


def _kept(ours: Node, theirs: Node, block: int | None) -> Iterator[Piece]:
    """Yield the pieces of a node that is the same on both sides."""
    for piece, unit in zip(pieces(ours, block), theirs.units, strict=True):
        yield replace(piece, theirs=(unit.index, unit.index))


def _both(node: _Three, block: int | None) -> Iterator[Step]:
    """Yield the steps for a node that is on all sides."""
    if not node.ours.children:
        yield _leaf(node, node.ours.first if block is None else block)
    elif node.ours.kind == "table":
        yield from _table(node)
    elif node.ours.kind.startswith("fence"):
        yield from _fixed(node, 0)
        sides = [side.children[1:-1] for side in (node.base, node.ours, node.theirs)]
        yield from merged(sides[0], sides[1], sides[2], node.ours.first)
        yield from _fixed(node, -1)
    else:
        yield from merged(node.base.children, node.ours.children, node.theirs.children, node.ours.first)


def _fixed(node: _Three, place: int) -> Iterator[Step]:
    """Yield the step for a child that every such block has in this place."""
    three = _Three(node.base.children[place], node.ours.children[place], node.theirs.children[place])
    yield _leaf(three, node.ours.first)


def _table(node: _Three) -> Iterator[Step]:
    if node.ours.folded == node.theirs.folded != node.base.folded:
        yield from _kept(node.ours, node.theirs, node.ours.first)
        return
    shape = reshaped(node.base, node.ours, node.theirs)
    if shape is None:
        ours = tuple(pieces(node.ours, node.ours.first))
        if node.base.folded == node.theirs.folded:
            yield from ours
            return
        theirs = tuple(pieces(node.theirs, node.ours.first, is_theirs=True))
        yield Change(ours, theirs, is_conflict=node.base.folded != node.ours.folded)
        return
    three = _Three(shape.base, node.ours, shape.theirs)
    yield from _fixed(three, 0)
    yield from _fixed(three, 1)
    sides = [side.children[2:] for side in (three.base, three.ours, three.theirs)]
    yield from merged(sides[0], sides[1], sides[2], node.ours.first, keep_all=shape.is_other)


def _leaf(node: _Three, block: int) -> Step:
    base, ours, theirs = node.base, node.ours, node.theirs
    places = (ours.first, ours.first), (theirs.first, theirs.first)
    piece = Piece(ours.units[0].text, block, *places, base.first)
    if theirs.folded in (base.folded, ours.folded):
        return piece
    new = Piece(theirs.units[0].text, block, *places, base.first)
    if base.folded == ours.folded:
        return Change((piece,), (new,))
    text = combined(ours.kind, base.units[0].text, ours.units[0].text, theirs.units[0].text)
    if text is None:
        return Change((piece,), (new,), is_conflict=True)
    return piece if text == ours.units[0].text else Change((piece,), (replace(new, text=text),))
