"""What a check found in a document, as all reports take it."""

from collections import Counter
from collections.abc import Iterable
from typing import Protocol

from drafter.document.finding import SEVERITIES, BrokenRule, Finding, Severity
from drafter.document.page import Page
from drafter.frozen import frozen

__all__ = ["Checked", "Graded", "counts"]


class Graded(Protocol):
    """A finding or a suggestion."""

    @property
    def severity(self) -> Severity:
        """How bad it is."""


@frozen
class Checked:
    """A document, and what was found in it."""

    page: Page
    """Its name is that of the command line, `-` for standard input."""
    findings: tuple[Finding, ...]
    suppressed: int = 0
    """By comments in the document."""
    known: int = 0
    """Of the baseline."""
    broken: tuple[BrokenRule, ...] = ()
    """Rules that failed, so that what they would find is not known."""


def counts(findings: Iterable[Graded]) -> dict[str, int]:
    """Return how many findings, or suggestions, there are of each severity."""
    found = Counter(finding.severity for finding in findings)
    return {severity: found[severity] for severity in SEVERITIES}
