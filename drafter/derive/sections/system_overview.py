"""Section 2 from its answer."""

from drafter.derive.material import Material
from drafter.derive.phrases import lowered
from drafter.document.blocks import Bullet, Bullets, Flow
from drafter.document.sections.system_overview import SystemOverview

__all__ = ["assemble"]


def assemble(material: Material) -> SystemOverview:
    """Return the section."""
    answer = material.answers.system_overview
    gap = material.missing("system_overview", "overview")
    goals = tuple(
        Bullet(label=goal.name, text=f"{goal.component} {lowered(goal.contribution)}")
        for goal in answer.goals
    )
    return SystemOverview(
        problem=Flow.of(answer.overview.problem) if answer.overview else gap,
        solution=Flow.of(answer.overview.solution) if answer.overview else gap,
        goals=Flow.of(Bullets(items=goals)) if goals else material.missing("system_overview", "goals"),
    )
