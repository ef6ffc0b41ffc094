"""Slips in entities, attributes and tables."""

from random import Random

from bench.mutations.mutation import (
    Mutation,
    contradiction,
    insert,
    operator,
    paragraph,
    pick,
    replace_lines,
    splice,
)
from bench.mutations.page import Bullet, Page, mentions
from bench.mutations.places import attributes_of, columns, described_entities, tables

__all__ = ["OPERATORS"]


@operator("data", "held out")
def repeat_column(page: Page, random: Random) -> Mutation | None:
    column = pick(random, [column for column in columns(page) if page.lines[column.index].endswith(",")])
    if column is None:
        return None
    did = f"wrote the column {column.table}.{column.name} twice"
    return insert(page, column.index + 1, [page.lines[column.index]], did, column.name)


@operator("data", "held out")
def validate_as_other_type(page: Page, random: Random) -> Mutation | None:
    """A validation asks of an attribute what its type cannot be."""
    demands = {
        "boolean": "a date",
        "date": "true or false",
        "decimal": "a valid e-mail address",
        "integer": "a valid e-mail address",
        "timestamp": "true or false",
        "uuid": "a number below 100",
    }
    places = [
        (said["Validations"], name, kind)
        for said in described_entities(page).values()
        if "Validations" in said
        for name, kind in attributes_of(said)
        if kind in demands
    ]
    place = pick(random, places)
    if place is None:
        return None
    bullet, name, kind = place
    line = f"{page.lines[bullet.index]} `{name}` must be {demands[kind]}."
    did = f"demanded {demands[kind]} of the {kind} {name}"
    return splice(page, bullet.index, bullet.index + 1, [line], did, name)


@operator("data", "held out")
def promise_null_against_schema(page: Page, random: Random) -> Mutation | None:
    """5.4 lets be null what the schema forbids to be."""
    found = columns(page)
    names = {column.name for column in found if column.name != "id"}
    strict = [
        name
        for name in sorted(names)
        if all("NOT NULL" in column.definition for column in found if column.name == name)
    ]
    name = pick(random, strict)
    if name is None:
        return None
    against = [column.index for column in found if column.name == name]
    sentence = f"`{name}` may be null until the record is complete."
    return contradiction(page, random, ("5.4",), sentence, against, f"let {name} be null", name)


@operator("data", "held out")
def move_attribute_to_other_entity(page: Page, random: Random) -> Mutation | None:
    """5.1 gives an attribute to another entity than the schema does."""
    stored = {column.name for column in columns(page)} - {"id"}
    lists: dict[str, tuple[Bullet, list[str]]] = {
        entity: (said["Attributes"], said["Attributes"].value.split("; "))
        for entity, said in described_entities(page).items()
        if "Attributes" in said
    }
    places = [
        (owner, item, other)
        for owner, (_, items) in lists.items()
        for item in items
        if (name := item.split("`")[1]) in stored
        for other, (bullet, _) in lists.items()
        if other != owner and not mentions(page, name, [bullet.index])
    ]
    place = pick(random, places)
    if place is None:
        return None
    owner, item, other = place
    name = item.split("`")[1]
    kept = "; ".join(one for one in lists[owner][1] if one != item)
    lines = {
        lists[owner][0].index: f"- **Attributes**: {kept}",
        lists[other][0].index: f"{page.lines[lists[other][0].index]}; {item}",
    }
    return replace_lines(page, lines, f"moved the attribute {name} from {owner} to {other}", name)


@operator("data", "held out")
def name_missing_table(page: Page, random: Random) -> Mutation | None:
    """A sentence writes to a table that the schema has not."""
    if not tables(page):
        return None
    table = random.choice(["rejected_records", "sent_messages"])
    sentence = f"Each attempt adds a row to the table `{table}` of the schema in 5.2."
    return paragraph(page, random, ("5.4", "10.2", "12.1"), sentence, f"named the table {table}", table)


@operator("data", "held out")
def describe_entity_twice(page: Page, random: Random) -> Mutation | None:
    heading = pick(random, page.below("5.1"))
    if heading is None:
        return None
    block = [
        f"#### {heading.name}",
        "",
        "- **Attributes**: `id` uuid, primary key; `former_code` string",
        "- **Relationships**: none",
        "- **Validations**: former_code must be unique.",
        "",
    ]
    did = f"described the entity {heading.name} twice"
    return insert(page, page.body(heading).stop, block, did, heading.name)


@operator("data", "held out")
def lose_attributes(page: Page, random: Random) -> Mutation | None:
    """An entity has no attributes, while the schema or its validations name them."""
    stored = {column.name for column in columns(page)} - {"id"}
    places = [
        (entity, said["Attributes"], names)
        for entity, said in described_entities(page).items()
        if "Attributes" in said and "Validations" in said
        if (names := _named(page, said, stored))
    ]
    place = pick(random, places)
    if place is None:
        return None
    entity, bullet, names = place
    line = "- **Attributes**: none"
    return splice(page, bullet.index, bullet.index + 1, [line], f"lost the attributes of {entity}", entity, *names)


def _named(page: Page, said: dict[str, Bullet], stored: set[str]) -> list[str]:
    """The attributes, other than the key, that the schema or the validations have."""
    attributes = [name for name, _ in attributes_of(said) if name != "id"]
    return [name for name in attributes if name in stored or mentions(page, name, [said["Validations"].index])]


OPERATORS = (
    repeat_column,
    validate_as_other_type,
    promise_null_against_schema,
    move_attribute_to_other_entity,
    name_missing_table,
    describe_entity_twice,
    lose_attributes,
)
