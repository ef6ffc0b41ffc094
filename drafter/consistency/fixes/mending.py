"""Whether an edit mends its finding: for fixes that try what may be meant."""

from collections.abc import Iterable

from drafter.consistency.checking import check
from drafter.consistency.fixes.fix import Case, Edit
from drafter.consistency.rules import RULES
from drafter.document.finding import Finding
from drafter.document.page import Page
from drafter.markdown.parse import parse

__all__ = ["mends"]

_SERIOUS = tuple(rule for rule in RULES if rule.severity != "note")


def mends(case: Case, edit: Edit) -> bool:
    """Tell whether an edit takes the finding away, and no error or warning comes that was not there."""
    text = case.page.text
    after = parse(text[: edit.start] + (edit.new or "") + text[edit.start + len(edit.old) :], case.page.name)
    before, left = _said(_serious(case, case.page)), _said(_serious(case, after))
    return left < before and not _said([case.finding]) & left


def _serious(case: Case, page: Page) -> tuple[Finding, ...]:
    return check(page, case.brief, _SERIOUS)


def _said(findings: Iterable[Finding]) -> set[tuple[str, str]]:
    return {(finding.code, finding.message) for finding in findings}
