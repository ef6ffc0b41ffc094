"""The result of a merge: its changes, and the text with some of them."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Literal

from drafter.frozen import frozen
from drafter.merge.gaps import Joiner
from drafter.merge.steps import Change, GapChange, Piece, Step

__all__ = ["Hunk", "Merge", "Policy"]

Policy = Literal["markers", "ours", "theirs"]
"""What stands in the text for a conflict: both sides between markers, or one of them."""


@frozen
class Hunk:
    """A change that theirs makes to ours."""

    number: int
    """From 1, in the order of the text."""
    line: int
    """The line of ours, from 1, where it begins or before which it is inserted."""
    ours: str
    """Whole lines; empty for an insertion."""
    theirs: str
    """What stands there when it is taken, in whole lines with the line ends of ours; empty for a deletion."""
    is_conflict: bool
    """Whether both sides changed it, or one changed what the other deleted."""


@dataclass(frozen=True)
class Merge:
    """The merge of three texts; of two, nothing of theirs is taken unless asked for."""

    joiner: Joiner
    steps: tuple[Step, ...]

    @cached_property
    def hunks(self) -> tuple[Hunk, ...]:
        """All changes of theirs, in the order of ours."""
        found: list[Hunk] = []
        line = 1
        for step in self.steps:
            match step:
                case Piece(ours=place) if place:
                    line = self.joiner.line_after(place[1])
                case GapChange():
                    found.append(Hunk(len(found) + 1, line, *self.joiner.gaps(step), is_conflict=False))
                case Change():
                    at, line = self._lines(step.ours, line)
                    sides = self.joiner.lines(step.ours), self.joiner.lines(step.theirs)
                    found.append(Hunk(len(found) + 1, at, *sides, step.is_conflict))
        return tuple(found)

    def _lines(self, pieces: Sequence[Piece], line: int) -> tuple[int, int]:
        """Return the line of ours where a change begins, and the line behind it."""
        places = [unit for piece in pieces if piece.ours for unit in piece.ours]
        return (self.joiner.ours.units[places[0]].line, self.joiner.line_after(places[-1])) if places else (line, line)

    @property
    def conflicts(self) -> int:
        """How many hunks are conflicts."""
        return sum(hunk.is_conflict for hunk in self.hunks)

    def text(
        self, policy: Policy = "markers", *, taken: Collection[int] | None = None, refused: Collection[int] = ()
    ) -> str:
        """Return the merged text.

        Hunks in `refused` stay as ours has them. Of the others, those in `taken` are as theirs has them, conflicts
        too; when it is None, all that are no conflicts, or none where there was no base. Conflicts that are in
        neither follow the policy.
        """
        made: list[Piece] = []
        gaps: list[GapChange] = []
        number = 0
        for step in self.steps:
            if isinstance(step, Piece):
                made.append(step)
                continue
            number += 1
            is_conflict = isinstance(step, Change) and step.is_conflict
            is_taken = number in taken if taken is not None else not is_conflict and self.joiner.base is not None
            chosen = "ours" if number in refused else "theirs" if is_taken else policy if is_conflict else "ours"
            if isinstance(step, GapChange):
                gaps += [step] if chosen == "theirs" else []
            elif chosen == "markers":
                made.append(self.joiner.marked(step))
            else:
                made += step.theirs if chosen == "theirs" else step.ours
        return self.joiner.text(made, gaps)
