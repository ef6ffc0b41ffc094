"""Entities of 5.1 against tables of 5.2, and both against what protects them."""

import re
from collections.abc import Iterator

from drafter.consistency.readings.entities import Attribute, Entity, entities
from drafter.consistency.readings.spelling import field_key, noun_key, squeezed
from drafter.consistency.readings.sql import Column, SqlTable, schema
from drafter.consistency.readings.storage import Stored, storage
from drafter.consistency.readings.types import attribute_families, column_families
from drafter.consistency.rule import Problem, rule
from drafter.document.page import Page, Part, Text
from drafter.patterns import regex

__all__ = [
    "attribute_of_another_type", "attribute_without_column", "column_without_attribute", "doubled_attribute",
    "entity_without_table", "key_differs", "optional_differs", "table_without_entity",
    "unique_without_constraint", "unprotected_personal_data",
]  # fmt: skip

_ELSEWHERE = regex(
    r"value object|embedded|not (?:stored|persisted)|in[- ]memory|transient|\bevent\b|\bmessage\b|redis|cache|external",
    re.IGNORECASE,
)
"""Why an entity has no table."""
_HOUSEKEEPING = frozenset(
    """
    id createdat updatedat deletedat createdby updatedby deletedby version rowversion createdon updatedon
    tenantid insertedat modifiedat erstelltam geaendertam
    """.split()  # noqa: SIM905
)
_UNIQUE = regex(
    r"`?([^\W\d]\w*)`?\s+(?:must|has to|have to|needs to|should|shall|is|are|muss)\s+(?:always\s+)?(?:be\s+)?"
    r"(?:globally\s+)?(?:unique|eindeutig)\b",
    re.IGNORECASE,
)
_PERSONAL = regex(
    r"(?:^|_)(?:e?_?mails?(?:_address)?|phone|mobile|telefon|first_?name|last_?name|surname|full_?name|given_?name|"
    r"family_?name|vorname|nachname|birth\w*|dob|geburt\w*|ssn|social_security\w*|passport\w*|iban|card_?number|"
    r"ip_?addr\w*|(?:home|postal|delivery|billing|shipping|street)_?address|anschrift|gender|nationality|diagnosis)"
    r"(?:_number|_no|_hash)?$"
)
_PROTECTS = regex(
    r"at rest|encrypt|stor(?:ed|age)|pseudonym|anonymi|mask|redact|hash|verschlüssel|gespeichert|ruhend", re.IGNORECASE
)
_PROTECTS_NOT = regex(
    r"^(?:none|no\b|not (?:applicable|encrypted|needed|required|used)|n/a|-|–|keine?\b|nicht)|\bnot encrypted\b|"
    r"\bunencrypted\b|\bunverschlüsselt\b",
    re.IGNORECASE,
)


@rule("DAT201", "warning")
def entity_without_table(page: Page) -> Iterator[Problem]:
    """An entity of 5.1 has no table in 5.2.

    Its data has no place, or the table was renamed or forgotten.

    Bad: `#### Click Event` in 5.1, and no table for it in 5.2
    Good: `CREATE TABLE click_events (...)`
    Fix: add the table, or say where the entity is kept.
    """
    part = page.part("5.2")
    said = " ".join(text.words for text in part.texts).casefold() if part else ""
    found = page.once(storage)
    for entity in found.entities_alone if found.stored else ():
        if entity.title.casefold() not in said and not _ELSEWHERE.search(entity.name.words.replace(entity.title, "")):
            yield Problem(f"{entity.title} has no table in 5.2", entity.name)


