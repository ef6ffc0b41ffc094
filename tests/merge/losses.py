"""What of the user's is not in a merged text."""

from collections import Counter
from collections.abc import Iterator

from drafter.merge.cells import cells_of
from drafter.merge.lines import folded

__all__ = ["losses"]


def losses(base: str, ours: str, merged: str) -> list[str]:
    """Return the lines that ours has and base has not, as often, and that are not in the merged text.

    A row is there when each of its cells that is new is, in one row; a paragraph or list item when its new sentences
    are.
    """
    lines, old, made = (Counter(_lines(text)) for text in (ours, base, merged))
    return [
        line
        for line, times in (lines - old).items()
        if made[line] < (times if line not in old else 1) and not _is_merged(line, base, made, merged)
    ]


def _lines(text: str) -> Iterator[str]:
    return (line for line in folded(text).split("\n") if line.strip(" \t"))


def _is_merged(line: str, base: str, made: Counter[str], merged: str) -> bool:
    if "|" in line:
        old = {cell for row in _lines(base) if "|" in row for cell in cells_of(row)}
        new = {cell for cell in cells_of(line) if cell not in old}
        return any(new <= set(cells_of(other)) for other in made)
    sentences = [part.rstrip(".!?") for part in line.lstrip("-*+0123456789.) ").replace("? ", ". ").split(". ")]
    return all(part in base or part in merged for part in sentences if part.strip())
