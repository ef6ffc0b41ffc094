"""What refers to something that is not there, or that says otherwise."""

import re
from collections.abc import Iterator

from drafter.consistency.readings.components import components, details, listed
from drafter.consistency.readings.dependencies import dependencies
from drafter.consistency.readings.introduced import introduced
from drafter.consistency.readings.links import addresses, headings, links, numbers, pointers
from drafter.consistency.readings.names import component_names, key
from drafter.consistency.readings.spellings import misspelt_keys
from drafter.consistency.readings.technologies import technologies_of
from drafter.consistency.rule import Problem, rule
from drafter.derive.contents import anchor
from drafter.document.page import Page, Text
from drafter.patterns import regex

__all__ = [
    "component_without_layer",
    "dependency_cycle",
    "missing_anchor",
    "missing_section",
    "other_dependencies",
    "other_users",
    "self_dependency",
    "unknown_dependency",
    "unknown_in_layer",
    "unknown_user",
    "unnumbered_link",
]

_EXTERNAL = regex(r"extern|third.party|\bapi\b|library|sdk|https?://|fremd", re.IGNORECASE)
_MOST_WORDS = 5
_BRACKETS = regex(r"\(([^()]+)\)")
_USED_BY = regex(r"(?:used|called) by (?:the )?(.+?)\.?$", re.IGNORECASE)
_APPENDIX = regex(r"[A-Z]$")
_OUTSIDE = regex(
    r"outside|across|cross.cutting|all layers|every layer|each layer|no layer|not part|between|beside|extern|shared"
    r"|außerhalb|übergreifend|alle schichten|quer|zwischen|neben",
    re.IGNORECASE,
)
"""What 3.2 says of a component that belongs to no layer."""


@rule("REF101", "error")
def unknown_dependency(page: Page) -> Iterator[Problem]:
    """A component depends on something that 4.1 does not list.

    Whoever builds or deploys the component cannot know what it needs. Products, and what is called external, may stand
    there without a row.

    Bad: | Redirect Service | ... | Databse |
    Good: | Redirect Service | ... | Database |
    Fix: name the component as its own row does, or add the row that is missing.
    """
    names = page.once(component_names)
    for component in page.once(components):
        for dependency in (name for text in component.dependencies for name in names.separated(text)):
            words = dependency.words
            is_other = _EXTERNAL.search(words) or technologies_of(words) or names.spoken_of(words)
            if not names.within(words) and not is_other:
                yield Problem(f"{component.name.words} depends on {words}, which 4.1 does not list", dependency)


@rule("REF102", "error")
def other_dependencies(page: Page) -> Iterator[Problem]:
    """A component's dependencies in 4.2 are others than in 4.1.

    One of the two lists is wrong, and each is read by somebody.

    Bad: - **Dependencies**: Cache, while 4.1 says Database
    Good: - **Dependencies**: Database
    Fix: decide what the component needs, and write it in both places.
    """
    names = page.once(component_names)
    rows = {key(component.name.words): component for component in page.once(components)}
    for detail in page.once(details):
        name = names.find(detail.name.words)
        row = rows.get(key(name.words)) if name else None
        text = detail.labels.get("dependencies") or detail.labels.get("abhängigkeiten")
        if row is None or not text or not row.dependency_cell:
            continue
        entries = [name for entry in listed(text) for name in names.separated(entry)]
        needed = [name for entry in row.dependencies for name in names.separated(entry)]
        if any(len(entry.words.split()) > _MOST_WORDS for entry in (*entries, *needed)):
            continue  # a sentence
        here = {found.words for entry in entries if (found := names.meant(entry.words))}
        there = {found.words for entry in needed if (found := names.meant(entry.words))}
        if here != there:
            yield Problem(
                f"{row.name.words} depends on {_all(there)} in 4.1, but on {_all(here)} in 4.2",
                text,
                (row.dependency_cell,),
            )


def _all(names: set[str]) -> str:
    return ", ".join(sorted(names)) or "nothing"


@rule("REF103", "error")
def self_dependency(page: Page) -> Iterator[Problem]:
    """A component depends on itself.

    Nothing can be built or started before itself; most often another component is meant.

    Bad: | Database | Stores the books. | PostgreSQL | Database |
    Good: | Database | Stores the books. | PostgreSQL | none |
    Fix: name the component that is meant, or none.
    """
    names = page.once(component_names)
    for component in page.once(components):
        for dependency in component.dependencies:
            if (found := names.find(dependency.words)) and key(found.words) == key(component.name.words):
                yield Problem(f"{component.name.words} depends on itself", dependency)


