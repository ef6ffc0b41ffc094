"""Section 11: environments, releases, the way back."""

from typing import Annotated, Literal

from pydantic import Field

from drafter.document.answer import Answer, Each, Line, Phrase, Sentence
from drafter.document.blocks import Absent, Column, Flow, Part, Row
from drafter.document.sections.base import Section

__all__ = ["DeploymentDesign", "DeploymentDesignAnswer", "Environment", "EnvironmentNotes", "Release"]


class Environment(Row):
    """An environment that the system is deployed to."""

    name: Annotated[str, Column("Environment", "Development|Staging|Production")]
    purpose: Annotated[str, Column("Purpose", "[Purpose]")]
    access: Annotated[str, Column("Access", "[Who has access]")]
    frequency: Annotated[str, Column("Frequency", "[How often deployed]")]


class DeploymentDesign(Section):
    """Section 11."""

    environments: Annotated[tuple[Environment, ...] | Absent, Part("11.1", "Deployment Environments")]
    process: Annotated[Flow | Absent, Part("11.2", "Deployment Process", "[Step-by-step deployment process]")]
    rollback: Annotated[Flow | Absent, Part("11.3", "Rollback Strategy", "[How to rollback a deployment if needed]")]


class EnvironmentNotes(Answer):
    """What an environment is for."""

    purpose: Line = Field(description="What is done there in this project?")
    access: Phrase = Field(description="Who has access? Two to five words.")
    frequency: Literal["on every commit", "on every merge", "daily", "on every release", "on request"] = Field(
        description="how often it is deployed to"
    )


class Release(Answer):
    """How a release goes out and comes back."""

    steps: Annotated[tuple[Line, ...], Field(min_length=3, max_length=6)] = Field(
        description="in order, each a different action on this system"
    )
    rollback: Sentence = Field(description="What is rolled back and how, and what happens to data written meanwhile?")


class DeploymentDesignAnswer(Answer):
    """What the model writes of section 11."""

    environments: Annotated[dict[str, EnvironmentNotes], Each("environment")] = {}
    release: Release | None = None