@rule("DAT202", "warning")
def table_without_entity(page: Page) -> Iterator[Problem]:
    """A table of 5.2 belongs to no entity of 5.1.

    Nobody said what it holds, or the entity was renamed or removed.

    Bad: `CREATE TABLE coupons (...)` and no entity Coupon
    Good: `#### Coupon` in 5.1
    Fix: describe the entity in 5.1, or remove the table.
    """
    part = page.part("5.1")
    words = {noun_key(word) for text in (part.texts if part else ()) for word in re.findall(r"\w+", text.words)}
    found = page.once(storage)
    for table in found.tables_alone if found.stored else ():
        if noun_key(table.name.words) not in words and not _joins(table):
            yield Problem(f"The table {table.name.words} belongs to no entity of 5.1", table.name)


@rule("DAT203", "error")
def attribute_without_column(page: Page) -> Iterator[Problem]:
    """An attribute of 5.1 has no column in the entity's table.

    What the entity should know is not kept.

    Bad: `expires_at` timestamp in 5.1, and no such column in 5.2
    Good: `expires_at TIMESTAMPTZ` in the table
    Fix: add the column, or remove the attribute.
    """
    names = {noun_key(entity.title) for entity in page.once(entities)}
    for stored in _comparable(page):
        keys = [field_key(column.name.words) for column in stored.table.columns]
        for attribute in stored.attributes_alone:
            is_relation = noun_key(attribute.name.words) in names
            if attribute.flags & {"derived", "many"} or is_relation or _is_split(attribute, stored.entity, keys):
                continue
            said = f"{stored.entity.title} has the attribute {attribute.name.words}"
            yield Problem(
                f"{said}, but {stored.table.name.words} has no such column", attribute.name, (stored.table.name,)
            )


@rule("DAT204", "warning")
def column_without_attribute(page: Page) -> Iterator[Problem]:
    """A column of 5.2 is no attribute of the table's entity in 5.1.

    Nobody said what it means, or it was renamed on one side only.

    Bad: `tracking_code VARCHAR(32)` in 5.2, and no such attribute in 5.1
    Good: `tracking_code` string among the attributes
    Fix: add the attribute, or remove the column. Keys, times of changes and versions need no attribute.
    """
    for stored in _comparable(page):
        entity = stored.entity
        related = " ".join(text.words for text in entity.relationships)
        keys = [field_key(attribute.name.words) for attribute in entity.attributes]
        told = {noun_key(word) for word in re.findall(r"\w+", related)}
        foreign = {name.words.casefold(): key.target.words for key in stored.table.foreign_keys for name in key.columns}
        for column in stored.columns_alone:
            key = field_key(column.name.words)
            target = foreign.get(column.name.words.casefold(), "")
            is_told = key in squeezed(related) or (target and _names(target, related, told))
            is_piece = any(len(other) > 2 and key.startswith(other) for other in keys)
            if key not in _HOUSEKEEPING and not is_told and not is_piece and keys:
                said = f"The column {stored.table.name.words}.{column.name.words}"
                yield Problem(f"{said} is no attribute of {entity.title}", column.name, (entity.name,))


@rule("DAT205", "error")
def attribute_of_another_type(page: Page) -> Iterator[Problem]:
    """An attribute and its column are of different types.

    Values of the one do not fit into the other.

    Bad: `id` uuid in 5.1 and `id INTEGER` in 5.2
    Good: `id` uuid and `id UUID`
    Fix: choose one type.
    """
    loose = page.once(schema).is_loose
    for stored in page.once(storage).stored:
        for attribute, column in stored.columns:
            stated = attribute_families(attribute.type)
            made = column_families(column.type.words, loose=loose)
            if stated and made and not stated & made and "many" not in attribute.flags:
                said = f"{stored.entity.title}.{attribute.name.words} is {attribute.type} in 5.1"
                yield Problem(f"{said} and {column.type.words} in 5.2", column.type, (attribute.name,))


