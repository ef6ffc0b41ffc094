"""The database schema as SQL, in the outline's dialect."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Literal

from drafter.derive.identifiers import snake_case, unique
from drafter.derive.tables import Column, Table, tables
from drafter.document.blocks import Code
from drafter.document.outline import Outline
from drafter.document.sections.data_design import DataType, EntityNotes

__all__ = ["ddl"]

_Names = Mapping[tuple[str, str, str], str]
_Dialect = Literal["postgres", "mysql", "sqlite", "tsql", "oracle"]

_TYPES: Mapping[_Dialect, Mapping[DataType, str]] = {
    "postgres": {
        "uuid": "UUID", "string": "VARCHAR(255)", "text": "TEXT", "integer": "INTEGER", "bigint": "BIGINT",
        "decimal": "NUMERIC(19, 4)", "boolean": "BOOLEAN", "date": "DATE", "timestamp": "TIMESTAMPTZ",
        "json": "JSONB", "bytes": "BYTEA",
    },
    "mysql": {
        "uuid": "CHAR(36)", "string": "VARCHAR(255)", "text": "TEXT", "integer": "INT", "bigint": "BIGINT",
        "decimal": "DECIMAL(19, 4)", "boolean": "BOOLEAN", "date": "DATE", "timestamp": "DATETIME(6)",
        "json": "JSON", "bytes": "LONGBLOB",
    },
    "sqlite": {
        "uuid": "TEXT", "string": "TEXT", "text": "TEXT", "integer": "INTEGER", "bigint": "INTEGER",
        "decimal": "NUMERIC", "boolean": "INTEGER", "date": "TEXT", "timestamp": "TEXT",
        "json": "TEXT", "bytes": "BLOB",
    },
    "tsql": {
        "uuid": "UNIQUEIDENTIFIER", "string": "NVARCHAR(255)", "text": "NVARCHAR(MAX)", "integer": "INT",
        "bigint": "BIGINT", "decimal": "DECIMAL(19, 4)", "boolean": "BIT", "date": "DATE",
        "timestamp": "DATETIMEOFFSET", "json": "NVARCHAR(MAX)", "bytes": "VARBINARY(MAX)",
    },
    "oracle": {
        "uuid": "RAW(16)", "string": "VARCHAR2(255 CHAR)", "text": "CLOB", "integer": "NUMBER(10)",
        "bigint": "NUMBER(19)", "decimal": "NUMBER(19, 4)", "boolean": "NUMBER(1)", "date": "DATE",
        "timestamp": "TIMESTAMP WITH TIME ZONE", "json": "CLOB", "bytes": "BLOB",
    },
}  # fmt: skip

_KEYED: Mapping[_Dialect, Mapping[DataType, str]] = {
    "mysql": {"text": "VARCHAR(255)", "json": "VARCHAR(255)", "bytes": "VARBINARY(255)"},
    "tsql": {"text": "NVARCHAR(255)", "json": "NVARCHAR(255)", "bytes": "VARBINARY(255)"},
    "oracle": {"text": "VARCHAR2(255 CHAR)", "json": "VARCHAR2(255 CHAR)", "bytes": "RAW(255)"},
}
"""The types of unique columns where the dialect cannot index the usual one."""

_QUOTES: Mapping[_Dialect, tuple[str, str]] = {"mysql": ("`", "`"), "tsql": ("[", "]")}

_RESERVED = frozenset(  # as text: one quoted word a line would fill half of the file
    """
    access accessible add all alter analyse analyze and any array as asc asensitive asymmetric audit
    authorization backup before begin between bigint binary blob boolean both break browse bulk by call
    cascade case cast change char character check checkpoint close cluster clustered collate column
    column_value compute condition connect constraint contains containstable continue convert create cross
    cube cume_dist current current_date current_role current_time current_timestamp current_user cursor
    cycle database databases date day day_hour dbcc deallocate dec decimal declare default deferrable
    delayed delete dense_rank deny desc describe deterministic disk distinct distinctrow distributed div
    do double drop dual dump each else elseif empty enclosed end errlvl escape escaped except exclusive
    exec execute exists exit explain external false fetch fillfactor first_value float float4 float8 for
    force foreign freetext freetexttable from full fulltext function generated get glob grant group
    grouping groups having high_priority holdlock identified identity identity_insert identitycol if
    ignore ilike immediate in increment index indexed infile initial initially inner inout insensitive
    insert instead int int1 int2 int3 int4 int8 integer intersect interval into io_after_gtids is isnull
    iterate join json_table key keys kill lag last_value lateral lead leading leave left level like limit
    lineno linear lines load local localtime localtimestamp lock long longblob longtext loop low_priority
    manual materialized maxextents maxvalue mediumblob mediumint mediumtext merge minus mlslabel mod mode
    modifies modify national natural nchar nested_table_id no noaudit nocheck nocompress nonclustered not
    nothing notnull nowait nth_value ntile null nullif number numeric of off offline offset on online only
    open openquery option optionally or order out outer outfile over overlaps parallel partition pctfree
    percent percent_rank period placing pragma precision primary print prior proc procedure public purge
    qualify raise raiserror range rank raw read reads reconfigure recursive references regexp release
    rename repeat replace replication require resignal resource restore restrict return returning revert
    revoke right rlike role rollback row row_number rowcount rowguidcol rowid rownum rows rule save
    savepoint schema schemas securityaudit select sensitive separator session_user set setuser show
    shutdown signal size smallint spatial specific sql start starting statistics stored straight_join
    symmetric synonym sysdate system_user table tablesample terminated text than then tinyint to top
    trailing tran transaction trigger true truncate tsequal type uid union unique unlock unsigned update
    usage use user using utc_date uuid validate values varbinary varchar varchar2 variadic varying virtual
    waitfor when whenever where while window with within without xor year_month
    """.split()  # noqa: SIM905
)
"""Words that are reserved in one of the dialects, or that a parser of one takes for something else."""


def ddl(outline: Outline, entities: Mapping[str, EntityNotes]) -> Code:
    """Return `CREATE TABLE` for each entity, then foreign keys of cycles, then an index for each foreign key.

    Identifiers that some dialect reserves are quoted. Nothing from outside stands in the text but names that
    were made into identifiers.
    """
    made = tables(outline, entities)
    names = _constraint_names(made)
    quote = _quoting(outline.sql_dialect)
    statements = [
        *(_create(table, outline.sql_dialect, quote, names) for table in made),
        *_constraints(made, outline.sql_dialect, quote, names),
        *_indexes(made, quote, names),
    ]
    return Code(language="sql", text="\n\n".join(statements))


def _create(table: Table, dialect: _Dialect, quote: Callable[[str], str], names: _Names) -> str:
    lines = [_column(table, column, dialect, quote) for column in table.columns]
    if len(table.key) > 1:
        lines.append(f"PRIMARY KEY ({', '.join(quote(name) for name in table.key)})")
    lines += [
        _foreign_key(column, quote, names["fk", table.name, column.name])
        for column in table.columns
        if column.references and (not column.deferred or dialect == "sqlite")
    ]
    body = ",\n".join(f"    {line}" for line in lines)
    return f"CREATE TABLE {quote(table.name)} (\n{body}\n);"


def _constraints(
    made: Sequence[Table],
    dialect: _Dialect,
    quote: Callable[[str], str],
    names: _Names,
) -> Iterator[str]:
    """Yield what closes the cycles; SQLite has no such statement, and allows references to later tables."""
    if dialect == "sqlite":
        return
    for table in made:
        for column in table.columns:
            if column.deferred:
                key = _foreign_key(column, quote, names["fk", table.name, column.name])
                yield f"ALTER TABLE {quote(table.name)} ADD {key};"


def _indexes(made: Sequence[Table], quote: Callable[[str], str], names: _Names) -> Iterator[str]:
    """Yield an index for each foreign key that no unique constraint or key's first column indexes already."""
    for table in made:
        for column in table.columns:
            if column.references and not column.unique and column.name != table.key[0]:
                name = names["idx", table.name, column.name]
                yield f"CREATE INDEX {quote(name)} ON {quote(table.name)} ({quote(column.name)});"


