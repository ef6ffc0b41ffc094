"""Targets that are said more than once, and what follows from them."""

import re
from collections.abc import Iterator, Sequence

from drafter.consistency.readings.quantities import Measure, measures
from drafter.consistency.readings.targets import Target, alike, statements_of_targets, targets
from drafter.consistency.rule import Problem, rule
from drafter.document.page import Page
from drafter.markdown.recognise import follows_template
from drafter.patterns import regex

__all__ = [
    "alert_looser_than_target", "cited_number_is_missing", "other_retention", "target_in_another_unit",
    "target_with_another_number", "target_with_another_number_in_prose",
]  # fmt: skip

_CITED = regex(
    r"\s*(?:\(assumed\)\s*)?[,;(]\s*(?:(?:see|cf\.|section|siehe|abschnitt|§)\s*)*(?P<part>\d{1,2}\.\d)\)",
    re.IGNORECASE,
)
_NOT_A_TARGET = regex(
    r"time.?outs?\b|retr(?:y|ies)|interval|\bttl\b|cache|\bevery\b|\bpoll|token|session|expir|measured|gemessen|benchmark"
    r"|\btoday\b|currently|heute|derzeit|previous|\bwas\b|\bwere\b|average|example|z\. ?b\.|e\.g\.|warn|alert|at night"
    r"|\bcold\b|hot\b|backup|archive|staging|development|\btest",
    re.IGNORECASE,
)
"""Words around numbers that are no promise, or one of another kind."""
_MORE = regex(r"exceed|above|over|more than|longer|higher|greater|slower|>|≥|über|länger|mehr als|höher", re.IGNORECASE)
_LESS = regex(r"below|under|less than|drops?|falls?|lower|<|≤|unter|sinkt|fällt|weniger", re.IGNORECASE)
_DURATION = regex(r"\b(?:for|during|over|within|in|every|während|für|seit|innerhalb|lang)\s*$", re.IGNORECASE)
_WITHIN = regex(r"(?:within|in|every|innerhalb|alle)\b", re.IGNORECASE)
_ENOUGH = 0.5
"""Two statements that share less of the shorter one's words are about different things."""


def _words(found: Sequence[Measure]) -> str:
    return " and ".join(dict.fromkeys(measure.text.words for measure in found))


def _stated(found: Sequence[Target]) -> list[Measure]:
    return [target.measure for target in found]


def _is_other_unit(measure: Measure, others: Sequence[Measure]) -> bool:
    return any(
        measure.quantity.value == other.quantity.value and not measure.is_same(other)
        for other in others
        if other.dimension == measure.dimension
    )


def _cited(measure: Measure) -> str:
    """Return the part whose number a quantity claims to be, "" for none."""
    match = _CITED.match(measure.after)
    return match["part"] if match else ""


def _contradicted(page: Page) -> tuple[tuple[Target, list[Measure]], ...]:
    """Return the goals and benchmarks whose number 8.1 has not, with the numbers that it has for the same target."""
    stated, found = page.once(targets), []
    for target in page.once(statements_of_targets):
        if target.role in {"restated", "benchmark"} and not _cited(target.measure):
            same = _stated(alike(target, stated))
            if same and not _is_stated(target.measure, stated, page):
                found.append((target, same))
    return tuple(found)


def _contradicted_in_prose(page: Page) -> tuple[tuple[Target, list[Measure]], ...]:
    """Return what running text promises otherwise than 8.1 does, of the same thing in the same words."""
    stated, found = page.once(targets), []
    for target in page.once(statements_of_targets):
        measure = target.measure
        if target.role != "prose" or not target.about or not _is_design(measure.line.part, measure.line.section):
            continue
        if _NOT_A_TARGET.search(f"{measure.line.under} {measure.clause}") or _cited(measure):
            continue
        if _is_stated(measure, stated, page):
            continue
        if same := _stated([other for other in alike(target, stated) if _is_about(target, other)]):
            found.append((target, same))
    return tuple(found)


def _is_stated(measure: Measure, stated: Sequence[Target], page: Page) -> bool:
    """Tell whether 8.1 has a number, in these words or in others."""
    if any(measure.is_same(other.measure) for other in stated if other.measure.dimension == measure.dimension):
        return True
    part = page.part("8.1")
    words = measure.text.words
    return part is not None and any(_holds(text.words, words) for text in part.texts)


def _holds(text: str, words: str) -> bool:
    at = text.find(words)
    return at >= 0 and not text[max(at - 2, 0) : at].strip(" ").endswith(tuple("0123456789.,"))


def _is_design(part: str, section: int) -> bool:
    return 2 <= section <= 12 and part not in {"2.1", "8.1", "12.3"}


def _is_about(target: Target, other: Target) -> bool:
    shorter = min(len(target.about), len(other.about))
    return shorter > 0 and len(target.about & other.about) >= max(1, _ENOUGH * shorter)


def _is_duration(measure: Measure) -> bool:
    """Tell whether a time is how long something must last, not how long it takes."""
    return bool(_DURATION.search(measure.before) or _WITHIN.match(measure.text.words))


@rule("NUM101", "error")
def target_with_another_number(page: Page) -> Iterator[Problem]:
    """A goal or a benchmark has another number than its target in 8.1.

    Whoever builds, tests or buys capacity follows the part that they read.

    Bad: “Fast responses (under 80 ms)” in 2.3, “Latency: under 50 ms” in 8.1
    Good: the same number in both
    Fix: find out which number was agreed, and write it in both places.
    """
    for target, same in page.once(_contradicted):
        if not _is_other_unit(target.measure, same):
            message = f"{target.measure.line.part} says {target.measure.text.words} where 8.1 says {_words(same)}"
            yield Problem(message, target.measure.text, tuple(other.text for other in same))


