"""Slips in scope, decisions, assumptions, open questions and promises."""

import re
from dataclasses import replace
from random import Random

from bench.mutations.decisions import decisions, record_lines
from bench.mutations.mutation import Mutation, contradiction, operator, pick, replace_lines, splice
from bench.mutations.page import Page

__all__ = ["OPERATORS"]


@operator("grounding", "held out")
def contradict_test_data(page: Page, random: Random) -> Mutation | None:
    against = [index for index in page.prose(page.span("10.2")) if "free of real personal data" in page.lines[index]]
    if not against:
        return None
    sentence = "All tests run on a copy of production, with the names and addresses of real people."
    return contradiction(page, random, ("9.3", "10.3"), sentence, against, "tested with personal data", "real people")


@operator("grounding", "held out")
def put_excluded_item_in_scope(page: Page, random: Random) -> Mutation | None:
    """The same item is in scope and out of it."""
    bullets = page.bullets(page.span("1.2"))
    inside = next((bullet for bullet in bullets if bullet.label == "In scope"), None)
    excluded = [
        re.split(r"[.(]", bullet.value)[0].strip()
        for bullet in bullets
        if bullet.label == "Out of scope" and not bullet.value.startswith(("No ", "The brief"))
    ]
    item = pick(random, excluded)
    if inside is None or item is None:
        return None
    line = f"{page.lines[inside.index]} It also covers this: {item}."
    return splice(page, inside.index, inside.index + 1, [line], f"put {item} in scope", item)


@operator("grounding", "held out")
def swap_rationales(page: Page, random: Random) -> Mutation | None:
    """Two decisions of section 13 have each other's reasons."""
    found = [decision for decision in decisions(page) if decision.record is not None]
    pairs = [(a, b) for n, a in enumerate(found) for b in found[n + 1 :] if a.row.cells[1] != b.row.cells[1]]
    pair = pick(random, pairs)
    if pair is None:
        return None
    lines = {
        a.row.index: f"| {' | '.join((a.row.cells[0], b.row.cells[1], *a.row.cells[2:]))} |"
        for a, b in (pair, pair[::-1])
    }
    names = [decision.chosen for decision in pair]
    return replace_lines(page, lines, f"swapped the reasons for {' and '.join(names)}", *names)


@operator("grounding", "held out")
def approve_with_proposed_records(page: Page, random: Random) -> Mutation | None:
    """The document is approved, while all its decisions are proposals."""
    records = record_lines(page)
    status = next((one for one in page.bullets(range(page.span("1").start)) if one.label == "Status"), None)
    if status is None or not records or not all(": Proposed" in page.lines[index] for index in records):
        return None
    new = random.choice(["Approved", "Released"])
    mutation = replace_lines(page, {status.index: f"- **Status**: {new}"}, f"made the draft {new}", new)
    return replace(mutation, seen_at=tuple(index + 1 for index in records))


@operator("grounding", "held out")
def supersede_record_by_itself(page: Page, random: Random) -> Mutation | None:
    index = pick(random, [index for index in record_lines(page) if ": Proposed, " in page.lines[index]])
    if index is None:
        return None
    number = re.findall(r"ADR-\d+", page.lines[index])[0]
    line = page.lines[index].replace(": Proposed, ", f": Superseded by {number}, ")
    return splice(page, index, index + 1, [line], f"superseded {number} by itself", number)


@operator("grounding", "held out")
def list_assumption_made_nowhere(page: Page, random: Random) -> Mutation | None:
    """The list of assumptions has one that its part does not make."""
    entries = [
        index
        for index in page.prose()
        if re.match(r"- \d+\.\d: ", page.lines[index]) and "proposed by" not in page.lines[index]
    ]
    index = pick(random, entries)
    value = pick(random, [name for name in ("Terraform", "Ansible", "three regions") if name not in page.text])
    if index is None or value is None:
        return None
    line = f"{page.lines[index]}, {value}"
    return splice(page, index, index + 1, [line], f"listed the assumption {value}", value)


_ANSWERS = {
    "How do users and calling systems prove": "Users and calling systems prove who they are by API keys.",
    "How long is data kept": "Data is kept for two years, and then a nightly job deletes it.",
    "How much data may be lost": "At most one hour of data may be lost, and recovery may take four hours.",
    "Where does it run": "It runs on machines of our own.",
    "Which load must it carry": "At its peak, it must carry three times the load of today.",
    "Who is called when it fails": "When it fails, the on-call rotation is called, at any hour.",
}


@operator("grounding", "held out")
def answer_what_is_still_open(page: Page, random: Random) -> Mutation | None:
    """A part settles the question that is listed as open below it."""
    places = [
        (heading.number, index, question)
        for heading in page.headings
        if heading.level == 3
        for index in page.body(heading)
        for question in _ANSWERS
        if page.lines[index].startswith(f"- {question}") and page.applies(heading.number)
    ]
    place = pick(random, places)
    if place is None:
        return None
    number, index, question = place
    return contradiction(page, random, (number,), _ANSWERS[question], (index,), f"answered “{question}”", question)


@operator("grounding", "held out")
def open_to_everybody(page: Page, random: Random) -> Mutation | None:
    """7.1 has users sign in, and 7.2 lists who may do what."""
    roles = [bullet.index for bullet in page.bullets(page.span("7.2"))]
    if not roles or not page.applies("7.1"):
        return None
    sentence = "Nobody has to sign in, and every operation is open to everybody."
    return contradiction(page, random, ("7.1", "7.2"), sentence, roles, "opened all to everybody", "everybody")


@operator("grounding", "held out")
def contradict_data_loss(page: Page, random: Random) -> Mutation | None:
    """The same part says that data is lost by a rollback."""
    against = [index for index in page.span("11.3") if re.search(r"(?i)\bdata .*\blost\b", page.lines[index])]
    against = [index for index in against if index in page.paragraphs()]
    if not against:
        return None
    sentence = "No data is lost by a rollback: whatever was written meanwhile stays."
    return contradiction(page, random, ("10.3", "11.3"), sentence, against, "lost no data", "rollback")


OPERATORS = (
    contradict_test_data,
    put_excluded_item_in_scope,
    swap_rationales,
    approve_with_proposed_records,
    supersede_record_by_itself,
    list_assumption_made_nowhere,
    answer_what_is_still_open,
    open_to_everybody,
    contradict_data_loss,
)
