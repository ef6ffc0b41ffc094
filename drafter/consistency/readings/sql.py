"""The schema of 5.2: tables, columns, keys and indexes with their places, and what of it does not parse."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from itertools import pairwise

from drafter.consistency.readings.sql_items import Column, ColumnReader, ForeignKey, item_reader, names_in
from drafter.consistency.readings.sql_parse import fault_of
from drafter.consistency.readings.sql_tokens import Statement, Token, closing, split, statements
from drafter.consistency.readings.types import is_loose
from drafter.document.page import Fence, Page, Text
from drafter.frozen import frozen
from drafter.markdown.recognise import follows_template
from drafter.patterns import regex

__all__ = ["Column", "ForeignKey", "Index", "Schema", "SqlFault", "SqlTable", "schema"]

_LANGUAGES = frozenset({"sql", "ddl", "postgresql", "postgres", "psql", "mysql", "sqlite", "tsql", "plsql", "mariadb"})
_TABLE = regex(r"\bCREATE\s+(?:\w+\s+){0,3}TABLE\b", re.IGNORECASE)
_TRAILING_COMMA = regex(r"MergeTree|BigQuery|DuckDB|ClickHouse", re.IGNORECASE)
"""What allows a comma behind the last column."""
_ENOUGH = 50
"""Faults, behind which statements that are out of the ordinary are taken."""
_NEW_TABLE = frozenset({"GLOBAL", "LOCAL", "TEMP", "TEMPORARY", "UNLOGGED", "FOREIGN", "EXTERNAL", "COLUMN"})
_NEW_INDEX = frozenset({"UNIQUE", "CLUSTERED", "NONCLUSTERED", "FULLTEXT", "SPATIAL", "BITMAP"})
_TAILS = frozenset({"WHERE", "INCLUDE", "WITH", "WITHOUT", "ENGINE", "PARTITION", "TABLESPACE", "STRICT", "INHERITS"})
_OTHER_ACTIONS = frozenset({"ENABLE", "DISABLE", "ALTER", "OWNER", "SET", "DROP", "RENAME", "VALIDATE", "ATTACH"})
_BESIDE_NAME = frozenset({"IF", "NOT", "EXISTS", "ONLY", "CONCURRENTLY"})


@frozen
class SqlFault:
    """What does not parse, and why."""

    at: Text
    message: str


@frozen
class SqlTable:
    """A table."""

    name: Text
    columns: tuple[Column, ...]
    primary: tuple[Text, ...]
    """The columns of its primary key, wherever that is said."""
    uniques: tuple[tuple[Text, ...], ...]
    """The columns of each unique constraint or index, but for the primary key."""
    foreign_keys: tuple[ForeignKey, ...]
    is_whole: bool
    """Whether its columns are all listed: not those of `CREATE TABLE ... AS SELECT`."""

    def column(self, name: str) -> Column | None:
        """Return a column by its name, whatever its case."""
        return next((column for column in self.columns if column.name.words.casefold() == name.casefold()), None)

    def is_unique(self, name: str) -> bool:
        """Tell whether no two rows can have the same value in a column."""
        keys = [[key.words.casefold() for key in keys] for keys in (self.primary, *self.uniques)]
        return [name.casefold()] in keys


@frozen
class Index:
    """An index of its own."""

    name: Text
    table: Text
    columns: tuple[Text, ...]
    unique: bool


@frozen
class Schema:
    """All of the schema."""

    tables: tuple[SqlTable, ...] = ()
    indexes: tuple[Index, ...] = ()
    faults: tuple[SqlFault, ...] = ()
    is_loose: bool = False
    """Whether its types are SQLite's."""
    by_name: Mapping[str, SqlTable] = field(default_factory=dict)
    """Its tables, by what `table` looks up."""
    is_whole: bool = True
    """Whether there is no table but these; excerpts leave tables out, and show one before and after a change."""

    def table(self, name: str) -> SqlTable | None:
        """Return a table by its name, whatever its case and the schema in front."""
        return self.by_name.get(_bare(name))


