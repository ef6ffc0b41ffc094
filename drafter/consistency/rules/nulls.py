"""Columns of 5.2 that may be empty, or refer to nothing, against what 5.1 and the contract say of them."""

import re
from collections.abc import Iterator

from drafter.consistency.readings.described import described
from drafter.consistency.readings.entities import Attribute, Entity
from drafter.consistency.readings.spelling import field_key, noun_key
from drafter.consistency.readings.sql import Column, schema
from drafter.consistency.readings.storage import Stored, storage
from drafter.consistency.rule import Problem, rule
from drafter.document.page import Page, Text
from drafter.patterns import regex

__all__ = ["may_be_null", "reference_without_key"]

_CLAUSE = regex(r"[.;]\s+|[.;]$")
_FILLED = regex(
    r"\b(?:not|never)\s+(?:be\s+)?(?:empty|null|blank|missing|left out)\b|\bnon-?(?:empty|null)\b"
    r"|\b(?:is|are)\s+(?:always\s+)?(?:required|mandatory)\b|\bmust\s+(?:always\s+)?be\s+(?:given|set|present|filled)\b"
    r"|\bnicht\s+(?:leer|null)\b|\b(?:ist|sind)\s+(?:erforderlich|pflicht)",
    re.IGNORECASE,
)
_BETWEEN = regex(
    r"\b(?:must|should|shall|has to|may|can|be|is|are|unique|and|also|always|the|valid|muss|darf|und|eindeutig|sein)\b"
    r"|[`*]",
    re.IGNORECASE,
)
"""What stands between a name and "not empty"."""
_UNDER_CONDITION = regex(r"\b(?:if|when|unless|where|once|only|optional|may|wenn|falls|sobald|nur)\b", re.IGNORECASE)
_OUTLIERS = 4
"""One of so many columns is taken for an error, more for a habit."""
_NO_KEYS = regex(
    r"\b(?:no|without) foreign keys?\b|enforced (?:in|by) the (?:application|code|service)|keine Fremdschlüssel",
    re.IGNORECASE,
)


@rule("DAT213", "warning")
def may_be_null(page: Page) -> Iterator[Problem]:
    """A column of 5.2 may be null, and other parts rely on its value.

    Rows without a value get in, and what reads them fails later, far from the cause.

    Bad: “name must not be empty” in 5.1, and `name VARCHAR(255)` in 5.2
    Good: `name VARCHAR(255) NOT NULL`
    Fix: add NOT NULL, or call the attribute optional, and the property in the contract as well.
    """
    stored = [each for each in page.once(storage).stored if each.table.is_whole and _states_nulls(each)]
    open_ = [
        (each, attribute, column) for each in stored for attribute, column in each.columns if _is_open(each, column)
    ]
    unmarked = [entry for entry in open_ if not entry[1].flags & {"optional", "required", "derived", "many", "primary"}]
    is_habit = len(unmarked) * _OUTLIERS > sum(len(each.columns) for each in stored)
    flags = [attribute.flags for each in stored for attribute, _ in each.columns]
    marks = any("optional" in one for one in flags) and not any("required" in one for one in flags)
    required = _required(page) if unmarked else {}
    for each, attribute, column in unmarked:
        said = f"{each.entity.title}.{attribute.name.words} may be null in 5.2"
        key = noun_key(each.entity.title), field_key(attribute.name.words)
        if at := _must_be_filled(each.entity, attribute):
            yield Problem(f"{said}, and the validations of 5.1 ask for a value", column.name, (at,))
        elif key in required:
            schema_name, at = required[key]
            yield Problem(f"{said}, and the schema {schema_name} requires it", column.name, (at,))
        elif attribute.references and not is_habit:
            yield Problem(
                f"{said}, and 5.1 says that it references {attribute.references}", column.name, (attribute.name,)
            )
        elif marks and not is_habit:
            yield Problem(f"{said}, and 5.1 does not call it optional", column.name, (attribute.name,))


def _states_nulls(stored: Stored) -> bool:
    """Tell whether a table says of some column beside its key that it is `NOT NULL`."""
    keys = {key.words.casefold() for key in stored.table.primary}
    return any(column.not_null and column.name.words.casefold() not in keys for column in stored.table.columns)


def _is_open(stored: Stored, column: Column) -> bool:
    """Tell whether a column may be null."""
    keys = {key.words.casefold() for key in stored.table.primary}
    is_key = column.name.words.casefold() in keys
    return not (column.not_null or column.has_default or is_key)


def _required(page: Page) -> dict[tuple[str, str], tuple[str, Text]]:
    """Return the properties that entities always have in the contract, with the schema and the place that says so."""
    found = {}
    for each in page.once(described):
        names = {item.words: item.text for item in each.schema["required"].items}
        for _, text, value in each.shared if each.is_full else ():
            held = each.contract.resolved(value)
            may_be_null = held["nullable"].words == "true" or any(item.words == "null" for item in held["type"].items)
            if text.words in names and not may_be_null and not held["anyOf"] and not held["oneOf"]:
                key = noun_key(each.entity.title), field_key(text.words)
                found[key] = each.name.words, names[text.words]
    return found


def _must_be_filled(entity: Entity, attribute: Attribute) -> Text | None:
    """Return the clause of an entity's validations that asks for a value of an attribute."""
    name = field_key(attribute.name.words)
    for text in entity.validations:
        for clause in _CLAUSE.split(text.words):
            for filled in () if _UNDER_CONDITION.search(clause) else _FILLED.finditer(clause):
                before = clause[: filled.start()].rpartition(",")[2]
                if field_key(_BETWEEN.sub(" ", before).strip()) == name:
                    return text.part(clause)
    return None


@rule("DAT214", "warning")
def reference_without_key(page: Page) -> Iterator[Problem]:
    """An attribute of 5.1 references a table, and its column in 5.2 has no foreign key, or one to another table.

    Rows that refer to nothing get in, and stay when what they refer to is deleted.

    Bad: `campaign_id` uuid, references `campaigns`, and `campaign_id UUID NOT NULL`
    Good: `campaign_id UUID NOT NULL REFERENCES campaigns (id)`
    Fix: add or correct the foreign key, or say in 5.2 that the code takes its place.
    """
    made = page.once(schema)
    part = page.part("5.2")
    texts = [text.words for text in part.texts] + [fence.text.raw for fence in part.fences] if part else []
    if made.is_loose or any(_NO_KEYS.search(text) for text in texts):
        return
    has_keys = any(table.foreign_keys for table in made.tables)
    for each in page.once(storage).stored:
        related = {field_key(relation.column.words.rpartition(".")[2]) for relation in each.entity.relations}
        for attribute, column in each.columns:
            target = made.table(attribute.references.split(".")[0]) if attribute.references else None
            is_told = has_keys and field_key(attribute.name.words) in related  # the rule on relationships says so
            if target is None or is_told or not each.table.is_whole:
                continue
            name = column.name.words.casefold()
            keys = [key for key in each.table.foreign_keys if any(name == one.words.casefold() for one in key.columns)]
            said = f"{each.entity.title}.{attribute.name.words} references {attribute.references} in 5.1"
            if not keys:
                yield Problem(f"{said} and has no foreign key in 5.2", column.name, (attribute.name,))
            elif all(made.table(key.target.words) not in {None, target} for key in keys):
                message = f"{said} and {keys[0].target.words} in 5.2"
                yield Problem(message, keys[0].target, (attribute.name,))
