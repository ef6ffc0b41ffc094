"""Pairs of statements that may contradict each other, found by code; a model judges them."""

from itertools import combinations

from drafter.derive.sources import content_words
from drafter.derive.targets import possible_qualities, required_quantities
from drafter.document.brief import Brief, Quantity
from drafter.document.value import Value

__all__ = ["Candidate", "conflict_candidates"]

_SHARED_WORDS = 2
_MOST = 6
_OF_THE_WHOLE = {("retention",), ("availability",), ("recovery",)}
"""Qualities that a brief mostly states once: two values are a candidate whatever words they share."""
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
    for one, other in combinations(required_quantities(brief), 2):
        if one.statement == other.statement or not _comparable(one, other):
            continue
        shared = len((words[one.statement] & words[other.statement]) - content_words(f"{one.text} {other.text}"))
        qualities = possible_qualities(brief, one), possible_qualities(brief, other)
        pair = (one.statement, other.statement)
        if qualities[0] == qualities[1] and qualities[0] in _OF_THE_WHOLE:
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


def _comparable(one: Quantity, other: Quantity) -> bool:
    """Tell whether two quantities could be two values of one thing: same dimension, unequal, not worlds apart."""
    if one.dimension != other.dimension or one.base_value == other.base_value:
        return False
    if one.dimension == "count" and one.unit.casefold().rstrip("s") != other.unit.casefold().rstrip("s"):
        return False
    low, high = sorted((abs(one.base_value), abs(other.base_value)))
    return low > 0 and high / low <= _WORLDS
