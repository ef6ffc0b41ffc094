"""Schemas of the contract in 6.2 against the entities of 5.1."""

import re
from collections.abc import Iterator

from drafter.consistency.readings.described import described
from drafter.consistency.readings.entities import entities
from drafter.consistency.readings.schemas import type_of
from drafter.consistency.readings.spelling import field_key, noun_key, squeezed
from drafter.consistency.readings.types import attribute_families, property_families
from drafter.consistency.rule import Problem, rule
from drafter.document.page import Page
from drafter.patterns import regex

__all__ = ["attribute_without_property", "property_of_another_type", "property_without_attribute", "required_differs"]

_HIDDEN = regex(r"password|passwort|secret|hash|salt|token|(?:^|_)internal|deleted|version", re.IGNORECASE)
_HOUSEKEEPING = frozenset({"createdat", "updatedat", "deletedat", "createdby", "updatedby", "id", "tenantid"})
_BESIDES = frozenset({"links", "self", "href", "url", "type", "kind", "meta", "metadata", "embedded", "etag", "object"})


@rule("API301", "warning")
def attribute_without_property(page: Page) -> Iterator[Problem]:
    """An attribute of an entity is not in the entity's schema in the contract.

    Clients cannot see what the design says that the entity knows; or the property was renamed.

    Bad: `expires_at` in 5.1, and no such property in the schema `ShortLink`
    Good: `expires_at: {type: string, format: date-time}`
    Fix: add the property, or say why clients do not get it. Secrets and times of changes are left out by right.
    """
    for found in page.once(described):
        if not found.is_full or not found.is_comparable:
            continue
        for attribute in found.entity.attributes:
            key = field_key(attribute.name.words)
            is_there = key in found.properties or key.removesuffix("id") in found.properties
            is_hidden = _HIDDEN.search(attribute.name.words) or key in _HOUSEKEEPING
            if not is_there and not is_hidden and not any(name.startswith(key) for name in found.properties):
                said = f"{found.entity.title} has the attribute {attribute.name.words}"
                yield Problem(
                    f"{said}, which the schema {found.name.words} does not have", found.name, (attribute.name,)
                )


@rule("API302", "warning")
def property_without_attribute(page: Page) -> Iterator[Problem]:
    """A property of an entity's schema is no attribute of the entity in 5.1.

    Nobody said where its value is kept; or the attribute was renamed.

    Bad: the property `expiry` of `ShortLink`, and `expires_at` in 5.1
    Good: the property `expires_at`
    Fix: name it as 5.1 does, or add the attribute.
    """
    titles = {noun_key(entity.title) for entity in page.once(entities)}
    for found in page.once(described):
        keys = [field_key(attribute.name.words) for attribute in found.entity.attributes]
        related = squeezed(" ".join(text.words for text in found.entity.relationships))
        for key, (text, value) in found.properties.items() if found.is_comparable else ():
            is_known = key in keys or f"{key}id" in keys or key in _HOUSEKEEPING | _BESIDES
            is_piece = any(len(other) > 2 and key.startswith(other) for other in keys)
            is_related = (
                noun_key(text.words) in titles or bool(value["$ref"]) or type_of(value)[0] in {"array", "object"}
            )
            is_read = value["readOnly"].words == "true"
            is_inherited = text.start < found.name.start
            if not (is_known or is_piece or is_related or is_read or is_inherited or key in related):
                said = f"The schema {found.name.words} has the property {text.words}"
                yield Problem(f"{said}, which is no attribute of {found.entity.title}", text, (found.entity.name,))


@rule("API303", "error")
def property_of_another_type(page: Page) -> Iterator[Problem]:
    """A property is of another type than the attribute of 5.1.

    Values of the one are not values of the other.

    Bad: `clicks` integer in 5.1, and `clicks: {type: string}` in 6.2
    Good: `clicks: {type: integer}`
    Fix: choose one type.
    """
    for found in page.once(described):
        for attribute, text, value in found.shared:
            stated = attribute_families(attribute.type)
            kind, form = type_of(found.contract.resolved(value))
            made = property_families(kind, form)
            if value["$ref"] or "many" in attribute.flags or not stated or not made or stated & made:
                continue
            said = f"{found.entity.title}.{attribute.name.words} is {attribute.type} in 5.1"
            shown = f"{kind} ({form})" if form else kind
            yield Problem(f"{said} and {shown} in the schema {found.name.words}", text, (attribute.name,))


@rule("API304", "warning")
def required_differs(page: Page) -> Iterator[Problem]:
    """A schema requires a property that 5.1 calls optional, or the reverse.

    Callers are refused for leaving out what they may leave out, or may leave out what is needed.

    Bad: `expires_at` timestamp, optional, and `required: [expires_at]`
    Good: `expires_at` timestamp, optional, and `required: [slug]`
    Fix: decide whether a value is needed, and say it in both.
    """
    for found in page.once(described):
        required = {item.words: item.text for item in found.schema["required"].items}
        is_update = re.search(r"Update|Patch", found.name.words)
        for attribute, text, _ in found.shared:
            said = f"{found.entity.title}.{attribute.name.words}"
            if "optional" in attribute.flags and text.words in required:
                message = f"{said} is optional in 5.1 and required in the schema {found.name.words}"
                yield Problem(message, required[text.words], (attribute.name,))
            elif "required" in attribute.flags and required and text.words not in required and not is_update:
                message = f"{said} is required in 5.1 and optional in the schema {found.name.words}"
                yield Problem(message, text, (attribute.name,))
