"""Running the rules over a page."""

import hashlib
import traceback
from bisect import bisect_right
from collections import Counter
from collections.abc import Iterable, Iterator

from drafter.consistency.rule import Problem, Rule
from drafter.consistency.rules import RULES
from drafter.document.brief import Brief
from drafter.document.finding import BrokenRule, Finding, Place
from drafter.document.page import Page, Text
from drafter.frozen import frozen
from drafter.markdown.recognise import follows_template

__all__ = ["Outcome", "check", "check_all", "findings_of", "fingerprinted", "place"]

_LONGEST_QUOTE = 120


@frozen
class Outcome:
    """What the rules found in a page, and those that failed there."""

    findings: tuple[Finding, ...]
    """Of the rules that did not fail."""
    broken: tuple[BrokenRule, ...] = ()


def check(page: Page, brief: Brief | None = None, rules: Iterable[Rule] = RULES) -> tuple[Finding, ...]:
    """Return what the rules find in a page, in its order.

    Rules that need a brief are left out without one, and those that need the template in a document from another one.
    Raises what a rule raises.
    """
    return _in_order(finding for rule in rules for finding in _findings(rule, page, brief))


def check_all(page: Page, brief: Brief | None = None, rules: Iterable[Rule] = RULES) -> Outcome:
    """Return what `check` does; a rule that raises something takes nothing from the others, and is told."""
    found: list[Finding] = []
    broken: list[BrokenRule] = []
    for rule in rules:
        try:
            found += _findings(rule, page, brief)
        except Exception as error:  # noqa: BLE001 - any bug of one rule; it is reported, and ends in exit code 70
            broken.append(_broken(rule, error))
    return Outcome(_in_order(found), tuple(broken))


def _in_order(findings: Iterable[Finding]) -> tuple[Finding, ...]:
    return fingerprinted(sorted(findings, key=lambda finding: (finding.place.start, finding.code, finding.message)))


def _broken(rule: Rule, error: Exception) -> BrokenRule:
    said = "".join(traceback.format_exception_only(error)).strip()
    return BrokenRule(code=rule.code, error=said, traceback="".join(traceback.format_exception(error)))


def fingerprinted(findings: Iterable[Finding]) -> tuple[Finding, ...]:
    """Give each finding its fingerprint: code, part and words, and a count for those that are alike otherwise."""
    seen: Counter[tuple[str, ...]] = Counter()
    made = []
    for finding in findings:
        key = (finding.code, finding.place.part, finding.message, finding.place.quote)
        seen[key] += 1
        digest = hashlib.sha256("\0".join((*key, str(seen[key]))).encode()).hexdigest()[:16]
        made.append(_with_fingerprint(finding, digest))
    return tuple(made)


def _with_fingerprint(finding: Finding, digest: str) -> Finding:
    """Return what `replace` does, in a fifth of the time."""
    return Finding(
        code=finding.code,
        severity=finding.severity,
        message=finding.message,
        place=finding.place,
        related=finding.related,
        fingerprint=digest,
        judged=finding.judged,
    )


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
    if (rule.needs_brief and brief is None) or (rule.needs_template and not page.once(follows_template)):
        return
    yield from findings_of(page, rule, rule.check(page, brief) if rule.needs_brief else rule.check(page))
