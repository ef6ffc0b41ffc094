"""Pairs of statements that may contradict each other, found by code; a model judges them."""

from itertools import combinations

from drafter.derive.sources import content_words
from drafter.document.brief import Brief, Quantity
from drafter.document.value import Value

__all__ = ["Candidate", "conflict_candidates"]

_SHARED_WORDS = 2
_MOST = 6


class Candidate(Value):
    """Two statements that give one thing two values."""

    id: str
    """`C1`, `C2`, ..."""
    first: str
    second: str
    """Ids of the statements."""
    values: tuple[str, str]
    """The two quantities, verbatim."""


def conflict_candidates(brief: Brief) -> tuple[Candidate, ...]:
    """Return pairs of statements about the same words with different quantities of one dimension.

    The most words in common come first; no more than a few pairs are returned.
    """
    words = {statement.id: content_words(statement.text) for statement in brief.statements}
    scored: dict[tuple[str, str], tuple[int, Quantity, Quantity]] = {}
    for one, other in combinations(brief.quantities, 2):
        if one.statement == other.statement or one.dimension != other.dimension or _agree(one, other):
            continue
        shared = len((words[one.statement] & words[other.statement]) - content_words(f"{one.unit} {other.unit}"))
        pair = (one.statement, other.statement)
        if shared >= _SHARED_WORDS and shared > scored.get(pair, (0,))[0]:
            scored[pair] = (shared, one, other)
    best = sorted(scored.items(), key=lambda entry: -entry[1][0])[:_MOST]
    return tuple(
        Candidate(id=f"C{number}", first=pair[0], second=pair[1], values=(one.text, other.text))
        for number, (pair, (_, one, other)) in enumerate(best, start=1)
    )


def _agree(one: Quantity, other: Quantity) -> bool:
    """Tell whether the two are the same number, or bare counts of different things."""
    if one.dimension == "count" and one.unit.casefold().rstrip("s") != other.unit.casefold().rstrip("s"):
        return True
    return one.base_value == other.base_value
