"""Section 1: what the document is for, who is concerned, which words it uses."""

from typing import Annotated

from pydantic import Field

from drafter.document.answer import Answer, Each, Otherwise, Passage, Sentence
from drafter.document.blocks import Absent, Column, Flow, Part, Row
from drafter.document.notes import UNSAID
from drafter.document.sections.base import Section

__all__ = ["Definition", "Introduction", "IntroductionAnswer", "Opening", "Stakeholder"]


class Stakeholder(Row):
    """Someone with an interest in the system."""

    role: Annotated[str, Column("Role", "[Stakeholder Role]")]
    name: Annotated[str, Column("Name", "[Name]")]
    responsibilities: Annotated[str, Column("Responsibilities", "[Responsibilities]")]


class Definition(Row):
    """A term that the document uses."""

    term: Annotated[str, Column("Term", "[Term]")]
    definition: Annotated[str, Column("Definition", "[Definition]")]


class Introduction(Section):
    """Section 1."""

    purpose: Annotated[
        Flow | Absent,
        Part(
            "1.1",
            "Purpose",
            "[Describe the purpose of this technical design document and its intended audience]",
        ),
    ]
    scope: Annotated[Flow | Absent, Part("1.2", "Scope", "[Define the scope of the technical design being presented]")]
    stakeholders: Annotated[tuple[Stakeholder, ...] | Absent, Part("1.3", "Stakeholders")]
    definitions: Annotated[
        tuple[Definition, ...] | Absent,
        Part(
            "1.4",
            "Definitions, Acronyms and Abbreviations",
            computed_from=("brief", *(str(number) for number in range(2, 15))),
        ),
    ]
    references: Annotated[
        Flow | Absent,
        Part("1.5", "References", "[Links to related documents, specifications, etc.]", computed_from=("brief",)),
    ]


class Opening(Answer):
    """Purpose and scope."""

    purpose: Sentence = Field(description="Who reads this document, and what do they decide or build with it?")
    scope: Passage = Field(
        description="Which parts of the system, and which tasks of its users, does the design cover?"
    )


class IntroductionAnswer(Answer):
    """What the model writes of section 1."""

    opening: Opening | None = None
    responsibilities: Annotated[dict[str, Sentence], Each("stakeholder"), Otherwise(UNSAID)] = Field(
        default={}, description="What does this stakeholder decide, provide or do in the project?"
    )
