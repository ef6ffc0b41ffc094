"""Which node of one text is which of another: equal ones first, then similar ones between them, then moved ones."""

from bisect import bisect_left
from collections import Counter
from collections.abc import Hashable, Iterable, Iterator, Sequence

from rapidfuzz import fuzz
from rapidfuzz.distance import LCSseq

from drafter.frozen import frozen
from drafter.merge.units import Node

__all__ = ["Alignment", "aligned", "equal_pairs"]

_ALIKE = 0.6
_MOVED_ALIKE = 0.8
_SAME_KEY = 0.25
_SAME_UNIQUE_KEY = 0.6
_MOST_COMPARISONS = 4_000
"""Of texts; in a longer stretch without equal nodes only those with the same key are paired."""
_COMPARED = 1_000
"""Characters of a text: comparing takes a time that grows with their square."""
_BY_LINE = frozenset({"code", "opening", "closing"})
"""Kinds that are paired only when they are equal, as lines of code repeat and resemble each other."""

Pair = tuple[int, int]


@frozen
class Alignment:
    """Pairs of indices, each index at most once."""

    pairs: dict[int, int]
    """All of them, moved ones included."""
    moved: frozenset[int]
    """The first of those pairs that are not in the order of the others."""


def aligned(first: Sequence[Node], second: Sequence[Node], *, moves: bool = True) -> Alignment:
    """Return which node of `second` each node of `first` became."""
    texts, others = ([(node.kind, node.folded) for node in nodes] for nodes in (first, second))
    equal = list(equal_pairs(texts, others))
    moved = _equal_anywhere(first, second, dict(equal)) if moves else {}
    ordered = _with_similar(first, second, equal, moved)
    if moves:
        moved |= dict(_moved(first, second, dict(ordered) | moved))
    return Alignment(dict(ordered) | moved, frozenset(moved))


def equal_pairs(first: Sequence[Hashable], second: Sequence[Hashable]) -> Iterator[Pair]:
    """Yield pairs of equal values in order: those that stand once on both sides hold the others in place."""
    at, other = 0, 0
    for start, match in [*_unique_pairs(first, second), (len(first), len(second))]:
        opcodes = LCSseq.opcodes(first[at:start], second[other:match])
        for code in opcodes:
            if code.tag == "equal":
                for step in range(code.src_end - code.src_start):
                    yield at + code.src_start + step, other + code.dest_start + step
        if start < len(first):
            yield start, match
        at, other = start + 1, match + 1


def _unique_pairs(first: Sequence[Hashable], second: Sequence[Hashable]) -> list[Pair]:
    """Return the longest chain of values that stand once on both sides."""
    times, other_times = Counter(first), Counter(second)
    places = {value: index for index, value in enumerate(second) if other_times[value] == 1}
    pairs = [(index, places[value]) for index, value in enumerate(first) if times[value] == 1 and value in places]
    ends: list[int] = []
    chains: list[tuple[Pair, int]] = []
    last: list[int] = []
    for pair in pairs:
        length = bisect_left(ends, pair[1])
        chains.append((pair, last[length - 1] if length else -1))
        ends[length : length + 1] = [pair[1]]
        last[length : length + 1] = [len(chains) - 1]
    found: list[Pair] = []
    at = last[-1] if last else -1
    while at >= 0:
        pair, at = chains[at]
        found.append(pair)
    return found[::-1]


def _with_similar(
    first: Sequence[Node], second: Sequence[Node], equal: Sequence[Pair], moved: dict[int, int]
) -> list[Pair]:
    """Return the pairs of equal nodes with those of similar ones between them, in order."""
    unique = _unique_keys(first) & _unique_keys(second)
    others = frozenset(moved.values())
    found: list[Pair] = []
    at, other = 0, 0
    for start, match in [*equal, (len(first), len(second))]:
        here = [index for index in range(at, start) if index not in moved]
        there = [index for index in range(other, match) if index not in others]
        found += _similar(first, second, here, there, unique)
        if start < len(first):
            found.append((start, match))
        at, other = start + 1, match + 1
    return found


