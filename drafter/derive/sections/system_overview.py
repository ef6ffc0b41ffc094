"""Section 2 from its answer."""

from drafter.derive.goals import goals_of
from drafter.derive.material import Material
from drafter.derive.phrases import said_of
from drafter.document.blocks import Bullet, Bullets, Flow
from drafter.document.sections.system_overview import SystemOverview

__all__ = ["assemble"]


def assemble(material: Material) -> SystemOverview:
    """Return the section."""
    answer = material.answers.system_overview
    gap = material.missing("system_overview", "overview")
    goals = tuple(
        Bullet(
            label=_label(goal, quantities),
            text=said_of(answer.goals[goal].component, answer.goals[goal].contribution),
        )
        for goal, quantities in goals_of(material.outline).items()
        if goal in answer.goals
    )
    return SystemOverview(
        problem=Flow.of(answer.overview.problem) if answer.overview else gap,
        solution=Flow.of(answer.overview.solution) if answer.overview else gap,
        goals=Flow.of(Bullets(items=goals)) if goals else material.missing("system_overview", "goals"),
    )


def _label(goal: str, quantities: tuple[str, ...]) -> str:
    return f"{goal} ({'; '.join(quantities)})" if quantities else goal
