"""Numbers that cannot hold, alone or beside each other."""

import math
import re
from collections.abc import Iterator
from itertools import combinations, pairwise

from drafter.consistency.readings.counts import copies, counts
from drafter.consistency.readings.figures import RANGE, matches_of
from drafter.consistency.readings.lines import holding
from drafter.consistency.readings.quantities import Measure, measures
from drafter.consistency.readings.regions import hosting
from drafter.consistency.readings.versions import Named, versions
from drafter.consistency.rule import Problem, rule
from drafter.document.page import Page
from drafter.patterns import regex

__all__ = [
    "another_count", "another_region", "other_copies", "reversed_range", "share_above_one", "two_versions",
    "wrong_conversion",
]  # fmt: skip

_OF_A_WHOLE = regex(
    r"availab|uptime|coverage|success rate|of (?:all |the )?(?:requests|cases|calls|events|users|tests|days|orders)\b"
    r"|\b(?:disk|storage|memory|heap)\b(?: \w+)? (?:usage|utili[sz]ation|space)\b(?!.* of )"
    r"|verfügbar|abdeckung|der (?:anfragen|fälle|aufrufe)|(?:festplatte|speicher)\w*(?:belegung|auslastung)",
    re.IGNORECASE,
)
_RANGE = regex(
    r"(?<![\w.,:/-])(?:(?P<between>between|zwischen)\s)?(?P<first>\d{1,9}(?:\.\d+)?)\s?(?P<unit>%|[a-zµ]+)?"
    r"\s?(?(between)(?:and|und)|(?:–|-|to|bis))\s?(?P<last>\d{1,9}(?:\.\d+)?)(?![\d.,:/-]*\d)\s?"
    r"(?P<last_unit>%|ms|s|seconds|minutes|hours|days|weeks|months|years|MB|GB|TB|KB|characters|instances|requests|users"
    r"|sekunden|minuten|stunden|tage|zeichen)(?!\w)",
    re.IGNORECASE,
)
_OPENS = regex(r"\s\((?:=|that is|i\.e\.|or|d\. ?h\.|also)?,?\s?")
_ROUNDED = 0.05
"""Months differ in length, and what is converted is rounded."""
_FALLS = regex(r"\b(?:from|reduc|decreas|lower|drop|shrink|cut|von|senk|verringer|scale)", re.IGNORECASE)


@rule("NUM110", "error")
def two_versions(page: Page) -> Iterator[Problem]:
    """One technology has two versions.

    It is installed, tested and paid for in one of them.

    Bad: “PostgreSQL 15” in 4.1, “PostgreSQL 16” in 9.2
    Good: “PostgreSQL 16” in both
    Fix: write the version that runs, or say which component uses which.
    """
    first: dict[str, dict[tuple[tuple[int, ...], frozenset[str]], Named]] = {}
    for named in page.once(versions):
        earlier = first.setdefault(named.name, {})
        if (named.number, named.components) in earlier:
            continue
        for other in earlier.values():
            if _differ(named, other):
                here, there = named.line.part or "this place", other.line.part or "an earlier one"
                message = f"{here} says {named.text.words}, {there} says {other.text.words}"
                yield Problem(message, named.text, (other.text,))
                break
        else:
            earlier[named.number, named.components] = named


def _differ(one: Named, other: Named) -> bool:
    """Tell whether two versions cannot be one: "16" may be "16.2". Different components may differ."""
    if one.number == other.number:
        return False
    if one.components and other.components and one.components.isdisjoint(other.components):
        return False
    return any(number != another for number, another in zip(one.number, other.number, strict=False))


@rule("NUM111", "warning")
def another_count(page: Page) -> Iterator[Problem]:
    """The text counts other than what is listed.

    Something was added to the list or forgotten in it.

    Bad: “It is deployed to three environments” above a table of two
    Good: the number of rows that the table has
    Fix: correct the number, or complete the list.
    """
    for count in page.once(counts):
        if count.number != count.listed:
            yield Problem(f"{count.text.words} are said to be there, {count.home} lists {count.listed}", count.text)


