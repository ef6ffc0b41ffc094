"""Counts what the tests here broke, for the table at the end of a run."""

from collections import Counter
from dataclasses import dataclass, field

__all__ = ["Tally"]


@dataclass
class Tally:
    """What was broken how often, and how many kept answers were asked for again after it."""

    broken: Counter[str] = field(default_factory=Counter)
    paid_twice: Counter[str] = field(default_factory=Counter)

    def count(self, what: str, paid_twice: int) -> None:
        """Count one run that was broken, and check that nothing was paid for twice because of it."""
        self.broken[what] += 1
        self.paid_twice[what] += paid_twice
        assert paid_twice == 0

    def lines(self) -> list[str]:
        """Return the table."""
        rows = [f"{what:<32}{times:>6}{self.paid_twice[what]:>14}" for what, times in self.broken.items()]
        return [f"{'broken':<32}{'times':>6}{'asked again':>14}", *rows]
