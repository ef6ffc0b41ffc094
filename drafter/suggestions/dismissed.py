"""Proposals that somebody refused, so that they do not come back in other words."""

from collections.abc import Iterable

from rapidfuzz import fuzz

from drafter.document.suggestion import Candidate
from drafter.document.value import Value
from drafter.suggestions.folding import fold
from drafter.suggestions.meaning import Meaning

__all__ = ["Dismissed", "is_dismissed"]

_SIMILAR = 75.0
"""Of 100: a passage of the same part that was edited since."""
_MOVED = 90.0
"""A passage of another part is the same one only if it is nearly the same, and long enough to be told by its words."""
_FEWEST_LETTERS = 25


class Dismissed(Value):
    """A suggestion that was refused, and why."""

    fingerprint: str
    """The suggestion's."""
    part: str
    """`4.1`; empty outside the template's parts."""
    quote: str
    reason: str
    replacement: str | None
    """None for a question."""
    question: str = ""
    why: str
    time: str
    """ISO 8601."""


def is_dismissed(candidate: Candidate, dismissed: Iterable[Dismissed]) -> bool:
    """Return whether a candidate means what was refused: about the same words, the same change or reason.

    Another number than the one that was refused is another proposal.
    """
    mine = _meaning(candidate)
    return any(
        _is_same_passage(candidate, refused)
        and (mine.is_same_change(_meaning(refused)) or mine.is_for_same_reason(_meaning(refused)))
        for refused in dismissed
    )


def _meaning(of: Candidate | Dismissed) -> Meaning:
    return Meaning(of.quote, of.replacement, of.question, of.reason)


def _is_same_passage(candidate: Candidate, refused: Dismissed) -> bool:
    one, other = fold(candidate.quote).text, fold(refused.quote).text
    likeness = fuzz.ratio(one, other)
    if candidate.part == refused.part:
        return one in other or other in one or likeness >= _SIMILAR
    return min(len(one), len(other)) >= _FEWEST_LETTERS and (likeness >= _MOVED or one in other or other in one)
