"""Candidates as a rule's fix and as a model give them."""

from drafter.document.finding import Severity
from drafter.document.suggestion import Candidate

__all__ = ["REASON", "asked", "fixed", "proposed"]

REASON = "Nobody can test this without a figure."


def proposed(
    quote: str, replacement: str, reason: str = REASON, *, part: str = "", severity: Severity = "warning"
) -> Candidate:
    """A model's change."""
    return Candidate(
        part=part,
        severity=severity,
        category="testable",
        quote=quote,
        replacement=replacement,
        reason=reason,
        judged=True,
    )


def asked(quote: str, question: str, reason: str = REASON, *, part: str = "") -> Candidate:
    """A model's question."""
    return Candidate(
        part=part,
        severity="note",
        category="complete",
        quote=quote,
        replacement=None,
        question=question,
        reason=reason,
        judged=True,
    )


def fixed(text: str, quote: str, replacement: str, *, nth: int = 1, severity: Severity = "error") -> Candidate:
    """A rule's fix for the n-th occurrence of some words of a text."""
    start = -1
    for _ in range(nth):
        start = text.index(quote, start + 1)
    return Candidate(
        part="",
        severity=severity,
        category="consistent",
        quote=quote,
        start=start,
        replacement=replacement,
        reason="the name is written in another way in 4.1",
    )
