"""The choices of the design that are worth recording, with what else could have been chosen."""

from drafter.derive.proposals import is_alternative, is_responsibility, settled_technologies, unique_names
from drafter.derive.sources import source_of
from drafter.document.outline import Component, Decision
from drafter.document.outline_answers import DecisionsAnswer
from drafter.facts import category_members
from drafter.stages.outlining.interview import Interview, listed

__all__ = ["proposed_decisions"]

_DECIDED = {"language", "framework", "database", "cache", "broker", "storage", "frontend"}
"""Categories of technologies whose choice is a decision worth recording."""
_TECHNOLOGY_DECISIONS = 3
"""As many of them are recorded, in the order of the brief."""


async def proposed_decisions(interview: Interview, components: list[Component]) -> list[Decision]:
    """Return the decisions for the brief's technologies, then those that the model sees in the design."""
    brief = interview.brief
    chosen = {tech.name: tech for tech in settled_technologies(brief) if tech.category in _DECIDED}
    chosen = dict(list(chosen.items())[:_TECHNOLOGY_DECISIONS])
    alternatives = {name for tech in chosen.values() for name in category_members(tech.category)} - chosen.keys()
    answer: DecisionsAnswer = await interview.ask(
        "decisions",
        DecisionsAnswer,
        {"technology": tuple(chosen), "alternative": tuple(sorted(alternatives))},
        dispensable="design",
        components=listed(components),
        products=", ".join(chosen) or "none yet",
    )
    of_technologies = [
        Decision(
            title=f"{chosen[name].category.capitalize()}",
            choice=name,
            alternatives=tuple(
                other for other in dict.fromkeys(others) if other in category_members(chosen[name].category)
            ),
            source=chosen[name].statement,
        )
        for name, others in answer.instead_of.items()
    ]
    named = {brief.title.casefold(), *(component.name.casefold() for component in components)}
    of_design = [
        Decision(
            title=entry.title,
            choice=entry.choice,
            alternatives=tuple(
                option
                for option in dict.fromkeys(entry.alternatives)
                if is_alternative(option, entry.choice) and not is_responsibility(option, components)
            ),
            source=source_of(entry.choice, brief),
        )
        for entry in answer.design
        if not any(name.casefold() in entry.choice.casefold() for name in chosen)
        and not is_responsibility(entry.choice, components)
        and entry.choice.casefold() not in named
    ]
    return unique_names(decision for decision in (*of_technologies, *of_design) if decision.alternatives)