@rule("REF104", "warning")
def dependency_cycle(page: Page) -> Iterator[Problem]:
    """Components depend on each other in a circle.

    None of them can be built, tested or started without the others; a design with such a circle says why it needs it.

    Bad: the Order Service depends on the Stock Service, and the Stock Service on the Order Service
    Good: the Stock Service depends on nothing; it announces changes through the Event Queue
    Fix: turn one dependency round, or put something between the two.
    """
    pairs = {dependency.pair: dependency for dependency in page.once(dependencies)}
    needed: dict[str, list[str]] = {}
    for source, target in pairs:
        if source != target:
            needed.setdefault(source, []).append(target)
    reported: set[str] = set()
    for start in needed:
        path = _way_back(needed, start)
        if path and not reported.issuperset(path):
            reported.update(path)
            steps = [pairs[pair] for pair in zip(path, [*path[1:], path[0]], strict=True)]
            names = [step.source.words for step in steps]
            yield Problem(
                f"these depend on each other in a circle: {', '.join([*names, names[0]])}",
                steps[0].at,
                tuple(step.at for step in steps[1:]),
            )


def _way_back(needed: dict[str, list[str]], start: str) -> list[str]:
    """Return the shortest way from a component over its dependencies to itself; empty for none."""
    before: dict[str, str] = {}
    reached = [start]
    for current in reached:
        for target in needed.get(current, ()):
            if target == start:
                path = [current]
                while path[-1] != start:
                    path.append(before[path[-1]])
                return path[::-1]
            if target not in before:
                before[target] = current
                reached.append(target)
    return []


@rule("REF110", "error")
def missing_section(page: Page) -> Iterator[Problem]:
    """The text refers to a section or appendix that the document does not have.

    The reader is sent to something that was moved, renumbered or never written.

    Bad: The targets are in section 8.4.
    Good: The targets are in section 8.1.
    Fix: name the section that is meant.
    """
    known = page.once(numbers)
    for pointer in page.once(pointers):
        if pointer.number not in known:
            kind = "appendix" if _APPENDIX.match(pointer.number) else "section"
            yield Problem(f"the document has no {kind} {pointer.number}", pointer.at)


@rule("REF111", "error")
def missing_anchor(page: Page) -> Iterator[Problem]:
    """A link leads to a heading that the document does not have.

    Nothing happens when a reader follows it.

    Bad: [the targets](#8-performance), while the heading is "8. Performance Considerations"
    Good: [the targets](#8-performance-considerations)
    Fix: write the heading in lower case, with hyphens for spaces and without punctuation.
    """
    known = page.once(addresses)
    short = {anchor(heading.title) for heading in page.once(headings)}
    for link in page.once(links):
        if link.address not in known and link.address not in short:
            yield Problem(f"no heading has the address #{link.address}", link.at)


@rule("REF112", "note")
def unnumbered_link(page: Page) -> Iterator[Problem]:
    """Links to headings leave out the number that the headings begin with.

    GitHub makes the number a part of the address, so that the links lead nowhere there; other renderers leave it out.

    Bad: [Introduction](#introduction), to "1. Introduction"
    Good: [Introduction](#1-introduction)
    Fix: write the number into the address, without its full stop.
    """
    known = page.once(addresses)
    short = {anchor(heading.title): heading.text for heading in page.once(headings) if heading.number}
    found = [link for link in page.once(links) if link.address not in known and link.address in short]
    if found:
        address = found[0].address
        yield Problem(
            f"GitHub does not find #{address}, as the heading is {short[address].words!r}",
            found[0].at,
            tuple(link.at for link in found[1:]),
        )


@rule("REF113", "error")
def unknown_in_layer(page: Page) -> Iterator[Problem]:
    """A layer of 3.2 holds a component that 4.1 does not list, beside others that it lists.

    The layers and the table describe two different systems.

    Bad: - **Data layer (Databse)**: Keeps the books.
    Good: - **Data layer (Database)**: Keeps the books.
    Fix: name the component as 4.1 does, or add its row.
    """
    names = page.once(component_names)
    held = page.once(_held)
    if not any(names.within(name.words) for name in held):
        return
    for name in held:
        is_misspelt = key(name.words) in page.once(misspelt_keys)
        if not names.within(name.words) and not is_misspelt and not technologies_of(name.words):
            yield Problem(f"a layer holds {name.words}, which 4.1 does not list", name)


