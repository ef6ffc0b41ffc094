"""Whether a checker found a planted defect: what it says of the mutated document and not of the clean one."""

import re
from collections import Counter
from collections.abc import Iterable

from bench.checker import Finding
from bench.mutations.mutation import Mutation

__all__ = ["new_findings", "points_to"]

NEAR = 3
"""So many lines may lie between a finding and the place that it is about."""


def new_findings(clean: Iterable[Finding], mutated: Iterable[Finding]) -> list[Finding]:
    """The multiset difference by code and message; line numbers in messages are no difference."""
    known = Counter(_identity(finding) for finding in clean)
    fresh = []
    for finding in mutated:
        if known[_identity(finding)]:
            known[_identity(finding)] -= 1
        else:
            fresh.append(finding)
    return fresh


def _identity(finding: Finding) -> tuple[str, str]:
    return finding.code, re.sub(r"\b([Ll]ines?) \d+", r"\1 N", finding.message)


def points_to(finding: Finding, mutation: Mutation) -> bool:
    """Whether one of its lines is near the defect, or its message says one of the defect's words."""
    planted = (*mutation.lines, *mutation.seen_at)
    if any(abs(line - place) <= NEAR for line in finding.lines for place in planted):
        return True
    return any(re.search(rf"(?<!\w){re.escape(word)}(?!\w)", finding.message) for word in mutation.words)