@rule("DAT206", "error")
def optional_differs(page: Page) -> Iterator[Problem]:
    """An attribute may be empty in 5.1 and not in 5.2, or the reverse.

    Either valid data is refused, or data that is needed may be missing.

    Bad: `expires_at` timestamp, optional, and `expires_at TIMESTAMPTZ NOT NULL`
    Good: `expires_at` timestamp, optional, and `expires_at TIMESTAMPTZ`
    Fix: decide whether a value is needed, and say it in both.
    """
    for stored, attribute, column in _pairs(page):
        said = f"{stored.entity.title}.{attribute.name.words}"
        if attribute.flags >= {"optional"} and column.not_null and not column.has_default:
            yield Problem(f"{said} is optional in 5.1 and NOT NULL in 5.2", column.name, (attribute.name,))
        elif attribute.flags >= {"required"} and not column.not_null and stored.table.is_whole:
            yield Problem(f"{said} is required in 5.1 and may be null in 5.2", column.name, (attribute.name,))


@rule("DAT207", "error")
def key_differs(page: Page) -> Iterator[Problem]:
    """An attribute is a primary key or unique in 5.1 and not in 5.2, or the reverse.

    What one part relies on, the other does not keep.

    Bad: `slug` string, unique, and `slug VARCHAR(64) NOT NULL`
    Good: `slug` string, unique, and `slug VARCHAR(64) NOT NULL UNIQUE`
    Fix: decide what identifies the entity, and say it in both.
    """
    says_unique = any("unique" in a.flags for entity in page.once(entities) for a in entity.attributes)
    for stored, attribute, column in _pairs(page):
        said = f"{stored.entity.title}.{attribute.name.words}"
        name = column.name.words
        primary = [key.words.casefold() for key in stored.table.primary]
        is_alone = primary == [name.casefold()]
        states_primary = any("primary" in other.flags for other in stored.entity.attributes)
        if "primary" in attribute.flags and stored.table.is_whole and name.casefold() not in primary:
            yield Problem(f"{said} is the primary key in 5.1 and not in 5.2", column.name, (attribute.name,))
        elif is_alone and states_primary and "primary" not in attribute.flags:
            yield Problem(f"{said} is the primary key in 5.2 and not in 5.1", attribute.name, (column.name,))
        elif "unique" in attribute.flags and not _is_in_unique(stored.table, name):
            yield Problem(f"{said} is unique in 5.1 and not in 5.2", column.name, (attribute.name,))
        elif says_unique and stored.table.is_unique(name) and not is_alone and _denies_unique(stored.entity, attribute):
            yield Problem(f"{said} is unique in 5.2 and not in 5.1", attribute.name, (column.name,))


@rule("DAT209", "warning")
def unique_without_constraint(page: Page) -> Iterator[Problem]:
    """A validation says that values are unique, and the schema lets them be there twice.

    A check in code alone fails when two requests come at once.

    Bad: “slug must be unique” and `slug VARCHAR(64) NOT NULL`
    Good: `slug VARCHAR(64) NOT NULL UNIQUE`
    Fix: add a unique constraint, or say within what the values are unique.
    """
    for stored in page.once(storage).stored:
        columns = {field_key(column.name.words): column for column in stored.table.columns}
        flagged = {field_key(a.name.words) for a in stored.entity.attributes if a.flags & {"unique", "primary"}}
        for text in stored.entity.validations:
            for match in _UNIQUE.finditer(text.raw):
                key = field_key(match[1])
                column = columns.get(key)
                if column and key not in flagged and not _is_in_unique(stored.table, column.name.words):
                    said = f"{stored.entity.title} says that {match[1]} is unique"
                    at = Text(match[0], match[0], text.start + match.start())
                    yield Problem(f"{said}, but {stored.table.name.words} has no constraint for it", at, (column.name,))


