"""Section 4: each component in turn."""

from typing import Annotated

from pydantic import Field

from drafter.document.answer import Answer, Each, Identifier, Sentence
from drafter.document.blocks import Absent, Column, Flow, Item, Label, Part, Row
from drafter.document.sections.base import Section

__all__ = ["ComponentDesign", "ComponentDesignAnswer", "ComponentDetail", "ComponentNotes", "ComponentRow"]


class ComponentRow(Row):
    """A component at a glance."""

    name: Annotated[str, Column("Component Name", "[Component 1]")]
    responsibility: Annotated[str, Column("Responsibility", "[What it does]")]
    technology: Annotated[str, Column("Technology", "[Technology used]")]
    dependencies: Annotated[str, Column("Dependencies", "[Components it depends on]")]


class ComponentDetail(Item):
    """A component in detail."""

    name: str = Field(examples=["[Component Name]"])
    purpose: Annotated[str, Label("Purpose", "[What this component does]")]
    interfaces: Annotated[str, Label("Interfaces", "[Public interfaces exposed by the component]")]
    configuration: Annotated[str, Label("Configuration", "[Configuration parameters]")]
    dependencies: Annotated[str, Label("Dependencies", "[What this component depends on]")]
    implementation: Annotated[str, Label("Implementation", "[Detailed implementation approach]")]


class ComponentDesign(Section):
    """Section 4."""

    components: Annotated[tuple[ComponentRow, ...] | Absent, Part("4.1", "Component Breakdown")]
    details: Annotated[tuple[ComponentDetail, ...] | Absent, Part("4.2", "Component Details")]
    modules: Annotated[
        Flow | Absent,
        Part(
            "",
            "Class/Module Diagram",
            "[Diagram showing internal structure of complex components]",
            level=4,
            computed_from=("4.1", "4.2", "6.1"),
        ),
    ]


class ComponentNotes(Answer):
    """What only a designer knows of a component."""

    implementation: Sentence = Field(description="How does it work inside: which steps, data structures or algorithm?")
    modules: Annotated[tuple[Identifier, ...], Field(min_length=2, max_length=3)] = Field(
        description="classes or modules inside it, in PascalCase"
    )
    configuration: Annotated[tuple[Identifier, ...], Field(max_length=3)] = Field(
        description="names of its settings in UPPER_SNAKE_CASE"
    )


class ComponentDesignAnswer(Answer):
    """What the model writes of section 4."""

    details: Annotated[dict[str, ComponentNotes], Each("component")] = Field(
        default={}, description="different for each component"
    )
