"""Defects of the schema in 5.2 against the entities in 5.1."""

import re
from random import Random

from bench.mutations.mutation import Mutation, drop, operator, paragraph, pick, reword, splice
from bench.mutations.page import Bullet, Page, mentions
from bench.mutations.places import Column, attributes_of, columns, described_entities, tables

__all__ = ["OPERATORS"]


def _attributes(page: Page) -> list[Bullet]:
    return [bullet for bullet in page.bullets(page.span("5.1")) if bullet.label == "Attributes"]


def _described(page: Page) -> list[Column]:
    """The columns that 5.1 lists as attributes."""
    listed = " ".join(bullet.value for bullet in _attributes(page))
    return [column for column in columns(page) if f"`{column.name}`" in listed]


@operator("data", "known")
def drop_column(page: Page, random: Random) -> Mutation | None:
    """A column between others, so that the schema stays valid SQL."""
    column = pick(random, [column for column in _described(page) if "PRIMARY" not in column.definition])
    if column is None or not page.lines[column.index].endswith(","):
        return None
    return drop(page, column.index, column.index + 1, f"dropped {column.table}.{column.name}", column.name)


_OTHER_TYPES = (
    (r"UUID|CHAR\(36\)", "DOUBLE PRECISION"),
    (r"VARCHAR\(\d+\)|TEXT", "BOOLEAN"),
    (r"DATE|TIMESTAMPTZ|TIMESTAMP|DATETIME", "BOOLEAN"),
    (r"INTEGER|BIGINT|INT|BOOLEAN", "DATE"),
)


@operator("data", "known")
def change_column_type(page: Page, random: Random) -> Mutation | None:
    column = pick(random, [column for column in _described(page) if column.name != "id"])
    if column is None:
        return None
    for pattern, other in _OTHER_TYPES:
        if match := re.match(rf"(?:{pattern})(?!\w)", column.definition):
            line = page.lines[column.index].replace(match[0], other, 1)
            did = f"made {column.table}.{column.name} a {other}"
            return splice(page, column.index, column.index + 1, [line], did, column.name)
    return None


@operator("data", "known")
def drop_primary_key(page: Page, random: Random) -> Mutation | None:
    """5.1 says that the column is the primary key."""
    keyed = [column for column in _described(page) if column.definition.endswith(" PRIMARY KEY")]
    if not any("primary key" in bullet.value for bullet in _attributes(page)):
        return None
    column = pick(random, keyed)
    if column is None:
        return None
    line = page.lines[column.index].replace(" PRIMARY KEY", "")
    did = f"dropped the primary key of {column.table}"
    return splice(page, column.index, column.index + 1, [line], did, column.table)


@operator("data", "known")
def change_foreign_key_target(page: Page, random: Random) -> Mutation | None:
    index = pick(random, [index for _, span in tables(page) for index in span if "REFERENCES" in page.lines[index]])
    if index is None:
        return None
    target = random.choice(["accounts", "sessions"])
    line = re.sub(r"REFERENCES `?\w+`?", f"REFERENCES {target}", page.lines[index])
    return splice(page, index, index + 1, [line], f"pointed a foreign key to {target}, which is no table", target)


@operator("data", "known")
def drop_table(page: Page, random: Random) -> Mutation | None:
    """A table that no other refers to, so that only its entity misses it."""
    found = [(name, span) for name, span in tables(page) if f"REFERENCES {name}" not in page.text]
    found = [(name, span) for name, span in found if f" ON {name} " not in page.text]
    table = pick(random, found if len(tables(page)) > 1 else [])
    if table is None:
        return None
    name, span = table
    return drop(page, span.start, span.stop, f"dropped the table {name}", name, name.removesuffix("s").capitalize())


@operator("data", "known")
def rename_attribute(page: Page, random: Random) -> Mutation | None:
    """An attribute has another name in 5.1 than its column in 5.2."""
    names = {column.name for column in columns(page)} - {"id"}
    places = [
        (bullet.index, name)
        for bullet in _attributes(page)
        for name in re.findall(r"`(\w+)` \w+", bullet.value)
        if name in names
    ]
    place = pick(random, places)
    if place is None:
        return None
    index, name = place
    new = f"{name}_ref" if f"{name}_ref" not in page.text else f"{name}_alias"
    return reword(page, index, name, new, f"renamed the attribute {name} to {new}", new, name)


