"""Proposals that somebody refused, so that they do not come back in other words."""

from collections.abc import Iterable

from rapidfuzz import fuzz

from drafter.document.page import Page
from drafter.document.suggestion import Candidate
from drafter.document.value import Value
from drafter.suggestions.folding import fold, is_inside_word
from drafter.suggestions.locating import Span, occurrences
from drafter.suggestions.meaning import Meaning
from drafter.suggestions.structure import fence_at

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


def is_dismissed(candidate: Candidate, dismissed: Iterable[Dismissed], page: Page | None = None) -> bool:
    """Return whether a candidate means what was refused: about the same words, the same change or reason.

    Another number or name than the one that was refused is another proposal. The reason of what a rule computed is
    the same for all that it finds, and says nothing. With the page, on which the candidate has its place, a passage
    that still stands elsewhere is not the candidate's, and a change of code is told by every word.
    """
    place = None if page is None or candidate.start is None else Span(candidate.start, _end(candidate))
    in_code = page is not None and place is not None and fence_at(page, place) is not None
    mine = Meaning.of(candidate, in_code=in_code)
    return any(
        _is_same_passage(candidate, refused, page, place) and _is_same(candidate, mine, _said(refused))
        for refused in dismissed
    )


def _end(candidate: Candidate) -> int:
    return (candidate.start or 0) + len(candidate.quote)


def _said(refused: Dismissed) -> Meaning:
    return Meaning(refused.quote, refused.replacement, refused.question, refused.reason)


def _is_same(candidate: Candidate, mine: Meaning, its: Meaning) -> bool:
    return mine.is_same_change(its) or (
        candidate.judged and (mine.is_for_same_reason(its) or mine.is_half_the_same(its))
    )


def _is_same_passage(candidate: Candidate, refused: Dismissed, page: Page | None, place: Span | None) -> bool:
    one, other = fold(candidate.quote).text, fold(refused.quote).text
    is_here = candidate.part == refused.part
    if not is_here and min(len(one), len(other)) < _FEWEST_LETTERS:
        return False
    if _is_within(one, other) or _is_within(other, one):
        return True
    was_edited = page is None or not _stands_elsewhere(page, refused.quote, place)
    return was_edited and fuzz.ratio(one, other) >= (_SIMILAR if is_here else _MOVED)


def _is_within(few: str, many: str) -> bool:
    """Return whether some words hold others, from the beginning of a word to the end of one."""
    at = many.find(few)
    while at >= 0 and is_inside_word(many, at, at + len(few)):
        at = many.find(few, at + 1)
    return at >= 0


def _stands_elsewhere(page: Page, quote: str, place: Span | None) -> bool:
    found = occurrences(page.text, quote, [Span(0, len(page.text))]) if quote else ()
    return any(place is None or span.end <= place.start or place.end <= span.start for span in found)
