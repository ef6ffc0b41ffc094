"""A row of the table."""

from typing import NamedTuple

__all__ = ["Row"]


class Row(NamedTuple):
    """One measure: what was found of drafter and of its peer."""

    id: str
    measure: str
    peer: str
    goal: str
    found: str
    """drafter's ratios."""
    peers: str
    """The peer's."""
    n: str
    met: bool | None
    """None where nothing is judged."""
    why: str = ""
    """Why a goal is missed; empty where it is met."""
