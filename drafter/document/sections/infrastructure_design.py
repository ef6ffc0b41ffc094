"""Section 9: where the components run."""

from typing import Annotated

from pydantic import Field

from drafter.document.answer import Answer, Each, Named, Passage, Sentence
from drafter.document.blocks import Absent, Flow, Part
from drafter.document.sections.base import Section

__all__ = ["InfrastructureDesign", "InfrastructureDesignAnswer", "InfrastructureNotes"]


class InfrastructureDesign(Section):
    """Section 9."""

    components: Annotated[
        Flow | Absent,
        Part(
            "9.1",
            "Infrastructure Components",
            "[Diagram showing infrastructure components and their relationships]",
            computed_from=("4.1",),
        ),
    ]
    deployment: Annotated[
        Flow | Absent,
        Part("9.2", "Deployment Architecture", "[How components will be deployed across infrastructure]"),
    ]
    as_code: Annotated[
        Flow | Absent,
        Part(
            "9.3",
            "Infrastructure as Code",
            "[How infrastructure will be defined and managed programmatically]",
        ),
    ]


class InfrastructureNotes(Answer):
    """How the system is laid out and managed."""

    deployment: Passage = Field(
        description="Which components run together, in how many copies, and how do they reach each other?"
    )
    as_code: Sentence = Field(
        description="How are infrastructure and configuration kept in version control and applied?"
    )


class InfrastructureDesignAnswer(Answer):
    """What the model writes of section 9."""

    hosting: Annotated[dict[str, Annotated[str, Named("hosting")]], Each("component")] = Field(
        default={}, description="where this component runs"
    )
    notes: InfrastructureNotes | None = None
