"""Section 14: records, examples, benchmarks, security analysis, changes."""

from typing import Annotated

from pydantic import Field, StringConstraints

from drafter.document.answer import Answer, Line, Named
from drafter.document.blocks import Absent, Flow, Part
from drafter.document.sections.base import Section

__all__ = ["Appendices", "AppendicesAnswer", "Example"]


class Appendices(Section):
    """Section 14."""

    records: Annotated[
        Flow | Absent,
        Part("A", "Architecture Decision Records (ADRs)", "[Links to or inclusion of ADRs]", computed_from=("13",)),
    ]
    examples: Annotated[
        Flow | Absent,
        Part("B", "Code Examples", "[Code snippets demonstrating key implementation patterns]"),
    ]
    benchmarks: Annotated[
        Flow | Absent,
        Part("C", "Performance Benchmarks", "[Results of performance testing]", computed_from=("8.1",)),
    ]
    security: Annotated[Flow | Absent, Part("D", "Security Analysis", "[Results of security review]")]
    changes: Annotated[Flow | Absent, Part("E", "Change Log", "[Record of changes to the technical design]")]


CodeLine = Annotated[str, StringConstraints(max_length=100, pattern=r"^[^\x00-\x1f]*$")]
"""A line of code with its indentation."""


class Example(Answer):
    """A short example of the most important logic."""

    language: Annotated[str, Named("language")]
    shows: Line = Field(description="What does the code below show?")
    lines: Annotated[tuple[CodeLine, ...], Field(min_length=4, max_length=16)] = Field(
        description="the lines of one complete function in that language, indented, without imports and comments"
    )


class AppendicesAnswer(Answer):
    """What the model writes of section 14."""

    example: Example | None = None
