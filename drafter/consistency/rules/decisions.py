"""Decisions and their records."""

import re
from collections.abc import Iterator
from itertools import pairwise

from drafter.consistency.readings.decisions import Decision, Record, decisions, folded, records
from drafter.consistency.readings.lines import holding, places_of
from drafter.consistency.readings.names import folded_parts
from drafter.consistency.readings.prose import passages_holding, sentences
from drafter.consistency.readings.scope import IN_SCOPE, aims, built, excluded, things_of
from drafter.consistency.rule import Problem, rule
from drafter.derive.sources import content_words
from drafter.document.page import Page, Text
from drafter.facts.catalogue import Entry, entries, entry_named
from drafter.patterns import regex

__all__ = [
    "alternative_is_chosen", "chosen_is_unused", "decision_without_record", "doubled_record_number",
    "excluded_is_aim", "excluded_is_built", "excluded_is_said", "missing_record_number", "other_alternatives",
    "other_choice", "other_topic", "paired", "record_without_decision", "record_without_status", "unknown_record",
]  # fmt: skip

_ENOUGH = 0.5
_MENTION = regex(r"\bADR[-\s#]0*(\d{1,4})\b")
_LEADS_ELSEWHERE = ("](", "][", "://", "/", "ADR-", "wiki", "repositor", "Confluence")
_EXCEPT = regex(r"\b(?:except|without|not|excluding|no|ohne|nicht|kein\w*|außer)\b", re.IGNORECASE)
_FEWEST_PARTS = 10
"""A document with fewer parts is not written yet."""
_KIND = regex(
    r"data|stor|persist|broker|queue|messag|event|bus\b|stream|cache|language|framework|backend|stack|runtime|platform"
    r"|cloud|hosting|tool|sprach|speicher"
)
"""What kinds of technology are called: "Storage" and "Database" may be one question."""
_LONG = 12
"""Words; of a longer text one shared word says nothing."""
_BODY = range(2, 13)
"""Sections that say how the system is; behind them stand alternatives, records and a change log."""
_SAID = frozenset({"paragraph", "item"})


def paired(page: Page) -> tuple[tuple[Decision | None, Record | None], ...]:
    """Return each decision with its record, then the records that are left; the likeliest match first."""
    made, kept = page.once(decisions), page.once(records)
    titled: dict[str, list[int]] = {}
    for j, record in enumerate(kept):
        titled.setdefault(folded(record.title), []).append(j)
    matched: dict[int, int] = {}
    for i, decision in enumerate(made):
        if same := titled.get(folded(decision.title.words)):
            matched[i] = same.pop(0)
    taken = set(matched.values())
    left = [(j, record) for j, record in enumerate(kept) if j not in taken]
    ranked = sorted(
        (
            (score, i, j)
            for i, decision in enumerate(made)
            if i not in matched
            for j, record in left
            if (score := _likeness(decision, record))
        ),
        key=lambda each: (-each[0], each[1], each[2]),
    )
    for _, i, j in ranked:
        if i not in matched and j not in taken:
            matched[i] = j
            taken.add(j)
    found: list[tuple[Decision | None, Record | None]] = [
        (decision, kept[matched[i]] if i in matched else None) for i, decision in enumerate(made)
    ]
    found += [(None, record) for j, record in enumerate(kept) if j not in taken]
    return tuple(found)


def _likeness(decision: Decision, record: Record) -> int:
    """Return how sure it is that a record of another title is a decision's: 3 for the same topic, 0 for not."""
    kept = folded(record.title)
    if decision.topic and folded(decision.topic) == folded(record.topic):
        return 3
    choice = folded(decision.choice)
    if len(choice) > 1 and choice in kept:
        return 2
    words, others = content_words(decision.title.words), content_words(record.title)
    topic = content_words(decision.topic)
    shares = len(words & others) >= max(1, _ENOUGH * min(len(words), len(others)))
    return int(shares or (bool(topic) and topic <= others))


