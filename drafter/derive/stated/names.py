"""Names as a document lists them, and which of them is which of an earlier state."""

from collections.abc import Iterable, Mapping, Sequence
from typing import TypeVar

from rapidfuzz import fuzz, process

from drafter.patterns import regex

__all__ = ["bare", "distinct", "in_order", "names_in", "nearest", "renamed"]

_SEPARATOR = regex(r"(\s*[,;]\s*(?:and\s+|und\s+)?|\s+(?:and|und|&)\s+)")
_MOST_PIECES = 60
"""A list of names that is longer is a text."""
_ALIKE = 60.0
_SAME = 88.0
"""Of 100: from here on two spellings are one name."""

Value = TypeVar("Value")


def bare(name: str, most: int = 60) -> str:
    """Return a name without marks of code around it, in one line and at most so long; it may be empty."""
    return " ".join(name.replace("`", " ").split())[:most].strip()


def distinct(names: Iterable[str]) -> list[str]:
    """Return the names that are not empty, each once whatever its case."""
    seen: dict[str, str] = {}
    for name in names:
        if name:
            seen.setdefault(name.casefold(), name)
    return list(seen.values())


def names_in(text: str, known: Iterable[str]) -> tuple[str, ...]:
    """Return the names of a list such as "Cache, Queue and Store"; a known name may hold a comma itself."""
    spelling = {name.casefold(): name for name in known}
    pieces = _SEPARATOR.split(text.replace("`", "").strip().rstrip("."))
    if len(pieces) > _MOST_PIECES:
        return ()
    found: list[str] = []
    at = 0
    while at < len(pieces):
        end = next(
            (end for end in range(len(pieces), at, -2) if "".join(pieces[at:end]).strip().casefold() in spelling),
            at + 1,
        )
        name = "".join(pieces[at:end]).strip()
        found.append(spelling.get(name.casefold(), name))
        at = end + 1
    return tuple(distinct(found))


def nearest(name: str, known: Iterable[str]) -> str:
    """Return the known name that this one is, but for its case and a slip; empty for none."""
    folded = {other: other.casefold() for other in known}
    exact = next((other for other, word in folded.items() if word == name.casefold()), "")
    if exact or not name:
        return exact
    found = process.extractOne(name.casefold(), folded, scorer=fuzz.ratio, score_cutoff=_SAME)
    return str(found[2]) if found else ""


def renamed(before: Mapping[str, str], now: Mapping[str, str]) -> dict[str, str]:
    """Return what each earlier name is called now; names that are gone are left out.

    Both map names to what else is said of them. A thing is the same by its name, else by what is said of it, else
    when it is the only one left and has kept its place or looks alike.
    """
    by_name = {name.casefold(): name for name in now}
    found = {name: by_name[name.casefold()] for name in before if name.casefold() in by_name}
    for key, others in _by_trait(before, found).items():
        same = _by_trait(now, set(found.values())).get(key, [])
        if len(others) == len(same) == 1:
            found[others[0]] = same[0]
    left = [name for name in before if name not in found]
    taken = set(found.values())
    right = [name for name in now if name not in taken]
    if len(left) == len(right) == 1 and _may_be(left[0], right[0], list(before), list(now)):
        found[left[0]] = right[0]
    return found


def in_order(now: Sequence[Value], before: Sequence[str], names: Mapping[str, str]) -> list[Value]:
    """Return values in an earlier order; `names` maps what `str` says of a value to its earlier name.

    What is new stays behind what it stands behind.
    """
    place = {name: float(index) for index, name in enumerate(before)}
    keys: list[tuple[float, int]] = []
    last = -1.0
    for index, value in enumerate(now):
        last = place.get(names.get(str(value), ""), last)
        keys.append((last, index))
    return [now[index] for _, index in sorted(keys)]


def _by_trait(names: Mapping[str, str], without: Iterable[str]) -> dict[str, list[str]]:
    taken = set(without)
    grouped: dict[str, list[str]] = {}
    for name, trait in names.items():
        if trait and name not in taken:
            grouped.setdefault(" ".join(trait.casefold().split()), []).append(name)
    return grouped


def _may_be(name: str, other: str, before: Sequence[str], now: Sequence[str]) -> bool:
    at_same_place = before.index(name) == now.index(other) and len(before) == len(now)
    return at_same_place or fuzz.ratio(name.casefold(), other.casefold()) >= _ALIKE