@rule("DAT210", "warning")
def unprotected_personal_data(page: Page) -> Iterator[Problem]:
    """Personal data is kept, and 7.3 does not say how it is protected at rest.

    Whoever gets hold of a disk or a backup can read it, and laws on data protection ask for the answer.

    Bad: the attribute `email`, and in 7.3 “Encryption at Rest: none”
    Good: “Encryption at Rest: the database encrypts its files with AES-256.”
    Fix: say how the data is protected, or why that is not needed.
    """
    part = page.part("7.3")
    attributes = [a.name for entity in page.once(entities) for a in entity.attributes]
    columns = [column.name for table in page.once(schema).tables for column in table.columns]
    personal = [name for name in attributes or columns if _PERSONAL.search(_snake(name.words))]
    if part is None or part.heading is None or not personal:
        return
    at = _unprotected(part, part.heading.text)
    if at:
        names = list(dict.fromkeys(name.words for name in personal))[:3]
        yield Problem(f"7.3 does not say how {', '.join(names)} is protected at rest", at, tuple(personal[:3]))


@rule("DAT211", "error")
def doubled_attribute(page: Page) -> Iterator[Problem]:
    """An entity has an attribute twice.

    The two can differ in type or in meaning, and nobody knows which one holds.

    Bad: `status` string; `total` decimal; `status` integer
    Good: `status` string; `total` decimal
    Fix: remove or rename one of them.
    """
    for entity in page.once(entities):
        seen: dict[str, Text] = {}
        for attribute in entity.attributes:
            first = seen.setdefault(field_key(attribute.name.words), attribute.name)
            if first is not attribute.name:
                message = f"{entity.title} has the attribute {attribute.name.words} twice"
                yield Problem(message, attribute.name, (first,))


def _comparable(page: Page) -> Iterator[Stored]:
    return (stored for stored in page.once(storage).stored if stored.is_comparable)


def _pairs(page: Page) -> Iterator[tuple[Stored, Attribute, Column]]:
    return ((stored, *pair) for stored in page.once(storage).stored for pair in stored.columns)


def _joins(table: SqlTable) -> bool:
    """Tell whether a table only joins others."""
    keys = {name.words.casefold() for key in table.foreign_keys for name in key.columns}
    own = {column.name.words.casefold() for column in table.columns} - keys
    return len(table.foreign_keys) > 1 and len(own) <= 2


def _is_split(attribute: Attribute, entity: Entity, keys: list[str]) -> bool:
    """Tell whether an attribute is kept in columns of longer or shorter names: `price` in `price_amount`."""
    key = field_key(attribute.name.words)
    if any(key in {f"{other}id", other.removesuffix("id")} or other.startswith(key) for other in keys):
        return True
    words = [field_key(word) for word in entity.title.split()]
    return any(key == f"{head}{other}" for head in ("".join(words), *words) for other in keys)


def _names(table: str, words: str, keys: set[str]) -> bool:
    """Tell whether words name a table's entity."""
    return noun_key(table) in keys or field_key(table).removesuffix("s") in squeezed(words)


def _is_in_unique(table: SqlTable, name: str) -> bool:
    """Tell whether a column is unique, alone or together with others."""
    return any(name.casefold() == key.words.casefold() for keys in (table.primary, *table.uniques) for key in keys)


def _denies_unique(entity: Entity, attribute: Attribute) -> bool:
    """Tell whether nothing in an entity says that an attribute is unique."""
    said = " ".join(text.words for text in (*entity.validations, *entity.relationships)).casefold()
    is_told = field_key(attribute.name.words) in squeezed(said) and ("unique" in said or "eindeutig" in said)
    return not attribute.flags & {"unique", "primary"} and not is_told and "has one" not in said


def _unprotected(part: Part, heading: Text) -> Text | None:
    """Return the place in 7.3 that leaves data at rest without protection."""
    for item in part.list_items:
        label = item.label.words.casefold()
        if "rest" in label or "ruhend" in label or "speicher" in label:
            return (item.text or item.label) if not item.text or _PROTECTS_NOT.search(item.text.words) else None
    texts = [text.words for text in part.texts]
    return None if any(_PROTECTS.search(text) for text in texts) else heading


def _snake(name: str) -> str:
    return re.sub(r"(?<=[a-z0-9])(?=[A-Z])|[\s-]+", "_", name).casefold()
