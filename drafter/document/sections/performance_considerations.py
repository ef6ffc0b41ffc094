"""Section 8: what is required, and how it is reached."""

from typing import Annotated

from pydantic import Field

from drafter.document.answer import Answer, Line, Passage
from drafter.document.blocks import Absent, Flow, Label, Labels, Part
from drafter.document.sections.base import Section

__all__ = ["PerformanceConsiderations", "PerformanceConsiderationsAnswer", "Strategies", "StrategyNotes"]


class Strategies(Labels):
    """How the requirements are reached."""

    caching: Annotated[str, Label("Caching", "[What and how to cache]")]
    database: Annotated[str, Label("Database Optimization", "[Query optimization, indexing strategy]")]
    asynchronous: Annotated[str, Label("Asynchronous Processing", "[What operations can be done asynchronously]")]
    load: Annotated[str, Label("Load Distribution", "[How load will be distributed]")]


class PerformanceConsiderations(Section):
    """Section 8."""

    requirements: Annotated[Flow | Absent, Part("8.1", "Performance Requirements", "[Stated performance requirements]")]
    strategies: Annotated[Strategies | Absent, Part("8.2", "Performance Strategies")]
    scalability: Annotated[
        Flow | Absent, Part("8.3", "Scalability Planning", "[How the system will scale with increased load]")
    ]


class StrategyNotes(Answer):
    """The strategies, each naming the component that it concerns."""

    caching: Line = Field(description="What is cached where and when is it dropped, or why is nothing cached?")
    database: Line = Field(description="Which query needs which index, or how is stored data read fast?")
    asynchronous: Line = Field(description="What happens in the background, or why does nothing?")
    load: Line = Field(description="How is work spread, or why is one instance enough?")
    scalability: Passage = Field(description="What becomes the bottleneck first, and what is done then?")


class PerformanceConsiderationsAnswer(Answer):
    """What the model writes of section 8."""

    strategies: StrategyNotes | None = None
