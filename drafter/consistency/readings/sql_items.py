"""What stands between the brackets of `CREATE TABLE`: columns and constraints."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field

from drafter.consistency.readings.sql_tokens import Token, closing, split
from drafter.consistency.readings.types import is_column_type
from drafter.document.page import Text
from drafter.frozen import frozen

__all__ = ["Column", "ColumnReader", "ForeignKey", "item_reader", "names_in"]

_AFTER_TYPE = frozenset(
    "PRECISION VARYING WITH WITHOUT TIME ZONE UNSIGNED SIGNED ZEROFILL LOCAL LARGE OBJECT".split()  # noqa: SIM905
)
_CONSTRAINTS = frozenset(
    """
    NOT NULL PRIMARY UNIQUE DEFAULT REFERENCES CHECK CONSTRAINT COLLATE COMMENT GENERATED AUTO_INCREMENT
    AUTOINCREMENT IDENTITY ON KEY DEFERRABLE INITIALLY DEFERRED IMMEDIATE CHARACTER ENCODE
    """.split()  # noqa: SIM905
)
_ACTIONS = frozenset("ON DELETE UPDATE CASCADE RESTRICT SET NULL NO ACTION DEFAULT MATCH FULL".split())  # noqa: SIM905
_ALONE = frozenset(
    """
    AUTO_INCREMENT AUTOINCREMENT DEFERRABLE INITIALLY DEFERRED IMMEDIATE KEY ASC DESC CLUSTERED NONCLUSTERED
    STORED VIRTUAL
    """.split()  # noqa: SIM905
)
_RESERVED = frozenset("SELECT FROM WHERE ORDER GROUP TABLE USER UNION HAVING INTO AND OR".split())  # noqa: SIM905

Place = Callable[[Token], Text]


@frozen
class Column:
    """A column."""

    name: Text
    type: Text
    """Empty for none."""
    not_null: bool
    """Whether it is said to be `NOT NULL`, or is the primary key."""
    has_default: bool


@frozen
class ForeignKey:
    """A foreign key."""

    columns: tuple[Text, ...]
    target: Text
    target_columns: tuple[Text, ...]
    """Empty when it points at the primary key without naming it."""


@dataclass(slots=True)
class ColumnReader:
    """Collects the entries of one table."""

    place: Place
    types: frozenset[str]
    """Types that the schema creates, in lower case."""
    columns: list[Column] = field(default_factory=list)
    primary: list[Text] = field(default_factory=list)
    uniques: list[tuple[Text, ...]] = field(default_factory=list)
    foreign_keys: list[ForeignKey] = field(default_factory=list)
    run_on: Token | None = None
    """A constraint of the table that stands in a column: the comma before it is missing."""

    def read(self, item: Sequence[Token], place: Place | None = None) -> bool:
        """Read an entry; return whether all of it was understood."""
        place = place or self.place
        words = [token.upper for token in item]
        if words[0] == "CONSTRAINT":
            return self._constraint(item[2:], place)
        match words[:2]:
            case ["PRIMARY" | "FOREIGN" | "UNIQUE" | "CHECK" | "EXCLUDE" | "LIKE" | "FULLTEXT" | "SPATIAL", *_]:
                return self._constraint(item, place)
            case ["KEY" | "INDEX", following] if not is_column_type(following):
                return True
        return self._column(item, place)

    def _constraint(self, item: Sequence[Token], place: Place) -> bool:
        words = [token.upper for token in item]
        bracket = next((index for index, token in enumerate(item) if token.words == "("), -1)
        if bracket < 0:
            return False
        end = closing(item, bracket)
        columns = names_in(item[bracket + 1 : end], place)
        match words[0]:
            case "PRIMARY":
                self.primary += columns
                self._must_be_filled(columns)
                return words[1] == "KEY" and end + 1 >= len(item)
            case "UNIQUE":
                self.uniques.append(columns)
                return end + 1 >= len(item)
            case "CHECK" | "EXCLUDE":
                return words[0] == "EXCLUDE" or end + 1 >= len(item)
            case "FOREIGN" if words[end + 1 : end + 2] == ["REFERENCES"]:
                return self._reference(columns, item[end + 2 :], place) == len(item) - end - 2
        return False

    def _reference(self, columns: tuple[Text, ...], rest: Sequence[Token], place: Place) -> int:
        """Read what follows `REFERENCES`; return the number of tokens that are understood."""
        at = 0
        if not rest or rest[0].kind not in {"word", "quoted"}:
            return -1
        while at + 2 < len(rest) and rest[at + 1].words == ".":
            at += 2
        target, targets = place(rest[at]), ()  # type: tuple[Text, tuple[Text, ...]]
        at += 1
        if at < len(rest) and rest[at].words == "(":
            end = closing(rest, at)
            targets = names_in(rest[at + 1 : end], place)
            at = end + 1
        while at < len(rest) and rest[at].upper in _ACTIONS:
            if rest[at].upper in {"NULL", "DEFAULT"} and rest[at - 1].upper != "SET":
                break
            at += 1
        self.foreign_keys.append(ForeignKey(columns, target, targets))
        return at

    def _column(self, item: Sequence[Token], place: Place) -> bool:
        is_rest = any(token.words == ">" for token in item) and not any(token.words == "<" for token in item)
        if item[0].kind not in {"word", "quoted"} or is_rest:  # of `map<text, text>`
            return False
        name = place(item[0])
        at = _type_end(item)
        type_ = _joined(item[1:at], place, name)
        flags: set[str] = set()
        understood = item[0].upper not in _RESERVED and at > 1 and self._is_type(item[1].words)
        while at < len(item):
            if _is_of_table(item, at):
                self.run_on = self.run_on or item[at]
                break
            following = self._flag(item, at, name, flags, place)
            understood &= following > at
            at = max(following, at + 1)
        self.columns.append(
            Column(name, type_, bool(flags & {"NOT", "PRIMARY"}), bool(flags & {"DEFAULT", "IDENTITY"}))
        )
        return understood

    def _flag(self, item: Sequence[Token], at: int, name: Text, flags: set[str], place: Place) -> int:
        """Read the constraint at an index; return the index behind it, the same for one that is not known."""
        words = [token.upper for token in item[at : at + 4]]
        match words:
            case ["NOT", "NULL", *_]:
                flags.add("NOT")
                return at + 2
            case ["NULL", *_]:
                return at + 1
            case ["PRIMARY", "KEY", *_]:
                flags.add("PRIMARY")
                self.primary.append(name)
                return at + 2
            case ["UNIQUE", *_]:
                self.uniques.append((name,))
                return at + 1
            case ["REFERENCES", *_]:
                return at + 1 + self._reference((name,), item[at + 1 :], place)
        return _value_end(item, at, flags)

    def _is_type(self, word: str) -> bool:
        return is_column_type(word) or word.casefold() in self.types

    def _must_be_filled(self, columns: tuple[Text, ...]) -> None:
        keys = {column.words.casefold() for column in columns}
        self.columns[:] = [
            Column(
                column.name, column.type, column.not_null or column.name.words.casefold() in keys, column.has_default
            )
            for column in self.columns
        ]


def item_reader(place: Place, types: Iterable[str]) -> ColumnReader:
    """Return a reader for one table; `place` makes texts of tokens, `types` are those that the schema creates."""
    return ColumnReader(place, frozenset(types))


def names_in(tokens: Sequence[Token], place: Place) -> tuple[Text, ...]:
    """Return the columns of a list such as `a, b DESC, c(10)`; expressions are left out."""
    found: list[Text] = []
    for piece in split(tokens):
        if piece and piece[0].words == "(" and piece[-1].words == ")":  # a partition's key: `((a, b), c)`
            found += names_in(piece[1:-1], place)
            continue
        is_name = bool(piece) and piece[0].kind in {"word", "quoted"}
        is_call = len(piece) > 2 and piece[1].words == "(" and piece[2].kind != "number"
        is_other = len(piece) > 1 and piece[1].kind == "mark" and piece[1].words != "("
        if is_name and not is_call and not is_other:
            found.append(place(piece[0]))
    return tuple(found)


def _is_of_table(item: Sequence[Token], at: int) -> bool:
    """Tell whether a constraint with a list of columns begins at an index."""
    match [token.upper or token.words for token in item[at : at + 3]]:
        case ["FOREIGN" | "PRIMARY", "KEY", "("] | ["UNIQUE", "(", *_]:
            return True
    return False


def _type_end(item: Sequence[Token]) -> int:
    """Return the index behind a column's type; 1 for none."""
    if len(item) < 2 or item[1].kind not in {"word", "quoted"} or item[1].upper in _CONSTRAINTS - {"CHARACTER"}:
        return 1
    at = 2
    while at < len(item):
        if item[at].words == "(":
            at = closing(item, at) + 1
        elif item[at].words == "[]" or item[at].upper in _AFTER_TYPE:
            at += 1
        elif item[at].words == "." and at + 1 < len(item):
            at += 2
        else:
            break
    return min(at, len(item))


