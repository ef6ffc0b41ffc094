"""What the design is made of, and who depends on whom."""

from collections.abc import Iterable
from typing import Any

from drafter.derive.frequent import frequent_words
from drafter.derive.phrases import capitalised
from drafter.derive.proposals import (
    is_people,
    is_product,
    is_quantity,
    is_rejected,
    kind_of,
    settled_technologies,
    singular,
    titled,
    unique_names,
    with_database,
    without_cycles,
)
from drafter.derive.sources import source_of
from drafter.document.outline import Component, Entity
from drafter.document.outline_answers import NOT_STATED, LinksAnswer, OutsideAnswer, PartsAnswer, ProfileAnswer
from drafter.stages.outlining.interview import PASSIVE, Interview, listed, names_of_kinds

__all__ = ["proposed_parts", "with_links"]

_STORING = {"database", "cache", "broker", "storage"}
"""Categories of what a store can be made of."""
_WRITTEN_WITH = {"language", "framework", "runtime", "frontend"}
"""Categories of what a program can be written with."""


async def proposed_parts(interview: Interview, profile: ProfileAnswer) -> tuple[list[Component], list[Entity]]:
    """Return the components, of which none depends on another yet, and the entities."""
    brief = interview.brief
    usable = settled_technologies(brief)
    stores = tuple(tech.name for tech in usable if tech.category in _STORING)
    programs = tuple(tech.name for tech in usable if tech.category in _WRITTEN_WITH)
    answer: PartsAnswer = await interview.ask(
        "parts",
        PartsAnswer,
        {"technology": (*programs, NOT_STATED), "store technology": (*stores, NOT_STATED)},
        kind=profile.kind,
        interfaces=", ".join(profile.interfaces),
        words=", ".join(frequent_words(brief)) or "none",
    )
    programs_built = [entry for entry in answer.programs if not is_product(entry.name, brief)] or answer.programs
    entries: list[Any] = [*programs_built, *answer.stores, *_without_people(answer.outside, profile)]
    components = [
        Component(
            name=titled(f"{entry.name} service" if is_people(entry.name, profile) else entry.name),
            kind=kind_of(entry, brief),
            responsibility=capitalised(entry.responsibility),
            technology="" if getattr(entry, "technology", NOT_STATED) == NOT_STATED else entry.technology,
            source=source_of(entry.name, brief),
        )
        for entry in entries
        if not is_rejected(entry.name, brief) and not is_quantity(entry.name)
    ]
    components = unique_names(with_database(components, kind=profile.kind, storage=profile.storage))
    taken = {component.name.casefold() for component in components}
    entities = unique_names(
        Entity(name=name, description=entry.description, source=source_of(entry.name, brief))
        for entry in answer.entities
        for name in (singular(titled(entry.name), brief),)
        if name.casefold() not in taken and not is_people(entry.name, profile)
    )
    return components, entities


def _without_people(entries: Iterable[OutsideAnswer], profile: ProfileAnswer) -> list[OutsideAnswer]:
    return [entry for entry in entries if not is_people(entry.name, profile)]


async def with_links(interview: Interview, components: list[Component]) -> list[Component]:
    """Return the components with those that each depends on; there are no cycles."""
    programs = [component for component in components if component.kind not in PASSIVE]
    answer: LinksAnswer = await interview.ask(
        "links", LinksAnswer, names_of_kinds(component=components, program=programs), components=listed(components)
    )
    edges = without_cycles({c.name: list(answer.depends_on.get(c.name, ())) for c in components})
    return [c.model_copy(update={"depends_on": tuple(dict.fromkeys(edges[c.name]))}) for c in components]
