"""Numbers that differ from their home: 8.1 for targets, 4.1 for versions, the list for a count."""

import re
from collections.abc import Iterator

from drafter.consistency.fixes.fix import Case, Edit, fix
from drafter.consistency.readings.counts import counts
from drafter.consistency.readings.quantities import Measure, measures
from drafter.consistency.readings.records import changes, information
from drafter.consistency.readings.versions import Named, versions
from drafter.document.brief import Brief
from drafter.facts.units import NUMBER_WORDS
from drafter.patterns import regex

__all__ = ["cited_part", "count", "document_date", "follows", "target", "version"]

_COMPUTED = regex(r"(?:allows (?P<time>[\d.]+ \w+) of downtime|error budget of (?P<share>[\d.]+ %)), not (?P<said>.+)$")
_CITED = regex(r"\s*(?:\(assumed\)\s*)?[,;(]\s*(?:(?:see|section)\s*)*(?P<part>\d{1,2}\.\d)\)")
_VERSION = regex(r"\d[\w.]*\+?$")
_ENGLISH = {value: word for word, value in reversed(NUMBER_WORDS.items()) if re.fullmatch(r"[a-z]+", word)}
_MOST_IN_WORDS = 12


@fix("NUM101", "NUM102", "NUM103", "NUM104")
def target(case: Case) -> Iterator[Edit]:
    """Write the number of 8.1, without what bounds it, where it has one for this target."""
    home = {place.start for place in case.finding.related}
    stated = [each for each in case.page.once(measures) if each.text.start in home and each.line.part == "8.1"]
    own = next((each for each in case.page.once(measures) if case.is_at(each.text)), None)
    amounts = {each.amount for each in stated}
    if own is None or len(amounts) != 1 or own.dimension != stated[0].dimension:
        return
    new = amounts.pop()
    if own.amount in case.raw and _is_plain(own) and not _is_agreed(case, own, stated[0]):
        at = case.start + case.raw.rindex(own.amount)
        yield from case.alone(at, own.amount, new)


def _is_agreed(case: Case, own: Measure, home: Measure) -> bool:
    """Tell whether the other number may be the right one: the brief has it, or two more places do."""
    text = case.brief.text.casefold() if case.brief else ""
    if own.amount.casefold() in text and home.amount.casefold() not in text:
        return True
    same = {
        each.line.part for each in case.page.once(measures) if each.dimension == own.dimension and each.is_same(own)
    }
    return len(same - {own.line.part}) > 0


def _is_plain(measure: Measure) -> bool:
    """Tell whether a quantity is a number with a unit, not a rate in words or a range."""
    return bool(re.fullmatch(r"(?:[\d.,]+|\w+)[\s\u00a0]?\S+", measure.amount))


@fix("NUM103")
def cited_part(case: Case) -> Iterator[Edit]:
    """Cite 8.1, where only it has the number."""
    own = next((each for each in case.page.once(measures) if case.is_at(each.text)), None)
    cited = _CITED.match(case.page.text, case.finding.place.end)
    if own is None or cited is None or case.finding.related:
        return
    parts = {
        each.line.part for each in case.page.once(measures) if each.is_same(own) and each.dimension == own.dimension
    }
    if "8.1" in parts and cited["part"] not in parts:
        yield Edit(cited.start("part"), cited["part"], "8.1")


@fix("NUM110")
def version(case: Case) -> Iterator[Edit]:
    """Write the version of 4.1, unless the brief has the other one."""
    home = case.finding.related[0].start if case.finding.related else -1
    named = {each.text.start: each for each in case.page.once(versions)}
    own, other = named.get(case.start), named.get(home)
    if own is None or other is None or other.line.part != "4.1":
        return
    right, wrong = _VERSION.search(other.text.words), _VERSION.search(own.text.words)
    if right and wrong and case.raw.endswith(wrong[0]) and not _says(case.brief, own):
        yield from case.alone(case.start, case.raw, case.raw[: -len(wrong[0])] + right[0])


def _says(brief: Brief | None, named: Named) -> bool:
    return brief is not None and named.text.words.casefold() in brief.text.casefold()


@fix("NUM111")
def count(case: Case) -> Iterator[Edit]:
    """Write how many are listed, in digits or in words as it was."""
    claim = next((each for each in case.page.once(counts) if case.is_at(each.text)), None)
    number = case.raw.split(" ", 1)[0] if case.raw else ""
    if claim is None or claim.listed < 2:
        return
    words = _ENGLISH.get(claim.listed, "") if number.casefold() in _ENGLISH.values() else ""
    new = str(claim.listed) if number.isdigit() else words
    if new:
        yield Edit(case.start, number, new.capitalize() if number[:1].isupper() else new)


@fix("NUM130", "NUM131")
def follows(case: Case) -> Iterator[Edit]:
    """Write what follows from the availability of 8.1."""
    match = _COMPUTED.search(case.finding.message)
    own = next((each for each in case.page.once(measures) if case.is_at(each.text)), None)
    promised = [
        each
        for each in case.page.once(measures)
        if case.finding.related and each.text.start == case.finding.related[0].start
    ]
    if match and own and own.amount in case.raw and len(promised) == 1 and _is_promised(case, promised[0]):
        at = case.start + case.raw.rindex(own.amount)
        yield from case.alone(at, own.amount, match["time"] or match["share"])


def _is_promised(case: Case, share: Measure) -> bool:
    return any(each.line.part == "8.1" and each.is_same(share) for each in case.page.once(measures))


@fix("NUM120")
def document_date(case: Case) -> Iterator[Edit]:
    """Give the document the date of its newest change, where it still has that of the change before."""
    about, dated = case.page.once(information), [entry for entry in case.page.once(changes) if entry.iso]
    newest = max(dated, key=lambda entry: entry.iso, default=None)
    is_forgotten = any(entry.iso == about.iso for entry in dated)
    if newest and is_forgotten and newest.iso > about.iso and newest.number == about.number and case.is_at(newest.date):
        yield from case.instead(about.date, newest.date.raw)
