"""Section 3: components and their relations, layers, patterns, the domain."""

from typing import Annotated, Literal

from pydantic import Field

from drafter.document.answer import Answer, Each, Named, Phrase, Sentence
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
    "PatternName",
]

PatternName = Literal[
    "Adapter", "Anti-Corruption Layer", "API Gateway", "Backend for Frontend", "Batch Processing", "Bulkhead",
    "Cache-Aside", "Chain of Responsibility", "Circuit Breaker", "Claim Check", "Command", "Competing Consumers",
    "CQRS", "Dead Letter Queue", "Dependency Injection", "Event Sourcing", "Facade", "Factory", "Fan-Out",
    "Idempotent Receiver", "Leader Election", "Materialized View", "Observer", "Outbox", "Pipes and Filters",
    "Plugin", "Publish-Subscribe", "Queue-Based Load Leveling", "Rate Limiting", "Repository",
    "Retry with Backoff", "Saga", "Scheduler", "Sharding", "State Machine", "Store and Forward", "Strategy",
    "Streaming Iterator", "Transactional Script", "Unit of Work", "Write-Ahead Log",
]  # fmt: skip


class Pattern(Row):
    """A design pattern and its use here."""

    pattern: Annotated[str, Column("Pattern", "[Pattern Name]")]
    purpose: Annotated[str, Column("Purpose", "[Why it's used]")]
    implementation: Annotated[str, Column("Implementation", "[How it's implemented]")]


class Domain(Labels):
    """The domain in the terms of domain-driven design (Evans, 2003)."""

    aggregates: Annotated[str, Label("Aggregates", "[Detailed aggregate design]")]
    domain_services: Annotated[
        str, Label("Domain Services", "[Services that operate on multiple aggregates]")
    ]
    application_services: Annotated[
        str, Label("Application Services", "[Services that orchestrate domain operations]")
    ]
    domain_events: Annotated[
        str, Label("Domain Events", "[Events that trigger reactions in other parts of the system]")
    ]


class ArchitectureDesign(Section):
    """Section 3."""

    architecture: Annotated[
        Flow | Absent,
        Part("3.1", "High-Level Architecture", "[Diagram showing major components and their relationships]"),
    ]
    layers: Annotated[
        Flow | Absent,
        Part("3.2", "Layered Architecture", "[Description of application layers and responsibilities]"),
    ]
    patterns: Annotated[tuple[Pattern, ...] | Absent, Part("3.3", "Design Patterns")]
    domain: Annotated[Domain | Absent, Part("3.4", "Domain-Driven Design Implementation")]


class PatternChoice(Answer):
    """A pattern, why, and where."""

    pattern: PatternName
    component: Annotated[str, Named("component")]
    purpose: Sentence = Field(description="the problem of this system that the pattern solves")
    implementation: Sentence = Field(description="what the component does to implement it")


class Aggregate(Answer):
    """A cluster of entities that changes as one."""

    root: Annotated[str, Named("entity")]
    rule: Sentence = Field(description="a business rule that must always hold for this entity")


class DomainService(Answer):
    """Domain logic that belongs to no single entity."""

    name: Phrase = Field(description="name that ends in Service, Policy, Calculator or similar")
    does: Sentence = Field(description="what it computes or decides")


class DomainEvent(Answer):
    """Something that happened."""

    name: Phrase = Field(description="entity and past participle, like OrderShipped")
    meaning: Sentence = Field(description="when it happens and who reacts")


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
        description="what the components of this layer are responsible for and what they must not do",
    )
    patterns: Annotated[tuple[PatternChoice, ...], Field(min_length=2, max_length=3)] = Field(
        default=(), description="different patterns that this system needs"
    )
    domain: DomainDesign | None = None
