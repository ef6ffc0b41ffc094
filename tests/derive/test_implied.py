import pytest

from drafter.derive.implied import with_implied_relations
from drafter.document.sections.data_design import EntityNotes, Relation


def notes(*attributes: str, relations: tuple[Relation, ...] = ()) -> EntityNotes:
    return EntityNotes.model_construct(attributes=attributes, relations=relations, validation="None is empty.")


ORDER = Relation(kind="belongs to", entity="Order")


@pytest.mark.parametrize("attribute", ["order_id: uuid", "order_id: uuid optional", "orders_id: integer"])
def test_an_attribute_that_names_another_entitys_id_is_a_relation(attribute: str) -> None:
    made = with_implied_relations({"Order": notes("total: decimal"), "Item": notes(attribute, "size: integer")})
    assert made["Item"].attributes == ("size: integer",)
    assert made["Item"].relations == (ORDER,)


@pytest.mark.parametrize("attribute", ["customer_id: uuid", "item_id: uuid", "order: string", "order_identity: string"])
def test_other_attributes_stay(attribute: str) -> None:
    made = with_implied_relations({"Order": notes("total: decimal"), "Item": notes(attribute)})
    assert made["Item"].attributes == (attribute,)
    assert made["Item"].relations == ()


def test_a_relation_that_is_stated_already_is_not_repeated() -> None:
    made = with_implied_relations({"Order": notes(), "Item": notes("order_id: uuid", relations=(ORDER,))})
    assert made["Item"].relations == (ORDER,)


def test_the_entity_that_holds_the_id_belongs_to_the_other() -> None:
    stated = (Relation(kind="has many", entity="Order"),)
    made = with_implied_relations({"Order": notes(), "Item": notes("order_id: uuid", relations=stated)})
    assert made["Item"].relations == (ORDER,)


def test_a_name_of_several_words_is_found() -> None:
    made = with_implied_relations({"Short Link": notes(), "Click": notes("short_link_id: uuid")})
    assert made["Click"].relations == (Relation(kind="belongs to", entity="Short Link"),)
