"""Where the columns or labels of the template stand, whatever was moved or translated."""

from collections.abc import Sequence

__all__ = ["by_place", "by_title"]


def by_title(titles: Sequence[str], wanted: Sequence[str]) -> tuple[int, ...]:
    """Return for each wanted title its index among the titles, whatever their case; -1 when it is not there."""
    folded = [title.rstrip(" :").casefold() for title in titles]
    return tuple(folded.index(title.casefold()) if title.casefold() in folded else -1 for title in wanted)


def by_place(found: Sequence[int], titles: Sequence[str]) -> tuple[int, ...]:
    """Return the same indices with, for each title that was not found, the unknown one in its place."""
    free = {index for index, title in enumerate(titles) if title and index not in found}
    return tuple(index if place < 0 and index in free else place for index, place in enumerate(found))
