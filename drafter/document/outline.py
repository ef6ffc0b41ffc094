"""The outline: the canonical names and numbers that all sections share.

Each name of a kind is unique, references point at names that exist, and nothing depends on itself.
"""

from typing import Literal, Self

from pydantic import Field, model_validator

from drafter.document.brief import Quality
from drafter.document.value import Value

__all__ = [
    "Component",
    "ComponentKind",
    "Conflict",
    "Decision",
    "Entity",
    "Interface",
    "NotApplicable",
    "Operation",
    "Outline",
    "ProjectKind",
    "Quality",
    "Question",
    "Role",
    "Target",
]

ProjectKind = Literal[
    "web service", "batch job", "event pipeline", "command line tool", "library",
    "web application", "mobile application", "embedded system",
]  # fmt: skip
Interface = Literal["http", "events", "command line", "library", "user interface", "files"]
ComponentKind = Literal["interface", "service", "worker", "store", "cache", "broker", "module", "external system"]
Storage = Literal["relational", "document", "key-value", "files", "none"]


class Component(Value):
    """A part of the system that can be named, built and deployed."""

    name: str = Field(min_length=1, max_length=60)
    kind: ComponentKind
    responsibility: str
    technology: str = ""
    """Empty when it is to be decided."""
    depends_on: tuple[str, ...] = ()
    source: str = ""
    """The id of the brief's statement that it comes from; empty for a proposal."""


class Entity(Value):
    """A thing that the system keeps or passes on."""

    name: str = Field(min_length=1, max_length=60)
    description: str
    source: str = ""


class Operation(Value):
    """What the system offers to others: an HTTP endpoint, event, command, job or function."""

    name: str = Field(min_length=1, max_length=80)
    kind: Literal["http", "event", "command", "job", "function"]
    summary: str
    component: str
    """The component that offers it."""
    entity: str = ""
    """The entity that it is about, empty for none."""
    method: Literal["GET", "POST", "PUT", "PATCH", "DELETE", ""] = ""
    path: str = ""
    """For HTTP: the path with `{parameters}`; for commands: the command line; for events: the channel."""
    returns: Literal["one", "many", "nothing"] = "one"
    source: str = ""


class Role(Value):
    """Someone, or another system, that uses the system."""

    name: str = Field(min_length=1, max_length=60)
    source: str = ""


class Target(Value):
    """A number that the brief asks for; the words are the brief's own."""

    name: str
    quality: Quality
    quantity: str
    """Verbatim from the brief: "at most 50 ms"."""
    statement: str
    """The id of the brief's statement, empty when a person added it."""
    text: str
    """The whole statement, as the document quotes it."""


class Decision(Value):
    """A choice that shapes the design."""

    title: str
    choice: str
    alternatives: tuple[str, ...] = ()
    source: str = ""


class NotApplicable(Value):
    """A part of the template that does not apply to this project."""

    part: str = Field(pattern=r"^([1-9]|1[0-4]|([1-9]|1[0-2])\.[1-5])$")
    """`6` or `5.2`."""
    reason: str


class Conflict(Value):
    """Two statements of the brief that cannot both hold."""

    first: str
    second: str
    about: str


class Question(Value):
    """What the brief leaves open."""

    text: str
    options: tuple[str, ...] = ()
    part: str = ""
    """The part of the template that waits for the answer: `5` or `5.2`."""


class Outline(Value):
    """The names and numbers of one design."""

    title: str
    kind: ProjectKind
    interfaces: tuple[Interface, ...]
    storage: Storage
    sql_dialect: Literal["postgres", "mysql", "sqlite", "tsql", "oracle"] = "postgres"
    components: tuple[Component, ...] = Field(min_length=1)
    entities: tuple[Entity, ...] = ()
    operations: tuple[Operation, ...] = ()
    roles: tuple[Role, ...] = ()
    environments: tuple[str, ...] = ("Development", "Staging", "Production")
    targets: tuple[Target, ...] = ()
    decisions: tuple[Decision, ...] = ()
    not_applicable: tuple[NotApplicable, ...] = ()
    conflicts: tuple[Conflict, ...] = ()
    questions: tuple[Question, ...] = ()

    @model_validator(mode="after")
    def _names_agree(self) -> Self:  # noqa: C901 (one check after the other)
        for kind, names in (
            ("component", [c.name for c in self.components]),
            ("entity", [e.name for e in self.entities]),
            ("operation", [o.name for o in self.operations]),
            ("role", [r.name for r in self.roles]),
            ("environment", list(self.environments)),
        ):
            folded = [name.casefold() for name in names]
            for index, name in enumerate(folded):
                if name in folded[:index]:
                    raise ValueError(f"the {kind} {names[index]!r} is listed twice")
        components = {c.name for c in self.components}
        for component in self.components:
            for dependency in component.depends_on:
                if dependency == component.name:
                    raise ValueError(f"the component {component.name!r} depends on itself")
                if dependency not in components:
                    raise ValueError(f"{component.name!r} depends on {dependency!r}, which is no component")
        for operation in self.operations:
            if operation.component not in components:
                raise ValueError(f"{operation.name!r} belongs to {operation.component!r}, which is no component")
            if operation.entity and operation.entity not in {e.name for e in self.entities}:
                raise ValueError(f"{operation.name!r} is about {operation.entity!r}, which is no entity")
        return self

    def reason_against(self, part: str) -> str:
        """Return why a part (`6`, `5.2`) does not apply; empty when it does.

        A reason against a section holds for its subsections.
        """
        parts = {part, part.split(".", maxsplit=1)[0]}
        return next((entry.reason for entry in self.not_applicable if entry.part in parts), "")

    @property
    def technologies(self) -> tuple[str, ...]:
        """The technologies of the components, in order."""
        return tuple(component.technology for component in self.components if component.technology)

    @property
    def endpoints(self) -> tuple[Operation, ...]:
        """The operations that are HTTP endpoints."""
        return tuple(operation for operation in self.operations if operation.kind == "http")
