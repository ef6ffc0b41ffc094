"""Section 3: components and their relations, layers, patterns, the domain."""

from typing import Annotated

from pydantic import Field

from drafter.document.answer import Answer, Each, Line, Named, Phrase, Sentence
from drafter.document.blocks import Absent, Column, Flow, Label, Labels, Part, Row
from drafter.document.sections.base import Section

__all__ = [
    "Aggregate",
    "ArchitectureDesign",
    "ArchitectureDesignAnswer",
    "Domain",
    "DomainDesign",
    "DomainEvent",
    "DomainService",
    "Pattern",
    "PatternChoice",
]


class Pattern(Row):
    """A design pattern and its use here."""

    pattern: Annotated[str, Column("Pattern", "[Pattern Name]")]
    purpose: Annotated[str, Column("Purpose", "[Why it's used]")]
    implementation: Annotated[str, Column("Implementation", "[How it's implemented]")]


class Domain(Labels):
    """The domain in the terms of domain-driven design (Evans, 2003)."""

    aggregates: Annotated[str, Label("Aggregates", "[Detailed aggregate design]")]
    domain_services: Annotated[str, Label("Domain Services", "[Services that operate on multiple aggregates]")]
    application_services: Annotated[str, Label("Application Services", "[Services that orchestrate domain operations]")]
    domain_events: Annotated[
        str, Label("Domain Events", "[Events that trigger reactions in other parts of the system]")
    ]


class ArchitectureDesign(Section):
    """Section 3."""

    architecture: Annotated[
        Flow | Absent,
        Part(
            "3.1",
            "High-Level Architecture",
            "[Diagram showing major components and their relationships]",
            computed_from=("1.3", "4.1", "4.2", "6.1", "7.2"),
        ),
    ]
    layers: Annotated[
        Flow | Absent,
        Part("3.2", "Layered Architecture", "[Description of application layers and responsibilities]"),
    ]
    patterns: Annotated[tuple[Pattern, ...] | Absent, Part("3.3", "Design Patterns")]
    domain: Annotated[Domain | Absent, Part("3.4", "Domain-Driven Design Implementation")]


class PatternChoice(Answer):
    """A pattern, why, and where."""

    pattern: Annotated[str, Named("pattern")]
    component: Annotated[str, Named("component")]
    purpose: Line = Field(description="Which problem of this system does it solve?")
    implementation: Line = Field(description="What does the component do to implement it? Start with a verb.")


class Aggregate(Answer):
    """A cluster of entities that changes as one."""

    root: Annotated[str, Named("entity")]
    rule: Line = Field(description="Which business rule must always hold for this entity?")


class DomainService(Answer):
    """Domain logic that belongs to no single entity."""

    name: Phrase = Field(description="a name that ends in Service, Policy or Calculator")
    does: Line = Field(description="What does it compute or decide?")


class DomainEvent(Answer):
    """Something that happened."""

    name: Phrase = Field(description="an entity and a past participle as one word")
    meaning: Line = Field(description="When does it happen, and who reacts to it?")


class DomainDesign(Answer):
    """Aggregates, services and events."""

    aggregates: Annotated[tuple[Aggregate, ...], Field(min_length=1, max_length=3)] = Field(
        description="the entities that protect a business rule"
    )
    services: Annotated[tuple[DomainService, ...], Field(max_length=2)] = Field(
        description="logic that spans entities, may be empty"
    )
    events: Annotated[tuple[DomainEvent, ...], Field(min_length=1, max_length=3)] = Field(
        description="events that other parts react to"
    )


class ArchitectureDesignAnswer(Answer):
    """What the model writes of section 3."""

    layers: Annotated[dict[str, Sentence], Each("layer")] = Field(
        default={},
        description="What are the components of this layer responsible for, and what do they leave to other layers?",
    )
    patterns: Annotated[tuple[PatternChoice, ...], Field(min_length=2, max_length=3)] = Field(
        default=(), description="different patterns that this system needs"
    )
    domain: DomainDesign | None = None
