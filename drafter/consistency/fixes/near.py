"""Which of some names a name with an error in it is."""

from collections.abc import Iterable

from rapidfuzz.distance import OSA

__all__ = ["nearest"]

_LETTERS_PER_ERROR = 4
"""One letter of so many may be wrong, missing or in the wrong place."""


def nearest(name: str, known: Iterable[str], *, apart: int = 2) -> str:
    """Return the only name that is meant by one that none of them is; empty when it is not certain.

    Every other name has `apart` more errors than the nearest. Plural and singular, and names in code as in words
    (`due_on`, `dueOn`), are the same name.
    """
    names = [other for other in dict.fromkeys(known) if other and other != name]
    same = [other for other in names if _folded(other) == _folded(name)]
    if same:
        return same[0] if len(same) == 1 else ""
    ranked = sorted((OSA.distance(_folded(name), _folded(other)), other) for other in names)
    if not ranked or ranked[0][0] > len(_folded(name)) // _LETTERS_PER_ERROR:
        return ""
    is_clear = len(ranked) == 1 or ranked[1][0] >= ranked[0][0] + apart
    return ranked[0][1] if is_clear else ""


def _folded(name: str) -> str:
    letters = "".join(character for character in name.casefold() if character.isalnum())
    return letters.removesuffix("s")
