"""Section 5: entities, their schema, how data flows and is checked."""

import re
from typing import Annotated, Literal

from pydantic import Field, StringConstraints

from drafter.document.answer import Answer, Each, Named, Passage, Phrase, Sentence
from drafter.document.blocks import Absent, Flow, Item, Label, Part
from drafter.document.sections.base import Section
from drafter.document.value import Value

__all__ = [
    "Attribute",
    "AttributeText",
    "DataDesign",
    "DataDesignAnswer",
    "DataFlow",
    "DataStep",
    "DataType",
    "EntityDetail",
    "EntityNotes",
    "Relation",
    "attribute",
]

DataType = Literal[
    "uuid", "string", "text", "integer", "bigint", "decimal", "boolean", "date", "timestamp", "json", "bytes"
]
Flag = Literal["unique", "optional", "required"]

AttributeText = Annotated[
    str,
    StringConstraints(
        pattern=r"^[a-z][a-z0-9_]{1,30}: "
        r"(uuid|string|text|integer|bigint|decimal|boolean|date|timestamp|json|bytes)"
        r"( unique| optional)?$"
    ),
]
"""An attribute in one line, `email: string unique`: a fifth of the tokens that an object costs."""


class Attribute(Value):
    """A typed attribute of an entity."""

    name: str
    type: DataType
    unique: bool = False
    optional: bool = False


class Relation(Answer):
    """How an entity relates to another."""

    kind: Literal["belongs to", "has one", "has many"]
    entity: Annotated[str, Named("other entity")]


class EntityDetail(Item):
    """An entity in detail."""

    name: str = Field(examples=["[Entity Name]"])
    attributes: Annotated[str, Label("Attributes", "[List of attributes with types and constraints]")]
    relationships: Annotated[str, Label("Relationships", "[Relationships to other entities]")]
    validations: Annotated[str, Label("Validations", "[Data validation rules]")]


class DataDesign(Section):
    """Section 5."""

    entities: Annotated[tuple[EntityDetail, ...] | Absent, Part("5.1", "Data Models")]
    schema_: Annotated[
        Flow | Absent,
        Part(
            "5.2",
            "Database Schema",
            "```\n[Detailed database schema with tables, columns, constraints, etc.]\n```",
            computed_from=("4.1", "5.1"),
        ),
    ]
    flow: Annotated[Flow | Absent, Part("5.3", "Data Flow", "[Diagram showing how data flows through the system]")]
    validation: Annotated[
        Flow | Absent, Part("5.4", "Data Validation", "[Description of validation rules applied to data]")
    ]


class EntityNotes(Answer):
    """An entity's attributes, relations and rule."""

    attributes: Annotated[tuple[AttributeText, ...], Field(min_length=2, max_length=7)] = Field(
        description="the facts to store about this one, each as a snake_case name, a colon and a type, "
        "the most telling first"
    )
    relations: Annotated[tuple[Relation, ...], Field(max_length=2)] = Field(
        default=(), description="to other entities, empty if there are none"
    )
    validation: Sentence = Field(description="Which values of these attributes are refused?")


class DataStep(Answer):
    """One hop of data."""

    source: Annotated[str, Named("actor")]
    target: Annotated[str, Named("component")]
    data: Phrase = Field(description="What is passed on? Two to five words.")


class DataFlow(Answer):
    """The way of the data, and where it is checked."""

    steps: Annotated[tuple[DataStep, ...], Field(min_length=3, max_length=7)] = Field(
        description="in order, from where the data comes in to where it is kept; no step from a component to itself"
    )
    validation: Passage = Field(description="Where is data checked on its way, and what happens to data that fails?")


class DataDesignAnswer(Answer):
    """What the model writes of section 5."""

    entities: Annotated[dict[str, EntityNotes], Each("entity")] = {}
    flow: DataFlow | None = None


def attribute(text: AttributeText) -> Attribute:
    """Read `name: type flag` into an attribute; ValueError when it is not of that form."""
    match = re.fullmatch(r"(?P<name>\w+): (?P<type>\w+)(?: (?P<flag>unique|optional))?", text)
    if match is None:
        raise ValueError(f"not an attribute: {text!r}")
    return Attribute.model_validate(
        {
            "name": match["name"],
            "type": match["type"],
            "unique": match["flag"] == "unique",
            "optional": match["flag"] == "optional",
        }
    )
