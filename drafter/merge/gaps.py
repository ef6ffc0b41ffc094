"""The blank lines between the pieces of a merged text."""

from collections.abc import Collection, Iterator, Sequence
from itertools import pairwise

from drafter.frozen import frozen
from drafter.merge.lines import folded, lines_of
from drafter.merge.markers import between_markers
from drafter.merge.steps import Change, GapChange, Piece, Step
from drafter.merge.units import Cut

__all__ = ["Joiner", "with_gap_changes"]

_NO_BLOCK = -(10**9)


@frozen
class Joiner:
    """Joins pieces with what stood between them in ours, else in theirs."""

    base: Cut | None
    ours: Cut
    theirs: Cut
    line_end: str

    def text(self, pieces: Sequence[Piece], taken: Collection[GapChange]) -> str:
        """Return the whole text of some pieces, with other gaps where they are taken."""
        gaps = {change.ours: change.theirs for change in taken}
        start = Piece("", _NO_BLOCK, (-1, -1), (-1, -1))
        end = Piece("", _NO_BLOCK, (len(self.ours.units),) * 2, (len(self.theirs.units),) * 2)
        made = [gap + after.text for gap, after in self._with_gaps([start, *pieces], gaps)]
        return "".join(made) + self._last_gap(pieces[-1] if pieces else start, end, gaps)

    def lines(self, pieces: Sequence[Piece]) -> str:
        """Return some pieces by themselves in whole lines."""
        if not pieces:
            return ""
        made = [gap + after.text for gap, after in self._with_gaps(pieces, {})]
        return pieces[0].text + "".join(made) + self.line_end

    def gaps(self, change: GapChange) -> tuple[str, str]:
        """Return the blank lines of ours and of theirs."""
        return self.ours.gaps[change.ours], self.theirs.gaps[change.theirs]

    def line_after(self, unit: int) -> int:
        """Return the line of ours, from 1, behind a unit of it."""
        return self.ours.units[unit].line + len(lines_of(self.ours.units[unit].text))

    def marked(self, change: Change) -> Piece:
        """Return a conflict with both sides between markers."""
        ours, theirs = change.ours, change.theirs
        return Piece(
            between_markers(self.lines(ours), self.lines(theirs), self.line_end),
            (ours or theirs)[0].block,
            _from_to([piece.ours for piece in ours]),
            _from_to([piece.theirs for piece in theirs]),
        )

    def _with_gaps(self, pieces: Sequence[Piece], gaps: dict[int, int]) -> Iterator[tuple[str, Piece]]:
        return ((self._gap(before, after, gaps), after) for before, after in pairwise(pieces))

    def _gap(self, before: Piece, after: Piece, gaps: dict[int, int]) -> str:
        if before.ours and after.ours and before.ours[1] + 1 == after.ours[0]:
            place = after.ours[0]
            return self.theirs.gaps[gaps[place]] if place in gaps else self.ours.gaps[place]
        if before.theirs and after.theirs and before.theirs[1] + 1 == after.theirs[0]:
            return self.theirs.gaps[after.theirs[0]]
        if before.block == _NO_BLOCK:
            return ""
        return self.line_end if before.block == after.block else self.line_end * 2

    def _last_gap(self, before: Piece, end: Piece, gaps: dict[int, int]) -> str:
        """Return what stands behind the last piece: a final line end that the user took away stays away."""
        last = self.ours.gaps[-1]
        is_last = before.ours is not None and end.ours is not None and before.ours[1] + 1 == end.ours[0]
        if is_last or self.base is None or folded(self.base.gaps[-1]) != folded(last):
            return self.theirs.gaps[-1] if is_last and len(self.ours.units) in gaps else last
        return self.theirs.gaps[-1]


def _from_to(places: Sequence[tuple[int, int] | None]) -> tuple[int, int] | None:
    known = [place for place in places if place is not None]
    return (known[0][0], known[-1][1]) if known else None


def with_gap_changes(steps: Sequence[Step], base: Cut, ours: Cut, theirs: Cut) -> Iterator[Step]:
    """Yield the steps with changes of blank lines that theirs makes where ours has them as the base."""
    places = {-1: (-1, -1), len(ours.units): (len(base.units), len(theirs.units))}
    places |= {mine: (old, new) for mine, old, new in _on_all_sides(steps)}
    for step in steps:
        first = _first_of_ours(step)
        if first is not None:
            yield from _gap_change(first, places, base, ours, theirs)
        yield step
    yield from _gap_change(len(ours.units), places, base, ours, theirs)


def _on_all_sides(steps: Sequence[Step]) -> Iterator[tuple[int, int, int]]:
    """Yield the indices of the units that are on all sides: of ours, of the base, of theirs."""
    for step in steps:
        piece = step.ours[0] if isinstance(step, Change) and step.ours else step
        if isinstance(piece, Piece) and piece.base is not None and piece.ours and piece.theirs:
            yield piece.ours[0], piece.base, piece.theirs[0]


def _first_of_ours(step: Step) -> int | None:
    piece = step.ours[0] if isinstance(step, Change) and step.ours else step
    return piece.ours[0] if isinstance(piece, Piece) and piece.ours else None


def _gap_change(
    after: int, places: dict[int, tuple[int, int]], base: Cut, ours: Cut, theirs: Cut
) -> Iterator[GapChange]:
    if after not in places or after - 1 not in places:
        return
    (old_before, new_before), (old, new) = places[after - 1], places[after]
    if old != old_before + 1 or new != new_before + 1:
        return
    was, mine, now = folded(base.gaps[old]), folded(ours.gaps[after]), folded(theirs.gaps[new])
    if was == mine != now:
        yield GapChange(after, new)
