"""Plant defects in documents and ask a checker about each."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from random import Random
from shutil import copy

from bench.checker import Checker, CheckerFailed, Finding, findings_of
from bench.mutations.matching import new_findings, points_to
from bench.mutations.mutation import Mutation, Operator

__all__ = ["CleanDocument", "Trial", "look_at", "trials"]

_RUNS = 20


@dataclass(frozen=True)
class CleanDocument:
    """What the checker says of a document as it is."""

    place: Path
    text: str
    findings: tuple[Finding, ...]
    identical: bool
    """Whether every run gave the same bytes."""

    @property
    def name(self) -> str:
        return self.place.name


@dataclass(frozen=True)
class Trial:
    """One planted defect and what the checker newly says."""

    operator: Operator
    document: str
    seed: int
    mutation: Mutation
    new: tuple[Finding, ...]
    failure: str = ""
    """What the checker said instead of findings."""

    @property
    def pointed(self) -> bool:
        return any(points_to(finding, self.mutation) for finding in self.new)


def look_at(document: Path, folder: Path, check: Checker) -> CleanDocument:
    """Check a copy in `folder`, where its mutations will stand too, so that all have the same path."""
    place = Path(copy(document, folder))
    outputs = [check(place) for _ in range(_RUNS)]
    text = document.read_text(encoding="utf-8")
    return CleanDocument(place, text, tuple(findings_of(outputs[0])), len(set(outputs)) == 1)


def trials(clean: CleanDocument, operators: Sequence[Operator], seeds: int, check: Checker) -> Iterator[Trial]:
    """One for each operator that applies and each different text that it makes."""
    for operator in operators:
        tried: set[str] = set()
        for seed in range(seeds):
            mutation = operator(clean.text, Random(f"{clean.name} {operator.name} {seed}"))
            if mutation is None or mutation.text in tried:
                continue
            tried.add(mutation.text)
            clean.place.write_text(mutation.text, encoding="utf-8")
            yield _trial(operator, clean, seed, mutation, check)


def _trial(operator: Operator, clean: CleanDocument, seed: int, mutation: Mutation, check: Checker) -> Trial:
    try:
        new = new_findings(clean.findings, findings_of(check(clean.place)))
    except CheckerFailed as failure:
        return Trial(operator, clean.name, seed, mutation, (), str(failure))
    return Trial(operator, clean.name, seed, mutation, tuple(new))
