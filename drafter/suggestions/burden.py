"""How much is wrong with a document: what a suggestion must not make more of."""

from typing import NamedTuple

from drafter.consistency.checking import check_all
from drafter.consistency.rules import RULES
from drafter.document.brief import Brief
from drafter.document.page import Page

__all__ = ["Burden", "burden"]

_RULES = tuple(rule for rule in RULES if rule.severity != "note")


class Burden(NamedTuple):
    """How many findings there are."""

    errors: int
    """A rule that fails counts as one."""
    all: int
    """Errors and warnings; notes are worth a look, no more."""

    def is_more_than(self, other: "Burden") -> bool:
        """Return whether there are more errors, or more in all."""
        return self.errors > other.errors or self.all > other.all

    def or_less(self, other: "Burden") -> "Burden":
        """Return the fewer of both."""
        return Burden(min(self.errors, other.errors), min(self.all, other.all))


def burden(page: Page, brief: Brief | None) -> Burden:
    """Return how many findings a page has; it takes a few hundredths of a second."""
    outcome = check_all(page, brief, _RULES)
    failed = len(outcome.broken)
    return Burden(
        sum(finding.severity == "error" for finding in outcome.findings) + failed, len(outcome.findings) + failed
    )