@rule("NUM102", "error")
def target_in_another_unit(page: Page) -> Iterator[Problem]:
    """A target has the same number as in 8.1, and another unit.

    One of the two is wrong by orders of magnitude.

    Bad: “Retention: 30 days” in 8.1, “kept for 30 hours” in 5.3
    Good: “30 days” in both, or “720 hours”
    Fix: correct the unit.
    """
    for found in (page.once(_contradicted), page.once(_contradicted_in_prose)):
        for target, same in found:
            if _is_other_unit(target.measure, same):
                message = f"{target.measure.line.part} says {target.measure.text.words} where 8.1 says {_words(same)}"
                yield Problem(message, target.measure.text, tuple(other.text for other in same))


@rule("NUM103", "error")
def cited_number_is_missing(page: Page) -> Iterator[Problem]:
    """A number refers to a part that does not have it.

    The reference promises that both are one number, and they are not.

    Bad: “Latency (under 80 ms, 8.1) is missed.” where 8.1 says “under 50 ms”
    Good: “Latency (under 50 ms, 8.1) is missed.”
    Fix: write the number of the part that is referred to.
    """
    by_measure = {id(target.measure): target for target in page.once(statements_of_targets)}
    for measure in page.once(measures):
        part = _cited(measure)
        if not part or part == measure.line.part or page.part(part) is None:
            continue
        there = [
            other for other in page.once(measures) if other.line.part == part and other.dimension == measure.dimension
        ]
        target = by_measure.get(id(measure))
        same = _stated(alike(target, page.once(targets))) if target and part == "8.1" else []
        if not any(measure.is_same(other) for other in same or there):
            says = f"says {_words(same)}" if same else "does not say so"
            message = f"{measure.text.words} is said to be in {part}, which {says}"
            yield Problem(message, measure.text, tuple(other.text for other in same))


@rule("NUM104", "warning")
def target_with_another_number_in_prose(page: Page) -> Iterator[Problem]:
    """Running text promises another number than 8.1 does, in the words of 8.1.

    It may be about something else; a reader cannot tell.

    Bad: “Redirects respond within 80 ms.” in 9.2, “Redirect latency: under 50 ms” in 8.1
    Good: “Redirects respond within 50 ms.”, or what else the 80 ms are of
    Fix: write the number of 8.1, or say what the other number is about.
    """
    for target, same in page.once(_contradicted_in_prose):
        if not _is_other_unit(target.measure, same):
            message = f"{target.measure.line.part} says {target.measure.text.words} where 8.1 says {_words(same)}"
            yield Problem(message, target.measure.text, tuple(other.text for other in same))


@rule("NUM105", "warning")
def alert_looser_than_target(page: Page) -> Iterator[Problem]:
    """An alert is raised only when its target is missed by far.

    Between the target and the alert the promise is broken, and nobody learns of it.

    Bad: “Alert when the latency exceeds 500 ms.” in 12.3, “Latency: under 50 ms” in 8.1
    Good: “Alert when the latency exceeds 50 ms for 5 minutes.”
    Fix: lower the alert's threshold to the target, or give the reason for the gap.
    """
    for target in page.once(statements_of_targets):
        measure = target.measure
        if target.role != "alert" or _cited(measure) or _is_duration(measure):
            continue
        same = _stated(alike(target, page.once(targets)))
        words = f"{measure.before[-40:]} {measure.text.words}"
        is_looser = (
            target.quality in {"latency", "freshness"}
            and not re.search(r"\bfor\s+(?:more|at|over|longer)", words)
            and bool(_MORE.search(words))
            and all(measure.value > other.value for other in same)
        ) or (
            target.quality == "availability"
            and bool(_LESS.search(words))
            and all(measure.value < other.value for other in same)
        )
        if same and is_looser:
            message = f"the alert waits for {measure.amount}, the target of 8.1 is {_words(same)}"
            yield Problem(message, measure.text, tuple(other.text for other in same))


@rule("NUM106", "warning")
def other_retention(page: Page) -> Iterator[Problem]:
    """Two parts keep the same thing for different times.

    Data is deleted too early for one of them, or too late for the law.

    Bad: “Access logs are kept for 30 days.” in 7.3, “Access logs are kept for 90 days.” in 12.1
    Good: the same time in both
    Fix: agree on one time, or say what differs between the two.
    """
    first: dict[frozenset[str], Target] = {}
    for target in page.once(statements_of_targets):
        line = target.measure.line
        if target.quality != "retention" or target.role not in {"prose", "alert"} or not target.about:
            continue
        if (known := first.get(target.about)) and known.measure.line is line:
            continue
        in_design = _is_design(line.part, line.section) or not (line.part or page.once(follows_template))
        if not in_design or _NOT_A_TARGET.search(target.measure.clause):
            continue
        earlier = first.setdefault(target.about, target)
        if earlier is not target and not earlier.measure.is_same(target.measure):
            one, other = target.measure, earlier.measure
            here, there = one.line.part or "this place", other.line.part or "an earlier one"
            message = f"{here} says {one.text.words} where {there} says {other.text.words}"
            yield Problem(message, one.text, (other.text,))