@operator("data", "known")
def unknown_relationship(page: Page, random: Random) -> Mutation | None:
    """An entity has a relationship with one that is not described."""
    bullets = [bullet for bullet in page.bullets(page.span("5.1")) if bullet.label == "Relationships"]
    bullet = pick(random, bullets)
    if bullet is None:
        return None
    name = random.choice(["Ledger Entries", "Billing Cycles"])
    line = f"- **Relationships**: has many {name}"
    return splice(page, bullet.index, bullet.index + 1, [line], f"related an entity to {name}", name)


@operator("data", "known")
def break_schema(page: Page, random: Random) -> Mutation | None:
    """A comma between two columns is missing."""
    column = pick(random, [column for column in columns(page) if page.lines[column.index].endswith(",")])
    if column is None:
        return None
    line = page.lines[column.index][:-1]
    did = f"removed the comma after {column.table}.{column.name}"
    return splice(page, column.index, column.index + 1, [line], did, "SQL", "syntax")


@operator("data", "known")
def change_attribute_type(page: Page, random: Random) -> Mutation | None:
    """An attribute has another type in 5.1 than its column in 5.2."""
    names = {column.name for column in columns(page)} - {"id"}
    others = {"string": "boolean", "date": "integer", "timestamp": "boolean", "uuid": "decimal", "integer": "date"}
    places = [
        (bullet.index, match)
        for bullet in page.bullets(page.span("5.1"))
        if bullet.label == "Attributes"
        for match in re.finditer(r"`(\w+)` (\w+)", page.lines[bullet.index])
        if match[1] in names and match[2] in others
    ]
    place = pick(random, places)
    if place is None:
        return None
    index, match = place
    line = page.lines[index][: match.start(2)] + others[match[2]] + page.lines[index][match.end(2) :]
    did = f"made the attribute {match[1]} a {others[match[2]]}"
    return splice(page, index, index + 1, [line], did, match[1])


@operator("data", "known")
def drop_foreign_key(page: Page, random: Random) -> Mutation | None:
    """5.1 says that the column refers to another table, and the schema does not."""
    keys = [
        index
        for _, span in tables(page)
        for index in span
        if (match := re.search(r"FOREIGN KEY \((\w+)\)", page.lines[index]))
        and re.search(rf"`{match[1]}` \w+, references", page.text)
        and page.lines[index - 1].endswith(",")
        and page.lines[index + 1].startswith(")")
    ]
    index = pick(random, keys)
    if index is None:
        return None
    column = re.findall(r"FOREIGN KEY \((\w+)\)", page.lines[index])[0]
    before = page.lines[index - 1].removesuffix(",")
    return splice(page, index - 1, index + 1, [before], f"dropped the foreign key of {column}", column)


@operator("data", "known")
def index_missing_column(page: Page, random: Random) -> Mutation | None:
    index = pick(random, [n for n in page.span("5.2") if page.lines[n].startswith("CREATE INDEX")])
    if index is None:
        return None
    line = re.sub(r"\((\w+)\);", "(legacy_code);", page.lines[index])
    return splice(page, index, index + 1, [line], "indexed a column that the table has not", "legacy_code")


@operator("data", "known")
def allow_null(page: Page, random: Random) -> Mutation | None:
    """The contract requires the property that the schema lets be empty."""
    required = {line.strip().removeprefix("- ") for line in page.lines if re.fullmatch(r" {8}- \w+", line)}
    strict = [column for column in columns(page) if column.name in required and column.name != "id"]
    column = pick(random, [column for column in strict if column.definition.endswith(" NOT NULL")])
    if column is None:
        return None
    line = page.lines[column.index].replace(" NOT NULL", "")
    did = f"let {column.table}.{column.name} be null"
    return splice(page, column.index, column.index + 1, [line], did, column.name)


@operator("data", "known")
def rename_validated_attribute(page: Page, random: Random) -> Mutation | None:
    """A validation is about an attribute that its entity has not."""
    places = [
        (said["Validations"].index, name)
        for said in described_entities(page).values()
        if "Validations" in said
        for name, _ in attributes_of(said)
        if "_" in name and mentions(page, name, [said["Validations"].index])
    ]
    place = pick(random, places)
    if place is None:
        return None
    index, name = place
    new = f"{name.partition('_')[0]}_{random.choice(['label', 'code'])}"
    return None if new in page.text else reword(page, index, name, new, f"validated {new} instead of {name}")


