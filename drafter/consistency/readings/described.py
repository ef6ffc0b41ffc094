"""Which schema of the contract in 6.2 describes which entity of 5.1."""

from collections.abc import Mapping

from drafter.consistency.readings.contract import Contract, contracts
from drafter.consistency.readings.entities import Attribute, Entity, entities
from drafter.consistency.readings.schemas import properties_of
from drafter.consistency.readings.spelling import field_key, noun_key
from drafter.consistency.readings.yaml_values import Value
from drafter.document.page import Page, Text
from drafter.frozen import frozen
from drafter.patterns import regex

__all__ = ["Described", "described"]

_VARIANT = regex(r"(?:Input|Create|Update|Request|Response|Dto|DTO|Payload|Patch|Body|Output|Resource)+$")
_PREFIX = regex(r"^(?:Create|Update|New|Patch|Upsert)(?=[A-Z])")


@frozen
class Described:
    """An entity and a schema for it."""

    entity: Entity
    contract: Contract
    name: Text
    schema: Value
    is_full: bool
    """Whether the schema is the entity itself, not what callers send of it."""
    properties: Mapping[str, tuple[Text, Value]]
    """By key."""

    @property
    def shared(self) -> list[tuple[Attribute, Text, Value]]:
        """What is in both."""
        keyed = {field_key(attribute.name.words): attribute for attribute in self.entity.attributes}
        return [(keyed[key], text, value) for key, (text, value) in self.properties.items() if key in keyed]

    @property
    def is_comparable(self) -> bool:
        """Tell whether most of the smaller one is in the other."""
        smaller = min(len(self.properties), len(self.entity.attributes))
        return smaller > 0 and 2 * len(self.shared) >= smaller


def described(page: Page) -> tuple[Described, ...]:
    """Return the entities with their schemas, and with those that callers send of them."""
    keyed = {noun_key(entity.title): entity for entity in page.once(entities) if entity.attributes}
    found = []
    for contract in page.once(contracts).found:
        for name, schema in contract.schemas.fields.items():
            bare = _PREFIX.sub("", _VARIANT.sub("", name))
            entity = keyed.get(noun_key(name)) or keyed.get(noun_key(bare))
            if entity:
                properties = {field_key(key): held for key, held in properties_of(contract, schema).items()}
                is_full = noun_key(name) == noun_key(entity.title)
                text = contract.schemas.keys[name]
                found.append(Described(entity, contract, text, schema, is_full, properties))
    return tuple(found)
