"""The schema of 5.2 by itself: what does not parse, what is there twice, what points at nothing."""

from collections.abc import Iterator

from rapidfuzz.distance import OSA

from drafter.consistency.readings.entities import Entity
from drafter.consistency.readings.sql import Column, SqlTable, schema
from drafter.consistency.readings.storage import storage
from drafter.consistency.readings.types import COLUMN_TYPES, column_families, is_column_type
from drafter.consistency.rule import Problem, rule
from drafter.document.page import Page, Text

__all__ = [
    "doubled_column", "doubled_table", "index_on_nothing", "key_of_another_type", "key_to_nothing",
    "schema_does_not_parse", "table_without_primary_key", "unknown_column_type",
]  # fmt: skip


@rule("DAT101", "error")
def schema_does_not_parse(page: Page) -> Iterator[Problem]:
    """The database schema is no SQL.

    No database can be made of it, and nobody knows what was meant at that place.

    Bad: `id UUID NOT NULL slug VARCHAR(255)`
    Good: `id UUID NOT NULL, slug VARCHAR(255)`
    Fix: correct the statement; any usual dialect is taken.
    """
    for fault in page.once(schema).faults:
        yield Problem(f"The schema does not parse: {fault.message}", fault.at)


@rule("DAT102", "error")
def doubled_table(page: Page) -> Iterator[Problem]:
    """A table is created twice.

    The second statement fails, and its columns are lost.

    Bad: two statements `CREATE TABLE orders`
    Good: one statement with the columns of both
    Fix: merge or rename the tables.
    """
    seen: dict[str, Text] = {}
    made = page.once(schema)
    for table in made.tables if made.is_whole else ():
        first = seen.setdefault(table.name.words.casefold(), table.name)
        if first is not table.name:
            yield Problem(f"The table {table.name.words} is created twice", table.name, (first,))


@rule("DAT103", "error")
def doubled_column(page: Page) -> Iterator[Problem]:
    """A table has a column twice.

    No database takes the statement.

    Bad: `CREATE TABLE orders (id UUID, total INTEGER, id UUID)`
    Good: `CREATE TABLE orders (id UUID, total INTEGER)`
    Fix: remove or rename one of the columns.
    """
    for table in page.once(schema).tables:
        seen: dict[str, Text] = {}
        for column in table.columns:
            first = seen.setdefault(column.name.words.casefold(), column.name)
            if first is not column.name:
                yield Problem(f"{table.name.words} has the column {column.name.words} twice", column.name, (first,))


@rule("DAT104", "error")
def key_to_nothing(page: Page) -> Iterator[Problem]:
    """A key names a table or a column that the schema does not create.

    The database refuses the statement, or the relation was renamed on one side only.

    Bad: `FOREIGN KEY (link_id) REFERENCES link (id)` where the table is `links`
    Good: `FOREIGN KEY (link_id) REFERENCES links (id)`
    Fix: name the table and the columns as they are created, or create them.
    """
    made = page.once(schema)
    for table in made.tables:
        if table.is_whole:
            own = (*table.primary, *(key for keys in table.uniques for key in keys))
            yield from _missing(table, (name for name in own if name), "a key of")
        for key in table.foreign_keys:
            target = made.table(key.target.words)
            if table.is_whole:
                yield from _missing(table, key.columns, "a foreign key of")
            if target is None and not made.is_whole:
                continue
            if target is None:
                message = f"{table.name.words} references {key.target.words}, which the schema does not create"
                yield Problem(message, key.target, (table.name,))
            elif target.is_whole:
                for name in key.target_columns:
                    if not target.column(name.words):
                        said = f"{table.name.words} references the column {name.words}"
                        yield Problem(f"{said}, which {target.name.words} does not have", name, (target.name,))


