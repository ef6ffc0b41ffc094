"""Each rule over its folder of cases: what it must find, word for word, and what it must leave alone."""

import io
from pathlib import Path

import pytest

from drafter.consistency.checking import check
from drafter.consistency.rule import FAMILIES, Rule
from drafter.consistency.rules import RULES
from drafter.document.brief import Brief
from drafter.markdown.parse import parse
from drafter.stages.read_brief import read_brief

CASES = Path(__file__).parents[2] / "fixtures/consistency"
BY_CODE = {rule.code: rule for rule in RULES}
FIRES = sorted(CASES.glob("*/fires/*.md"))
SILENT = sorted(CASES.glob("*/silent/*.md"))


def lines(case: Path) -> list[str]:
    page = parse(case.read_text("utf-8"))
    found = check(page, _brief(case), [BY_CODE[case.parts[-3]]])
    return [f"{finding.place.line}:{finding.place.column} {finding.message}" for finding in found]


def _brief(case: Path) -> Brief | None:
    """Return the brief beside a case, for a rule that needs one."""
    brief = case.with_suffix(".brief")
    return read_brief(io.BytesIO(brief.read_bytes())).brief if brief.exists() else None


def name(case: object) -> str:
    return f"{case.parts[-3]}-{case.stem}" if isinstance(case, Path) else str(case)


@pytest.mark.parametrize("case", FIRES, ids=name)
def test_a_rule_finds_what_is_wrong(case: Path) -> None:
    assert lines(case) == case.with_suffix(".txt").read_text("utf-8").splitlines()


@pytest.mark.parametrize("case", SILENT, ids=name)
def test_a_rule_leaves_alone_what_is_right(case: Path) -> None:
    assert lines(case) == []


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.code)
def test_a_rule_explains_itself_and_has_cases(rule: Rule) -> None:
    assert rule.code[:3] in FAMILIES
    assert rule.summary.endswith(".")
    assert set(rule.explanation) >= {"Bad", "Good", "Fix"}
    assert list((CASES / rule.code / "fires").glob("*.md"))
    assert list((CASES / rule.code / "silent").glob("*.md"))


def test_codes_and_names_are_unique() -> None:
    assert len(BY_CODE) == len({rule.name for rule in RULES}) == len(RULES)
    assert set(BY_CODE) >= {case.name for case in CASES.iterdir()}
