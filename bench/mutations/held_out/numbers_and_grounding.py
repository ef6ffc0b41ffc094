"""Defects of targets and of decisions."""

import re
from random import Random

from bench.mutations.decisions import decisions
from bench.mutations.mutation import Mutation, cell_changed, drop, insert, operator, paragraph, pick, splice
from bench.mutations.page import Page
from bench.mutations.places import components
from bench.mutations.quantities import other_number, quantities, restated

__all__ = ["OPERATORS"]


@operator("numbers", "held out")
def change_required_number(page: Page, random: Random) -> Mutation | None:
    """A target has another number in 8.1 than everywhere else."""
    again = {(quantity.number, quantity.unit) for quantity in restated(page)}
    quantity = pick(random, [one for one in quantities(page, "8.1") if (one.number, one.unit) in again])
    if quantity is None:
        return None
    new = other_number(quantity)
    line = page.lines[quantity.index]
    changed = line[: quantity.start] + new + line[quantity.start + len(quantity.number) :]
    did = f"changed {quantity.number} {quantity.unit} to {new} in 8.1"
    return splice(page, quantity.index, quantity.index + 1, [changed], did, new, quantity.number)


@operator("numbers", "held out")
def second_target(page: Page, random: Random) -> Mutation | None:
    """Prose states another target than the only one that 8.1 has of its kind."""
    bullets = page.bullets(page.span("8.1"))
    found = [
        (label, quantity)
        for label in ("Latency", "Availability", "Retention", "Freshness")
        if len(own := [bullet for bullet in bullets if label in bullet.label]) == 1
        and len(within := [one for one in quantities(page, "8.1") if one.index == own[0].index]) == 1
        for quantity in within
    ]
    choice = pick(random, found)
    if choice is None:
        return None
    label, quantity = choice
    new = f"{other_number(quantity)} {quantity.unit}"
    sentence = f"The target for {label.lower()} is {new}, as agreed with operations."
    did = f"stated {label.lower()} as {new} beside {quantity.number} {quantity.unit}"
    return paragraph(page, random, ("8.3", "9.2", "12.1"), sentence, did, new, label)


@operator("numbers", "held out")
def wrong_error_budget(page: Page, random: Random) -> Mutation | None:
    """The error budget does not follow from the availability."""
    share = pick(random, [quantity for quantity in quantities(page, "8.1") if quantity.unit in {"%", "percent"}])
    if share is None or "vailability" not in page.lines[share.index]:
        return None
    sentence = (
        f"An availability of {share.number} {share.unit} leaves an error budget of 25 hours in a month of 30 days."
    )
    return paragraph(page, random, ("8.3", "12.1"), sentence, "stated a wrong error budget", "error budget", "25 hours")


@operator("numbers", "held out")
def impossible_date(page: Page, random: Random) -> Mutation | None:
    index = next((n for n, line in enumerate(page.lines[:20]) if line.startswith("- **Date**")), None)
    if index is None:
        return None
    new = random.choice(["2026-02-30", "2026-13-05", "15/01/26"])
    return splice(page, index, index + 1, [f"- **Date**: {new}"], f"dated the document {new}", new)


@operator("grounding", "held out")
def change_record_title(page: Page, random: Random) -> Mutation | None:
    """A record in appendix A is about something else than its decision."""
    found = [decision for decision in decisions(page) if decision.record is not None]
    decision = pick(random, found)
    if decision is None or decision.record is None:
        return None
    topic = random.choice(["Session handling", "Release calendar"])
    line = page.lines[decision.record].replace(f": {decision.topic}:", f": {topic}:", 1)
    did = f"retitled the record of {decision.topic} to {topic}"
    return splice(page, decision.record, decision.record + 1, [line], did, topic, decision.row.cells[0])


@operator("grounding", "held out")
def drop_record(page: Page, random: Random) -> Mutation | None:
    """The last decision of section 13 has no record in appendix A."""
    records = [decision for decision in decisions(page) if decision.record is not None]
    decision = pick(random, records)
    if decision is None or decision.record is None:
        return None
    labels = ("- **Context**", "- **Decision**", "- **Consequences**")
    stop = decision.record + 1
    while page.lines[stop].startswith(labels):
        stop += 1
    return drop(page, decision.record, stop, f"dropped the record of {decision.topic}", decision.row.cells[0])


@operator("grounding", "held out")
def chosen_among_alternatives(page: Page, random: Random) -> Mutation | None:
    """What was chosen is listed as rejected too."""
    decision = pick(random, [decision for decision in decisions(page) if decision.alternatives])
    if decision is None:
        return None
    cell = ", ".join([decision.chosen, *decision.alternatives[1:]])
    did = f"listed {decision.chosen} among its own alternatives"
    return cell_changed(page, decision.row, 2, cell, did, decision.chosen)


@operator("grounding", "held out")
def change_technology_in_table(page: Page, random: Random) -> Mutation | None:
    """A component has another technology in 4.1 than in the diagrams."""
    drawn = [one for one in components(page) if f"{one.name}<br/>{one.technology}" in page.text]
    component = pick(random, drawn)
    if component is None:
        return None
    new = random.choice([name for name in ("Elixir", "Oracle", "RocksDB") if name not in page.text])
    did = f"gave {component.name} {new}, not {component.technology}, in 4.1"
    return cell_changed(page, component.row, 2, new, did, new, component.technology)


@operator("grounding", "held out")
def goal_out_of_scope(page: Page, random: Random) -> Mutation | None:
    """A design goal is to do what 1.2 leaves out."""
    items = [bullet.value for bullet in page.bullets(page.span("1.2")) if bullet.label == "Out of scope"]
    item = pick(random, [item for item in items if not item.startswith("The brief ")])
    goals = page.bullets(page.span("2.3"))
    if item is None or not goals:
        return None
    thing = re.split(r"[.(,;]", item.removeprefix("No "))[0].strip()
    line = f"- **{thing[0].upper()}{thing[1:]}**: {components(page)[0].name} offers this from the first release on."
    return insert(page, goals[-1].index + 1, [line], f"made {thing} a goal, which is out of scope", thing)


OPERATORS = (
    change_required_number,
    second_target,
    wrong_error_budget,
    impossible_date,
    change_record_title,
    drop_record,
    chosen_among_alternatives,
    change_technology_in_table,
    goal_out_of_scope,
)