@rule("DAT105", "error")
def index_on_nothing(page: Page) -> Iterator[Problem]:
    """An index is on a table or a column that the schema does not create.

    The database refuses the statement, and the queries that need the index stay slow.

    Bad: `CREATE INDEX by_slug ON links (slugs)` where the column is `slug`
    Good: `CREATE INDEX by_slug ON links (slug)`
    Fix: name the table and the columns as they are created.
    """
    made = page.once(schema)
    for index in made.indexes:
        table = made.table(index.table.words)
        if table is None and made.tables and made.is_whole:
            message = f"The index {index.name.words} is on {index.table.words}, which the schema does not create"
            yield Problem(message, index.table)
        elif table and table.is_whole:
            for name in index.columns:
                if not table.column(name.words):
                    said = f"The index {index.name.words} is on the column {name.words}"
                    yield Problem(f"{said}, which {table.name.words} does not have", name, (table.name,))


@rule("DAT106", "error")
def key_of_another_type(page: Page) -> Iterator[Problem]:
    """A foreign key's column is of another type than the column that it references.

    Databases refuse such a key, and no row can have the same value in both.

    Bad: `link_id INTEGER REFERENCES links (id)` where `id` is `UUID`
    Good: `link_id UUID REFERENCES links (id)`
    Fix: give both columns one type.
    """
    made = page.once(schema)
    for table in made.tables:
        for key in table.foreign_keys:
            target = made.table(key.target.words)
            targets = key.target_columns or (target.primary if target else ())
            if target is None or len(targets) != len(key.columns):
                continue
            for own, other in zip(key.columns, targets, strict=True):
                pair = table.column(own.words), target.column(other.words)
                if pair[0] and pair[1] and _differ(pair[0], pair[1], loose=made.is_loose):
                    said = f"{table.name.words}.{own.words} is {pair[0].type.words}, but references"
                    message = f"{said} {target.name.words}.{other.words}, which is {pair[1].type.words}"
                    yield Problem(message, pair[0].type, (pair[1].type,))


@rule("DAT107", "error")
def unknown_column_type(page: Page) -> Iterator[Problem]:
    """A column's type is misspelt.

    No database knows it.

    Bad: `slug VARCHARR(255)`
    Good: `slug VARCHAR(255)`
    Fix: correct the type's name.
    """
    for table in page.once(schema).tables:
        for column in table.columns:
            word = column.type.words.partition("(")[0].strip().casefold()
            if len(word) > 3 and word.isalpha() and not is_column_type(word) and word not in page.text:
                near = next((name for name in COLUMN_TYPES if len(name) > 3 and OSA.distance(word, name) == 1), "")
                if near:
                    yield Problem(f"{column.type.raw} is no type; {near.upper()} is near", column.type)


@rule("DAT108", "warning")
def table_without_primary_key(page: Page) -> Iterator[Problem]:
    """A table has no primary key.

    Its rows cannot be told apart, referenced or replicated safely.

    Bad: `CREATE TABLE clicks (link_id UUID, clicked_at TIMESTAMPTZ)`
    Good: `CREATE TABLE clicks (id UUID PRIMARY KEY, link_id UUID, clicked_at TIMESTAMPTZ)`
    Fix: add a primary key, or say below the schema why the table needs none.
    """
    made = page.once(schema)
    has_said = [stored.table for stored in page.once(storage).stored if _states_key(stored.entity)]
    if any(table.primary for table in made.tables):
        for table in made.tables:
            if table.is_whole and table.columns and not table.primary and table not in has_said:
                yield Problem(f"The table {table.name.words} has no primary key", table.name)


def _missing(table: SqlTable, names: "Iterator[Text] | tuple[Text, ...]", what: str) -> Iterator[Problem]:
    for name in names:
        if not table.column(name.words):
            message = f"{name.words} is in {what} {table.name.words}, which has no such column"
            yield Problem(message, name, (table.name,))


def _states_key(entity: Entity) -> bool:
    """Tell whether 5.1 gives an entity a primary key; that the table lacks it is a contradiction."""
    return any("primary" in attribute.flags for attribute in entity.attributes)


def _differ(one: Column, other: Column, *, loose: bool) -> bool:
    first = column_families(one.type.words, loose=loose)
    second = column_families(other.type.words, loose=loose)
    return bool(first and second) and not first & second