@operator("data", "known")
def relate_through_missing_attribute(page: Page, random: Random) -> Mutation | None:
    """An entity belongs to another one by an attribute that it has not."""
    entities = described_entities(page)
    places = [
        (said["Relationships"].index, name, other, attribute)
        for name, said in entities.items()
        if "Relationships" in said
        for other in entities
        if other != name
        and (attribute := f"{other.lower().replace(' ', '_')}_id") not in {known for known, _ in attributes_of(said)}
    ]
    place = pick(random, places)
    if place is None:
        return None
    index, name, other, attribute = place
    line = f"- **Relationships**: belongs to {other} (`{attribute}`)"
    did = f"let {name} belong to {other} by {attribute}, which it has not"
    return splice(page, index, index + 1, [line], did, attribute)


@operator("data", "known")
def second_primary_key(page: Page, random: Random) -> Mutation | None:
    """Two columns of a table are its primary key, each on its own."""
    keyed = {column.table for column in columns(page) if column.definition.endswith(" PRIMARY KEY")}
    others = [one for one in columns(page) if one.table in keyed and one.definition.endswith("NOT NULL")]
    column = pick(random, others)
    if column is None:
        return None
    line = page.lines[column.index].replace(column.definition, f"{column.definition} PRIMARY KEY")
    did = f"made {column.name} a second primary key of {column.table}"
    return splice(page, column.index, column.index + 1, [line], did, column.table)


@operator("data", "known")
def default_null(page: Page, random: Random) -> Mutation | None:
    """A column that may not be null is null unless something else is said."""
    column = pick(random, [column for column in columns(page) if column.definition.endswith("NOT NULL")])
    if column is None:
        return None
    line = page.lines[column.index].replace(column.definition, f"{column.definition} DEFAULT NULL")
    did = f"let {column.table}.{column.name} be null by default"
    return splice(page, column.index, column.index + 1, [line], did, column.name)


@operator("data", "known")
def misnumber_flow(page: Page, random: Random) -> Mutation | None:
    """Two arrows of the data flow have the same number."""
    fence = page.fence("5.3", "mermaid")
    numbered = [
        (index, match[0])
        for index in (fence.inside if fence else ())
        if (match := re.search(r"(?<=\|\")\(\d+\)", page.lines[index]))
    ]
    index, number = pick(random, numbered[1:]) or (0, "")
    if not number:
        return None
    first = numbered[0][1]
    line = page.lines[index].replace(number, first, 1)
    return splice(page, index, index + 1, [line], f"numbered the flow {number} as {first}")


@operator("data", "known")
def duplicate_attribute(page: Page, random: Random) -> Mutation | None:
    """An entity has the same attribute twice, with two types."""
    places = [
        (said["Attributes"], name, kind)
        for said in described_entities(page).values()
        for name, kind in attributes_of(said)
        if name != "id"
    ]
    place = pick(random, places)
    if place is None:
        return None
    bullet, name, kind = place
    other = "timestamp" if kind == "boolean" else "boolean"
    line = f"{page.lines[bullet.index]}; `{name}` {other}"
    return splice(page, bullet.index, bullet.index + 1, [line], f"listed the attribute {name} twice", name)


@operator("data", "known")
def database_where_none_exists(page: Page, random: Random) -> Mutation | None:
    """5.2 says that no data is kept, and another part writes to a table."""
    if page.applies("5.2") or page.heading("5.2") is None:
        return None
    table = random.choice(["run_history", "daily_totals"])
    sentence = f"At the end, the results are added to the table `{table}` of the database, where they stay."
    return paragraph(page, random, ("2.2", "10.2", "12.1"), sentence, f"wrote to the table {table}", table, "database")


OPERATORS = (
    drop_column,
    change_column_type,
    drop_primary_key,
    change_foreign_key_target,
    drop_table,
    rename_attribute,
    unknown_relationship,
    break_schema,
    change_attribute_type,
    drop_foreign_key,
    index_missing_column,
    allow_null,
    rename_validated_attribute,
    relate_through_missing_attribute,
    second_primary_key,
    default_null,
    misnumber_flow,
    duplicate_attribute,
    database_where_none_exists,
)