def schema(page: Page) -> Schema:
    """Return the schema of 5.2, or of a document from another template what all its parts show; empty without SQL."""
    has_home = page.once(follows_template)
    reader = _Reader(page.text)
    for fence in (fence for part in page.parts if part.key == "5.2" or not has_home for fence in part.fences):
        if not has_home and not _TABLE.search(fence.text.raw):
            continue
        if fence.language in _LANGUAGES or (not fence.language and _TABLE.search(fence.text.raw)):
            reader.read(fence)
    return replace(reader.made(), is_whole=has_home)


def _bare(name: str) -> str:
    return name.rsplit(".", maxsplit=1)[-1].casefold()


@dataclass(slots=True)
class _Table:
    name: Text
    items: ColumnReader
    is_whole: bool = True


@dataclass(slots=True)
class _Reader:
    page: str
    tables: list[_Table] = field(default_factory=list)
    by_name: dict[str, _Table] = field(default_factory=dict)
    types: set[str] = field(default_factory=set)
    indexes: list[Index] = field(default_factory=list)
    faults: list[SqlFault] = field(default_factory=list)

    def read(self, fence: Fence) -> None:
        """Read a fence."""
        found = list(statements(fence.text.raw))
        some_end = any(statement.ended for statement in found[:-1])
        for statement in found:
            code = _Code(fence.text, statement)
            understood = self._statement(code)
            fault = self._fault(code, understood=understood, must_end=some_end)
            if fault:
                self.faults.append(fault)
                if self.tables and self.tables[-1].name.start >= fence.text.start + statement.tokens[0].start:
                    self.tables[-1].is_whole = False

    def made(self) -> Schema:
        """Return what was read."""
        unique: dict[str, list[tuple[Text, ...]]] = {}
        for index in self.indexes:
            if index.unique:
                unique.setdefault(_bare(index.table.words), []).append(index.columns)
        tables = tuple(
            SqlTable(
                table.name,
                tuple(table.items.columns),
                tuple(table.items.primary),
                (*table.items.uniques, *unique.get(_bare(table.name.words), ())),
                tuple(table.items.foreign_keys),
                table.is_whole,
            )
            for table in self.tables
        )
        types = frozenset(
            column.type.words.split("(")[0].casefold() for table in tables for column in table.columns if column.type
        )
        by_name = {_bare(table.name.words): table for table in reversed(tables)}
        return Schema(tables, tuple(self.indexes), tuple(self.faults), is_loose(types), by_name)

    def _fault(self, code: "_Code", *, understood: bool, must_end: bool) -> SqlFault | None:
        broken = code.statement.unclosed
        if broken:
            return SqlFault(code.text(broken), f"{_shown(broken)} is not {_closed(broken)}")
        if must_end and not code.statement.ended:
            return SqlFault(code.text(code.tokens[-1]), "the semicolon behind this statement is missing")
        run_on = self.tables[-1].items.run_on if self.tables else None
        if run_on and run_on in code.tokens:
            return SqlFault(code.text(run_on), f"“{run_on.words}” is not expected here")
        comma = self._trailing_comma(code)
        if comma:
            return SqlFault(code.text(comma), "a comma stands behind the last entry")
        if understood or len(self.faults) >= _ENOUGH:
            return None
        start, end = code.tokens[0].start, code.tokens[-1].end
        unexpected = fault_of(code.source.raw[start:end], [token.upper for token in code.tokens[:3]])
        if unexpected is None:
            return None
        first, last = unexpected
        raw = code.source.raw[start + first : start + last]
        return SqlFault(Text(raw, raw, code.source.start + start + first), f"“{raw}” is not expected here")

    def _trailing_comma(self, code: "_Code") -> Token | None:
        if code.tokens[0].upper not in {"CREATE", "ALTER"}:
            return None
        pairs = pairwise(code.tokens)
        comma = next((one for one, two in pairs if one.words == "," and two.words == ")" and two.kind == "mark"), None)
        return None if comma and _TRAILING_COMMA.search(self.page) else comma

    def _statement(self, code: "_Code") -> bool:
        """Read a statement; return whether all of it was understood."""
        words = code.uppers
        if words[:1] == ["CREATE"]:
            rest = [index for index, word in enumerate(words[1:7], 1) if word not in _NEW_TABLE | _NEW_INDEX]
            at = rest[0] if rest else 0
            if words[at : at + 1] == ["TABLE"]:
                return self._create_table(code, at + 1)
            if words[at : at + 1] == ["INDEX"]:
                return self._create_index(code, at + 1, "UNIQUE" in words[1:at])
            if words[1:2] in (["TYPE"], ["DOMAIN"]):
                name, _ = code.name(2)
                self.types |= {_bare(name.words)} if name else set()
                return True
        if words[:2] == ["ALTER", "TABLE"]:
            return self._alter_table(code)
        return False

    def _create_table(self, code: "_Code", at: int) -> bool:
        name, at = code.name(at)
        if not name:
            return False
        table = _Table(name, item_reader(code.text, self.types))
        self.tables.append(table)
        self.by_name.setdefault(_bare(name.words), table)
        if at >= len(code.tokens) or code.tokens[at].words != "(":
            table.is_whole = False
            return False
        end = closing(code.tokens, at)
        understood = [table.items.read(item) for item in split(code.tokens[at + 1 : end]) if item]
        return all(understood) and _is_tail(code.uppers[end + 1 :])

    def _create_index(self, code: "_Code", at: int, unique: bool) -> bool:
        words = code.uppers
        if "ON" not in words[at : at + 9]:
            return False
        on = words.index("ON", at)
        name, _ = code.name(at) if on > at else (None, at)
        table, after = code.name(on + 1)
        bracket = next((i for i in range(after, len(code.tokens)) if code.tokens[i].words == "("), len(code.tokens))
        if table is None or bracket == len(code.tokens):
            return False
        end = closing(code.tokens, bracket)
        columns = names_in(code.tokens[bracket + 1 : end], code.text)
        partial = "WHERE" in words[end:]
        self.indexes.append(Index(name or table, table, columns, unique and not partial))
        return _is_tail(words[end + 1 :]) and (bracket == after or words[after : after + 1] == ["USING"])

    def _alter_table(self, code: "_Code") -> bool:
        name, at = code.name(2)
        if name is None:
            return False
        held = self.by_name.get(_bare(name.words))
        items = held.items if held else item_reader(code.text, self.types)
        understood = True
        for action in split(code.tokens[at:]):
            if not action or action[0].upper != "ADD":
                understood &= bool(action) and action[0].upper in _OTHER_ACTIONS
                continue
            rest = action[1:]
            while rest and rest[0].upper in {"COLUMN", *_BESIDE_NAME}:
                rest = rest[1:]
            understood &= bool(rest) and items.read(rest, code.text)
        return understood


