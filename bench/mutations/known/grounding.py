"""Defects of what was decided and what was left out."""

import re
from dataclasses import replace
from random import Random

from bench.mutations.decisions import contested, decisions
from bench.mutations.mutation import Mutation, cell_changed, drop, insert, operator, paragraph, pick, reword, splice
from bench.mutations.page import Page, read
from bench.mutations.places import components, nodes

__all__ = ["OPERATORS"]


@operator("grounding", "known")
def second_technology_version(page: Page, random: Random) -> Mutation | None:
    """A technology has one version here and another there."""
    names = {component.technology for component in components(page)} | {d.chosen for d in decisions(page)}
    versions = [
        (name, version)
        for name in sorted(names)
        for version in re.findall(rf"(?<!\w){re.escape(name)} (\d+(?:\.\d+)*)", page.text)
    ]
    found = pick(random, versions)
    if found is None:
        return None
    name, version = found
    major = int(version.partition(".")[0])
    other = str(major - 1) if major > 1 else str(major + 1)
    sentence = f"All components run on {name} {other}, and on no other version of it."
    did = f"said {name} {other} beside {name} {version}"
    return paragraph(page, random, ("9.2", "10.2", "9.3"), sentence, did, f"{name} {other}", name)


@operator("grounding", "known")
def use_rejected_alternative(page: Page, random: Random) -> Mutation | None:
    """A component is said to use what section 13 rejects."""
    choices = [
        (component.name, decision.chosen, alternative)
        for decision in decisions(page)
        for component in components(page)
        for alternative in decision.alternatives
        if component.technology == decision.chosen
    ]
    choice = pick(random, choices)
    if choice is None:
        return None
    name, chosen, alternative = choice
    sentence = f"The {name} is built on {alternative}, which the team runs in production."
    did = f"built {name} on {alternative}, not {chosen},"
    return paragraph(page, random, ("2.2", "9.2", "8.3"), sentence, did, alternative)


@operator("grounding", "known")
def change_recorded_decision(page: Page, random: Random) -> Mutation | None:
    """The record in appendix A decides for an alternative."""
    found = [decision for decision in decisions(page) if decision.record is not None and decision.alternatives]
    decision = pick(random, found)
    if decision is None or decision.record is None:
        return None
    new = random.choice(decision.alternatives)
    did = f"let the record of {decision.topic} choose {new}, not {decision.chosen}"
    return reword(page, decision.record, decision.chosen, new, did, new, decision.chosen)


@operator("grounding", "known")
def change_technology_in_diagram(page: Page, random: Random) -> Mutation | None:
    technologies = {component.name: component.technology for component in components(page)}
    drawn = [
        (number, node)
        for number in ("3.1", "9.1")
        for node in nodes(page, number)
        if (technology := technologies.get(node.label)) and f"<br/>{technology}" in page.lines[node.index]
    ]
    place = pick(random, drawn)
    if place is None:
        return None
    number, node = place
    old = technologies[node.label]
    new = random.choice([name for name in ("Redis", "Erlang", "Cassandra") if name not in page.text])
    line = page.lines[node.index].replace(f"<br/>{old}", f"<br/>{new}")
    did = f"drew {node.label} in {number} with {new}, not {old}"
    return splice(page, node.index, node.index + 1, [line], did, new)


@operator("grounding", "known")
def implement_out_of_scope(page: Page, random: Random) -> Mutation | None:
    """The solution offers what 1.2 leaves out."""
    component = pick(random, components(page))
    items = [bullet.value for bullet in page.bullets(page.span("1.2")) if bullet.label == "Out of scope"]
    item = pick(random, [item for item in items if not item.startswith("The brief ")])
    if component is None or item is None:
        return None
    thing = re.split(r"[.(,;]", item.removeprefix("No "))[0].strip()
    thing = thing if thing[:2].isupper() else thing[0].lower() + thing[1:]
    sentence = f"In its first release, the {component.name} provides this as well: {thing}."
    did = f"offered {thing}, which is out of scope,"
    return paragraph(page, random, ("2.2", "3.2", "8.3"), sentence, did, thing)


@operator("grounding", "known")
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


@operator("grounding", "known")
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


@operator("grounding", "known")
def chosen_among_alternatives(page: Page, random: Random) -> Mutation | None:
    """What was chosen is listed as rejected too."""
    decision = pick(random, [decision for decision in decisions(page) if decision.alternatives])
    if decision is None:
        return None
    cell = ", ".join([decision.chosen, *decision.alternatives[1:]])
    did = f"listed {decision.chosen} among its own alternatives"
    return cell_changed(page, decision.row, 2, cell, did, decision.chosen)


