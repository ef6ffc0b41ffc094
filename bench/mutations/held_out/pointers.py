"""Slips in what points to a part, a step, a record, a source or a requirement."""

import re
from random import Random

from bench.mutations.decisions import decisions
from bench.mutations.mutation import (
    Mutation,
    contradiction,
    operator,
    paragraph,
    paragraph_pair,
    pick,
    replace_lines,
    splice,
)
from bench.mutations.page import Page
from bench.mutations.places import PROSE_PARTS

__all__ = ["OPERATORS"]


@operator("references", "held out")
def lose_cross_reference(page: Page, random: Random) -> Mutation | None:
    """A word processor lost what a number referred to."""
    places = [
        (index, match)
        for part in ("12.3", "C", "D")
        for index in page.prose(page.span(part))
        for match in re.finditer(r"(?:(?<=\()|(?<=, )|(?<=of ))\d{1,2}\.\d(?=\)| )", page.lines[index])
        if page.heading(match[0])
    ]
    place = pick(random, places)
    if place is None:
        return None
    index, match = place
    lost = "Error! Reference source not found."
    line = page.lines[index][: match.start()] + lost + page.lines[index][match.end() :]
    return splice(page, index, index + 1, [line], f"lost the reference to {match[0]}", lost[:-1], "Reference source")


@operator("references", "held out")
def refer_to_missing_step(page: Page, random: Random) -> Mutation | None:
    """The process of 11.2 has fewer steps."""
    steps = [index for index in page.span("11.2") if re.match(r"\d+\. ", page.lines[index])]
    if not steps:
        return None
    step = f"step {len(steps) + random.randint(2, 4)}"
    sentence = f"If {step} of the deployment process (11.2) fails, it is repeated from step 1."
    return contradiction(page, random, ("10.3", "11.3", "12.1"), sentence, steps, f"referred to {step}", step)


@operator("references", "held out")
def refer_to_missing_appendix(page: Page, random: Random) -> Mutation | None:
    missing = pick(random, [letter for letter in "FGH" if not page.heading(letter)])
    if missing is None or page.heading("A") is None:
        return None
    appendix = f"Appendix {missing}"
    sentence = f"{appendix} has the details."
    return paragraph(page, random, PROSE_PARTS, sentence, f"referred to {appendix}", appendix)


@operator("references", "held out")
def swap_recorded_alternatives(page: Page, random: Random) -> Mutation | None:
    """Two records have each other's alternatives, and section 13 the right ones."""
    considered = [
        decision.record + 1
        for decision in decisions(page)
        if decision.record is not None
        and page.lines[decision.record + 1].endswith(f"considered: {', '.join(decision.alternatives)}")
    ]
    pairs = [(a, b) for n, a in enumerate(considered) for b in considered[n + 1 :] if page.lines[a] != page.lines[b]]
    pair = pick(random, pairs)
    if pair is None:
        return None
    a, b = pair
    names = [match[0] for n in pair if (match := re.search(r"ADR-\d+", page.lines[n - 1]))]
    lines = {a: page.lines[b], b: page.lines[a]}
    return replace_lines(page, lines, f"swapped the alternatives of {' and '.join(names)}", *names)


@operator("references", "held out")
def cite_missing_source(page: Page, random: Random) -> Mutation | None:
    """The number of a source that 1.5, which has no numbers, has not."""
    sources = [index for index in page.span("1.5") if page.lines[index].startswith("- ")]
    index = pick(random, page.paragraphs())
    if index is None or not sources:
        return None
    number = f"[{len(sources) + random.randint(2, 6)}]"
    line = f"{page.lines[index][:-1]} {number}."
    return splice(page, index, index + 1, [line], f"cited the source {number}", number)


@operator("references", "held out")
def number_two_requirements_alike(page: Page, random: Random) -> Mutation | None:
    """One id stands for two requirements."""
    number = f"R-{random.randint(3, 19)}"
    if number in page.text:
        return None
    sentences = (
        f"Requirement {number}: the owner learns of a failure on the same day.",
        f"Requirement {number}: the documentation is published with each release.",
    )
    return paragraph_pair(page, random, PROSE_PARTS, sentences, f"numbered two requirements {number}", number)


@operator("references", "held out")
def cite_other_record(page: Page, random: Random) -> Mutation | None:
    """The record that is cited for a choice is about another one."""
    records = [(one, one.record) for one in decisions(page) if one.record is not None]
    pairs = [(own, other) for own in records for other in records if own[1] != other[1]]
    pair = pick(random, pairs)
    if pair is None:
        return None
    (own, own_record), (other, other_record) = pair
    number = re.findall(r"ADR-\d+", page.lines[other_record])[0]
    sentence = f"{own.topic}: {own.chosen} was chosen in {number}."
    did = f"cited {number}, {other.topic}, for {own.topic}"
    return contradiction(
        page, random, ("9.2", "10.2", "12.1"), sentence, (own_record, other_record), did, own.chosen, number
    )


OPERATORS = (
    lose_cross_reference,
    refer_to_missing_step,
    refer_to_missing_appendix,
    swap_recorded_alternatives,
    cite_missing_source,
    number_two_requirements_alike,
    cite_other_record,
)
