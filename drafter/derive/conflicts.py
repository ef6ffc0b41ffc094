"""Pairs of statements that may contradict each other, found by code; a model judges them."""

from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import combinations

from drafter.derive.sources import content_words
from drafter.derive.targets import possible_qualities, required_quantities
from drafter.document.brief import Brief, Quantity
from drafter.document.outline import Quality
from drafter.document.value import Value

__all__ = ["Candidate", "conflict_candidates"]

_SHARED_WORDS = 2
_MOST = 6
_OF_THE_WHOLE = {("retention",), ("availability",), ("recovery",)}
"""Qualities that a brief mostly states once: two values are a candidate whatever words they share."""
_ALL_PAIRS = 150
"""Up to so many required quantities, each is compared with each."""
_GROUP = 30
_MOST_PAIRS = 20_000
_WORLDS = 30
"""Values that differ by a larger factor are about different things."""


class Candidate(Value):
    """Two statements that give one thing two values."""

    id: str
    """`C1`, `C2`, ..."""
    first: str
    second: str
    """Ids of the statements."""
    values: tuple[str, str]
    """The two quantities, verbatim."""
    doubtless: bool = False
    """Both limit a quality that a system has once, such as its retention: worth a question without a judge."""


def conflict_candidates(brief: Brief) -> tuple[Candidate, ...]:
    """Return pairs of statements about the same words with different quantities of one dimension.

    The most words in common come first; no more than a few pairs are returned.
    """
    words = {statement.id: content_words(statement.text) for statement in brief.statements}
    scored: dict[tuple[str, str], tuple[int, Quantity, Quantity]] = {}
    doubtless: set[tuple[str, str]] = set()
    required = required_quantities(brief)
    qualities = {quantity.id: possible_qualities(brief, quantity) for quantity in required}
    for one, other in _pairs(required, qualities, words):
        if one.statement == other.statement or not _comparable(one, other):
            continue
        shared = len((words[one.statement] & words[other.statement]) - content_words(f"{one.text} {other.text}"))
        pair = (one.statement, other.statement)
        if qualities[one.id] == qualities[other.id] and qualities[one.id] in _OF_THE_WHOLE:
            doubtless.add(pair)
        needed = 0 if pair in doubtless else _SHARED_WORDS
        if shared >= needed and shared > scored.get(pair, (-1,))[0]:
            scored[pair] = (shared, one, other)
    best = sorted(scored.items(), key=lambda entry: -entry[1][0])[:_MOST]
    return tuple(
        Candidate(
            id=f"C{number}",
            first=pair[0],
            second=pair[1],
            values=(one.text, other.text),
            doubtless=pair in doubtless,
        )
        for number, (pair, (_, one, other)) in enumerate(best, start=1)
    )


def _pairs(
    quantities: Sequence[Quantity], qualities: dict[str, tuple[Quality, ...]], words: dict[str, frozenset[str]]
) -> Iterator[tuple[Quantity, Quantity]]:
    """Yield the pairs of quantities that may be candidates, in the brief's order.

    These are all pairs of a short brief. Of a long one they are the pairs within groups of one dimension that
    share a word, or a quality that a system has once; a group that is larger than the limit is cut to its
    first members, and a word that most statements hold makes no group.
    """
    if len(quantities) <= _ALL_PAIRS:
        yield from combinations(quantities, 2)
        return
    groups: dict[tuple[str, ...], list[int]] = {}
    for position, quantity in enumerate(quantities):
        if qualities[quantity.id] in _OF_THE_WHOLE:
            groups.setdefault(("", *qualities[quantity.id]), []).append(position)
        for word in words[quantity.statement]:
            groups.setdefault((quantity.dimension, word), []).append(position)
    small = (group[:_GROUP] for key, group in groups.items() if not key[0] or len(group) <= _GROUP)
    shared = Counter(pair for group in small for pair in combinations(group, 2))
    likely = sorted(shared, key=lambda pair: (-shared[pair], pair))[:_MOST_PAIRS]
    yield from ((quantities[one], quantities[other]) for one, other in sorted(likely))


def _comparable(one: Quantity, other: Quantity) -> bool:
    """Tell whether two quantities could be two values of one thing: same dimension, unequal, not worlds apart."""
    if one.dimension != other.dimension or one.base_value == other.base_value:
        return False
    if one.dimension == "count" and one.unit.casefold().rstrip("s") != other.unit.casefold().rstrip("s"):
        return False
    low, high = sorted((abs(one.base_value), abs(other.base_value)))
    return low > 0 and high / low <= _WORLDS
