"""Brief to outline: what code found, classified by a model; what the model proposes, made consistent."""

from collections.abc import Callable
from typing import Any, NamedTuple

from drafter.derive.applicability import not_applicable, plausible_interfaces, plausible_storage
from drafter.derive.conflicts import conflict_candidates
from drafter.derive.phrases import capitalised
from drafter.derive.proposals import is_user, unique_names
from drafter.derive.sources import source_of
from drafter.derive.topics import open_questions, technology_questions
from drafter.document.brief import Brief
from drafter.document.outline import Component, Conflict, Decision, Entity, Operation, Outline, Role, Target
from drafter.document.outline_answers import ProfileAnswer
from drafter.facts import sql_dialect
from drafter.llm.asker import Asker
from drafter.stages.outlining.decisions import proposed_decisions
from drafter.stages.outlining.interview import Interview, all_of
from drafter.stages.outlining.judgements import judged_statements
from drafter.stages.outlining.operations import proposed_operations
from drafter.stages.outlining.parts import proposed_parts, with_links

__all__ = ["OUTLINE_STEPS", "make_outline"]

OUTLINE_STEPS = ("profile", "parts", "links", "operations", "judgements", "decisions")
"""The calls that an outline takes; operations are asked for once an interface."""


async def make_outline(brief: Brief, asker: Asker, on_step: Callable[[str, int], None]) -> Outline:
    """Return the outline of a brief.

    Each question is asked as soon as the answers that it needs are there. The first one is alone: it shows how the
    endpoint wants to be asked, and whether it reads whole prompts. `on_step` is told the step and the tokens received
    so far. Raises OutputUnusable when the model's answers stay unusable.
    """
    interview = Interview(brief, asker, on_step)
    profile: ProfileAnswer = await interview.ask("profile", ProfileAnswer, {})
    profile = profile.model_copy(
        update={
            "interfaces": plausible_interfaces(profile.kind, profile.interfaces, brief),
            "storage": plausible_storage(profile.kind, profile.storage),
            "roles": tuple(name for name in profile.roles if is_user(name, brief)) or profile.roles,
        }
    )
    design = await _designed(interview, profile)
    dialects = [sql_dialect(tech.name) for tech in brief.technologies if not tech.rejected]
    dialect = next((name for name in dialects if name), None)
    storage = "relational" if dialect else profile.storage
    return Outline.model_validate(
        {
            "title": brief.title,
            "kind": profile.kind,
            "interfaces": profile.interfaces,
            "storage": storage,
            "sql_dialect": dialect or "postgres",
            "components": design.components,
            "entities": design.entities,
            "operations": design.operations,
            "roles": unique_names(
                Role(name=capitalised(name), source=source_of(name, brief)) for name in profile.roles
            ),
            "targets": design.targets,
            "decisions": design.decisions,
            "not_applicable": not_applicable(
                profile.kind,
                profile.interfaces,
                keeps_data=storage != "none",
                relational=storage == "relational",
            ),
            "conflicts": design.conflicts,
            "questions": (*technology_questions(brief), *open_questions(brief, profile.kind)),
        }
    )


class _Design(NamedTuple):
    """What the questions after the first one answer."""

    components: list[Component]
    entities: list[Entity]
    operations: list[Operation]
    decisions: list[Decision]
    targets: list[Target]
    conflicts: list[Conflict]


async def _designed(interview: Interview, profile: ProfileAnswer) -> _Design:
    """Return the design, and what is judged beside it.

    A model that answers one question after the other is asked in one order: what llama.cpp has read before a question
    changes its answer in the last digits.
    """
    candidates = conflict_candidates(interview.brief)
    if interview.one_by_one:
        named, entities = await proposed_parts(interview, profile)
        components = await with_links(interview, named)
        operations = await proposed_operations(interview, profile.interfaces, profile.roles, components, entities)
        judged = await judged_statements(interview, candidates)
        decisions = await proposed_decisions(interview, components)
        return _Design(components, entities, operations, decisions, *judged)

    async def designed() -> tuple[Any, ...]:
        named, entities = await proposed_parts(interview, profile)
        components, operations, decisions = await all_of(
            with_links(interview, named),
            proposed_operations(interview, profile.interfaces, profile.roles, named, entities),
            proposed_decisions(interview, named),
        )
        return components, entities, operations, decisions

    made, judged = await all_of(designed(), judged_statements(interview, candidates))
    return _Design(*made, *judged)
