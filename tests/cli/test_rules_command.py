"""`drafter rules` and `drafter explain`, as a user runs them."""

import json
from pathlib import Path

import pytest

from drafter.consistency.catalogue import CATALOGUE
from drafter.consistency.rule import Rule
from tests.cli.test_draft_command import Drafter


@pytest.fixture
def drafter(tmp_path: Path) -> Drafter:
    return Drafter(tmp_path)


def test_all_rules_are_listed_by_family(drafter: Drafter) -> None:
    ended = drafter.run("rules")
    assert (ended.code, ended.err) == (0, "")
    lines = ended.out.splitlines()
    assert [line.split()[0] for line in lines if line.startswith("  ")] == [
        rule.code for letters in dict.fromkeys(line[:3] for line in lines if line[0] != " ")
        for rule in CATALOGUE if rule.code.startswith(letters)
    ]  # fmt: skip
    assert len(lines) == len(CATALOGUE) + len({rule.code[:3] for rule in CATALOGUE})
    assert "REF  references" in lines
    assert any(line.split()[:3] == ["REF101", "error", "unknown-dependency"] for line in lines)


def test_programs_get_the_rules_as_json(drafter: Drafter) -> None:
    whole = json.loads(drafter.run("rules", "--format", "json").out)
    assert [rule["code"] for rule in whole["rules"]] == [rule.code for rule in CATALOGUE]
    first = next(rule for rule in whole["rules"] if rule["code"] == "REF101")
    assert (first["name"], first["family"], first["severity"]) == ("unknown-dependency", "references", "error")
    assert set(first["explanation"]) == {"", "Bad", "Good", "Fix"}


@pytest.mark.parametrize("name", ["STR101", "str101", "missing-part"])
def test_a_rule_is_explained_by_its_code_or_its_name(drafter: Drafter, name: str) -> None:
    ended = drafter.run("explain", name)
    assert ended.code == 0
    assert ended.out.startswith("STR101 missing-part (structure, error, in documents from the template)\n")
    assert all(f"\n{mark}: " in ended.out for mark in ("Bad", "Good", "Fix"))


@pytest.mark.parametrize(("name", "near"), [("missing-prt", "missing-part"), ("STR1O1", "STR101")])
def test_a_rule_that_is_misspelt_is_not_explained(drafter: Drafter, name: str, near: str) -> None:
    ended = drafter.run("explain", name)
    assert (ended.code, ended.out) == (2, "")
    assert f"there is no rule '{name}'" in ended.err
    assert near in ended.err


@pytest.mark.parametrize("found", CATALOGUE, ids=lambda rule: rule.code)
def test_a_rule_says_what_it_means(found: Rule) -> None:
    assert found.summary.endswith(".")
    assert found.family
    assert all(found.explanation.get(mark) for mark in ("", "Bad", "Good", "Fix"))
