"""Fixes of findings that are certain without a model; a finding that has none needs a person, or a model."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence

from drafter.consistency.catalogue import CATALOGUE
from drafter.consistency.fixes import (
    assumptions,
    computed,
    contract,
    decisions,
    form,
    glossary,
    links,
    names,
    numbers,
    quotations,
    relations,
    schema,
    tables,
    text,
)
from drafter.consistency.fixes.fix import Case, Edit, fixes_of
from drafter.consistency.fixes.swallowed import readable_end
from drafter.document.brief import Brief
from drafter.document.finding import SEVERITIES, Finding
from drafter.document.page import Page
from drafter.document.suggestion import Candidate, Category, Evidence

__all__ = ["FIXES", "candidate_of", "category_of", "fixes"]

FIXES = fixes_of(
    assumptions, contract, decisions, form, glossary, links, names, numbers, quotations, relations, schema, tables,
    text, computed,
)  # fmt: skip
"""By the codes of the findings that they mend: what is computed comes last."""

_CATEGORIES: Mapping[str, Category] = {
    "STR": "complete", "TXT": "clear", "ACR": "clear", "API114": "secure", "STR104": "clear", "STR112": "consistent",
    "STR113": "correct", "STR116": "correct", "STR117": "clear", "STR130": "clear", "STR132": "clear",
    "DAT101": "correct", "DAT107": "correct", "TXT110": "correct",
}  # fmt: skip
"""What the document becomes more, by code or family; consistent for all others."""
_BLOCK_END = "STR106"
"""It ends a block that has lost its end."""
_MOST_PASSAGES = 3
_MOST_QUESTIONS = 20
"""A document with more of one kind is a form that nobody has filled in yet: asking for each is no help."""


def fixes(page: Page, findings: Iterable[Finding], brief: Brief | None = None) -> Iterator[Candidate]:
    """Yield a candidate for each change that mends findings of a page, in the order of the text.

    `findings` are those of this page, without what is suppressed or not asked for. Findings that the same change mends
    share a candidate. A question comes instead of a change where only the author knows the words. Behind a block of
    code that has lost its end nothing is certain, and nothing is changed.
    """
    end = page.once(readable_end)
    wanted: dict[Edit, list[Finding]] = {}
    for finding in findings:
        for edit in _edits(Case(page, finding, brief)):
            if edit.start < end or finding.code == _BLOCK_END:
                wanted.setdefault(edit, []).append(finding)
    asked = Counter(mended[0].code for edit, mended in wanted.items() if edit.new is None)
    for edit, mended in sorted(wanted.items(), key=lambda item: (item[0].start, len(item[0].old))):
        if edit.new is not None or asked[mended[0].code] <= _MOST_QUESTIONS:
            yield candidate_of(page, edit, mended)


def category_of(code: str) -> Category:
    """Return what a document becomes more when findings of a rule are mended."""
    return _CATEGORIES.get(code) or _CATEGORIES.get(code[:3], "consistent")


def _edits(case: Case) -> tuple[Edit, ...]:
    """Return the changes by the first fix that knows one."""
    tried = (one.edits(case) for one in FIXES.get(case.finding.code, ()))
    made = (tuple(edit for edit in edits if edit.old and edit.new != edit.old) for edits in tried)
    return next((edits for edits in made if edits), ())


def candidate_of(page: Page, edit: Edit, mended: Sequence[Finding]) -> Candidate:
    """Return a change as a proposal, with the findings that it mends as its evidence, and the worst as its reason."""
    first = min(mended, key=lambda finding: SEVERITIES.index(finding.severity))
    return Candidate(
        part=first.place.part,
        severity=first.severity,
        category=category_of(first.code),
        quote=edit.old,
        start=edit.start,
        replacement=edit.new,
        question=edit.question,
        reason=_reason(first),
        evidence=tuple(evidence for finding in mended for evidence in _evidence(page, finding)),
    )


def _reason(finding: Finding) -> str:
    """Return what is wrong and why that matters, as sentences."""
    said = f"{finding.message[:1].upper()}{finding.message[1:].rstrip('.')}."
    why = next((rule.explanation[""] for rule in CATALOGUE if rule.code == finding.code), "")
    return f"{said} {' '.join(why.split())}".strip()


def _evidence(page: Page, finding: Finding) -> Iterator[Evidence]:
    """Yield the finding, and the passages that it contradicts."""
    place = finding.place
    yield Evidence(kind="finding", words=finding.message, code=finding.code, part=place.part, line=place.line)
    for other in finding.related[:_MOST_PASSAGES]:
        if words := page.text[other.start : other.end]:
            yield Evidence(kind="passage", words=words, part=other.part, line=other.line)
