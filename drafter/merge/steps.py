"""What a merge is made of: pieces that stand, and changes that may be taken or refused."""

from collections.abc import Iterator

from drafter.frozen import frozen
from drafter.merge.units import Node

__all__ = ["Change", "GapChange", "Piece", "Step", "pieces"]


@frozen
class Piece:
    """A unit of the merged text, or several with all between them."""

    text: str
    """Without the last line's end."""
    block: int
    """The same for pieces between which no blank line belongs: items of a list, rows of a table, lines of code."""
    ours: tuple[int, int] | None = None
    """The first and the last unit of ours that it stands for."""
    theirs: tuple[int, int] | None = None
    base: int | None = None
    """The unit of the base that it is on both sides."""


@frozen
class Change:
    """What theirs makes of some pieces of ours; either side may be empty."""

    ours: tuple[Piece, ...]
    theirs: tuple[Piece, ...]
    """For a conflict theirs' own text, else what the two sides make together."""
    is_conflict: bool = False


@frozen
class GapChange:
    """Other blank lines between two units that are neighbours on all sides; indices of gaps."""

    ours: int
    theirs: int


Step = Piece | Change | GapChange


def pieces(node: Node, block: int | None, *, is_theirs: bool = False) -> Iterator[Piece]:
    """Yield a node's units; a node in no block is one of its own."""
    own = (-1 - node.first if is_theirs else node.first) if block is None else block
    for unit in node.units:
        place = unit.index, unit.index
        yield Piece(unit.text, own, theirs=place) if is_theirs else Piece(unit.text, own, ours=place)