@rule("REF116", "warning")
def component_without_layer(page: Page) -> Iterator[Problem]:
    """A component of 4.1 is in no layer of 3.2, where the layers list their components.

    Nobody knows what it may call and who may call it.

    Bad: - **Data layer (Database)**, and 4.1 lists a Cache too
    Good: - **Data layer (Database, Cache)**
    Fix: list it in its layer, or say in 3.2 that it belongs to none.
    """
    names = page.once(component_names)
    listed_there = [names.within(name.words) for name in page.once(_held)]
    held = {key(name.words) for name in listed_there if name}
    others = [row.name for row in page.once(components) if key(row.name.words) not in held]
    part = page.part("3.2")
    if part is None or len(others) > len(held) or not all(listed_there) or not _lists_components(page):
        return
    outside = [text.words.casefold() for text in part.texts if _OUTSIDE.search(text.words)]
    for name in others:
        if not any(name.words.casefold() in words for words in outside):
            yield Problem(f"3.2 has {name.words} in no layer", name, page.once(_held)[:3])


def _lists_components(page: Page) -> bool:
    """Tell whether every layer of 3.2 names components, so that what is left out is not only not mentioned."""
    part, names = page.part("3.2"), page.once(component_names)
    labels = [item.label.words for item in (part.list_items if part else ()) if item.label]
    return all(
        any(
            names.within(name.words)
            for match in _BRACKETS.finditer(label)
            for name in listed(Text(match[1], match[1], 0))
        )
        for label in labels
    )


def _held(page: Page) -> tuple[Text, ...]:
    return tuple(_in_layers(page))


def _in_layers(page: Page) -> Iterator[Text]:
    """Yield what stands in brackets behind the names of the layers in 3.2, or in a column of components."""
    part = page.part("3.2")
    if part is None:
        return
    for item in part.list_items:
        for match in _BRACKETS.finditer(item.label.words):
            yield from (item.label.part(name.words) for name in listed(Text(match[1], match[1], item.label.start)))
    for table in part.tables:
        column = max(table.column("Components"), table.column("Komponenten"))
        if column >= 0:
            yield from (name for row in table.rows for name in listed(row[column]))


@rule("REF115", "error")
def other_users(page: Page) -> Iterator[Problem]:
    """4.2 says that a component is used by others than those which depend on it in 4.1.

    The interface is described for the wrong callers.

    Bad: - **Interfaces**: used by Web App, while in 4.1 only the Mailer depends on it
    Good: - **Interfaces**: used by Mailer
    Fix: name all components that depend on it, and no others.
    """
    names = page.once(component_names)
    users: dict[str, set[str]] = {}
    for dependency in page.once(dependencies):
        users.setdefault(key(dependency.target.words), set()).add(dependency.source.words)
    for detail in page.once(details):
        text = detail.labels.get("interfaces", Text("", "", 0))
        name, match = names.find(detail.name.words), _USED_BY.match(text.words)
        if name is None or match is None:
            continue
        callers = [names.find(entry.words) for entry in listed(Text(match[1], match[1], text.start))]
        here = {caller.words for caller in callers if caller}
        there = users.get(key(name.words), set())
        if all(callers) and here != there:
            yield Problem(
                f"4.2 says that {name.words} is used by {_all(here)}, but in 4.1 {_all(there)} depends on it",
                text,
                tuple(row.dependency_cell for row in page.once(components) if row.name.words in here ^ there),
            )


@rule("REF172", "warning")
def unknown_user(page: Page) -> Iterator[Problem]:
    """4.2 says that a component is used by something that no list or diagram has.

    Whoever changes the component does not know whom to ask.

    Bad: - **Interfaces**: used by Web Shop, while 4.1 lists Web App
    Good: - **Interfaces**: used by Web App
    Fix: name the component as 4.1 does, or introduce the other user in 1.3 or 3.1.
    """
    names, known = page.once(component_names), page.once(introduced)
    for detail in page.once(details):
        text = detail.labels.get("interfaces", Text("", "", 0))
        match = _USED_BY.match(text.words)
        if match is None or not names.find(detail.name.words):
            continue
        for caller in listed(Text(match[1], match[1], text.start)):
            at = text.part(caller.words)
            is_name = caller.words[:1].isupper() and len(caller.words.split()) <= _MOST_WORDS
            is_known = known.within(caller.words) or technologies_of(caller.words)
            if is_name and not is_known and key(caller.words) not in page.once(misspelt_keys):
                message = f"4.2 says that {detail.name.words} is used by {caller.words}, which no other part introduces"
                yield Problem(message, at)
