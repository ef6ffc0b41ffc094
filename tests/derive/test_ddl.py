import logging
import sqlite3
from itertools import pairwise

import pytest
import sqlglot
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlglot import exp

from drafter.derive.ddl import ddl
from drafter.derive.tables import attributes_text, relationships_text, tables
from drafter.document.outline import Component, Entity, Outline
from drafter.document.sections.data_design import EntityNotes, Relation
from tests.derive.strategies import entity_notes, outlines

DIALECTS = ("postgres", "mysql", "sqlite", "tsql", "oracle")
slow = settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])


def outline_of(*entities: str, dialect: str = "postgres") -> Outline:
    return Outline.model_validate(
        {
            "title": "Shop",
            "kind": "web service",
            "interfaces": ("http",),
            "storage": "relational",
            "sql_dialect": dialect,
            "components": [Component(name="API", kind="interface", responsibility="")],
            "entities": [Entity(name=name, description="") for name in entities],
        }
    )


def notes(*relations: tuple[str, str], attributes: tuple[str, ...] = ("name: string", "age: integer")) -> EntityNotes:
    return EntityNotes.model_validate(
        {
            "attributes": attributes,
            "relations": [Relation.model_validate({"kind": kind, "entity": other}) for kind, other in relations],
            "validation": "The name is not empty.",
        }
    )


def keys(outline: Outline, entities: dict[str, EntityNotes]) -> dict[str, list[str]]:
    """The foreign keys by table, with `?` for optional and `!` for unique ones."""
    return {
        table.name: [
            column.name + "?" * column.optional + "!" * column.unique for column in table.columns if column.references
        ]
        for table in tables(outline, entities)
    }


def test_a_schema_has_typed_columns_keys_and_indexes() -> None:
    entities = {
        "Customer": notes(attributes=("email: string unique", "note: text optional")),
        "Order": notes(("belongs to", "Customer"), attributes=("order: integer", "placed_at: timestamp")),
    }
    assert ddl(outline_of("Order", "Customer"), entities).text.splitlines() == [
        "CREATE TABLE customers (",
        "    id UUID NOT NULL PRIMARY KEY,",
        "    email VARCHAR(255) NOT NULL UNIQUE,",
        "    note TEXT",
        ");",
        "",
        "CREATE TABLE orders (",
        "    id UUID NOT NULL PRIMARY KEY,",
        "    customer_id UUID NOT NULL,",
        '    "order" INTEGER NOT NULL,',
        "    placed_at TIMESTAMPTZ NOT NULL,",
        "    CONSTRAINT fk_orders_customer_id FOREIGN KEY (customer_id) REFERENCES customers (id)",
        ");",
        "",
        "CREATE INDEX idx_orders_customer_id ON orders (customer_id);",
    ]


@pytest.mark.parametrize(
    ("customer", "order", "expected"),
    [
        ((), (("belongs to", "Customer"),), {"customers": [], "orders": ["customer_id"]}),
        ((("has many", "Order"),), (), {"customers": [], "orders": ["customer_id"]}),
        ((("has one", "Order"),), (), {"customers": [], "orders": ["customer_id!"]}),
        (
            (("has many", "Order"),),
            (("belongs to", "Customer"),),
            {"customers": [], "orders": ["customer_id"]},
        ),
        ((("has many", "Order"),), (("has one", "Customer"),), {"customers": [], "orders": ["customer_id"]}),
        ((("has one", "Order"),), (("has one", "Customer"),), {"customers": [], "orders": ["customer_id!"]}),
        (
            (("belongs to", "Order"),),
            (("belongs to", "Customer"),),
            {"customers": ["order_id?"], "orders": ["customer_id"]},
        ),
        (
            (("has many", "Order"),),
            (("has many", "Customer"),),
            {"customers": [], "orders": [], "customer_orders": ["customer_id", "order_id"]},
        ),
        ((("has many", "nobody"),), (), {"customers": [], "orders": []}),
    ],
)
def test_relations_become_foreign_keys_once(
    customer: tuple[tuple[str, str], ...], order: tuple[tuple[str, str], ...], expected: dict[str, list[str]]
) -> None:
    entities = {"Customer": notes(*customer), "Order": notes(*order)}
    assert keys(outline_of("Customer", "Order"), entities) == expected


def test_entities_that_have_many_of_each_other_share_a_table_with_a_key_of_both() -> None:
    entities = {"Order": notes(("has many", "Tag")), "Tag": notes(("has many", "Order"))}
    text = ddl(outline_of("Order", "Tag"), entities).text
    assert "    PRIMARY KEY (order_id, tag_id)," in text.splitlines()
    assert text.endswith("CREATE INDEX idx_order_tags_tag_id ON order_tags (tag_id);")


