"""Defects of entities, tables and the flow of data."""

import re
from random import Random

from bench.mutations.mutation import Mutation, operator, paragraph, pick, reword, splice
from bench.mutations.page import Bullet, Page, mentions
from bench.mutations.places import columns

__all__ = ["OPERATORS"]


def _entities(page: Page) -> dict[str, dict[str, Bullet]]:
    """What is said of each entity of 5.1, by label."""
    return {
        heading.name: {bullet.label: bullet for bullet in page.bullets(page.body(heading))}
        for heading in page.below("5.1")
    }


def _attributes(said: dict[str, Bullet]) -> list[tuple[str, str]]:
    """The attributes of an entity with their types."""
    return re.findall(r"`(\w+)` (\w+)", said["Attributes"].value) if "Attributes" in said else []


@operator("data", "held out")
def duplicate_attribute(page: Page, random: Random) -> Mutation | None:
    """An entity has the same attribute twice, with two types."""
    places = [
        (said["Attributes"], name, kind)
        for said in _entities(page).values()
        for name, kind in _attributes(said)
        if name != "id"
    ]
    place = pick(random, places)
    if place is None:
        return None
    bullet, name, kind = place
    other = "timestamp" if kind == "boolean" else "boolean"
    line = f"{page.lines[bullet.index]}; `{name}` {other}"
    return splice(page, bullet.index, bullet.index + 1, [line], f"listed the attribute {name} twice", name)


@operator("data", "held out")
def rename_validated_attribute(page: Page, random: Random) -> Mutation | None:
    """A validation is about an attribute that its entity has not."""
    places = [
        (said["Validations"].index, name)
        for said in _entities(page).values()
        if "Validations" in said
        for name, _ in _attributes(said)
        if "_" in name and mentions(page, name, [said["Validations"].index])
    ]
    place = pick(random, places)
    if place is None:
        return None
    index, name = place
    new = f"{name.partition('_')[0]}_{random.choice(['label', 'code'])}"
    return None if new in page.text else reword(page, index, name, new, f"validated {new} instead of {name}")


@operator("data", "held out")
def relate_through_missing_attribute(page: Page, random: Random) -> Mutation | None:
    """An entity belongs to another one by an attribute that it has not."""
    entities = _entities(page)
    places = [
        (said["Relationships"].index, name, other, attribute)
        for name, said in entities.items()
        if "Relationships" in said
        for other in entities
        if other != name
        and (attribute := f"{other.lower().replace(' ', '_')}_id") not in {known for known, _ in _attributes(said)}
    ]
    place = pick(random, places)
    if place is None:
        return None
    index, name, other, attribute = place
    line = f"- **Relationships**: belongs to {other} (`{attribute}`)"
    did = f"let {name} belong to {other} by {attribute}, which it has not"
    return splice(page, index, index + 1, [line], did, attribute)


@operator("data", "held out")
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


@operator("data", "held out")
def default_null(page: Page, random: Random) -> Mutation | None:
    """A column that may not be null is null unless something else is said."""
    column = pick(random, [column for column in columns(page) if column.definition.endswith("NOT NULL")])
    if column is None:
        return None
    line = page.lines[column.index].replace(column.definition, f"{column.definition} DEFAULT NULL")
    did = f"let {column.table}.{column.name} be null by default"
    return splice(page, column.index, column.index + 1, [line], did, column.name)


@operator("data", "held out")
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


@operator("data", "held out")
def database_where_none_exists(page: Page, random: Random) -> Mutation | None:
    """5.2 says that no data is kept, and another part writes to a table."""
    if page.applies("5.2") or page.heading("5.2") is None:
        return None
    table = random.choice(["run_history", "daily_totals"])
    sentence = f"At the end, the results are added to the table `{table}` of the database, where they stay."
    return paragraph(page, random, ("2.2", "10.2", "12.1"), sentence, f"wrote to the table {table}", table, "database")


OPERATORS = (
    duplicate_attribute,
    rename_validated_attribute,
    relate_through_missing_attribute,
    second_primary_key,
    default_null,
    misnumber_flow,
    database_where_none_exists,
)