def _column(table: Table, column: Column, dialect: _Dialect, quote: Callable[[str], str]) -> str:
    types = {**_TYPES[dialect], **(_KEYED.get(dialect, {}) if column.unique else {})}
    words = [quote(column.name), types[column.type]]
    words += [] if column.optional else ["NOT NULL"]
    words += ["PRIMARY KEY"] if table.key == (column.name,) else []
    words += ["UNIQUE"] if column.unique else []
    return " ".join(words)


def _foreign_key(column: Column, quote: Callable[[str], str], name: str) -> str:
    key, target, parent = quote(column.name), quote("id"), quote(column.references)
    return f"CONSTRAINT {quote(name)} FOREIGN KEY ({key}) REFERENCES {parent} ({target})"


def _constraint_names(made: Sequence[Table]) -> _Names:
    """Return names of foreign keys and indexes by kind, table and column, all different."""
    taken = {table.name for table in made}
    names: dict[tuple[str, str, str], str] = {}
    for table in made:
        for column in table.columns:
            for kind in ("fk", "idx") if column.references else ():
                stem = f"{kind}_{table.name[:27]}_{column.name[:27]}"
                name = unique([stem], snake_case, taken)[stem]
                names[kind, table.name, column.name] = name
                taken.add(name)
    return names


def _quoting(dialect: _Dialect) -> Callable[[str], str]:
    left, right = _QUOTES.get(dialect, ('"', '"'))
    return lambda name: f"{left}{name}{right}" if name in _RESERVED else name
