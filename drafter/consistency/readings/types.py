"""Families of data types, so that the types of an attribute, a column and a property can be compared."""

import re
from functools import lru_cache

from drafter.patterns import regex

__all__ = [
    "ANY",
    "COLUMN_TYPES",
    "attribute_families",
    "column_families",
    "is_column_type",
    "is_loose",
    "is_type",
    "property_families",
]

ANY: frozenset[str] = frozenset()
"""Of a type that is not known: it goes with every other."""

_NAMES = {
    "uuid": "uuid guid uniqueidentifier ulid",
    "string": "string str text varchar char character nvarchar nchar varchar2 nvarchar2 clob nclob citext tinytext "
    "mediumtext longtext enum email url uri ntext zeichenkette",
    "integer": "integer int int2 int4 int8 bigint smallint tinyint mediumint serial bigserial smallserial long short "
    "int32 int64 ganzzahl",
    "decimal": "decimal numeric money float float4 float8 double real smallmoney currency",
    "boolean": "boolean bool bit",
    "date": "date datum",
    "timestamp": "timestamp datetime timestamptz datetime2 datetimeoffset smalldatetime zeitstempel instant",
    "time": "time timetz",
    "json": "json jsonb object",
    "bytes": "bytes blob bytea binary varbinary longblob mediumblob tinyblob raw",
}
_FAMILY = {name: family for family, names in _NAMES.items() for name in names.split()}
_OTHERS = frozenset(
    """
    inet cidr macaddr tsvector tsquery xml geography geometry point polygon interval hstore ltree vector oid year set
    tsrange tstzrange daterange int4range int8range numrange serial4 serial8 rowversion sql_variant varbit
    """.split()  # noqa: SIM905
)
"""Types in SQL that go with every type of an attribute."""
_NOT_IN_SQL = frozenset(
    "guid ulid str email url uri zeichenkette long short ganzzahl datum instant zeitstempel object bytes".split()  # noqa: SIM905
)
COLUMN_TYPES = tuple(sorted((_FAMILY.keys() | {"number"}) - _NOT_IN_SQL))
"""The types that columns can have."""
_TYPE = regex(r"([^\W\d_][\w-]*)[ \t]*(?:\(\s*(\d+|max)?)?", re.IGNORECASE)
_UUID_LENGTHS = {"char": {"32", "36", "38"}, "bytes": {"16"}}
_LOOSE = frozenset({"text", "integer", "numeric", "real", "blob"})
"""All the types that SQLite has; its columns hold dates as text and truth as numbers."""


def is_type(word: str) -> bool:
    """Tell whether a word names a type."""
    return word.casefold().replace("-", "") in _FAMILY or word.casefold() in {"number", "zahl"}


def is_column_type(word: str) -> bool:
    """Tell whether a word names a type in SQL."""
    folded = word.casefold()
    return (folded in _FAMILY and folded not in _NOT_IN_SQL) or folded == "number" or folded in _OTHERS


@lru_cache(maxsize=1024)
def attribute_families(name: str) -> frozenset[str]:
    """Return the families that an attribute's type may mean; `ANY` when it is not known."""
    match = _TYPE.match(name)
    word = match[1].casefold().replace("-", "") if match else ""
    if word in {"number", "zahl"}:
        return frozenset({"integer", "decimal"})
    if match and match[2] and word in {"char", "varchar"} and match[2] in _UUID_LENGTHS["char"]:
        return frozenset({"string", "uuid"})
    return frozenset({_FAMILY[word]}) if word in _FAMILY else ANY


@lru_cache(maxsize=1024)
def column_families(name: str, *, loose: bool) -> frozenset[str]:
    """Return the families that a column's type can hold; `loose` says that all of the schema has SQLite's types."""
    match = _TYPE.match(name)
    word, size = (match[1].casefold(), (match[2] or "").casefold()) if match else ("", "")
    family = _FAMILY.get(word, "integer" if word == "number" else "")
    if not family or "[" in name:
        return ANY
    return frozenset({family, *_also(word, size, family, loose=loose and word in _LOOSE)})


def is_loose(names: frozenset[str]) -> bool:
    """Tell whether the types of all columns are SQLite's."""
    return names <= _LOOSE


def property_families(type_: str, form: str) -> frozenset[str]:
    """Return the families that a property of a JSON schema can hold: a string holds what has no type in JSON."""
    match type_, form:
        case "string", "":
            return frozenset({"string", "uuid", "date", "timestamp", "time", "bytes", "decimal"})
        case "string", "uuid" | "date" | "time":
            return frozenset({"string", form})
        case "string", "date-time":
            return frozenset({"string", "timestamp"})
        case "string", "byte" | "binary":
            return frozenset({"string", "bytes"})
        case "string", _:
            return frozenset({"string", "decimal", "time"})
        case "integer", _:
            return frozenset({"integer", "timestamp"})
        case "number", _:
            return frozenset({"decimal"})
        case "boolean", _:
            return frozenset({"boolean"})
        case (("object" | "array"), _):
            return frozenset({"json"})
    return ANY


def _also(word: str, size: str, family: str, *, loose: bool) -> set[str]:
    """Return what else a type is used for."""
    if loose:
        return {"string", "uuid", "date", "timestamp", "time", "json", "boolean", "decimal", "bytes"}
    match family:
        case "string" if size in _UUID_LENGTHS["char"]:
            return {"uuid"}
        case "string" if size == "1":
            return {"boolean"}
        case "string" if word in {"text", "clob", "longtext", "mediumtext"} or size == "max":
            return {"json"}
        case "bytes" if size in _UUID_LENGTHS["bytes"]:
            return {"uuid"}
        case "integer" if word == "tinyint" or (word == "number" and size == "1"):
            return {"boolean"}
        case "integer" if word == "number":
            return {"decimal"}
        case "integer" if word == "bigint":
            return {"timestamp"}
    return set()
