"""The tables of a relational design: what the schema in 5.2 and the texts in 5.1 are both made from."""

from collections.abc import Iterator, Mapping, Sequence

from drafter.derive.identifiers import plural, snake_case, unique
from drafter.document.outline import Outline
from drafter.document.sections.data_design import DataType, EntityNotes, attribute
from drafter.frozen import frozen

__all__ = ["Column", "Table", "attributes_text", "relationships_text", "tables"]


@frozen
class Column:
    """A column; a reference always points at the `id` of a table."""

    name: str
    type: DataType
    unique: bool = False
    optional: bool = False
    references: str = ""
    """The name of the referenced table, empty for none."""
    deferred: bool = False
    """Whether the referenced table comes later, so that the constraint must wait for it."""


@frozen
class Table:
    """A table of an entity, or of two entities that each have many of the other."""

    name: str
    entity: str
    """Empty for a table that joins two entities."""
    columns: tuple[Column, ...]
    key: tuple[str, ...] = ("id",)


@frozen
class _Reference:
    child: str
    parent: str
    unique: bool
    stated_by_child: bool


def tables(outline: Outline, entities: Mapping[str, EntityNotes]) -> tuple[Table, ...]:
    """Return a table for each of the outline's entities, those that others reference first.

    `belongs to X` and its reverse `has one` or `has many` are one foreign key; two entities that each have
    many of the other share a joining table. Relations to unknown entities are left out, and so are attributes
    that repeat `id`, a foreign key or each other. A foreign key may be empty when it closes a cycle, or when
    only the other sides of several state it.
    """
    names = [entity.name for entity in outline.entities]
    stated = {
        (name, relation.kind, relation.entity): None
        for name in names
        if name in entities
        for relation in entities[name].relations
        if relation.entity in names
    }
    references = list(_references(list(stated)))
    table_names = unique(names, lambda name: plural(snake_case(name)))
    fields = {name: f"{field}_id" for name, field in unique(names, snake_case).items()}
    placed: list[str] = []
    made: list[Table] = []
    for name in _ordered(names, references):
        placed.append(name)
        keys = [
            _foreign_key(r, references, fields[r.parent], table_names[r.parent], r.parent not in placed)
            for r in references
            if r.child == name
        ]
        notes = entities.get(name)
        own = [] if notes is None else _own(notes.attributes, f"{snake_case(name)}_id")
        columns = {column.name: column for column in [*reversed(own), *keys, Column("id", "uuid")]}
        order = dict.fromkeys(["id", *(key.name for key in keys), *(column.name for column in own)])
        made.append(Table(table_names[name], name, tuple(columns[column] for column in order)))
    return (*made, *_joins(list(stated), fields, table_names))


def attributes_text(table: Table) -> str:
    """Return the columns in one line: "`id` uuid, primary key; `email` string, unique"."""
    return "; ".join(_column_text(table, column) for column in table.columns)


def relationships_text(entity: str, tables: Sequence[Table]) -> str:
    """Return an entity's relations in one line: "belongs to Customer (`customer_id`)"; "none" without any."""
    entities = {table.name: table.entity for table in tables}
    own = next((table for table in tables if table.entity == entity), None)
    if own is None:
        return "none"
    up = [f"belongs to {entities[column.references]} (`{column.name}`)" for column in own.columns if column.references]
    down = [
        f"has {'one' if column.unique else 'many'} {table.entity} (`{table.name}.{column.name}`)"
        for table in tables
        for column in table.columns
        if table.entity and column.references == own.name
    ]
    across = [
        f"has many {entities[column.references]} (through `{table.name}`)"
        for table in tables
        if not table.entity and own.name in {column.references for column in table.columns}
        for column in table.columns
        if column.references != own.name
    ]
    return "; ".join([*up, *down, *across]) or "none"


def _references(stated: list[tuple[str, str, str]]) -> Iterator[_Reference]:
    """Yield each foreign key once, however many relations state it."""
    kinds: dict[tuple[str, str], set[str]] = {}
    for name, kind, other in stated:
        both_many = kind == "has many" and (other, kind, name) in stated and other != name
        child_of_many = kind == "has one" and (other, "has many", name) in stated
        second_of_one = kind == "has one" and (name, other) in kinds and "has one" in kinds[name, other]
        if both_many or second_of_one:
            continue
        pair = (name, other) if kind == "belongs to" or child_of_many else (other, name)
        kinds.setdefault(pair, set()).add("belongs to" if child_of_many else kind)
    for (child, parent), said in kinds.items():
        yield _Reference(child, parent, "has one" in said and "has many" not in said, "belongs to" in said)


def _joins(stated: list[tuple[str, str, str]], fields: Mapping[str, str], names: Mapping[str, str]) -> list[Table]:
    pairs = [
        (name, other)
        for index, (name, kind, other) in enumerate(stated)
        if kind == "has many" and (other, kind, name) in stated[:index]
    ]
    wanted = {pair: f"{fields[pair[1]][:-3][:29]} {names[pair[0]][:29]}" for pair in pairs}
    made = unique(wanted.values(), snake_case, taken=names.values())
    return [
        Table(
            made[wanted[first, second]],
            "",
            tuple(Column(fields[name], "uuid", references=names[name]) for name in (second, first)),
            (fields[second], fields[first]),
        )
        for first, second in pairs
    ]


def _ordered(names: Sequence[str], references: Sequence[_Reference]) -> list[str]:
    """Return parents before children; where a cycle leaves no such name, one of the cycle is next."""
    waiting = list(names)
    ordered: list[str] = []
    while waiting:
        parents = {
            r.child: r.parent
            for r in reversed(references)
            if r.child in waiting and r.parent in waiting and r.parent != r.child
        }
        free = next((name for name in waiting if name not in parents), "")
        ordered.append(free or _on_cycle(waiting[0], parents))
        waiting.remove(ordered[-1])
    return ordered


def _on_cycle(start: str, parents: Mapping[str, str]) -> str:
    """Follow the parents, of which everyone has one, until somebody comes up again."""
    seen: set[str] = set()
    while start not in seen:
        seen.add(start)
        start = parents[start]
    return start


def _foreign_key(
    reference: _Reference, references: Sequence[_Reference], name: str, table: str, deferred: bool
) -> Column:
    alone = [other.child for other in references].count(reference.child) == 1
    free = reference.child == reference.parent or deferred
    optional = free or not (reference.stated_by_child or alone)
    return Column(name, "uuid", reference.unique, optional, table, deferred)


def _own(attributes: Sequence[str], own_id: str) -> list[Column]:
    """Return the columns of an entity's attributes, without the one that repeats its `id`."""
    read = [attribute(text) for text in attributes]
    return [Column(a.name, _key_type(a.name, a.type), a.unique, a.optional) for a in read if a.name != own_id]


def _key_type(name: str, stated: DataType) -> DataType:
    """Return a column's type; the id of something that has no table here is text, whatever it looks like."""
    return "string" if name.endswith("_id") and stated in ("integer", "decimal") else stated


def _column_text(table: Table, column: Column) -> str:
    facts = [
        f"`{column.name}` {column.type}",
        "primary key" if table.key == (column.name,) else "",
        f"references `{column.references}`" if column.references else "",
        "unique" if column.unique else "",
        "optional" if column.optional else "",
    ]
    return ", ".join(fact for fact in facts if fact)
