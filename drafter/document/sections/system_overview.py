"""Section 2: the problem, the solution, the goals."""

from typing import Annotated

from pydantic import Field

from drafter.document.answer import Answer, Each, Line, Named, Passage
from drafter.document.blocks import Absent, Flow, Part
from drafter.document.sections.base import Section

__all__ = ["Contribution", "Overview", "SystemOverview", "SystemOverviewAnswer"]


class SystemOverview(Section):
    """Section 2."""

    problem: Annotated[
        Flow | Absent,
        Part("2.1", "Problem Statement", "[Summary of the problem the design is addressing]"),
    ]
    solution: Annotated[
        Flow | Absent,
        Part("2.2", "Solution Overview", "[High-level description of the proposed solution]"),
    ]
    goals: Annotated[
        Flow | Absent,
        Part(
            "2.3",
            "Design Goals",
            "- [Goal 1]: [Description]\n- [Goal 2]: [Description]\n- [Goal 3]: [Description]",
        ),
    ]


class Contribution(Answer):
    """How the design reaches a goal."""

    component: Annotated[str, Named("component")] = Field(description="Which component does most for it?")
    contribution: Line = Field(description="What does this component do for it? Start with a verb.")


class Overview(Answer):
    """Problem and solution."""

    problem: Passage = Field(description="What goes wrong today, for whom, and what does it cost them?")
    solution: Passage = Field(description="How do the components work together to solve it?")


class SystemOverviewAnswer(Answer):
    """What the model writes of section 2."""

    overview: Overview | None = None
    goals: Annotated[dict[str, Contribution], Each("goal")] = Field(
        default={}, description="How does the design reach this goal?"
    )
