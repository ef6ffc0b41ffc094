"""Relationships of 5.1 against its entities and the foreign keys of 5.2."""

from collections.abc import Iterator

from drafter.consistency.readings.entities import Relation, entities
from drafter.consistency.readings.spelling import near_keys, noun_key
from drafter.consistency.readings.sql import SqlTable, schema
from drafter.consistency.readings.storage import Storage, Stored, storage
from drafter.consistency.rule import Problem, rule
from drafter.document.page import Page

__all__ = ["relation_to_unknown_entity", "relation_without_key"]

_LONGEST_NAME = 4
"""In words; what is longer is a sentence."""


@rule("DAT208", "error")
def relation_without_key(page: Page) -> Iterator[Problem]:
    """A relationship of 5.1 has no foreign key in 5.2, or the key points elsewhere.

    The relation cannot be followed, or leads to another entity.

    Bad: belongs to Customer (`customer_id`), and `customer_id` references `shops`
    Good: `customer_id UUID REFERENCES customers (id)`
    Fix: add or correct the key, or the relationship.
    """
    seen: set[str] = set()
    found = page.once(storage)
    for stored in found.stored:
        for relation in stored.entity.relations:
            if relation.column:
                name = relation.column.words if "." in relation.column.words else ""
                key = (name or f"{stored.table.name.words}.{relation.column.words}").casefold()
                problems = list(_relation(page, found, stored, relation)) if key not in seen else []
                seen |= {key} if problems else set()
                yield from problems
            elif relation.through and not page.once(schema).table(relation.through.words):
                said = f"{stored.entity.title} is related through {relation.through.words}"
                yield Problem(f"{said}, which 5.2 does not create", relation.through)


@rule("DAT212", "warning")
def relation_to_unknown_entity(page: Page) -> Iterator[Problem]:
    """An entity is related to one that 5.1 does not describe.

    Nobody knows what the other one is, or it was renamed or removed.

    Bad: has many Ledger Entries, and no entity Ledger Entry
    Good: `#### Ledger Entry` in 5.1
    Fix: describe the entity, or name the one that is meant.
    """
    known = page.once(entities)
    keys = {noun_key(entity.title) for entity in known}
    ends = {key for entity in known for key in near_keys(entity.title)}
    tables = page.once(schema)
    for entity in known:
        for relation in entity.relations:
            name = relation.entity.words
            is_name = name[:1].isupper() and len(name.split()) <= _LONGEST_NAME
            is_near = not ends.isdisjoint(near_keys(name))
            if is_name and noun_key(name) not in keys and not is_near and not tables.table(name):
                message = f"{entity.title} is related to {name}, which 5.1 does not describe"
                yield Problem(message, relation.entity, (entity.name,))


def _relation(page: Page, found: Storage, stored: Stored, relation: Relation) -> Iterator[Problem]:
    """Check one relationship: the key is in this table, or in the one that the column names."""
    made = page.once(schema)
    table_name, _, name = relation.column.words.rpartition(".")
    other = found.of_entity(relation.entity.words)
    holder = stored.table if relation.belongs else made.table(table_name) if table_name else _table(other)
    said = f"“{relation.at.words}” of {stored.entity.title}"
    if holder is None:
        if table_name:
            yield Problem(f"{said} names the table {table_name}, which 5.2 does not create", relation.column)
        return
    if not holder.is_whole:
        return
    if holder.column(name) is None:
        message = f"{said} names the column {name}, which {holder.name.words} does not have"
        yield Problem(message, relation.column, (holder.name,))
        return
    keys = [key for key in holder.foreign_keys if any(name.casefold() == k.words.casefold() for k in key.columns)]
    target = _table(other) if relation.belongs else stored.table
    if not keys and any(table.foreign_keys for table in made.tables):
        yield Problem(f"{said} has no foreign key in 5.2: {holder.name.words}.{name}", relation.at, (holder.name,))
    elif keys and target and all(made.table(key.target.words) not in {None, target} for key in keys):
        message = f"{said} needs a key to {target.name.words}, but {name} references {keys[0].target.words}"
        yield Problem(message, relation.at, (keys[0].target,))


def _table(stored: Stored | None) -> SqlTable | None:
    return stored.table if stored else None
