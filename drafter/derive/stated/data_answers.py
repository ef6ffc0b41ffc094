"""The answers of section 5, read from its entities and its flow."""

import re
from collections.abc import Iterator, Mapping
from typing import Any, Literal, cast, get_args

from drafter.derive.identifiers import plural, snake_case, unique
from drafter.derive.stated.content import rows, section, words
from drafter.derive.stated.diagram import drawn
from drafter.derive.stated.names import bare, nearest, renamed
from drafter.derive.stated.operations import Renamed
from drafter.document.document import Document
from drafter.document.notes import INCOMPLETE
from drafter.document.outline import Outline
from drafter.document.sections.data_design import (
    DataDesign,
    DataDesignAnswer,
    DataFlow,
    DataStep,
    DataType,
    EntityDetail,
    EntityNotes,
    Relation,
)
from drafter.patterns import regex

__all__ = ["data_answer"]

_TYPES: tuple[tuple[DataType, str], ...] = (
    ("uuid", r"uuid|guid|uniqueidentifier"),
    ("timestamp", r"time|datetime"),
    ("date", r"date"),
    ("boolean", r"bool|flag|bit\b"),
    ("bigint", r"bigint|long|int64|int8"),
    ("decimal", r"decimal|numeric|float|double|money|real|number"),
    ("integer", r"int|serial|count"),
    ("json", r"json|object|map\b|array|list"),
    ("bytes", r"bytes|blob|binary|bytea"),
    ("text", r"text|clob"),
    ("string", r"string|char|enum"),
)
"""Words that begin the name of a type, in the order in which they are looked for."""
_ATTRIBUTE = regex(r"`?(?P<name>[^`:;,()]+?)`?(?:\s*:\s*|\s+)(?P<type>[A-Za-z]\w*)(?P<rest>.*)", re.DOTALL)
_REFERENCES = regex(r"references\s+`?(?P<table>\w+)|\bFK\b|foreign key", re.IGNORECASE)
_RELATION = regex(
    r"(?P<kind>belongs to|has one|has many)\s+(?P<entity>[^`(]+?)\s*(?:\((?P<through>through\s+)?[^)]*\))?\.?",
    re.IGNORECASE,
)
_OPTIONAL = regex(r"\boptional\b|\bnullable\b|(?<!not )\bnull\b", re.IGNORECASE)
_NAME_OF_ATTRIBUTE = regex(r"[a-z][a-z0-9_]{1,30}")
_Kind = Literal["belongs to", "has one", "has many"]


class _Column:
    """An attribute as 5.1 writes it."""

    def __init__(self, text: str) -> None:
        match = _ATTRIBUTE.fullmatch(text.strip())
        said = match["name"] if match else text.split(",", maxsplit=1)[0]
        self.name = snake_case(bare(said))
        self.type = _type(match["type"]) if match else "string"
        self.rest = match["rest"] if match else text
        reference = _REFERENCES.search(self.rest)
        self.is_reference = reference is not None
        self.table = (reference["table"] or "") if reference else ""
        self.unique = "unique" in self.rest.casefold()
        self.optional = _OPTIONAL.search(self.rest) is not None

    @property
    def is_key(self) -> bool:
        """Whether it is the id that every table has."""
        return self.name == "id"

    @property
    def text(self) -> str:
        """The attribute in one line, empty when its name cannot be one."""
        name = self.name if len(self.name) > 1 else f"{self.name}_value"
        flag = (
            " unique" if self.unique or "primary key" in self.rest.casefold() else " optional" if self.optional else ""
        )
        return f"{name[:31]}: {self.type}{flag}" if _NAME_OF_ATTRIBUTE.fullmatch(name[:31]) else ""


def data_answer(document: Document, outline: Outline, before: Outline | None, now: Renamed) -> DataDesignAnswer:
    """Return what section 5 says of the entities of `outline` and of the way of the data.

    References and relations to entities of `before` follow the names that these have now.
    """
    design = section(document, DataDesign)
    items = {bare(item.name): item for item in reversed(rows(design.entities))}
    names = {entity.name for entity in outline.entities}
    of_item = {name: name for name in items if name in names}
    of_item |= renamed(dict.fromkeys((n for n in items if n not in names), ""), dict.fromkeys(names - items.keys(), ""))
    details = {of_item[name]: item for name, item in items.items() if name in of_item}
    ordered = {entity.name: details[entity.name] for entity in outline.entities if entity.name in details}
    return DataDesignAnswer.model_construct(
        entities=_entities(ordered, outline, before, now), flow=_flow(design, outline, now)
    )


