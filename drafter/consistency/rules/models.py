"""Entities, columns and flows that contradict themselves."""

import re
from collections.abc import Iterator
from itertools import pairwise

from drafter.consistency.readings.diagrams import diagrams
from drafter.consistency.readings.entities import Entity, entities
from drafter.consistency.readings.mermaid import Diagram, Edge
from drafter.consistency.readings.spelling import field_key, noun_key
from drafter.consistency.readings.sql import SqlTable, schema
from drafter.consistency.readings.storage import storage
from drafter.consistency.rule import Problem, rule
from drafter.document.page import Page, Text
from drafter.patterns import regex

__all__ = ["default_null", "misnumbered_flow", "relation_without_attribute", "second_primary_key", "validates_unknown"]

_DEFAULT_NULL = regex(r"\bDEFAULT\s+\(?NULL\b", re.IGNORECASE)
_COLUMN_ENDS = regex(r",\s*(?:--[^\n]*)?(?:\n|$)|\n\s*\)|;")
_NUMBERED = regex(r"\s*\(?(\d{1,2})(?:[.):]|\s-)\s*(?=\S)")
_FEWEST_ARROWS = 3
_SUBJECT = regex(
    r"(?:^|[.;,]\s+|\b(?:and|und|the|der|die|das)\s+)`?(?P<name>[a-z][a-z\d]*(?:_[a-z\d]+)+|[a-z][a-z\d]*+[A-Z]\w*)`?"
    r"(?=\s(?:must|is|are|may|should|has|have|cannot|can|needs|muss|müssen|darf|dürfen|ist|sind|hat|and\s\S+\s(?:must|are)"
    r"|und\s\S+\s(?:müssen|sind))\b)"
)
_FEWEST_ATTRIBUTES = 2


@rule("DAT109", "error")
def second_primary_key(page: Page) -> Iterator[Problem]:
    """A table has two primary keys.

    No database takes the statement; a key of two columns is written once, for both.

    Bad: `id UUID PRIMARY KEY, slug TEXT PRIMARY KEY`
    Good: `id UUID PRIMARY KEY, slug TEXT NOT NULL UNIQUE`
    Fix: keep one of the keys, make the other unique, or write `PRIMARY KEY (id, slug)`.
    """
    for table in page.once(schema).tables:
        places = {column.name.start for column in table.columns}
        own = [key for key in table.primary if key.start in places]
        apart = [key for key in table.primary if key.start not in places]
        for again in [*own[1:], *apart[:1]] if own else ():
            other = ", ".join(key.words for key in apart) if again in apart else again.words
            message = f"{table.name.words} has the primary key {own[0].words} and another one: {other}"
            yield Problem(message, again, (own[0],))


@rule("DAT110", "error")
def default_null(page: Page) -> Iterator[Problem]:
    """A column that may not be null is null by default.

    A row that leaves the column out is refused, or the column was to be optional.

    Bad: `status TEXT NOT NULL DEFAULT NULL`
    Good: `status TEXT NOT NULL DEFAULT 'new'`
    Fix: name a default that is a value, remove it, or let the column be null.
    """
    for table in page.once(schema).tables:
        for column, end in _columns_with_ends(page, table):
            definition = page.text[column.start : end]
            if match := _DEFAULT_NULL.search(definition):
                message = f"{table.name.words}.{column.words} may not be null, and is null by default"
                yield Problem(message, Text(match[0], match[0], column.start + match.start()), (column,))


def _columns_with_ends(page: Page, table: SqlTable) -> Iterator[tuple[Text, int]]:
    """Yield the columns that may not be null and have a default, and where their definitions end."""
    behind = [*(column.name.start for column in table.columns[1:]), len(page.text)]
    for column, following in zip(table.columns, behind, strict=False):  # a table may have no columns
        if column.not_null and column.has_default:
            end = _COLUMN_ENDS.search(page.text, column.name.end)
            yield column.name, min(following, end.start() if end else following)


@rule("DAT215", "warning")
def validates_unknown(page: Page) -> Iterator[Problem]:
    """A validation of 5.1 is about an attribute that no entity has.

    It cannot be built, or the attribute was renamed and its validation forgotten.

    Bad: “due_day must be in the future”, and the attribute is `due_date`
    Good: “due_date must be in the future”
    Fix: name the attribute as its entity does, or add it.
    """
    known = page.once(entities)
    if not any("_" in text.raw or "`" in text.raw for entity in known for text in entity.validations):
        return
    names = {field_key(attribute.name.words) for entity in known for attribute in entity.attributes}
    names |= {noun_key(entity.title) for entity in known}
    names |= {field_key(column.name.words) for table in page.once(schema).tables for column in table.columns}
    for entity in known:
        if len(entity.attributes) >= _FEWEST_ATTRIBUTES:
            yield from _unknown(page, entity, names)


def _unknown(page: Page, entity: Entity, names: set[str]) -> Iterator[Problem]:
    for text in entity.validations:
        for match in _SUBJECT.finditer(text.words):
            name = match["name"]
            if field_key(name) not in names and page.text.count(name) == text.raw.count(name):
                message = f"a validation of {entity.title} is about {name}, which no entity has"
                yield Problem(message, text.part(name), (entity.name,))


@rule("DAT216", "warning")
def relation_without_attribute(page: Page) -> Iterator[Problem]:
    """An entity of 5.1 is related by an attribute that it does not have.

    The relation cannot be stored, or the attribute has another name.

    Bad: “belongs to Customer (`customer_id`)”, and the attributes are `id` and `total`
    Good: the attributes are `id`, `customer_id` and `total`
    Fix: add the attribute, or name the one that is meant.
    """
    known = {noun_key(entity.title): entity for entity in page.once(entities)}
    found = page.once(storage)
    for entity in known.values():
        for relation in entity.relations:
            named, _, name = relation.column.words.rpartition(".")
            holder = entity if relation.belongs and not named else known.get(noun_key(relation.entity.words))
            if not name or holder is None or found.of_entity(holder.title):
                continue
            attributes = {field_key(attribute.name.words) for attribute in holder.attributes}
            if len(attributes) >= _FEWEST_ATTRIBUTES and field_key(name) not in attributes:
                yield Problem(f"{holder.title} has no attribute {name}", relation.column, (holder.name,))


@rule("DAT120", "warning")
def misnumbered_flow(page: Page) -> Iterator[Problem]:
    """The numbers of the arrows in a diagram leave one out, or have one twice.

    The numbers say in which order things happen, and a step was lost or stands in two places.

    Bad: `-->|"(1) loan"|`, `-->|"(2) receipt"|`, `-->|"(2) reminder"|`
    Good: (1), (2), (3)
    Fix: number the arrows anew, or restore the one that is missing.
    """
    for diagram in page.once(diagrams):
        if diagram.fault is None and diagram.kind in {"flowchart", "sequence"}:
            yield from _misnumbered(diagram)


def _misnumbered(diagram: Diagram) -> Iterator[Problem]:
    numbered: dict[int, Edge] = {}
    for edge in diagram.edges:
        if match := _NUMBERED.match(edge.label):
            first = numbered.setdefault(int(match[1]), edge)
            if first.label != edge.label and len(diagram.edges) >= _FEWEST_ARROWS:
                yield Problem(f"two arrows have the number {match[1]}: “{first.label}” and “{edge.label}”", edge.at)
    for earlier, later in pairwise(sorted(numbered)):
        if later > earlier + 1 and len(numbered) >= _FEWEST_ARROWS:
            yield Problem(f"no arrow has a number between {earlier} and {later}", numbered[later].at)
