"""Which suggestions are about a defect that was planted, and whether they mend it."""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from random import Random

from bench.checker import Finding, brief_of
from bench.mutations import OPERATORS, Mutation, Operator
from bench.mutations.matching import points_to
from bench.suggesting.trying import Reviewed, applied_by_hand, first_of_alternatives, reviewed
from drafter.document.suggestion import Suggestion

__all__ = ["Planted", "codes_of", "mutated"]


@dataclass(frozen=True)
class Planted:
    """A document with one defect, and what is proposed for it and not for the document without."""

    document: str
    operator: Operator
    mutation: Mutation
    reviewed: Reviewed
    hits: tuple[Suggestion, ...]
    others: tuple[Suggestion, ...]
    restored: bool
    """One of the hits, or all of them, make the document what it was before, to the letter."""


def mutated(path: Path, clean: Reviewed, seeds: int, operators: Sequence[Operator] = OPERATORS) -> Iterator[Planted]:
    """Yield a document with each defect that has a place in it, reviewed; `seeds` places of each are tried."""
    for operator in operators:
        tried: set[str] = set()
        for seed in range(seeds):
            mutation = operator(clean.text, Random(f"{path.name} {operator.name} {seed}"))
            if mutation is not None and mutation.text not in tried:
                tried.add(mutation.text)
                yield _planted(path, operator, mutation, clean)


def codes_of(suggestion: Suggestion) -> str:
    """Return the codes of the rules that a suggestion rests on."""
    return ", ".join(dict.fromkeys(one.code for one in suggestion.evidence if one.code)) or "-"


def _planted(path: Path, operator: Operator, mutation: Mutation, clean: Reviewed) -> Planted:
    made = reviewed(mutation.text, brief_of(path))
    new = _new(clean.suggestions, made.suggestions)
    hits = [each for each in new if _is_about(mutation, each)]
    texts = {
        applied_by_hand(mutation.text, group) for group in (*([each] for each in hits), first_of_alternatives(hits))
    }
    others = tuple(each for each in new if each not in hits)
    return Planted(path.stem, operator, mutation, made, tuple(hits), others, restored=clean.text in texts)


def _new(clean: Sequence[Suggestion], made: Sequence[Suggestion]) -> list[Suggestion]:
    """Return the multiset difference, by what is said and not by where."""
    known = Counter(map(_identity, clean))
    fresh = []
    for each in made:
        if known[_identity(each)]:
            known[_identity(each)] -= 1
        else:
            fresh.append(each)
    return fresh


def _identity(each: Suggestion) -> tuple[str, str, str, str]:
    return codes_of(each), each.quote, str(each.replacement), each.question


def _is_about(mutation: Mutation, each: Suggestion) -> bool:
    """Return whether a suggestion changes a line near the defect, or words that the defect is about."""
    lines = tuple(range(each.line, each.line + each.quote.count("\n") + 1))
    said = f"{each.quote}\n{each.replacement or each.question}"
    return points_to(Finding(codes_of(each), each.severity, said, lines), mutation)
