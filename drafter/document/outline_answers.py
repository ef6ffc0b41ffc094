"""What a model is asked for to make an outline: small choices, one after another."""

from typing import Annotated, Literal

from pydantic import Field, StringConstraints

from drafter.document.answer import Answer, Each, Line, Named, Phrase
from drafter.document.outline import Interface, ProjectKind, Storage

__all__ = [
    "NOTHING",
    "NOT_STATED",
    "CommandAnswer",
    "CommandsAnswer",
    "DecisionAnswer",
    "DecisionsAnswer",
    "EntityAnswer",
    "EventAnswer",
    "EventsAnswer",
    "FunctionAnswer",
    "FunctionsAnswer",
    "HttpAnswer",
    "HttpsAnswer",
    "LinksAnswer",
    "OutsideAnswer",
    "PartsAnswer",
    "ProfileAnswer",
    "ProgramAnswer",
    "StoreAnswer",
]

NOT_STATED = "not stated"
NOTHING = "none of them"

_Name = Annotated[
    str,
    StringConstraints(pattern=r"^[^\s\"\\\[\]{}<>|`#*][^\"\\\[\]{}<>|`#*\n]{0,38}[^\s\"\\\[\]{}<>|`#*.,:;]$"),
]
"""A name of one to four words, without marks that mean something in Markdown."""


_OperationName = Annotated[
    str, StringConstraints(pattern=r"^[^\s\"\\\[\]{}<>|`#*_]+ [^\"\\\[\]{}<>|`#*_\n]{0,34}[^\s\"\\\[\]{}<>|`#*_.,:;]$")
]
"""A name of at least two words."""


class ProfileAnswer(Answer):
    """What the project is."""

    kind: ProjectKind = Field(description="what is to be built")
    interfaces: Annotated[tuple[Interface, ...], Field(min_length=1, max_length=3)] = Field(
        description="how others use it; `http` only if it answers HTTP requests itself"
    )
    storage: Storage = Field(description="what it keeps its data in; `none` if it keeps no data")
    roles: Annotated[tuple[_Name, ...], Field(min_length=1, max_length=4)] = Field(
        description="the kinds of people or outside systems that use it, one to three words each, no person's name"
    )


class EntityAnswer(Answer):
    """An entity."""

    name: _Name = Field(description="a singular noun in title case")
    description: Line = Field(description="What does one of them stand for?")


class ProgramAnswer(Answer):
    """A part that the team builds."""

    name: _Name = Field(description="one to three words in title case")
    kind: Literal["interface", "service", "worker", "module"]
    technology: Annotated[str, Named("technology")] = Field(description="what it is written with, as the brief says")
    responsibility: Line = Field(description="What does it do? Start with a verb.")


class StoreAnswer(Answer):
    """A part that keeps or passes on data."""

    name: _Name = Field(description="what it holds, in title case, not the product's name")
    kind: Literal["store", "cache", "broker"]
    technology: Annotated[str, Named("store technology")] = Field(description="the product that the brief names for it")
    responsibility: Line = Field(description="Which data does it keep or pass on? Start with a verb.")


class OutsideAnswer(Answer):
    """A system of somebody else."""

    name: _Name = Field(description="its name in the brief")
    responsibility: Line = Field(description="What is it used for? Start with a verb.")


class PartsAnswer(Answer):
    """Entities and components."""

    outside: Annotated[tuple[OutsideAnswer, ...], Field(max_length=3)] = Field(
        default=(),
        description="systems and devices of others that send it data or receive data, empty if none",
    )
    entities: Annotated[tuple[EntityAnswer, ...], Field(min_length=2, max_length=5)] = Field(
        description="the records of this domain: what is stored in a table, a file or a message; no users, no programs"
    )
    programs: Annotated[tuple[ProgramAnswer, ...], Field(min_length=2, max_length=4)] = Field(
        description="the programs that this team builds, or the modules if it is one program; "
        "no people, teams or stores"
    )
    stores: Annotated[tuple[StoreAnswer, ...], Field(max_length=2)] = Field(
        default=(), description="the databases, caches and queues that they need, empty if none"
    )