@operator("grounding", "known")
def change_technology_in_table(page: Page, random: Random) -> Mutation | None:
    """A component has another technology in 4.1 than in the diagrams."""
    drawn = [one for one in components(page) if f"{one.name}<br/>{one.technology}" in page.text]
    component = pick(random, drawn)
    if component is None:
        return None
    new = random.choice([name for name in ("Elixir", "Oracle", "RocksDB") if name not in page.text])
    did = f"gave {component.name} {new}, not {component.technology}, in 4.1"
    return cell_changed(page, component.row, 2, new, did, new, component.technology)


@operator("grounding", "known")
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


def _questions(page: Page) -> list[list[int]]:
    """The lines of the open questions, list by list."""
    found = []
    for index in (n for n, line in enumerate(page.lines) if line == "**Open questions**"):
        start = stop = index + 2
        while page.lines[stop].startswith("- "):
            stop += 1
        found.append(list(range(start, stop)))
    return found


@operator("grounding", "known")
def repeat_open_question(page: Page, random: Random) -> Mutation | None:
    """A question is asked in two parts, or twice in the only list that there is."""
    lists = _questions(page)
    places = [(index, other[0]) for own in lists for index in own for other in lists if own != other or len(lists) == 1]
    place = pick(random, places)
    if place is None:
        return None
    index, target = place
    question = page.lines[index]
    return insert(page, target, [question], f"asked again: {question[2:]}", question[2:].partition("?")[0])


@operator("grounding", "known")
def reopen_decision(page: Page, random: Random) -> Mutation | None:
    """A question is open that section 13 has decided."""
    decision = pick(random, contested(page))
    if decision is None:
        return None
    other = decision.alternatives[0]
    question = f"- Is it {decision.chosen} or {other}? The brief leaves it open. Options: {decision.chosen}; {other}."
    lines = ["**Open questions**", "", question, ""]
    did = f"asked whether it is {decision.chosen}, which is decided"
    return insert(page, page.span("13").stop, lines, did, f"{decision.chosen} or {other}", decision.row.cells[0])


@operator("grounding", "known")
def reject_recorded_decision(page: Page, random: Random) -> Mutation | None:
    """The record in appendix A rejects what section 13 decides."""
    found = [decision for decision in decisions(page) if decision.record is not None]
    decision = pick(random, found)
    if decision is None or decision.record is None:
        return None
    status = random.choice(["Rejected", "Withdrawn"])
    did = f"called the record of {decision.topic} {status.lower()}"
    return reword(page, decision.record, "Proposed", status, did, decision.row.cells[0], status)


@operator("grounding", "known")
def secret_in_repository(page: Page, random: Random) -> Mutation | None:
    """Secrets are kept somewhere else than 7.3 says."""
    if not any("vault" in page.lines[index] for index in page.span("7.3")):
        return None
    what = random.choice(["The passwords of all environments", "All keys and passwords"])
    sentence = f"{what} are kept in the repository, beside the configuration."
    return paragraph(
        page, random, ("9.3", "11.2", "10.2"), sentence, "kept secrets in the repository", "vault", "repository"
    )


_ASSUMED = re.compile(r"(?<![\w.,-])(two|\d[\d,]*(?:\.\d+)?)(?=%? ?[a-z ]{0,20} ?\(assumed\))")


@operator("grounding", "known")
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


@operator("grounding", "known")
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


@operator("grounding", "known")
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


@operator("grounding", "known")
def network_where_none_allowed(page: Page, random: Random) -> Mutation | None:
    component = pick(random, components(page))
    if component is None or "allows no network connections" not in page.text:
        return None
    host = random.choice(["metrics.example.org", "collector.example.net"])
    sentence = f"Once a day, {component.name} sends its figures over HTTPS to `{host}`."
    return paragraph(page, random, ("2.2", "8.3", "12.1"), sentence, f"sent figures to {host}", host, "network")


_NEVER_LOGGED = re.compile(r"never log(?:s|ged are)(?: sensitive information such as)? ([^`,.]+?)(?: or | and |[,.])")


@operator("grounding", "known")
def log_what_is_never_logged(page: Page, random: Random) -> Mutation | None:
    things = [match[1] for index in page.span("12.1") for match in _NEVER_LOGGED.finditer(page.lines[index])]
    thing = pick(random, things)
    if thing is None:
        return None
    sentence = f"For the analysis of failures, the log keeps {thing} with each entry."
    return paragraph(page, random, ("7.4", "10.2", "11.3"), sentence, f"logged {thing}", thing)


OPERATORS = (
    second_technology_version,
    use_rejected_alternative,
    change_recorded_decision,
    change_technology_in_diagram,
    implement_out_of_scope,
    change_record_title,
    drop_record,
    chosen_among_alternatives,
    change_technology_in_table,
    goal_out_of_scope,
    repeat_open_question,
    reopen_decision,
    reject_recorded_decision,
    secret_in_repository,
    change_assumed_value,
    decide_twice,
    implement_in_other_language,
    network_where_none_allowed,
    log_what_is_never_logged,
)