def test_a_cycle_is_closed_afterwards_and_inline_in_sqlite() -> None:
    names = ("A", "B", "C")
    entities = {a: notes(("belongs to", b)) for a, b in pairwise((*names, "A"))}
    assert "ALTER TABLE" in ddl(outline_of(*names), entities).text
    assert "ALTER TABLE" not in ddl(outline_of(*names, dialect="sqlite"), entities).text


def test_an_attribute_that_repeats_a_key_is_left_out() -> None:
    repeating = ("id: string", "customer_id: string unique", "name: string", "name: text")
    entities = {"Order": notes(("belongs to", "Customer"), attributes=repeating)}
    order = tables(outline_of("Customer", "Order"), entities)[1]
    assert [(c.name, c.type) for c in order.columns] == [
        ("id", "uuid"), ("customer_id", "uuid"), ("name", "string"),
    ]  # fmt: skip


def test_an_attribute_that_is_the_entitys_own_id_is_left_out() -> None:
    entities = {"Order": notes(attributes=("order_id: string unique", "name: string"))}
    assert [column.name for column in tables(outline_of("Order"), entities)[0].columns] == ["id", "name"]


def test_the_id_of_something_without_a_table_is_text() -> None:
    entities = {"Order": notes(attributes=("shop_id: integer", "size: integer"))}
    columns = tables(outline_of("Order"), entities)[0].columns
    assert [(column.name, column.type) for column in columns[1:]] == [("shop_id", "string"), ("size", "integer")]


def test_texts_say_what_the_schema_says() -> None:
    entities = {
        "Customer": notes(("has many", "Order")),
        "Order": notes(("has many", "Tag"), attributes=("total: decimal", "note: text optional")),
        "Tag": notes(("has many", "Order"), attributes=("label: string unique", "color: string")),
    }
    made = tables(outline_of("Customer", "Order", "Tag", "Log"), entities)
    assert attributes_text(made[1]) == (
        "`id` uuid, primary key; `customer_id` uuid, references `customers`; `total` decimal; `note` text, optional"
    )
    assert relationships_text("Customer", made) == "has many Order (`orders.customer_id`)"
    assert relationships_text("Order", made) == (
        "belongs to Customer (`customer_id`); has many Tag (through `order_tags`)"
    )
    assert relationships_text("Log", made) == relationships_text("nobody", made) == "none"


@slow
@given(data=st.data())
@pytest.mark.parametrize("dialect", DIALECTS)
def test_any_schema_parses_in_its_dialect(data: st.DataObject, dialect: str) -> None:
    outline = data.draw(outlines(dialect))
    entities = data.draw(entity_notes(outline))
    made = tables(outline, entities)
    logging.disable(logging.WARNING)  # sqlglot logs what it reads as an unknown command; asserted below
    parsed = [s for s in sqlglot.parse(ddl(outline, entities).text, dialect=dialect) if s is not None]
    logging.disable(logging.NOTSET)
    assert all(isinstance(statement, exp.Create | exp.Alter) for statement in parsed)
    created = [s.this.this.name for s in parsed if isinstance(s, exp.Create) and s.kind == "TABLE"]
    assert created == [table.name for table in made]
    constraints = [reference for s in parsed for reference in s.find_all(exp.Reference)]
    assert {reference.this.this.name for reference in constraints} <= set(created)
    assert len(constraints) == sum(bool(c.references) for table in made for c in table.columns)


@slow
@given(data=st.data())
def test_any_schema_runs_in_sqlite(data: st.DataObject) -> None:
    outline = data.draw(outlines("sqlite"))
    entities = data.draw(entity_notes(outline))
    connection = sqlite3.connect(":memory:")
    try:
        connection.execute("PRAGMA foreign_keys = ON")
        connection.executescript(ddl(outline, entities).text)
        for table in tables(outline, entities):
            found = connection.execute(f'PRAGMA table_info("{table.name}")').fetchall()
            assert [row[1] for row in found] == [column.name for column in table.columns]
            connection.execute(f'DELETE FROM "{table.name}"')  # fails when a foreign key's target is missing
    finally:
        connection.close()


@slow
@given(data=st.data())
def test_only_what_must_wait_references_a_later_table(data: st.DataObject) -> None:
    outline = data.draw(outlines())
    made = tables(outline, data.draw(entity_notes(outline)))
    position = {table.name: index for index, table in enumerate(made)}
    for index, table in enumerate(made):
        assert len({column.name for column in table.columns}) == len(table.columns)
        for column in table.columns:
            if column.references:
                assert column.deferred == (position[column.references] > index)
                assert column.optional or not column.deferred