class LinksAnswer(Answer):
    """Dependencies."""

    depends_on: Annotated[
        dict[str, Annotated[tuple[Annotated[str, Named("other component")], ...], Field(max_length=3)]],
        Each("program"),
    ] = Field(default={}, description="what it calls, reads or writes itself")


class HttpAnswer(Answer):
    """An HTTP endpoint."""

    method: Annotated[str, Named("method")]
    path: Annotated[str, StringConstraints(pattern=r"^/[a-z0-9{}_/.-]{0,60}$")] = Field(
        description="resource path, parameters in braces"
    )
    name: _OperationName = Field(description="verb and noun, different for each endpoint")
    summary: Line = Field(description="What does it do? Start with a verb.")
    component: Annotated[str, Named("program")] = Field(description="the component that answers it")
    entity: Annotated[str, Named("entity")] = Field(description="the entity that it is about")
    returns: Literal["one", "many", "nothing"] = Field(description="how many of the entity the response holds")


class HttpsAnswer(Answer):
    """The HTTP endpoints."""

    operations: Annotated[tuple[HttpAnswer, ...], Field(min_length=1, max_length=7)] = Field(
        description="one for each thing that callers need"
    )


class EventAnswer(Answer):
    """An event that is consumed or published."""

    name: _OperationName = Field(description="verb, noun and what happened to it")
    channel: Annotated[str, StringConstraints(pattern=r"^[a-z][a-z0-9_.-]{2,50}$")] = Field(
        description="topic or queue, in lower case"
    )
    summary: Line = Field(description="Who sends it, and who reacts?")
    component: Annotated[str, Named("program")] = Field(description="the component that publishes or consumes it")
    entity: Annotated[str, Named("entity")] = Field(description="the entity that it carries")


class EventsAnswer(Answer):
    """The events."""

    operations: Annotated[tuple[EventAnswer, ...], Field(min_length=1, max_length=5)] = Field(
        description="different events"
    )


class CommandAnswer(Answer):
    """A command, or a job that somebody starts."""

    line: Annotated[str, StringConstraints(pattern=r"^[a-z][A-Za-z0-9 ._<>=-]{1,60}$")] = Field(
        description="the command line with its most important options"
    )
    summary: Line = Field(description="What does it do? Start with a verb.")
    component: Annotated[str, Named("program")] = Field(description="the component that runs it")


class CommandsAnswer(Answer):
    """The commands."""

    operations: Annotated[tuple[CommandAnswer, ...], Field(min_length=1, max_length=5)] = Field(
        description="different commands"
    )


class FunctionAnswer(Answer):
    """A function or use case."""

    name: _OperationName = Field(description="verb and noun, different for each")
    summary: Line = Field(description="What does it do? Start with a verb.")
    component: Annotated[str, Named("program")] = Field(description="the component that offers it")


class FunctionsAnswer(Answer):
    """The functions."""

    operations: Annotated[tuple[FunctionAnswer, ...], Field(min_length=1, max_length=5)] = Field(
        description="different functions"
    )


class DecisionAnswer(Answer):
    """A decision."""

    title: _Name = Field(description="what is decided, as a noun phrase of two to four words")
    choice: Phrase = Field(description="what was chosen, in two to six words")
    alternatives: Annotated[tuple[Phrase, ...], Field(min_length=1, max_length=2)] = Field(
        description="what else could have been chosen, not the choice itself"
    )


class DecisionsAnswer(Answer):
    """Decisions."""

    instead_of: Annotated[
        dict[
            str,
            Annotated[tuple[Annotated[str, Named("alternative")], ...], Field(min_length=1, max_length=2)],
        ],
        Each("technology"),
    ] = Field(default={}, description="the products that could have been chosen instead of it")
    design: Annotated[tuple[DecisionAnswer, ...], Field(min_length=1, max_length=2)] = Field(
        description="how the work is divided, when something is done, where it is kept, "
        "how a failure is handled; no products"
    )
