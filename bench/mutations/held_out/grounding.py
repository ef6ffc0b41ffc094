"""Defects of assumptions, open questions, decisions and of what was ruled out."""

import re
from dataclasses import replace
from random import Random

from bench.mutations.decisions import contested, decisions
from bench.mutations.mutation import Mutation, insert, operator, paragraph, pick, splice
from bench.mutations.page import Page, read
from bench.mutations.places import components

__all__ = ["OPERATORS"]

_ASSUMED = re.compile(r"(?<![\w.,-])(two|\d[\d,]*(?:\.\d+)?)(?=%? ?[a-z ]{0,20} ?\(assumed\))")


@operator("grounding", "held out")
def change_assumed_value(page: Page, random: Random) -> Mutation | None:
    """The text assumes another value than the list of assumptions says."""
    places = [(index, match) for index in page.prose() for match in _ASSUMED.finditer(page.lines[index])]
    place = pick(random, places)
    if place is None:
        return None
    index, match = place
    new = _other_value(match[1])
    line = page.lines[index][: match.start()] + new + page.lines[index][match.end() :]
    return splice(page, index, index + 1, [line], f"assumed {new} instead of {match[1]}", new)


def _other_value(said: str) -> str:
    if said == "two":
        return "four"
    number = float(said.replace(",", ""))
    larger = number + (max(1, number // 10) if number.is_integer() else 0.5)
    return f"{larger:,.0f}" if "," in said else f"{larger:g}"


@operator("grounding", "held out")
def decide_twice(page: Page, random: Random) -> Mutation | None:
    """The same is decided in two ways, each with its row and its record."""
    records = sum(decision.record is not None for decision in decisions(page))
    decision = pick(random, contested(page))
    if decision is None or decision.record is None:
        return None
    status = page.lines[decision.record].rpartition("**: ")[2]
    other = decision.alternatives[0]
    title = f"{decision.topic}: {other}"
    reason = f"{other} is known to the whole team, and it has proved itself in two earlier systems."
    effect = "The team can begin without training."
    row = f"| {title} | {reason} | {decision.chosen} | {effect} |"
    record = [
        f"- **ADR-{records + 1}: {title}**: {status}",
        f"- **Context**: Alternatives considered: {decision.chosen}",
        f"- **Decision**: {reason}",
        f"- **Consequences**: {effect}",
    ]
    did = f"decided for {decision.chosen} and for {other}"
    decided = insert(page, decision.row.index + 1, [row], did, title, decision.row.cells[0])
    longer = read(decided.text)
    recorded = insert(longer, longer.span("A").stop - 1, record, did)
    return replace(decided, text=recorded.text, lines=(*decided.lines, *recorded.lines))


_LANGUAGES = {"C", "C++", "C#", "Go", "Java", "Kotlin", "Python", "TypeScript"}


@operator("grounding", "held out")
def implement_in_other_language(page: Page, random: Random) -> Mutation | None:
    """A component is written in another language in 4.2 than in 4.1."""
    written = {component.name: component.technology for component in components(page)}
    places = [
        (heading.name, bullet.index)
        for heading in page.below("4.2")
        if written.get(heading.name) in _LANGUAGES
        for bullet in page.bullets(page.body(heading))
        if bullet.label == "Implementation"
    ]
    place = pick(random, places)
    language = pick(random, [name for name in ("Rust", "Haskell", "Scala") if name not in page.text])
    if place is None or language is None:
        return None
    name, index = place
    line = f"{page.lines[index]} It is written in {language}."
    did = f"wrote {name} in {language}, not in {written[name]},"
    return splice(page, index, index + 1, [line], did, language)


@operator("grounding", "held out")
def network_where_none_allowed(page: Page, random: Random) -> Mutation | None:
    component = pick(random, components(page))
    if component is None or "allows no network connections" not in page.text:
        return None
    host = random.choice(["metrics.example.org", "collector.example.net"])
    sentence = f"Once a day, {component.name} sends its figures over HTTPS to `{host}`."
    return paragraph(page, random, ("2.2", "8.3", "12.1"), sentence, f"sent figures to {host}", host, "network")


_NEVER_LOGGED = re.compile(r"never log(?:s|ged are)(?: sensitive information such as)? ([^`,.]+?)(?: or | and |[,.])")


@operator("grounding", "held out")
def log_what_is_never_logged(page: Page, random: Random) -> Mutation | None:
    things = [match[1] for index in page.span("12.1") for match in _NEVER_LOGGED.finditer(page.lines[index])]
    thing = pick(random, things)
    if thing is None:
        return None
    sentence = f"For the analysis of failures, the log keeps {thing} with each entry."
    return paragraph(page, random, ("7.4", "10.2", "11.3"), sentence, f"logged {thing}", thing)


OPERATORS = (
    change_assumed_value,
    decide_twice,
    implement_in_other_language,
    network_where_none_allowed,
    log_what_is_never_logged,
)
