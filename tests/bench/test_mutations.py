from pathlib import Path
from random import Random

import pytest

from bench.mutations import HELD_OUT, KNOWN, OPERATORS, Mutation, Operator

DOCUMENTS = {path.stem: path.read_text(encoding="utf-8") for path in sorted(Path("fixtures/documents").glob("*.md"))}
SEEDS = range(5)


def planted(operator: Operator) -> list[tuple[str, Mutation]]:
    mutations = [(text, operator(text, Random(seed))) for text in DOCUMENTS.values() for seed in SEEDS]
    return [(text, mutation) for text, mutation in mutations if mutation]


def changed_span(before: list[str], after: list[str]) -> range:
    """The lines of `after` between what both have at their beginning and at their end."""
    shorter = min(len(before), len(after))
    start = next((n for n in range(shorter) if before[n] != after[n]), shorter)
    end = next((n for n in range(shorter - start) if before[-1 - n] != after[-1 - n]), shorter - start)
    return range(start, len(after) - end)


def test_there_are_operators_enough_to_measure_with_and_to_hold_out() -> None:
    assert len(KNOWN) >= 36
    assert len(HELD_OUT) >= 12


def test_every_operator_has_a_name_of_its_own() -> None:
    assert len({operator.name for operator in OPERATORS}) == len(OPERATORS)


def test_every_family_is_held_out_in_part() -> None:
    assert {operator.family for operator in HELD_OUT} == {operator.family for operator in KNOWN}


def test_the_groups_are_what_their_operators_say() -> None:
    assert {operator.group for operator in KNOWN} == {"known"}
    assert {operator.group for operator in HELD_OUT} == {"held out"}


@pytest.mark.parametrize("operator", OPERATORS, ids=lambda operator: operator.name)
def test_an_operator_changes_a_document_where_it_says(operator: Operator) -> None:
    mutations = planted(operator)
    assert mutations, "no document has a place for this defect"
    for text, mutation in mutations:
        assert mutation.text != text
        assert mutation.did
        before, after = text.split("\n"), mutation.text.split("\n")
        changed = changed_span(before, after)
        assert mutation.lines
        for line in mutation.lines:  # a deletion is before its line
            assert changed.start - 1 <= line - 1 <= changed.stop, (mutation.did, line, changed)
            assert line <= len(after)


@pytest.mark.parametrize("operator", OPERATORS, ids=lambda operator: operator.name)
def test_an_operator_plants_the_same_defect_for_the_same_seed(operator: Operator) -> None:
    for text in DOCUMENTS.values():
        assert operator(text, Random(3)) == operator(text, Random(3))


@pytest.mark.parametrize("operator", OPERATORS, ids=lambda operator: operator.name)
def test_an_operator_leaves_a_text_without_its_place_alone(operator: Operator) -> None:
    assert operator("", Random(0)) is None
    assert operator("# Notes\n", Random(0)) is None