def _unique_keys(nodes: Sequence[Node]) -> frozenset[Hashable]:
    counted = Counter((node.kind, node.key) for node in nodes if node.key)
    return frozenset(key for key, times in counted.items() if times == 1)


def _likeness(first: Node, second: Node, unique: frozenset[Hashable]) -> float:
    """Return how alike two nodes are, 0 for nodes that are not to be paired."""
    if first.kind != second.kind or first.kind in _BY_LINE:
        return 0.0
    likeness = _ratio(first, second)
    if first.key and first.key == second.key:
        likeness += _SAME_UNIQUE_KEY if (first.kind, first.key) in unique else _SAME_KEY
    if first.children:
        return 0.05 + likeness
    return likeness if likeness >= _ALIKE else 0.0


def _ratio(first: Node, second: Node) -> float:
    return fuzz.ratio(first.folded[:_COMPARED], second.folded[:_COMPARED]) / 100


def _similar(
    first: Sequence[Node],
    second: Sequence[Node],
    here: Sequence[int],
    there: Sequence[int],
    unique: frozenset[Hashable],
) -> list[Pair]:
    """Return the pairs, in order, of a stretch without equal nodes that are the most alike together."""
    if not here or not there:
        return []
    if len(here) * len(there) > _MOST_COMPARISONS:
        keys, others = (
            [(nodes[index].kind, nodes[index].key) if nodes[index].key else index for index in indices]
            for nodes, indices in ((first, here), (second, there))
        )
        return [(here[one], there[two]) for one, two in _unique_pairs(keys, others) if first[here[one]].key]
    best = [[0.0] * (len(there) + 1) for _ in range(len(here) + 1)]
    likeness = [[_likeness(first[one], second[two], unique) for two in there] for one in here]
    for row in reversed(range(len(here))):
        for column in reversed(range(len(there))):
            paired = likeness[row][column] + best[row + 1][column + 1] if likeness[row][column] else 0.0
            best[row][column] = max(paired, best[row + 1][column], best[row][column + 1])
    pairs = []
    row = column = 0
    while row < len(here) and column < len(there):
        alike = likeness[row][column]
        if alike and best[row][column] == alike + best[row + 1][column + 1]:
            pairs.append((here[row], there[column]))
            row, column = row + 1, column + 1
        elif best[row][column] == best[row + 1][column]:
            row += 1
        else:
            column += 1
    return pairs


def _moved(first: Sequence[Node], second: Sequence[Node], paired: dict[int, int]) -> Iterator[Pair]:
    """Yield the pairs of what is left over that moved and changed a little."""
    left, right = _left_over(first, paired), _left_over(second, paired.values())
    if len(left) * len(right) > _MOST_COMPARISONS:
        return
    scores = [
        (_ratio(first[one], second[two]), -one, -two)
        for one in left
        for two in right
        if first[one].kind == second[two].kind
    ]
    free, other_free = set(left), set(right)
    for score, one, two in sorted(scores, reverse=True):
        if score < _MOVED_ALIKE:
            return
        if -one in free and -two in other_free:
            free.remove(-one)
            other_free.remove(-two)
            yield -one, -two


def _left_over(nodes: Sequence[Node], paired: Iterable[int]) -> list[int]:
    known = frozenset(paired)
    return [index for index, node in enumerate(nodes) if index not in known and node.kind not in _BY_LINE]


def _equal_anywhere(first: Sequence[Node], second: Sequence[Node], paired: dict[int, int]) -> dict[int, int]:
    """Return those of the left over that are equal to just one on the other side."""
    left, right = _left_over(first, paired), _left_over(second, paired.values())
    texts = [(first[index].kind, first[index].folded) for index in left]
    others = [(second[index].kind, second[index].folded) for index in right]
    times, other_times = Counter(texts), Counter(others)
    places = dict(zip(others, right, strict=True))
    return {
        index: places[text]
        for index, text in zip(left, texts, strict=True)
        if times[text] == 1 and other_times[text] == 1
    }
