"""The schema of 5.2, which follows 5.1: constraints, types, keys, and names with an error in them."""

import itertools
import re
from collections.abc import Iterator

from drafter.consistency.fixes.fix import Case, Edit, fix
from drafter.consistency.fixes.mending import mends
from drafter.consistency.fixes.near import nearest
from drafter.consistency.readings.entities import Attribute, entities
from drafter.consistency.readings.spelling import field_key, noun_key
from drafter.consistency.readings.sql import Column, SqlTable, schema
from drafter.consistency.readings.storage import Stored, storage
from drafter.consistency.readings.types import COLUMN_TYPES, attribute_families, column_families
from drafter.document.page import Page, Text
from drafter.patterns import regex

__all__ = [
    "column_type",
    "default_null",
    "entity_attribute",
    "key_constraint",
    "key_type",
    "missing_column",
    "misspelt_type",
    "not_null",
    "punctuation",
    "reference",
    "schema_name",
    "unique_validation",
]  # fmt: skip

_STANDARD = {"integer": "INTEGER", "date": "DATE", "boolean": "BOOLEAN"}
"""Types that all but SQLite have under these names."""
_NOT_NULL = regex(r"\s+NOT\s+NULL\b", re.IGNORECASE)
_DEFAULT_NULL = regex(r"\s+DEFAULT\s+NULL\b", re.IGNORECASE)
_PLAIN = regex(
    r"[^\s,;()'\"]+\s+[A-Za-z]\w*(?:\s?\([^()]*\))?(?:\s+(?:NOT\s+NULL|UNIQUE|PRIMARY\s+KEY))*", re.IGNORECASE
)
"""A column with nothing but its type and simple constraints, to which another can be added."""
_TYPE = regex(r"[A-Za-z]\w*(?:\s?\([^()]*\))?")


def _definition(page: Page, column: Column) -> str:
    """Return a column's own characters, up to the comma or bracket behind it; empty when it is not a plain one."""
    match = _PLAIN.match(page.text, column.name.start)
    behind = page.text[match.end() :].lstrip()[:1] if match else ""
    return match[0] if match and behind in {",", ")", "-"} else ""


def _added(case: Case, column: Column | None, constraint: str) -> Iterator[Edit]:
    old = _definition(case.page, column) if column else ""
    if column and old:
        yield Edit(column.name.start, old, f"{old} {constraint}")


def _pairs(page: Page) -> Iterator[tuple[Stored, Attribute, Column]]:
    return ((stored, *pair) for stored in page.once(storage).stored for pair in stored.columns)


@fix("DAT209")
def unique_validation(case: Case) -> Iterator[Edit]:
    """Add the constraint to the column of which a validation says that it is unique."""
    place = case.finding.related[0].start if case.finding.related else -1
    columns = (column for table in case.page.once(schema).tables for column in table.columns)
    yield from _added(case, next((column for column in columns if column.name.start == place), None), "UNIQUE")


@fix("DAT207")
def key_constraint(case: Case) -> Iterator[Edit]:
    """Make the column unique or the primary key, as 5.1 says, where the table has no other key."""
    for stored, attribute, column in _pairs(case.page):
        if not case.is_at(column.name):
            continue
        if "primary" in attribute.flags and not stored.table.primary:
            yield from _added(case, column, "PRIMARY KEY")
        elif "unique" in attribute.flags and "primary" not in attribute.flags:
            yield from _added(case, column, "UNIQUE")


@fix("DAT206", "DAT213")
def not_null(case: Case) -> Iterator[Edit]:
    """Say NOT NULL of what 5.1 requires, and not of what it calls optional."""
    column = next((column for _, _, column in _pairs(case.page) if case.is_at(column.name)), None)
    attribute = next((attribute for _, attribute, column in _pairs(case.page) if case.is_at(column.name)), None)
    if attribute and "optional" in attribute.flags:
        yield from _cut(case, column, _NOT_NULL) if column else ()
    else:
        yield from _added(case, column, "NOT NULL")


@fix("DAT110")
def default_null(case: Case) -> Iterator[Edit]:
    """Remove NOT NULL of what 5.1 calls optional, else the default."""
    place = case.finding.related[0].start if case.finding.related else -1
    for _, attribute, column in _pairs(case.page):
        if column.name.start == place and "optional" in attribute.flags:
            yield from _cut(case, column, _NOT_NULL)
        elif column.name.start == place:
            yield from _cut(case, column, _DEFAULT_NULL)


