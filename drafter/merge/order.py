"""The order in which three texts are merged: that of the user, with the other two brought into it."""

from collections.abc import Sequence

from drafter.frozen import frozen
from drafter.merge.align import aligned
from drafter.merge.units import Node

__all__ = ["Ordered", "in_order"]


@frozen
class Ordered:
    """What became of each node of the base, and the order of base and theirs; ours has its own."""

    base: tuple[int, ...]
    theirs: tuple[int, ...]
    to_ours: dict[int, int]
    """From base."""
    to_theirs: dict[int, int]
    """From base; it rises along `base` as `to_ours` does."""


def in_order(base: Sequence[Node], ours: Sequence[Node], theirs: Sequence[Node]) -> Ordered:
    """Return an order in which nothing that is paired on both sides crosses.

    What the user moved stays where the user put it. What theirs moved moves when the user left it as it was: it is
    then deleted from one place and inserted in the other; else it stays.
    """
    to_ours, to_theirs = aligned(base, ours), aligned(base, theirs)
    order = _base_order(len(base), to_ours.pairs, to_ours.moved)
    pairs = {
        index: place
        for index, place in to_theirs.pairs.items()
        if index not in to_theirs.moved
        or index in to_ours.moved
        or index not in to_ours.pairs
        or base[index].folded != ours[to_ours.pairs[index]].folded
    }
    crossing = to_ours.moved | to_theirs.moved
    chain = {index: place for index, place in pairs.items() if index not in crossing}
    sequence = list(range(len(theirs)))
    for at, index in enumerate(order):
        if index not in pairs or index in chain:
            continue
        place = pairs[index]
        before = next((chain[other] for other in reversed(order[:at]) if other in chain), None)
        after = next((chain[other] for other in order[at + 1 :] if other in chain), None)
        if not _is_between(sequence, before, place, after):
            sequence.remove(place)
            sequence.insert(0 if before is None else sequence.index(before) + 1, place)
        chain[index] = place
    return Ordered(tuple(order), tuple(sequence), to_ours.pairs, pairs)


def _base_order(length: int, to_ours: dict[int, int], moved: frozenset[int]) -> list[int]:
    """Return the base in the order of ours; what ours deleted stands behind what it stood behind."""
    order = sorted(to_ours, key=lambda index: to_ours[index])
    place = 0
    for index in range(length):
        if index not in to_ours:
            order.insert(place, index)
        if index not in moved:
            place = order.index(index) + 1
    return order


def _is_between(sequence: Sequence[int], before: int | None, place: int, after: int | None) -> bool:
    at = sequence.index(place)
    return (before is None or sequence.index(before) < at) and (after is None or at < sequence.index(after))
