from collections import Counter
from functools import cache
from pathlib import Path
from random import Random

import pytest
from ruamel.yaml import YAML
from ruamel.yaml.error import YAMLError

from bench.checker import Finding
from bench.mutations import HELD_OUT, KNOWN, OPERATORS, Mutation, Operator
from bench.mutations.matching import new_findings, points_to

PATHS = sorted([*Path("fixtures/documents").glob("*.md"), *Path("bench/documents").glob("*.md")])
DOCUMENTS = {path.stem: path.read_text(encoding="utf-8") for path in PATHS}
SEEDS = range(4)


@cache
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
    assert len(KNOWN) >= 163
    assert len(HELD_OUT) >= 79


def test_every_operator_has_a_name_of_its_own() -> None:
    assert len({operator.name for operator in OPERATORS}) == len(OPERATORS)


def test_every_family_is_held_out_in_part() -> None:
    held_out = Counter(operator.family for operator in HELD_OUT)
    assert set(held_out) == {operator.family for operator in KNOWN}
    assert min(held_out.values()) >= 1


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
        assert {after[line - 1] for line in mutation.seen_at} <= set(before)
        for line in mutation.lines:  # a deletion is before its line
            assert changed.start - 1 <= line - 1 <= changed.stop, (mutation.did, line, changed)
            assert line <= len(after)


@pytest.mark.parametrize("operator", HELD_OUT, ids=lambda operator: operator.name)
def test_a_held_out_operator_has_its_place_in_more_than_one_document(operator: Operator) -> None:
    assert len({text for text, _ in planted(operator)}) >= 2


@pytest.mark.parametrize("operator", OPERATORS, ids=lambda operator: operator.name)
def test_an_operator_plants_the_same_defect_for_the_same_seed(operator: Operator) -> None:
    for text in DOCUMENTS.values():
        assert operator(text, Random(3)) == operator(text, Random(3))


@pytest.mark.parametrize("operator", OPERATORS, ids=lambda operator: operator.name)
def test_an_operator_leaves_a_text_without_its_place_alone(operator: Operator) -> None:
    assert operator("", Random(0)) is None
    assert operator("# Notes\n", Random(0)) is None


@pytest.mark.parametrize("name", ["break-contract-yaml", "indent-contract-by-tab", "repeat-response-code"])
def test_a_broken_contract_is_no_yaml(name: str) -> None:
    operator = next(operator for operator in OPERATORS if operator.name == name)
    for _, mutation in planted(operator):
        block = mutation.text.partition("```yaml\n")[2].partition("```")[0]
        with pytest.raises(YAMLError):
            YAML(typ="safe").load(block)


def test_a_finding_that_the_clean_document_has_too_is_not_new_at_another_line() -> None:
    clean = [Finding("order", "warning", "see line 4", (4,))]
    moved = Finding("order", "warning", "see line 7", (7,))
    assert new_findings(clean, [moved]) == []
    assert new_findings(clean, [moved, moved]) == [moved]


@pytest.mark.parametrize(
    ("lines", "message", "points"),
    [
        ((12,), "is not said", True),
        ((2, 9), "is not said", True),
        ((40,), "Beacon Service is not defined", True),
        ((40,), "Beacon Services are not defined", False),
        ((14,), "is not said", False),
    ],
)
def test_a_finding_points_to_a_defect_by_a_line_or_by_a_word(
    lines: tuple[int, ...], message: str, points: bool
) -> None:
    mutation = Mutation("", (10,), "renamed a component", ("Beacon Service",))
    assert points_to(Finding("name", "error", message, lines), mutation) is points
