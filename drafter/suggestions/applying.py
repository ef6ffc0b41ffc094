"""Suggestions, several at once, applied to the text that they were made for."""

from collections.abc import Collection, Iterable, Sequence
from itertools import combinations

from drafter.document.suggestion import Suggestion
from drafter.errors import InputError, UsageError
from drafter.suggestions.questions import Asked, with_questions

__all__ = ["applied", "overlap"]


def applied(text: str, suggestions: Sequence[Suggestion], ids: Collection[int]) -> str:
    """Return a document with the suggestions of these numbers applied.

    Replacements take the place of their words, whatever stands before them; questions go to the section's list.
    Raises UsageError for a number that there is not and for two that change some of the same words, InputError when
    the text is another one than the suggestions were made for.
    """
    by_id = {each.id: each for each in suggestions}
    if unknown := sorted(set(ids) - set(by_id)):
        raise UsageError(f"there is no suggestion {unknown[0]}", hint=f"there are {len(by_id)}: {_listed(by_id)}")
    chosen = [by_id[number] for number in sorted(set(ids))]
    for one, other in combinations(chosen, 2):
        if other.id in one.alternatives or overlap(one, other):
            raise UsageError(
                f"suggestions {one.id} and {other.id} change the same words", hint=f"take one of {one.id}, {other.id}"
            )
    for each in chosen:
        if text[each.start : each.end] != each.quote:
            raise InputError(f"suggestion {each.id} was made for another text", hint="run `drafter review` again")
    edits = sorted((each for each in chosen if each.replacement is not None), key=lambda each: (each.start, each.end))
    asked = [Asked(_moved(each.start, edits), each.question) for each in chosen if each.replacement is None]
    return with_questions(_replaced(text, edits), asked) if asked else _replaced(text, edits)


def overlap(one: Suggestion, other: Suggestion) -> bool:
    """Return whether two suggestions change some of the same words, or write something at the same place."""
    if one.replacement is None or other.replacement is None:
        return False
    if one.start < one.end and other.start < other.end:
        return one.start < other.end and other.start < one.end
    return one.start <= other.end and other.start <= one.end


def _replaced(text: str, edits: Iterable[Suggestion]) -> str:
    made, done = [], 0
    for each in edits:
        made += [text[done : each.start], each.replacement or ""]
        done = each.end
    return "".join(made) + text[done:]


def _moved(at: int, edits: Iterable[Suggestion]) -> int:
    """Return where an offset is when the edits, in the text's order, are made."""
    moved = at
    for each in edits:
        if each.end <= at:
            moved += len(each.replacement or "") - (each.end - each.start)
        elif each.start < at:
            moved -= at - each.start
    return moved


def _listed(numbers: Iterable[int]) -> str:
    return ", ".join(map(str, sorted(numbers))) or "none"
