"""Section 13: what was decided, and what else was considered."""

from typing import Annotated

from pydantic import Field

from drafter.document.answer import Answer, Each, Sentence
from drafter.document.blocks import Absent, Column, Part, Row
from drafter.document.sections.base import Section

__all__ = ["DecisionNotes", "DecisionRow", "DecisionsAndAlternatives", "DecisionsAndAlternativesAnswer"]


class DecisionRow(Row):
    """A decision."""

    decision: Annotated[str, Column("Decision", "[Decision]")]
    rationale: Annotated[str, Column("Rationale", "[Why this was chosen]")]
    alternatives: Annotated[str, Column("Alternatives Considered", "[Other options evaluated]", rule_width=24)]
    consequences: Annotated[str, Column("Consequences", "[Impact of decision]")]


class DecisionsAndAlternatives(Section):
    """Section 13; its table stands directly below the heading."""

    decisions: Annotated[tuple[DecisionRow, ...] | Absent, Part("")]


class DecisionNotes(Answer):
    """Why, and what follows."""

    rationale: Sentence = Field(description="Why does it fit this project better than the alternatives?")
    consequences: Sentence = Field(description="What does the team gain by it, and what must it live with?")


class DecisionsAndAlternativesAnswer(Answer):
    """What the model writes of section 13."""

    decisions: Annotated[dict[str, DecisionNotes], Each("decision")] = {}
