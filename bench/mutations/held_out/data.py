"""Defects of entities, tables and the flow of data."""

from random import Random

from bench.mutations.mutation import Mutation, operator, paragraph, pick, splice
from bench.mutations.page import Page
from bench.mutations.places import attributes_of, described_entities

__all__ = ["OPERATORS"]


@operator("data", "held out")
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
    database_where_none_exists,
)