def _listed(names: tuple[Text, ...]) -> str:
    return ", ".join(name.words for name in names)


@rule("REF150", "warning")
def decision_without_record(page: Page) -> Iterator[Problem]:
    """A decision of 13 has no record in appendix A, where others have one.

    Its context and its status are nowhere.

    Bad: “Broker: Apache Kafka” in 13, and records of the language and the database alone
    Good: “ADR-3: Broker: Apache Kafka” in appendix A
    Fix: write the record.
    """
    if page.once(records):
        for decision, record in page.once(paired):
            if decision and record is None:
                yield Problem(f"“{decision.title.words}” has no record in appendix A", decision.title)


@rule("REF151", "warning")
def record_without_decision(page: Page) -> Iterator[Problem]:
    """A record of appendix A is of no decision in 13.

    Readers of 13 believe that they know all decisions.

    Bad: “ADR-4: Use Redis for sessions” in appendix A, nothing of it in 13
    Good: a row for it in 13
    Fix: add the row, or remove the record of what was never decided.
    """
    if page.once(decisions):
        for decision, record in page.once(paired):
            if record and decision is None:
                yield Problem(f"“{record.heading.words}” is of no decision in 13", record.heading)


@rule("REF152", "error")
def other_choice(page: Page) -> Iterator[Problem]:
    """A decision and its record choose different things.

    One team builds with the one, the next with the other.

    Bad: “Database: PostgreSQL” in 13, “ADR-3: Database: MySQL” in appendix A
    Good: the same choice in both
    Fix: find out what was decided, and correct the other place.
    """
    for decision, record in page.once(paired):
        if not decision or not record or not decision.choice or not record.choice:
            continue
        one, other = folded(decision.choice), folded(record.choice)
        if one not in folded(record.title) and other not in folded(decision.title.words):
            message = f"13 chooses {decision.choice}, ADR-{record.number} {record.choice}"
            yield Problem(message, record.heading, (decision.title,))


@rule("REF170", "warning")
def other_topic(page: Page) -> Iterator[Problem]:
    """A decision and its record choose the same thing for different questions.

    Whoever looks for the reason of the decision does not find the record, or takes it for another one.

    Bad: “Language: Java” in 13, “ADR-1: Release calendar: Java” in appendix A
    Good: “ADR-1: Language: Java”
    Fix: give the record the title that the decision has in 13.
    """
    for decision, record in page.once(paired):
        if not decision or not record or not decision.topic or not record.topic:
            continue
        one, other = decision.topic.casefold(), record.topic.casefold()
        words, others = content_words(decision.title.words), content_words(record.topic)
        is_kind = _KIND.search(one) and _KIND.search(other)
        if one not in other and other not in one and not words & others and not is_kind:
            message = f"ADR-{record.number} decides on “{record.topic}”, 13 has “{decision.title.words}”"
            yield Problem(message, record.heading, (decision.title,))


@rule("REF153", "warning")
def other_alternatives(page: Page) -> Iterator[Problem]:
    """A decision and its record weigh different alternatives.

    Whoever asks why something was turned down finds it in one of them only.

    Bad: alternatives “MySQL, MongoDB” in 13, “MySQL, SQLite” in the record
    Good: the same alternatives in both
    Fix: complete the shorter list.
    """
    for decision, record in page.once(paired):
        if not decision or not record or not decision.alternatives or not record.alternatives:
            continue
        chosen = folded(decision.choice or decision.title.words)
        one, other = (
            {folded(name.words) for name in names if folded(name.words) not in chosen}
            for names in (decision.alternatives, record.alternatives)
        )
        if one and other and one != other:
            message = (
                f"“{decision.title.words}” was weighed against {_listed(decision.alternatives)} in 13, "
                f"against {_listed(record.alternatives)} in ADR-{record.number}"
            )
            yield Problem(message, record.alternatives[0], (decision.alternatives[0],))


