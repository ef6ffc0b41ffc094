"""Which suggestions may be applied together."""

from bisect import bisect_left
from collections import Counter
from collections.abc import Callable, Collection, Sequence
from functools import reduce
from typing import NamedTuple

from drafter.document.suggestion import Suggestion
from drafter.patterns import regex
from drafter.suggestions.applying import overlap
from drafter.suggestions.burden import Burden

__all__ = ["Weighed", "together"]

_FEW = 8
"""Of so many suggestions each pair is tried."""
_FEWER = 4
"""Of more, each pair of so many that change the same word: a word that more of them change says nothing."""
_WORD = regex(r"\d+|[^\W\d_]{3,}")

Weigh = Callable[[Collection[Suggestion]], Burden]
"""What is wrong with the document when some suggestions are applied to it."""


class Weighed(NamedTuple):
    """A suggestion, and what is wrong when it alone is applied."""

    suggestion: Suggestion
    burden: Burden


def together(found: Sequence[Weighed], weigh: Weigh) -> list[Suggestion]:
    """Return the suggestions, in their order, that do not undo what others mend, in pairs and all at once.

    Of two that do not go together the first stays. Alternatives are never applied together; in the trial of all at
    once the first of them stands for the others.
    """
    kept: list[Weighed] = []
    related = _related([each.suggestion for each in found])
    for weighed in found:
        others = (other for other in kept if related(other.suggestion, weighed.suggestion))
        met = (other for other in others if not overlap(other.suggestion, weighed.suggestion))
        if not any(_is_worse([other, weighed], weigh) for other in met):
            kept.append(weighed)
    return [each.suggestion for each in _all_at_once(kept, weigh)]


def _all_at_once(kept: list[Weighed], weigh: Weigh) -> list[Weighed]:
    chosen: list[Weighed] = []
    for each in kept:
        if not any(overlap(each.suggestion, other.suggestion) for other in chosen):
            chosen.append(each)
    dropped: list[Weighed] = []
    while len(chosen) > 2 and _is_worse(chosen, weigh):
        sizes = range(3, len(chosen) + 1)
        at = bisect_left(sizes, True, key=lambda size: _is_worse(chosen[:size], weigh))
        dropped.append(chosen.pop(sizes[at] - 1))
    return [each for each in kept if each not in dropped]


def _is_worse(group: Sequence[Weighed], weigh: Weigh) -> bool:
    """Return whether there is more wrong with all of a group than with one of it alone."""
    least = reduce(Burden.or_less, (each.burden for each in group))
    return weigh([each.suggestion for each in group]).is_more_than(least)


def _related(found: Sequence[Suggestion]) -> Callable[[Suggestion, Suggestion], bool]:
    """Return whether two of these add or take away the same word or number; of few, any two may do."""
    changed = {each.id: _changed(each) for each in found}
    holding = Counter(word for words in changed.values() for word in words)
    telling = {each: {word for word in words if holding[word] <= _FEWER} for each, words in changed.items()}

    def are_related(one: Suggestion, other: Suggestion) -> bool:
        return len(found) <= _FEW or not telling[one.id].isdisjoint(telling[other.id])

    return are_related


def _changed(suggestion: Suggestion) -> set[str]:
    old, new = set(_words(suggestion.quote)), set(_words(suggestion.replacement or ""))
    return set(_words(suggestion.question)) if suggestion.replacement is None else old ^ new


def _words(text: str) -> list[str]:
    return _WORD.findall(text.casefold())
