"""A review that is read again: the last one of a document, or one from a file."""

from collections.abc import Collection, Sequence
from pathlib import Path

from pydantic import ValidationError

from drafter.document.suggestion import Review, Suggestion
from drafter.errors import InputError, InputMissing, UsageError
from drafter.text_file import read_text
from drafter.workspace import kept_review

__all__ = ["best_together", "numbers_in", "read_review"]

_MOST_BYTES = 20_000_000
_LONGEST = 20
"""Characters of a number or a range: Python refuses to read very long ones."""


def read_review(document: Path, file: Path | None) -> Review:
    """Return the review in a file, or the last one of a document.

    Raises InputMissing when there is none, InputError for what is none.
    """
    if file is not None:
        text, shown = read_text(file, "review", _MOST_BYTES), str(file)
    else:
        shown = f"the last review of {document}"
        try:
            text = kept_review(document)
        except InputMissing as error:
            raise InputMissing(f"{document}: was not reviewed yet", hint=f"drafter review {document}") from error
    try:
        return Review.model_validate_json(text)
    except ValidationError as error:
        raise InputError(
            f"{shown}: is not a review", hint=f"drafter review {document} --format json -o review.json"
        ) from error


def numbers_in(words: Sequence[str], suggestions: Sequence[Suggestion]) -> list[int]:
    """Return the numbers that an option says: `3,5` or `3-5`. Raises UsageError for what is no suggestion."""
    known = {one.id for one in suggestions}
    chosen: list[int] = []
    for word in (piece.strip() for given in words for piece in given.split(",")):
        first, _, last = word.partition("-")
        if not first.isdecimal() or not (last or first).isdecimal() or len(word) > _LONGEST:
            raise UsageError(f"{word!r} is not the number of a suggestion", hint="numbers are written 3,5 or 3-5")
        chosen += [number for number in sorted(known) if int(first) <= number <= int(last or first)]
        if not known & set(range(int(first), min(int(last or first), max(known, default=0)) + 1)):
            raise UsageError(f"there is no suggestion {word}", hint="drafter review TDD numbers them")
    return list(dict.fromkeys(chosen))


def best_together(suggestions: Sequence[Suggestion], ids: Collection[int]) -> tuple[list[int], list[int]]:
    """Return those of some suggestions that can be taken together, and those that others of them exclude.

    Of alternatives the first computed one is taken, else the first.
    """
    taken: list[int] = []
    excluded: list[int] = []
    for one in sorted((one for one in suggestions if one.id in ids), key=lambda one: (one.judged, one.id)):
        (excluded if set(one.alternatives) & set(taken) else taken).append(one.id)
    return sorted(taken), sorted(excluded)