@rule("REF157", "warning")
def chosen_is_unused(page: Page) -> Iterator[Problem]:
    """Nothing but the decision names a technology that was chosen.

    The design does not show what it is for.

    Bad: “Cache: Redis” in 13, and no Redis in sections 2 to 12
    Good: a component that uses Redis
    Fix: show where it is used, or remove the decision.
    """
    spans = [
        text
        for part, (_, text) in zip(page.parts, page.once(folded_parts), strict=True)
        if 2 <= part.section <= 12 or part.key == "B"
    ]
    if len(spans) < _FEWEST_PARTS:
        return
    choices = dict.fromkeys(decision.choice for decision in page.once(decisions))
    unused = {choice for choice in choices if (entry := entry_named(choice)) and not _is_named(spans, choice, entry)}
    for decision in page.once(decisions):
        if decision.choice in unused:
            yield Problem(f"{decision.choice} was chosen in 13, and nothing uses it", decision.title)


def _is_named(spans: list[str], choice: str, entry: Entry) -> bool:
    folded_choice = choice.casefold()
    return any(folded_choice in span for span in spans) or any(
        name in span for name in _spellings(entry) for span in spans
    )


def _spellings(entry: Entry) -> set[str]:
    """Return all ways to write a technology, in lower case."""
    return {each.written.casefold() for group in entries().values() for each in group if each.entry.name == entry.name}


@rule("REF159", "error")
def alternative_is_chosen(page: Page) -> Iterator[Problem]:
    """A decision lists what it chose among the alternatives that it turned down.

    It is not clear what was decided.

    Bad: “Database: PostgreSQL” with the alternatives “PostgreSQL, MySQL”
    Good: “Database: PostgreSQL” with the alternatives “MySQL, MongoDB”
    Fix: replace the alternative, or correct the choice.
    """
    for decision in page.once(decisions):
        for alternative in decision.alternatives:
            if decision.choice and folded(alternative.words) == folded(decision.choice):
                message = f"“{decision.title.words}” lists its own choice as an alternative"
                yield Problem(message, alternative, (decision.title,))


@rule("REF162", "warning")
def excluded_is_built(page: Page) -> Iterator[Problem]:
    """Something is built that 1.2 leaves out of the scope.

    Somebody agreed that it would not be built, and nobody planned time for it.

    Bad: “Out of scope: QR code images” in 1.2, an endpoint `/links/{id}/qr-code-image`
    Good: no such endpoint
    Fix: remove it, or move it into the scope.
    """
    made = [(other, content_words(other.text.words)) for other in page.once(built)] if page.once(excluded) else []
    for each in page.once(excluded):
        for other, stems in made:
            if not each.stems <= stems or _EXCEPT.search(other.text.words):
                continue
            if len(each.stems) == 1 and len(other.text.words.split()) > _LONG:
                continue
            if other.what == IN_SCOPE and each.whole in things_of(other):
                continue  # another rule says so
            message = f"1.2 leaves out “{each.text.words}”, and there is {other.what} {other.text.words}"
            yield Problem(message, other.text, (each.text,))
            break


@rule("REF171", "error")
def excluded_is_aim(page: Page) -> Iterator[Problem]:
    """The same thing is a goal, or in scope, and out of scope.

    Half of the readers plan for it, and the other half does not.

    Bad: “Out of scope: QR code images” in 1.2, “**QR code images**: offered from the first release” in 2.3
    Good: no such goal
    Fix: decide whether it is to be built, and say so in both places.
    """
    goals = [(aim, things_of(aim)) for aim in page.once(aims) if not _EXCEPT.search(aim.text.words)]
    for each in page.once(excluded):
        for aim, things in goals:
            if each.whole in things:
                yield Problem(f"1.2 leaves out “{each.text.words}”, and it is {_aim(aim.what)}", aim.text, (each.text,))


def _aim(what: str) -> str:
    return "in scope as well" if what == IN_SCOPE else "a goal of 2.3"


