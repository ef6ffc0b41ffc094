"""The lists at a section's end: assumptions that are marked, gone, or listed nowhere, and questions asked twice."""

from collections.abc import Iterator, Sequence

from drafter.consistency.fixes.fix import Case, Edit, fix
from drafter.consistency.fixes.mending import mends
from drafter.consistency.readings.assumptions import Assumption, assumptions
from drafter.consistency.readings.specifics import specifics

__all__ = ["gone", "question_again", "unlisted"]


@fix("GRD104")
def unlisted(case: Case) -> Iterator[Edit]:
    """List what is marked behind the other assumptions of its section, or with those of its part."""
    part = case.page.part(case.finding.place.part)
    words = _specific(case)
    listed = [each for each in case.page.once(assumptions) if part and each.section == part.section]
    if part is None or not words or not listed or "." not in part.key:
        return
    edit = next(iter(_listed(case, part.key, words, listed)), None)
    if edit and mends(case, edit):
        yield edit


def _specific(case: Case) -> str:
    """Return the number or the name that stands before the mark; empty where it is not clear."""
    said = case.finding.message.partition("“")[2].partition("”")[0]
    found = {
        each.fact.text
        for each in case.page.once(specifics)
        if each.is_marked and each.at.start <= case.finding.place.end and case.start <= each.at.end
        if each.fact.text.endswith(said) or said.endswith(each.fact.text)
    }
    return found.pop() if len(found) == 1 else ""


def _listed(case: Case, key: str, words: str, listed: Sequence[Assumption]) -> Iterator[Edit]:
    """Yield the edit that adds words to the line of their part, else in a line of their own behind the last one."""
    own = [each for each in listed if each.place == key and each.specifics and not each.is_proposal]
    if own:
        last = own[-1].specifics[-1]
        yield Edit(last.start, last.raw, f"{last.raw}, {words}")
        return
    start, end = case.line(listed[-1].text.end)
    line = case.page.text[start:end]
    marker = case.page.text[start : listed[-1].text.start]
    if listed[-1].text.start >= start and marker.strip() in {"-", "*", "+"}:
        yield Edit(start, line, f"{line}{case.newline}{marker}{key}: {words}")


@fix("GRD105")
def gone(case: Case) -> Iterator[Edit]:
    """Remove from the list what its part does not hold any more; its line when it lists nothing else."""
    for each in case.page.once(assumptions):
        index = next((at for at, text in enumerate(each.specifics) if case.is_at(text)), -1)
        if index < 0:
            continue
        others = [text.words for at, text in enumerate(each.specifics) if at != index]
        start, end = each.specifics[0].start, each.specifics[-1].end
        old = case.page.text[start:end]
        is_plain = old == ", ".join(text.words for text in each.specifics)
        if others and is_plain:
            yield Edit(start, old, ", ".join(others))
        elif not others and _neighbours(case, each.section) > 1:
            yield _line(case)


def _neighbours(case: Case, section: int) -> int:
    return sum(each.section == section for each in case.page.once(assumptions))


@fix("GRD120")
def question_again(case: Case) -> Iterator[Edit]:
    """Remove the second of two equal questions, where others stand beside it."""
    (start, end) = case.line(case.start)
    before, after = case.line(max(start - 2, 0)), case.line(min(end + 2, len(case.page.text)))
    marker = case.page.text[start : case.start].strip()
    beside = [case.page.text[slice(*span)].lstrip() for span in (before, after)]
    is_equal = bool(case.finding.related) and case.at(case.finding.related[0]).strip() == case.raw.strip()
    if marker and is_equal and any(line.startswith(f"{marker} ") for line in beside):
        yield _line(case)


def _line(case: Case) -> Edit:
    start, end = case.line(case.start)
    return Edit(start, case.page.text[start : end + len(case.newline)], "")
