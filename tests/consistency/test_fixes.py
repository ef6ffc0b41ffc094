"""Each fix over its folder of cases: what it writes, word for word, and where it leaves a finding to a person.

A case is a document in `fixtures/fixes/CODE`, or the one of that name among the cases of the rule.
"""

import io
from collections.abc import Sequence
from itertools import zip_longest
from pathlib import Path

import pytest

from drafter.consistency.catalogue import CATALOGUE
from drafter.consistency.checking import check
from drafter.consistency.fixes import FIXES, fixes
from drafter.consistency.rules import RULES
from drafter.document.brief import Brief
from drafter.document.finding import Finding
from drafter.document.page import Page
from drafter.document.suggestion import Candidate
from drafter.markdown.parse import parse
from drafter.stages.read_brief import read_brief

FIXTURES = Path(__file__).parents[2] / "fixtures"
FIRES = sorted((FIXTURES / "fixes").glob("*/fires/*.txt"))
SILENT = sorted((FIXTURES / "fixes").glob("*/silent/*.md"))
DOCUMENTS = sorted([
    *(FIXTURES / "documents").glob("*.md"), *(FIXTURES / "documents_by_others").glob("*.md"),
    *(FIXTURES / "consistency").glob("*/fires/*.md"),
])  # fmt: skip
COMPUTED = {"API201", "API208", "API301", "API303", "API304", "DAT201", "NAM105"}
"""They need a drafted document: see test_computed_fixes."""
CLEAR = {
    "ACR104", "API114", "API203", "NAM107", "NAM108", "NUM131", "REF112", "REF186", "STR131", "STR132", "TXT107",
    "TXT111",
}  # fmt: skip
"""Each finding of theirs says itself what is right: none is left alone."""


def name(case: object) -> str:
    return f"{case.parts[-3]}-{case.stem}" if isinstance(case, Path) else str(case)


def document(case: Path) -> Path:
    own = case.with_suffix(".md")
    return own if own.exists() else FIXTURES / "consistency" / case.parts[-3] / "fires" / own.name


def read(path: Path) -> tuple[Page, Brief | None]:
    brief = path.with_suffix(".brief")
    page = parse(path.read_bytes().decode())
    return page, read_brief(io.BytesIO(brief.read_bytes())).brief if brief.exists() else None


def found(page: Page, brief: Brief | None, code: str) -> tuple[Finding, ...]:
    return check(page, brief, [rule for rule in RULES if rule.code == code])


def shown(page: Page, candidate: Candidate) -> str:
    assert candidate.start is not None
    line, column = page.line_column(candidate.start)
    new = candidate.replacement
    return (
        f"{line}:{column} {candidate.quote!r} -> {new!r}"
        if new is not None
        else f"{line}:{column} {candidate.question}"
    )


def applied(text: str, candidates: Sequence[Candidate]) -> str:
    for candidate in sorted(candidates, key=lambda each: each.start or 0, reverse=True):
        start = candidate.start or 0
        text = text[:start] + (candidate.replacement or "") + text[start + len(candidate.quote) :]
    return text


@pytest.mark.parametrize("case", FIRES, ids=name)
def test_a_fix_writes_what_is_right(case: Path) -> None:
    page, brief = read(document(case))
    made = fixes(page, found(page, brief, case.parts[-3]), brief)
    assert [shown(page, candidate) for candidate in made] == case.read_text("utf-8").splitlines()


@pytest.mark.parametrize("case", FIRES, ids=name)
def test_a_change_takes_its_finding_away_and_brings_no_other_of_its_kind(case: Path) -> None:
    page, brief = read(document(case))
    before = found(page, brief, case.parts[-3])
    changes = [each for each in fixes(page, before, brief) if each.replacement is not None]
    apart = [each for each, following in zip_longest(changes, changes[1:]) if not _meet(each, following)]
    after = found(parse(applied(page.text, apart)), brief, case.parts[-3])
    assert len(after) < len(before) or not changes


def _meet(one: Candidate, other: Candidate | None) -> bool:
    return other is not None and (one.start or 0) + len(one.quote) > (other.start or 0)


@pytest.mark.parametrize("case", SILENT, ids=name)
def test_a_fix_leaves_alone_what_may_be_meant_otherwise(case: Path) -> None:
    page, brief = read(case)
    findings = found(page, brief, case.parts[-3])
    assert findings
    assert [shown(page, candidate) for candidate in fixes(page, findings, brief)] == []


@pytest.mark.parametrize("language", ["sql", "markdown"])
def test_behind_a_block_of_code_that_has_lost_its_end_nothing_is_changed(language: str) -> None:
    """What shows Markdown may hold the beginning of a block."""
    text = (
        f"# N\n\nThe the app runs.\n\n```{language}\nSELECT 1;\n\n```mermaid\ngraph TD\n```\n\nIt starts at at noon.\n"
    )
    page = parse(text)
    quotes = [each.quote for each in fixes(page, found(page, None, "TXT105"))]
    assert quotes == (["The the"] if language == "sql" else ["The the", "at at"])


@pytest.mark.parametrize("code", sorted(set(FIXES) - COMPUTED))
def test_a_fix_has_cases_and_a_rule(code: str) -> None:
    assert code in {rule.code for rule in CATALOGUE}
    assert list((FIXTURES / "fixes" / code / "fires").glob("*.txt"))
    assert code in CLEAR or list((FIXTURES / "fixes" / code / "silent").glob("*.md")) or leaves_some_alone(code)


def leaves_some_alone(code: str) -> bool:
    """Tell whether a case holds a finding of which the fix says nothing."""
    read_all = [read(document(case)) for case in FIRES if case.parts[-3] == code]
    findings = [(page, brief, finding) for page, brief in read_all for finding in found(page, brief, code)]
    return any(not list(fixes(page, [finding], brief)) for page, brief, finding in findings)


@pytest.mark.parametrize("path", DOCUMENTS, ids=name)
def test_all_that_a_fix_quotes_stands_where_it_says(path: Path) -> None:
    page, brief = read(path)
    for candidate in fixes(page, check(page, brief), brief):
        assert candidate.quote
        assert candidate.start is not None
        assert page.text[candidate.start :].startswith(candidate.quote)
        assert candidate.replacement != candidate.quote
        assert (candidate.replacement is None) == bool(candidate.question)
