"""Which entity of 5.1 is kept in which table of 5.2, and which attribute in which column."""

from collections.abc import Mapping

from drafter.consistency.readings.entities import Attribute, Entity, entities
from drafter.consistency.readings.spelling import field_key, is_tail, near_keys, noun_key
from drafter.consistency.readings.sql import Column, SqlTable, schema
from drafter.document.page import Page
from drafter.frozen import frozen

__all__ = ["Storage", "Stored", "storage"]


@frozen
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


@frozen
class Storage:
    """All entities and tables."""

    stored: tuple[Stored, ...]
    entities_alone: tuple[Entity, ...]
    tables_alone: tuple[SqlTable, ...]
    by_name: Mapping[str, Stored]
    """What is kept, by the key of the entity's name."""

    def of_entity(self, name: str) -> Stored | None:
        """Return where the entity of a name is kept."""
        return self.by_name.get(noun_key(name))


def storage(page: Page) -> Storage:
    """Return which entity is kept where: by the same name, else by the only one that ends alike."""
    tables = {noun_key(table.name.words): table for table in page.once(schema).tables}
    found: dict[int, SqlTable] = {}
    every = page.once(entities)
    for index, entity in enumerate(every):
        table = tables.pop(noun_key(entity.title), None)
        if table:
            found[index] = table
    ends: dict[str, list[str]] = {}
    for key, table in tables.items():
        for near_key in near_keys(table.name.words):
            ends.setdefault(near_key, []).append(key)
    for index, entity in enumerate(every):
        if index not in found:
            keys = {key for near in near_keys(entity.title) for key in ends.get(near, ())}
            near = [key for key in keys if key in tables and is_tail(entity.title, tables[key].name.words)]
            if len(near) == 1:
                found[index] = tables.pop(near[0])
    stored = tuple(_stored(every[index], table) for index, table in sorted(found.items()))
    return Storage(
        stored,
        tuple(entity for index, entity in enumerate(every) if index not in found),
        tuple(tables.values()),
        {noun_key(one.entity.title): one for one in stored},
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
