"""Running the rules over a page."""

import hashlib
from bisect import bisect_right
from collections import Counter
from collections.abc import Iterable, Iterator

from drafter.consistency.rule import Problem, Rule
from drafter.consistency.rules import RULES
from drafter.document.brief import Brief
from drafter.document.finding import Finding, Place
from drafter.document.page import Page, Text

__all__ = ["check", "findings_of", "fingerprinted", "place"]

_LONGEST_QUOTE = 120


def check(page: Page, brief: Brief | None = None, rules: Iterable[Rule] = RULES) -> tuple[Finding, ...]:
    """Return what the rules find in a page, in its order; rules that need a brief are left out without one."""
    found = [finding for rule in rules for finding in _findings(rule, page, brief)]
    found.sort(key=lambda finding: (finding.place.start, finding.code, finding.message))
    return fingerprinted(found)


def fingerprinted(findings: Iterable[Finding]) -> tuple[Finding, ...]:
    """Give each finding its fingerprint: code, part and words, and a count for those that are alike otherwise."""
    seen: Counter[tuple[str, ...]] = Counter()
    made = []
    for finding in findings:
        key = (finding.code, finding.place.part, finding.message, finding.place.quote)
        seen[key] += 1
        digest = hashlib.sha256("\0".join((*key, str(seen[key]))).encode()).hexdigest()[:16]
        made.append(finding.model_copy(update={"fingerprint": digest}))
    return tuple(made)


def findings_of(page: Page, rule: Rule, problems: Iterable[Problem]) -> Iterator[Finding]:
    """Yield what a rule says of a page, without fingerprints."""
    for problem in problems:
        yield Finding(
            code=rule.code,
            severity=rule.severity,
            message=problem.message,
            place=place(page, problem.at),
            related=tuple(place(page, text) for text in problem.related),
            fingerprint="",
        )


def place(page: Page, text: Text) -> Place:
    """Return where some words of a page are."""
    line, column = page.line_column(text.start)
    index = bisect_right(page.once(_begins), text.start) - 1
    part = page.parts[index].key if index >= 0 else ""
    words = " ".join(text.raw.split())
    quote = words if len(words) <= _LONGEST_QUOTE else f"{words[: _LONGEST_QUOTE - 1]}…"
    return Place(start=text.start, end=text.end, line=line, column=column, part=part, quote=quote)


def _begins(page: Page) -> list[int]:
    """Return where each part begins."""
    return [part.heading.text.start if part.heading else 0 for part in page.parts]


def _findings(rule: Rule, page: Page, brief: Brief | None) -> Iterator[Finding]:
    if rule.needs_brief and brief is None:
        return
    yield from findings_of(page, rule, rule.check(page, brief) if rule.needs_brief else rule.check(page))