@frozen
class _Code:
    """A statement within its fence."""

    source: Text
    statement: Statement

    @property
    def tokens(self) -> tuple[Token, ...]:
        return self.statement.tokens

    @property
    def uppers(self) -> list[str]:
        return [token.upper for token in self.tokens]

    def text(self, token: Token) -> Text:
        """Return a token as a text of the page."""
        raw = self.source.raw[token.start : token.end]
        return Text(token.words, raw, self.source.start + token.start)

    def name(self, at: int) -> tuple[Text | None, int]:
        """Return the name at an index, with the schema in front, and the index behind it."""
        while at < len(self.tokens) and self.tokens[at].upper in _BESIDE_NAME:
            at += 1
        if at >= len(self.tokens) or self.tokens[at].kind not in {"word", "quoted"}:
            return None, at
        first = last = self.tokens[at]
        words = first.words
        while at + 2 < len(self.tokens) and self.tokens[at + 1].words == "." and self.tokens[at + 2].kind != "mark":
            last = self.tokens[at + 2]
            words += f".{last.words}"
            at += 2
        raw = self.source.raw[first.start : last.end]
        return Text(words, raw, self.source.start + first.start), at + 1


def _is_tail(words: list[str]) -> bool:
    """Tell whether what follows the brackets of a table or an index may follow there."""
    return not words or words[0] in _TAILS


def _shown(token: Token) -> str:
    return "this bracket" if token.words in "()" else "this quotation mark"


def _closed(token: Token) -> str:
    return "opened" if token.words == ")" else "closed"
