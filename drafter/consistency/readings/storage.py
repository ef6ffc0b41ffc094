"""Which entity of 5.1 is kept in which table of 5.2, and which attribute in which column."""

from dataclasses import dataclass

from drafter.consistency.readings.entities import Attribute, Entity, entities
from drafter.consistency.readings.spelling import field_key, is_tail, noun_key
from drafter.consistency.readings.sql import Column, SqlTable, schema
from drafter.document.page import Page

__all__ = ["Storage", "Stored", "storage"]


@dataclass(frozen=True, slots=True)
class Stored:
    """An entity and its table."""

    entity: Entity
    table: SqlTable
    columns: tuple[tuple[Attribute, Column], ...]
    """Attributes with their columns."""
    attributes_alone: tuple[Attribute, ...]
    """Without a column."""
    columns_alone: tuple[Column, ...]
    """Without an attribute."""

    @property
    def is_comparable(self) -> bool:
        """Tell whether the names are of one kind: not in two languages, and none left for others to fill in."""
        return self.table.is_whole and 2 * len(self.columns) >= len(self.attributes_alone) + len(self.columns)


@dataclass(frozen=True, slots=True)
class Storage:
    """All entities and tables."""

    stored: tuple[Stored, ...]
    entities_alone: tuple[Entity, ...]
    tables_alone: tuple[SqlTable, ...]

    def of_entity(self, name: str) -> Stored | None:
        """Return where the entity of a name is kept."""
        key = noun_key(name)
        return next((stored for stored in self.stored if noun_key(stored.entity.title) == key), None)

    def of_table(self, table: SqlTable) -> Stored | None:
        """Return the entity that a table keeps."""
        return next((stored for stored in self.stored if stored.table is table), None)


def storage(page: Page) -> Storage:
    """Return which entity is kept where: by the same name, else by the only one that ends alike."""
    tables = {noun_key(table.name.words): table for table in page.once(schema).tables}
    found: dict[int, SqlTable] = {}
    every = page.once(entities)
    for index, entity in enumerate(every):
        table = tables.pop(noun_key(entity.title), None)
        if table:
            found[index] = table
    for index, entity in enumerate(every):
        if index not in found:
            near = [key for key, table in tables.items() if is_tail(entity.title, table.name.words)]
            if len(near) == 1:
                found[index] = tables.pop(near[0])
    return Storage(
        tuple(_stored(every[index], table) for index, table in sorted(found.items())),
        tuple(entity for index, entity in enumerate(every) if index not in found),
        tuple(tables.values()),
    )


def _stored(entity: Entity, table: SqlTable) -> Stored:
    columns = {field_key(column.name.words): column for column in table.columns}
    pairs = []
    alone = []
    for attribute in entity.attributes:
        column = columns.get(field_key(attribute.name.words))
        if column:
            pairs.append((attribute, column))
        else:
            alone.append(attribute)
    taken = {id(column) for _, column in pairs}
    rest = tuple(column for column in table.columns if id(column) not in taken)
    return Stored(entity, table, tuple(pairs), tuple(alone), rest)
