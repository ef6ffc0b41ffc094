"""Section 1 from its answer, the brief's people and links, and the words of the other sections."""

from collections.abc import Iterable

from drafter.derive.exclusions import exclusions
from drafter.derive.glossary import glossary
from drafter.derive.material import Material
from drafter.derive.names import stakeholders
from drafter.document.blocks import Bullet, Bullets, Flow
from drafter.document.outline import Question
from drafter.document.sections.introduction import Introduction, Stakeholder

__all__ = ["GROUP", "IN_SCOPE", "assemble", "is_about_conflict"]

GROUP = "Group of users"
"""Stands for the name of a stakeholder that is a role."""
IN_SCOPE = "In scope"
_CONFLICT = "The brief gives two values ("


def assemble(material: Material, used: Iterable[str]) -> Introduction:
    """Return the section; `used` holds the texts of the other sections."""
    opening = material.answers.introduction.opening
    gap = material.missing("introduction", "opening")
    responsibilities = material.answers.introduction.responsibilities
    people = stakeholders(material.outline, material.brief)
    missing = material.missing("introduction", "responsibilities")
    return Introduction(
        purpose=Flow.of(opening.purpose) if opening else gap,
        scope=Flow.of(
            Bullets(
                items=(
                    Bullet(label=IN_SCOPE, text=opening.scope),
                    *(Bullet(label="Out of scope", text=text) for text in exclusions(material.brief)),
                )
            )
        )
        if opening
        else gap,
        stakeholders=tuple(
            Stakeholder(role=role, name=name or GROUP, responsibilities=responsibilities[role])
            for role, name in people.items()
            if role in responsibilities
        )
        or missing,
        definitions=glossary(material, used),
        references=_references(material),
        questions=_conflicts(material),
    )


def _references(material: Material) -> Flow:
    brief = material.brief
    items = [Bullet(text=f"{brief.title} (`{brief.name}`), the brief of this design")]
    items += [Bullet(text=link.title or link.url, url=link.url) for link in brief.links]
    return Flow.of(Bullets(items=tuple(items)))


def _conflicts(material: Material) -> tuple[Question, ...]:
    """Return a question for each contradiction in the brief; both statements are quoted."""
    brief = material.brief
    return tuple(
        Question(
            text=f"{_CONFLICT}{conflict.about}). Which holds, or what does each apply to?",
            options=(
                f"“{brief.statement(conflict.first).text.rstrip('.')}”",
                f"“{brief.statement(conflict.second).text.rstrip('.')}”",
            ),
        )
        for conflict in material.outline.conflicts
        if {conflict.first, conflict.second} <= {statement.id for statement in brief.statements}
    )


def is_about_conflict(question: str) -> bool:
    """Tell whether a question is about a contradiction in the brief."""
    return question.startswith(_CONFLICT)
