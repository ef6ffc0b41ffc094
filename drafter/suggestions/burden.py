"""How much is wrong with a document: what a suggestion must not make more of."""

from collections import Counter
from typing import NamedTuple

from drafter.consistency.checking import check_all
from drafter.document.brief import Brief
from drafter.document.page import Page

__all__ = ["Burden", "burden"]


class Burden(NamedTuple):
    """How many findings there are, counted from the worst severity on; a rule that fails counts as an error."""

    errors: int
    serious: int
    """Errors and warnings."""
    all: int
    """Notes too."""

    def is_more_than(self, other: "Burden") -> bool:
        """Return whether there is more of any of the three, however much less of another."""
        return any(mine > its for mine, its in zip(self, other, strict=True))

    def or_less(self, other: "Burden") -> "Burden":
        """Return the fewer of both, of each of the three."""
        return Burden(*map(min, self, other))


def burden(page: Page, brief: Brief | None) -> Burden:
    """Return how many findings a page has; it takes about a tenth of a second."""
    outcome = check_all(page, brief)
    found = Counter(finding.severity for finding in outcome.findings)
    errors = found["error"] + len(outcome.broken)
    serious = errors + found["warning"]
    return Burden(errors, serious, serious + found["note"])
