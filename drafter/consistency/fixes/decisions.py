"""What section 13 decided, where other parts say otherwise: 13 is the home of the decisions."""

import re
from collections.abc import Iterator

from drafter.consistency.fixes.fix import Case, Edit, fix
from drafter.consistency.readings.chosen import rejected
from drafter.consistency.readings.decisions import Decision, decisions, folded, records
from drafter.facts.catalogue import entry_named
from drafter.patterns import regex

__all__ = ["chosen", "decided", "own_alternative", "record_number", "record_title"]

_VERSION = regex(r"\s+v?\d[\w.]*\+?$")
_ITS_VERSION = r"(?:\s+v?\d[\w.]*\+?)?"
_NUMBER = regex(r"\d+")


@fix("REF154", "REF155")
def chosen(case: Case) -> Iterator[Edit]:
    """Name the technology that was chosen, where only one decision turned the other down."""
    place = case.finding.related[0].start if case.finding.related else -1
    found = next((each for each in case.page.once(rejected) if each.place.start == place), None)
    if found is None:
        return
    others = [each for each in case.page.once(rejected) if folded(each.name) == folded(found.name)]
    choice = _VERSION.sub("", found.decision.choice)
    named = list(re.finditer(rf"(?<![\w.+#-]){re.escape(found.name)}{_ITS_VERSION}(?![\w+#-])", case.raw))
    if len(others) == len(named) == 1 and entry_named(choice):
        yield from case.alone(case.start + named[0].start(), named[0][0], choice)


@fix("REF158")
def decided(case: Case) -> Iterator[Edit]:
    """Write the technology that was decided, where the cell has nothing but the other one."""
    place = case.finding.related[0].start if case.finding.related else -1
    decision = next((each for each in case.page.once(decisions) if each.title.start == place), None)
    choice = _VERSION.sub("", decision.choice) if decision else ""
    entry, other = entry_named(choice), entry_named(_VERSION.sub("", case.raw))
    every = [entry_named(_VERSION.sub("", each.choice)) for each in case.page.once(decisions)]
    if entry and other and sum(each is not None and each.category == entry.category for each in every) == 1:
        yield from case.written(choice)


@fix("REF159")
def own_alternative(case: Case) -> Iterator[Edit]:
    """Leave the choice out of the alternatives, where others are left."""
    for decision in case.page.once(decisions):
        own = next((name for name in decision.alternatives if case.is_at(name)), None)
        cell = _cell(case)
        if own and len(decision.alternatives) > 1 and cell.count("(") == 0:
            others = [name.words for name in decision.alternatives if name is not own]
            start = decision.alternatives[0].start
            end = decision.alternatives[-1].end
            old = case.page.text[start:end]
            if re.sub(r"\s*,\s*", ", ", old) == ", ".join(name.words for name in decision.alternatives):
                yield Edit(start, old, ", ".join(others))


def _cell(case: Case) -> str:
    start, end = case.line(case.start)
    return case.page.text[max(case.page.text.rfind("|", start, case.start), start) : end].split("|")[1]


@fix("REF163")
def record_number(case: Case) -> Iterator[Edit]:
    """Give the later of two records the next free number, where no text refers to it."""
    found = case.page.once(records)
    record = next((each for each in found if case.is_at(each.heading)), None)
    if record is None:
        return
    referred = len(re.findall(rf"ADR[-\s#]*0*{record.number}(?!\d)", case.page.text, re.IGNORECASE))
    number = _NUMBER.search(case.raw)
    if number and referred == sum(each.number == record.number for each in found):
        taken = {each.number for each in found}
        free = next(new for new in range(record.number + 1, record.number + len(found) + 1) if new not in taken)
        new = str(free).zfill(len(number[0]))
        yield Edit(case.start, case.raw, case.raw[: number.start()] + new + case.raw[number.end() :])


@fix("REF170")
def record_title(case: Case) -> Iterator[Edit]:
    """Give the record the title that its decision has in 13, where one decision chose the same."""
    record = next((each for each in case.page.once(records) if case.is_at(each.heading)), None)
    found = [each for each in case.page.once(decisions) if record and _is_same(each, record.choice)]
    if record and len(found) == 1 and record.title in case.raw:
        at = case.start + case.raw.index(record.title)
        yield Edit(at, record.title, found[0].title.words)


def _is_same(decision: Decision, choice: str) -> bool:
    return bool(choice) and folded(decision.choice) == folded(choice)
