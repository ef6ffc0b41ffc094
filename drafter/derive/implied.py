"""Relations that attributes imply: `order_id` of a line item means that it belongs to an order."""

from collections.abc import Mapping

from drafter.derive.identifiers import plural, snake_case
from drafter.document.sections.data_design import EntityNotes, Relation, attribute

__all__ = ["with_implied_relations"]


def with_implied_relations(entities: Mapping[str, EntityNotes]) -> dict[str, EntityNotes]:
    """Return the entities with attributes that name another entity's id turned into relations."""
    by_stem: dict[str, str] = {}
    for name in entities:
        stem = snake_case(name)
        by_stem |= {stem: name, plural(stem): name, stem.removesuffix("s"): name}
    return {name: _related(name, notes, by_stem) for name, notes in entities.items()}


def _related(name: str, notes: EntityNotes, by_stem: Mapping[str, str]) -> EntityNotes:
    relations = {relation.entity: relation for relation in notes.relations}
    kept = []
    for text in notes.attributes:
        other = by_stem.get(attribute(text).name.removesuffix("_id"), "") if "_id:" in text else ""
        if not other or other == name:
            kept.append(text)
        elif other not in relations or relations[other].kind != "belongs to":
            relations[other] = Relation(kind="belongs to", entity=other)
    return notes.model_copy(update={"attributes": tuple(kept), "relations": tuple(relations.values())})