def _cut(case: Case, column: Column, pattern: re.Pattern[str]) -> Iterator[Edit]:
    match = pattern.search(case.page.text, column.name.end, case.line(column.name.start)[1])
    if match and "," not in re.sub(r"\([^()]*\)", "", case.page.text[column.name.end : match.start()]):
        yield Edit(match.start(), match[0], "")


@fix("DAT205")
def column_type(case: Case) -> Iterator[Edit]:
    """Give the column the type that other columns of its attribute's type have."""
    attribute = next((attribute for _, attribute, column in _pairs(case.page) if case.is_at(column.type)), None)
    old = _TYPE.match(case.page.text, case.start)
    new = _type_of(case.page, attribute.type) if attribute else ""
    if old and new:
        yield Edit(case.start, old[0], new)


def _type_of(page: Page, name: str) -> str:
    """Return the type in SQL that the schema has for attributes of a type; empty when it has none, or several."""
    word = name.partition("(")[0].strip().casefold()
    used = {
        match[0].upper()
        for _, attribute, column in _pairs(page)
        if attribute.type.casefold() == name.casefold() and (match := _TYPE.match(page.text, column.type.start))
        if not _contradicts(page, column)
    }
    if len(used) == 1:
        return used.pop()
    return "" if used or page.once(schema).is_loose else _STANDARD.get(word, "")


def _contradicts(page: Page, column: Column) -> bool:
    """Tell whether a column is of another type than its attribute: a rule finds that."""
    found = ((attribute, other) for _, attribute, other in _pairs(page) if other is column)
    return any(
        _differ(attribute.type, other.type.words, loose=page.once(schema).is_loose) for attribute, other in found
    )


def _differ(stated: str, made: str, *, loose: bool) -> bool:
    first, second = attribute_families(stated), column_families(made, loose=loose)
    return bool(first and second and not first & second)


@fix("DAT106")
def key_type(case: Case) -> Iterator[Edit]:
    """Give a foreign key the type of the column that it references, unless 5.1 gives it its own."""
    stated = next((attribute for _, attribute, column in _pairs(case.page) if case.is_at(column.type)), None)
    related = case.finding.related[0].start if case.finding.related else -1
    old, new = _TYPE.match(case.page.text, case.start), _TYPE.match(case.page.text, max(related, 0))
    if old and new and related >= 0 and (stated is None or not _is_type_of(stated, old[0])):
        yield Edit(case.start, old[0], new[0])


def _is_type_of(attribute: Attribute, made: str) -> bool:
    return bool(attribute.type) and not _differ(attribute.type, made, loose=False)


@fix("DAT107")
def misspelt_type(case: Case) -> Iterator[Edit]:
    """Write the only type that differs in a letter."""
    near = nearest(case.raw, (name for name in COLUMN_TYPES if len(name) > 3), apart=1)
    word = re.match(r"\w+", case.raw)
    if near and word:
        yield Edit(case.start, word[0], near.upper() if word[0].isupper() else near)


@fix("DAT208", "DAT214")
def reference(case: Case) -> Iterator[Edit]:
    """Let the column reference the table of the entity that it belongs to."""
    found, made = case.page.once(storage), case.page.once(schema)
    for stored in found.stored:
        for relation in stored.entity.relations:
            other = found.of_entity(relation.entity.words) if case.is_at(relation.at) else None
            if other is None:
                continue
            holder, target = (stored, other) if relation.belongs else (other, stored)
            column = holder.table.column(relation.column.words.rpartition(".")[2])
            yield from _referenced(case, holder.table, column, target.table)
        for attribute, column in stored.columns:
            targets = [key.target for key in stored.table.foreign_keys if _is_of(key.columns, column)]
            if attribute.references and any(map(case.is_at, (column.name, *targets))):
                yield from _referenced(case, stored.table, column, made.table(attribute.references.partition(".")[0]))


def _is_of(columns: tuple[Text, ...], column: Column) -> bool:
    return [name.words.casefold() for name in columns] == [column.name.words.casefold()]


def _referenced(case: Case, table: SqlTable, column: Column | None, target: SqlTable | None) -> Iterator[Edit]:
    """Yield the edit that adds a reference, or leads the only one elsewhere."""
    if column is None or target is None or len(target.primary) != 1:
        return
    keys = [key for key in table.foreign_keys if _is_of(key.columns, column)]
    if not keys:
        yield from _added(case, column, f"REFERENCES {target.name.words} ({target.primary[0].words})")
    elif len(keys) == 1 and [name.words for name in keys[0].target_columns] in ([], [target.primary[0].words]):
        yield from case.instead(keys[0].target, target.name.words)


