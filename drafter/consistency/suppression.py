"""Findings that a comment in the document suppresses, and comments that suppress nothing."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from functools import cache

from drafter.consistency.checking import findings_of, fingerprinted
from drafter.consistency.readings.suppressions import Span, Suppression, suppressions
from drafter.consistency.rule import Problem, Rule, rule
from drafter.consistency.selection import nearest
from drafter.document.finding import Finding
from drafter.document.page import Page

__all__ = ["suppressed", "unknown_suppression", "unused_suppression"]

_INSTRUCTION = "ignore"
_OWN = "SUP"


@rule("SUP101", "note")
def unknown_suppression(found: Sequence[Suppression], rules: Sequence[Rule]) -> Iterator[Problem]:
    """A comment that should suppress a finding names no rule.

    It has no effect, and looks as if it had one.

    Bad: <!-- drafter: ignore NUM1O2 -->
    Good: <!-- drafter: ignore NUM102 -->
    Fix: write the code that `drafter check` prints, or its beginning; `drafter rules` lists them.
    """

    @cache
    def problem(code: str) -> str:
        if any(known.code.startswith(code.upper()) for known in rules):
            return ""
        near = nearest(code, rules)
        return f"{code} is no rule" + (f"; the nearest is {near}" if near else "")

    for one in found:
        if one.instruction != _INSTRUCTION:
            yield Problem(f"the instruction is {_INSTRUCTION!r}, not {one.instruction!r}", one.comment)
        elif not one.codes:
            yield Problem("the suppression names no rule", one.comment)
        for code in one.codes:
            if said := problem(code.words):
                yield Problem(said, code)


@rule("SUP102", "note")
def unused_suppression(
    found: Sequence[Suppression], covered: Mapping[Span, Collection[str]], ran: Collection[str], rules: Sequence[Rule]
) -> Iterator[Problem]:
    """A suppression has nothing to suppress.

    What it was for is mended or moved; left there, it hides the next finding.

    Bad: <!-- drafter: ignore REF101 --> above a table in which all dependencies are listed.
    Good: the table without the comment.
    Fix: remove the code or the comment, or move the comment right above the block that it is for.
    """

    @cache
    def was_looked_for(beginning: str) -> bool:
        meant = {known.code for known in rules if known.code.startswith(beginning)}
        return bool(meant) and meant <= set(ran) and not beginning.startswith(_OWN)

    for one in found:
        for code in one.codes:
            beginning = code.words.upper()
            used = any(other.startswith(beginning) for other in covered.get(one.span, ()))
            if not used and was_looked_for(beginning):
                yield Problem(f"there is no finding of {code.words} to suppress", code)


def suppressed(
    page: Page, findings: Sequence[Finding], rules: Sequence[Rule], ran: Collection[str]
) -> tuple[tuple[Finding, ...], int]:
    """Return the findings that no comment suppresses, with those about the comments, and how many were suppressed.

    `rules` are all that there are, `ran` the codes of those that were looked for.
    """
    found = page.once(suppressions)
    if not found:
        return tuple(findings), 0
    _, covered = _split(found, findings)
    problems = {
        unknown_suppression: unknown_suppression.check(found, rules),
        unused_suppression: unused_suppression.check(found, covered, ran, rules),
    }
    own = [finding for one, given in problems.items() if one.code in ran for finding in findings_of(page, one, given)]
    whole = sorted([*findings, *fingerprinted(own)], key=lambda one: (one.place.start, one.code, one.message))
    kept, _ = _split(found, whole)
    return tuple(kept), len(whole) - len(kept)


def _split(found: Sequence[Suppression], findings: Sequence[Finding]) -> tuple[list[Finding], dict[Span, set[str]]]:
    """Return the findings, in their order, that nothing suppresses, and the codes that are found in each span.

    Goes through both once, by their places.
    """
    ignored: dict[Span, set[str]] = {}
    for one in found:
        ignored.setdefault(one.span, set()).update(code.words.upper() for code in one.codes)
    beginnings = {span: tuple(codes) for span, codes in ignored.items()}
    covered: dict[Span, set[str]] = {span: set() for span in ignored}
    waiting = sorted(ignored, reverse=True)
    open_spans: list[Span] = []
    kept = []
    for finding in sorted(findings, key=lambda one: one.place.start):
        at = finding.place.start
        while waiting and waiting[-1][0] <= at:
            open_spans.append(waiting.pop())
        open_spans = [span for span in open_spans if at < span[1]]
        for span in open_spans:
            covered[span].add(finding.code)
        if not any(finding.code.startswith(beginnings[span]) for span in open_spans):
            kept.append(finding)
    return kept, covered