@rule("REF167", "warning")
def excluded_is_said(page: Page) -> Iterator[Problem]:
    """A sentence says that the system does what 1.2 leaves out of the scope.

    Readers do not know which holds, and somebody will rely on it.

    Bad: “Out of scope: no cloud” in 1.2, “updates come from a cloud service” in 9.2
    Good: “updates come from the Raspberry Pi”
    Fix: change the sentence, or move it into the scope.
    """
    things = {each.stems: each for each in reversed(page.once(excluded))}
    if not things:
        return
    rarest = sorted({max(stems, key=len) for stems in things})
    hint = re.compile(rf"\b(?:{'|'.join(map(re.escape, rarest))})", re.IGNORECASE)
    for passage in passages_holding(page, rarest):
        words = passage.text.words
        if passage.part.section in _BODY and passage.kind in _SAID:
            for sentence in filter(hint.search, sentences(words)):
                for each in things.values():
                    if each.is_named_in(sentence) and not _EXCEPT.search(sentence):
                        message = f"1.2 leaves out “{each.text.words}”, and here it is said to be done"
                        yield Problem(message, passage.text.part(sentence), (each.text,))


@rule("REF163", "error")
def doubled_record_number(page: Page) -> Iterator[Problem]:
    """Two records have one number.

    A reference to it leads to either of them.

    Bad: “ADR-2: Framework: FastAPI” and “ADR-2: Database: PostgreSQL”
    Good: ADR-2 and ADR-3
    Fix: give the later one the next free number.
    """
    first: dict[int, Record] = {}
    for record in page.once(records):
        earlier = first.setdefault(record.number, record)
        if earlier is not record:
            message = f"ADR-{record.number} is both “{earlier.title}” and “{record.title}”"
            yield Problem(message, record.heading, (earlier.heading,))


@rule("REF164", "note")
def missing_record_number(page: Page) -> Iterator[Problem]:
    """A number is missing between two records.

    A record may have been lost.

    Bad: ADR-1 followed by ADR-3
    Good: ADR-1, ADR-2, ADR-3
    Fix: restore the record, or keep a superseded one with its status.
    """
    ordered = sorted({record.number: record for record in page.once(records)}.items())
    for (number, earlier), (following, later) in pairwise(ordered):
        if following > number + 1:
            message = f"no record has a number between ADR-{number} and ADR-{following}"
            yield Problem(message, later.heading, (earlier.heading,))


@rule("REF165", "warning")
def record_without_status(page: Page) -> Iterator[Problem]:
    """A record does not say whether its decision is proposed, accepted or superseded.

    Nobody knows whether it may still be questioned.

    Bad: “ADR-1: Language: Python” followed by its context
    Good: “ADR-1: Language: Python”, “Status: Accepted”
    Fix: add the status.
    """
    for record in page.once(records):
        if not record.has_status:
            yield Problem(f"ADR-{record.number} has no status", record.heading)


@rule("REF166", "error")
def unknown_record(page: Page) -> Iterator[Problem]:
    """The text refers to a record that appendix A does not have.

    The reason that it promises cannot be read.

    Bad: “see ADR-7” where appendix A ends with ADR-3
    Good: “see ADR-3”
    Fix: correct the number, or add the record.
    """
    numbers = {record.number for record in page.once(records)}
    if not numbers and not _has_no_records(page):
        return
    for line in holding(page, places_of(page, "ADR")):
        for match in _MENTION.finditer(line.text.words) if 1 <= line.section <= 13 else ():
            if int(match[1]) not in numbers:
                yield Problem(f"appendix A has no {match[0]}", line.text.part(match[0]))


def _has_no_records(page: Page) -> bool:
    """Tell whether appendix A is there and neither holds records nor says where they are."""
    part = page.part("A")
    said = " ".join(text.raw for text in part.texts) if part else ""
    return bool(said) and not any(mark in said for mark in _LEADS_ELSEWHERE)