def _value_end(item: Sequence[Token], at: int, flags: set[str]) -> int:
    """Read a constraint that has a value; return the index behind it, the same for one that is not known."""
    words = [token.upper for token in item[at : at + 4]]
    match words:
        case ["DEFAULT", *_]:
            flags.add("DEFAULT")
            return _expression_end(item, at + 1)
        case ["CHECK" | "IDENTITY", *_]:
            flags.add(words[0])
            is_bracket = at + 1 < len(item) and item[at + 1].words == "("
            return closing(item, at + 1) + 1 if is_bracket else at + 1
        case ["GENERATED", "ALWAYS", "AS", *_] | ["GENERATED", "BY", "DEFAULT", "AS", *_]:
            flags.add("IDENTITY")
            return _expression_end(item, at + (3 if words[1] == "ALWAYS" else 4))
        case ["ON", "UPDATE", "CURRENT_TIMESTAMP", *_]:
            return at + 3
        case ["COLLATE" | "COMMENT" | "CONSTRAINT", *_] if at + 1 < len(item):
            return at + 2
        case [word, *_] if word in _ALONE:
            return at + 1
    return at


def _expression_end(item: Sequence[Token], at: int) -> int:
    """Return the index behind a value: a literal, a name, a call or what stands in brackets, with a cast."""
    if at < len(item) and item[at].words in {"-", "+"}:
        at += 1
    if at < len(item) and item[at].words != "(":
        at += 1
    if at < len(item) and item[at].words == "(":
        at = closing(item, at) + 1
    while at + 1 < len(item) and item[at].words == "::":
        at += 2
    return min(at, len(item))


def _joined(tokens: Sequence[Token], place: Place, name: Text) -> Text:
    """Return some tokens as one text."""
    if not tokens:
        return Text("", "", name.end)
    texts = [place(token) for token in tokens]
    words = "".join(text.words if text.words in "()[]," else f" {text.words}" for text in texts)
    return Text(words.strip().replace("( ", "("), texts[0].raw, texts[0].start)