@fix("DAT203")
def missing_column(case: Case) -> Iterator[Edit]:
    """Add the column behind the last one that has an attribute, with the type that others of its type have."""
    for stored in case.page.once(storage).stored:
        attribute = next((each for each in stored.attributes_alone if case.is_at(each.name)), None)
        type_ = _type_of(case.page, attribute.type) if attribute else ""
        if attribute is None or not type_ or not stored.columns:
            continue
        if any(column.type.words.upper().startswith(type_) for column in stored.columns_alone):
            continue  # it may be this column, under another name
        last = max((column for _, column in stored.columns), key=lambda column: column.name.start)
        old = _definition(case.page, last)
        start, _ = case.line(last.name.start)
        indent = case.page.text[start : last.name.start]
        constraint = "" if "optional" in attribute.flags else " NOT NULL"
        constraint += " UNIQUE" if "unique" in attribute.flags else ""
        if old and not indent.strip():
            name = attribute.name.words
            yield Edit(last.name.start, old, f"{old},{case.newline}{indent}{name} {type_}{constraint}")


@fix("DAT104", "DAT105")
def schema_name(case: Case) -> Iterator[Edit]:
    """Name the table or the column that the schema creates and that differs in a letter or in its number."""
    made = case.page.once(schema)
    tables = [table.name.words for table in made.tables]
    owner = _owner(case)
    known = [column.name.words for column in owner.columns] if owner else tables
    near = nearest(case.raw, known) or next((name for name in known if noun_key(name) == noun_key(case.raw)), "")
    yield from case.written(near)


def _owner(case: Case) -> SqlTable | None:
    """Return the table of which a column is named; None when a table is."""
    made = case.page.once(schema)
    for table in made.tables:
        for key in table.foreign_keys:
            if any(map(case.is_at, key.target_columns)):
                return made.table(key.target.words)
        names = [*table.primary, *(name for names in table.uniques for name in names)]
        names += [name for key in table.foreign_keys for name in key.columns]
        if any(map(case.is_at, names)):
            return table
    return next((made.table(index.table.words) for index in made.indexes if any(map(case.is_at, index.columns))), None)


@fix("DAT101")
def punctuation(case: Case) -> Iterator[Edit]:
    """Remove a comma behind the last entry; write a comma, a semicolon or a word right where that mends it."""
    said = case.finding.message.rpartition("parse: ")[2]
    if said.startswith("a comma stands behind") and case.raw.endswith(","):
        yield Edit(case.start, case.raw, case.raw[:-1])
    elif said.startswith("the semicolon behind"):
        yield from _semicolon(case)
    elif said.endswith("is not expected here"):
        tried = (*_comma(case), *case.written(nearest(case.raw, ("TABLE", "INDEX", "UNIQUE"))))
        yield from itertools.islice((edit for edit in tried if mends(case, edit)), 1)


def _comma(case: Case) -> Iterator[Edit]:
    """Yield the comma at the end of the line before the one that begins with what is not expected."""
    start, _ = case.line(case.start)
    before = case.page.text[:start].rstrip()
    last = before.split()[-1] if before else ""
    is_first = case.page.text[start : case.start].split() in ([], ["CONSTRAINT", *_named(case, start)])
    if is_first and last and last[-1] not in ",(;" and "```" not in last:
        yield Edit(len(before) - len(last), last, f"{last},")


def _named(case: Case, start: int) -> list[str]:
    """Return the name of the constraint that stands before the finding in its line."""
    return case.page.text[start : case.start].split()[1:2]


def _semicolon(case: Case) -> Iterator[Edit]:
    end = case.finding.place.end
    last = case.page.text[:end].rstrip()
    if last.endswith(")"):
        yield Edit(len(last) - 1, ")", ");")


@fix("DAT215", "DAT216")
def entity_attribute(case: Case) -> Iterator[Edit]:
    """Name the attribute of the entity that differs in a letter or two."""
    related = case.finding.related[0].start if case.finding.related else -1
    entity = next((each for each in case.page.once(entities) if each.name.start == related), None)
    name = case.raw.strip("`").rpartition(".")[2]
    near = nearest(name, (attribute.name.words for attribute in entity.attributes)) if entity else ""
    at = case.raw.rfind(name)
    if near and name and field_key(near) != field_key(name):
        yield Edit(case.start + at, name, near)