def _entities(
    details: Mapping[str, EntityDetail], outline: Outline, before: Outline | None, now: Renamed
) -> dict[str, EntityNotes]:
    columns = {
        name: [_Column(text) for text in re.split(r";", item.attributes) if text.strip(" .`")]
        for name, item in details.items()
    }
    entity_of = _tables(outline, before, now)
    relations: dict[str, list[Relation]] = {name: [] for name in details}
    plain: dict[str, list[str]] = {name: [] for name in details}
    children: set[tuple[str, str]] = set()
    for name, listed in columns.items():
        for column in listed:
            parent = _parent(column, entity_of) if column.is_reference else ""
            if parent in relations:
                children.add((name, parent))
                _relate(relations, name, parent, column)
            elif not column.is_key and column.text:
                plain[name].append(column.text)
    for name, item in details.items():
        for relation in _related(item.relationships, name, outline, now, children):
            if relation.entity in relations:
                relations[name].append(relation)
    return {
        name: EntityNotes.model_construct(
            attributes=tuple(dict.fromkeys(plain[name])),
            relations=tuple(dict.fromkeys(relations[name])),
            validation=item.validations,
        )
        for name, item in details.items()
    }


def _relate(relations: dict[str, list[Relation]], child: str, parent: str, column: _Column) -> None:
    """State the relation of a foreign key: by the child where it must have a parent, else by the parent."""
    if not column.optional or child == parent:
        relations[child].append(_relation("belongs to", parent))
    if column.unique:
        relations[parent].append(_relation("has one", child))
    elif column.optional and child != parent:
        relations[parent].append(_relation("has many", child))


def _related(text: str, own: str, outline: Outline, now: Renamed, children: set[tuple[str, str]]) -> Iterator[Relation]:
    """Yield the relations of a text that no foreign key states."""
    names = [entity.name for entity in outline.entities]
    for piece in text.split(";"):
        if not (match := _RELATION.fullmatch(piece.strip())):
            continue
        said = bare(match["entity"])
        entity = now.entities.get(said, "") or nearest(said, names)
        kind = cast("_Kind", match["kind"].casefold())
        pair = (own, entity) if kind == "belongs to" else (entity, own)
        if entity and (match["through"] or pair not in children):
            yield _relation(kind, entity)


def _relation(kind: _Kind, entity: str) -> Relation:
    return Relation.model_construct(kind=kind, entity=entity)


def _tables(outline: Outline, before: Outline | None, now: Renamed) -> dict[str, str]:
    """Return the entities by the names of their tables, as they are called now and were called before."""
    earlier = _table_names([entity.name for entity in before.entities] if before else [])
    was = {table: now.entities[name] for table, name in earlier.items() if name in now.entities}
    return was | _table_names([entity.name for entity in outline.entities])


def _table_names(names: list[str]) -> dict[str, str]:
    return {table: name for name, table in unique(names, lambda name: plural(snake_case(name))).items()}


def _parent(column: _Column, entity_of: Mapping[str, str]) -> str:
    """Return the entity that a foreign key points at: by its table, else by its own name."""
    by_name = plural(column.name.removesuffix("_id"))
    return entity_of.get(column.table) or entity_of.get(plural(column.table or "-")) or entity_of.get(by_name, "")


def _type(word: str) -> DataType:
    folded = word.casefold()
    if folded in get_args(DataType):
        return cast("DataType", folded)
    return next((name for name, begins in _TYPES if re.match(begins, folded)), "string")


def _flow(design: DataDesign, outline: Outline, now: Renamed) -> DataFlow | None:
    known = [*(component.name for component in outline.components), *(role.name for role in outline.roles)]

    def name(said: str) -> str:
        return now.components.get(said, "") or nearest(said, known) or said

    steps: tuple[Any, ...] = tuple(
        DataStep.model_construct(source=name(source), target=name(target), data=data)
        for source, target, data in drawn(design.flow).edges
    )
    validation = words(design.validation)
    if not steps and not validation:
        return None
    return DataFlow.model_construct(steps=steps, validation=validation or INCOMPLETE)