@rule("NUM112", "error")
def share_above_one(page: Page) -> Iterator[Problem]:
    """More than all of something.

    The number is mistyped, and with it whatever was computed from it.

    Bad: “Availability: 999 %”
    Good: “Availability: 99.9 %”
    Fix: correct the number.
    """
    for measure in page.once(measures):
        is_percent = measure.dimension == "ratio" and re.search(
            r"%|percent|prozent", measure.quantity.unit, re.IGNORECASE
        )
        if is_percent and measure.value > 1 and _OF_A_WHOLE.search(f"{measure.line.under} {measure.clause}"):
            yield Problem(f"{measure.text.words} is more than all", measure.text)


@rule("NUM116", "error")
def wrong_conversion(page: Page) -> Iterator[Problem]:
    """A number in brackets is not the same amount in another unit.

    One of the two is built, and the other is what somebody agreed to.

    Bad: “within 10 years (180 months)”
    Good: “within 10 years (120 months)”
    Fix: correct the one that is wrong, or leave out the brackets.
    """
    for one, other in pairwise(page.once(measures)):
        if _is_converted(one, other) and not math.isclose(one.value, other.value, rel_tol=_ROUNDED):
            yield Problem(f"{one.amount} are not {other.amount}", other.text, (one.text,))


def _is_converted(one: Measure, other: Measure) -> bool:
    """Tell whether a quantity stands alone in brackets behind another one of its dimension, in another unit."""
    if one.line is not other.line or one.dimension != other.dimension:
        return False
    words = one.line.text.words
    end = other.start + len(other.quantity.text)
    between = words[one.start + len(one.quantity.text) : other.start]
    is_alone = _OPENS.fullmatch(between) and words[end : end + 1] == ")"
    return bool(is_alone) and one.quantity.unit.casefold() != other.quantity.unit.casefold()


@rule("NUM113", "error")
def reversed_range(page: Page) -> Iterator[Problem]:
    """A range ends before it begins.

    Nothing lies in it, so that no value is valid.

    Bad: “between 500 and 100 ms”
    Good: “between 100 and 500 ms”
    Fix: swap the numbers, or correct the wrong one.
    """
    for line in holding(page, (match.start() for match in matches_of(RANGE, page))):
        text = line.text
        for match in _RANGE.finditer(text.words):
            same_unit = not match["unit"] or match["unit"].casefold() == match["last_unit"].casefold()
            is_reversed = float(match["first"]) > float(match["last"])
            if same_unit and is_reversed and not _FALLS.search(text.words[: match.start()]):
                yield Problem(f"the range {match[0]} ends before it begins", text.part(match[0]))


@rule("NUM114", "warning")
def another_region(page: Page) -> Iterator[Problem]:
    """The system is hosted in two places, and nothing says why.

    Where data is stored decides which law holds and how far away the users are.

    Bad: “runs on the cluster in Frankfurt” in 9.2, “is deployed to Ireland” in 11.2
    Good: one place, or “a standby in Ireland”
    Fix: name one place, or say what the other one is for.
    """
    found = page.once(hosting)
    for other in found[1:]:
        if other.region != found[0].region:
            here, there = other.part or "this place", found[0].part or "an earlier one"
            message = f"{here} says {other.text.words} where {there} says {found[0].text.words}"
            yield Problem(message, other.text, (found[0].text,))


@rule("NUM115", "warning")
def other_copies(page: Page) -> Iterator[Problem]:
    """Two parts run different numbers of copies of one component.

    Capacity, cost and availability follow from that number.

    Bad: “The API runs in two copies” in 9.2, “three instances of the API” in 8.3
    Good: the same number in both, or “two copies, up to three at peak”
    Fix: agree on a number, or say when it changes.
    """
    for one, other in combinations(page.once(copies), 2):
        if one.number != other.number and one.part != other.part and one.components == other.components:
            message = f"{other.part} says {other.text.words} where {one.part} says {one.text.words}"
            yield Problem(message, other.text, (one.text,))
