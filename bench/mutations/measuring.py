"""Plant defects in documents and ask a checker about each."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from random import Random

from bench.checker import Checker, Finding, outputs
from bench.mutations.matching import new_findings, points_to
from bench.mutations.mutation import Mutation, Operator

__all__ = ["CleanDocument", "Trial", "look_at", "trials"]


@dataclass(frozen=True)
class CleanDocument:
    """What the checker says of a document as it is."""

    name: str
    text: str
    findings: tuple[Finding, ...]
    runs: int
    """So many processes were asked for their output."""
    different: int
    """So many different outputs they gave."""


@dataclass(frozen=True)
class Trial:
    """One planted defect and what the checker newly says."""

    operator: Operator
    document: str
    seed: int
    mutation: Mutation
    new: tuple[Finding, ...]

    @property
    def pointed(self) -> bool:
        return any(points_to(finding, self.mutation) for finding in self.new)


def look_at(document: Path, check: Checker, runs: int) -> CleanDocument:
    """Check a document, and let `runs` processes do so as well."""
    text = document.read_text(encoding="utf-8")
    different = len(set(outputs(document, runs)))
    return CleanDocument(document.name, text, tuple(check(text)), runs, different)


def trials(clean: CleanDocument, operators: Sequence[Operator], seeds: int, check: Checker) -> Iterator[Trial]:
    """One for each operator that applies and each different text that it makes."""
    for operator in operators:
        tried: set[str] = set()
        for seed in range(seeds):
            mutation = operator(clean.text, Random(f"{clean.name} {operator.name} {seed}"))
            if mutation is None or mutation.text in tried:
                continue
            tried.add(mutation.text)
            new = new_findings(clean.findings, check(mutation.text))
            yield Trial(operator, clean.name, seed, mutation, tuple(new))
