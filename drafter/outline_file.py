"""The outline as a YAML file that a person edits, and back.

Everything in it is text, whatever YAML's own types would make of it: `1.10`, `yes` and `2024-01-01` are read
as they are written, and an empty value or a plain `null` means that the key is left out.
"""

import re
import textwrap
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any, Literal, get_args, get_origin

from pydantic import ValidationError
from pydantic.fields import FieldInfo
from pydantic_core import ErrorDetails
from rapidfuzz import fuzz, process
from ruamel.yaml import YAML
from ruamel.yaml import events as yaml
from ruamel.yaml.error import MarkedYAMLError, YAMLError
from ruamel.yaml.reader import ReaderError

from drafter.document.brief import Brief
from drafter.document.outline import Outline
from drafter.document.value import Value
from drafter.errors import InputError

__all__ = ["from_yaml", "to_yaml"]

_WIDTH = 100
_MOST_CHARACTERS = 1_000_000
_MOST_NODES = 10_000
"""Half a second of reading, and ten times a large outline."""
_DEEPEST = 16
_MOST_FAULTS = 8
_HINT = 'Correct the file and run the command again; text that holds ": " or " #" needs quotation marks.'

_HEAD = """\
# The outline of the document: the names and numbers that all of its sections share.
# Change it before you draft; a name that is changed here, also where others refer to it, changes in every
# section. Empty keys may be left out. Text needs quotation marks only when it holds ": " or " #" or
# starts with a sign. `source` is the statement of the brief that an entry comes from; a proposal has none.
"""
_ABOUT = {
    "title": "What the document is called.",
    "kind": "What is built.",
    "interfaces": "How others reach it.",
    "storage": "How it keeps its data.",
    "sql_dialect": "The database that the SQL is written for.",
    "components": "The parts that are named, built and deployed. `depends_on` names other components.",
    "entities": "The things that the system keeps or passes on.",
    "operations": "What the system offers. `component` offers it, `entity` is what it is about.",
    "roles": "Who, or which other system, uses it.",
    "environments": "Where it runs, from the developer's machine to production.",
    "targets": "The numbers that the brief asks for: `quantity` in its words, `statement` by its id.",
    "decisions": "The choices that shape the design.",
    "not_applicable": "The parts of the template that do not apply, and why: `part` is 6, or 5.2.",
    "conflicts": "Statements of the brief that cannot both hold; the document asks which one does.",
    "questions": "What the brief leaves open. `part` is the part of the template that waits for it.",
}
_KINDS = {
    "components": "component", "entities": "entity", "operations": "operation", "roles": "role",
    "environments": "environment",
}  # fmt: skip
_KEYWORDS = {"y", "n", "yes", "no", "true", "false", "on", "off", "null"}
_PLAIN = re.compile(r"[^\W\d_](?:(?:[\w .,;!?()/'+&%{}-]|:(?=[^\s]))*[\w.,;!?()/'+&%{}-])?|(?:/[\w{}.-]*)+")
"""Text that every reader of YAML takes for text, outside of brackets; in them, `,:{}` have a meaning."""


def to_yaml(outline: Outline, brief: Brief | None) -> str:
    """Return the outline as YAML with comments; the statements that it refers to are quoted from the brief.

    Reading it back with `from_yaml` gives an equal outline.
    """
    statements = {statement.id: statement.text for statement in brief.statements} if brief else {}
    blocks = [_HEAD]
    unused = []
    for key, field in Outline.model_fields.items():
        value = getattr(outline, key)
        if not field.is_required() and value == field.default == ():
            unused.append(_comment(f"{key} ({', '.join(_entry_fields(field))}): {_ABOUT[key]}", 3))
        elif not field.is_required() and value == field.default:
            blocks.append(_about(key, field) + f"# {_line(key, value)[0]}\n")
        else:
            has_items = bool(value) and isinstance(value[0], Value)
            lines = _items(key, value, statements) if has_items else _line(key, value)
            blocks.append(_about(key, field) + "".join(f"{line}\n" for line in lines))
    if unused:
        blocks.append("# Left out, because there are none:\n" + "".join(unused))
    return "\n".join(blocks)


def from_yaml(text: str, name: str) -> Outline:
    """Return the outline that a YAML text describes; `name` is the file's, for messages.

    Raises InputError with the first eight faults, a line each: `outline.yaml:12:5: components[2].depends_on:
    ...`. Anchors, aliases and tags are refused, so that nothing is constructed or multiplied.
    """
    root, faults = _Tree(text, name).read()
    if root.value is None:
        raise InputError(f"{name}: the outline is empty", hint="Delete the file to have it made anew.")
    faults += _disagreements(root)
    try:
        outline = Outline.model_validate(_data(root))
    except ValidationError as error:
        for one in error.errors():
            if (not one["loc"] and faults) or (one["type"] == "too_short" and one["input"]):
                continue  # said above, or because of entries that are wrong themselves
            faults.append(_fault(root, one))
    if faults:
        lines = [f"{name}:{fault}" for fault in sorted(faults, key=lambda fault: fault.at)]
        if (more := len(lines) - _MOST_FAULTS) > 0:
            lines[_MOST_FAULTS - 1 :] = [f"{name}: and {more + 1} more"]
        raise InputError("\n".join(lines), hint=_HINT)
    return outline


def _entry_fields(field: FieldInfo) -> dict[str, FieldInfo]:
    """Return the fields of a block's entries; none when they are text."""
    entry = next(iter(get_args(field.annotation)), None)
    return entry.model_fields if isinstance(entry, type) and issubclass(entry, Value) else {}


def _choices(field: FieldInfo) -> tuple[str, ...]:
    """Return the allowed values of a field, or of its entries; none when any text is allowed."""
    annotation = get_args(field.annotation)[0] if get_origin(field.annotation) is tuple else field.annotation
    return tuple(filter(None, get_args(annotation))) if get_origin(annotation) is Literal else ()


def _about(key: str, field: FieldInfo) -> str:
    """Return the comment before a block: what it is, and the allowed values."""
    said = [_ABOUT[key]]
    if choices := _choices(field):
        said.append(f"{'Any' if get_origin(field.annotation) is tuple else 'One'} of: {', '.join(choices)}.")
    for name, inner in _entry_fields(field).items():
        said += [f"{name}: {', '.join(choices)}." for choices in [_choices(inner)] if choices]
    return "".join(map(_comment, said))


def _comment(text: str, indent: int = 1) -> str:
    lines = textwrap.wrap(text, _WIDTH, break_on_hyphens=False)
    return "".join(f"#{' ' * indent}{line}\n" for line in lines)


def _items(key: str, values: tuple[Value, ...], statements: dict[str, str]) -> Iterator[str]:
    """Yield the lines of a list of entries, each below the statements that it comes from."""
    yield f"{key}:"
    for value in values:
        for name in ("source", "first", "second", "statement"):
            id_ = getattr(value, name, "")
            if id_ in statements and statements[id_] != getattr(value, "text", ""):
                yield f"  # {id_}: {_quoted(statements[id_])}"
        start = "  - "
        for name, field in type(value).model_fields.items():
            inner = getattr(value, name)
            if field.is_required() or inner != field.default:
                yield from _line(name, inner, start)
                start = "    "


def _line(key: str, value: str | tuple[str, ...], start: str = "") -> list[str]:
    """Return a key with its text or list: on one line, unless the list is long."""
    if isinstance(value, str):
        return [f"{start}{key}: {_scalar(value)}"]
    flow = f"{start}{key}: [{', '.join(_scalar(one, in_flow=True) for one in value)}]"
    if len(flow) <= _WIDTH:
        return [flow]
    return [f"{start}{key}:", *(f"{' ' * len(start)}  - {_scalar(one)}" for one in value)]


def _scalar(text: str, *, in_flow: bool = False) -> str:
    """Return text as YAML: plain when every reader takes it for text, else in double quotes."""
    has_meaning = in_flow and any(char in text for char in ",:{}")
    if _PLAIN.fullmatch(text) and text.lower() not in _KEYWORDS and not has_meaning:
        return text
    return f'"{"".join(map(_escaped, text))}"'


def _escaped(char: str) -> str:
    if char.isprintable():
        return f"\\{char}" if char in '"\\' else char
    return {"\n": "\\n", "\t": "\\t"}.get(char, f"\\U{ord(char):08x}")


def _quoted(text: str) -> str:
    visible = "".join(char for char in " ".join(text.split()) if char.isprintable())
    return f'"{textwrap.shorten(visible, _WIDTH - 12, placeholder=" …")}"'


@dataclass(frozen=True, slots=True)
class _Node:
    """A value of the file and where it stands: line and column, from 1."""

    at: tuple[int, int]
    value: "str | list[_Node] | dict[str, _Node] | None"
    key_at: tuple[int, int] = (1, 1)


@dataclass(frozen=True, slots=True)
class _Fault:
    """Something wrong in the file."""

    at: tuple[int, int]
    path: tuple[int | str, ...]
    message: str

    def __str__(self) -> str:
        steps = (f"[{step}]" if isinstance(step, int) else f".{_word(step)}" for step in self.path)
        path = "".join(steps).lstrip(".")
        return f"{self.at[0]}:{self.at[1]}: {path + ': ' if path else ''}{self.message}"


class _Tree:
    """The nodes of a YAML text, built from its events with bounds on their depth and number."""

    def __init__(self, text: str, name: str) -> None:
        if len(text) > _MOST_CHARACTERS:
            raise InputError(f"{name}: is larger than 1 MB", hint="An outline is a few pages.")
        self._text = text.removeprefix("\ufeff")
        self._events = YAML(typ="safe", pure=True).parse(self._text)
        self._name = name
        self._count = 0
        self._at = (1, 1)
        self._faults: list[_Fault] = []

    def read(self) -> tuple[_Node, list[_Fault]]:
        """Return the one document's root, empty when there is none, and the keys that are given twice."""
        self._next()
        if isinstance(self._next(), yaml.StreamEndEvent):
            return _Node(self._at, None), []
        root = self._node(self._next(), ())
        self._next()
        if not isinstance(self._next(), yaml.StreamEndEvent):
            raise self._unreadable("a second document starts here; an outline is one")
        return root, self._faults

    def _next(self) -> Any:
        try:
            event = next(self._events)
        except ReaderError as error:
            before, code = self._text[: error.position], ord(self._text[error.position])
            self._at = (before.count("\n") + 1, len(before) - before.rfind("\n"))
            raise self._unreadable(f"the character U+{code:04X} is not allowed") from error
        except MarkedYAMLError as error:
            mark = error.problem_mark or error.context_mark
            self._at = (mark.line + 1, mark.column + 1) if mark else self._at
            raise self._unreadable(" ".join(str(error.problem or error.context).split())) from error
        except (YAMLError, ValueError, OverflowError, AssertionError) as error:
            # ruamel.yaml lets the errors of chr() and of its own assertions through
            raise self._unreadable("this is no YAML from here on") from error
        self._at = (event.start_mark.line + 1, event.start_mark.column + 1)
        self._count += 1
        if self._count > _MOST_NODES:
            raise self._unreadable(f"the file has more than {_MOST_NODES:,} values")
        if getattr(event, "anchor", None) is not None:
            raise self._unreadable("anchors and aliases (& and *) are not allowed; write the value out")
        if getattr(event, "tag", None) is not None:
            raise self._unreadable("tags (!) are not allowed; everything is text")
        return event

    def _unreadable(self, why: str) -> InputError:
        return InputError(f"{self._name}:{self._at[0]}:{self._at[1]}: {why}", hint=_HINT)

    def _node(self, event: Any, path: tuple[int | str, ...], key_at: tuple[int, int] = (1, 1)) -> _Node:
        at = self._at
        if len(path) > _DEEPEST:
            raise self._unreadable(f"lists and keys are nested more than {_DEEPEST} deep")
        match event:
            case yaml.ScalarEvent():
                if not str(event.value).isascii() and re.search("[\ud800-\udfff]", event.value):
                    raise self._unreadable("half of a surrogate pair is no character")
                is_null = not event.style and event.value in {"", "~", "null", "Null", "NULL"}
                return _Node(at, None if is_null else str(event.value), key_at)
            case yaml.SequenceStartEvent():
                return _Node(at, self._list(path), key_at)
            case _:
                return _Node(at, self._mapping(path), key_at)

    def _list(self, path: tuple[int | str, ...]) -> list[_Node]:
        nodes: list[_Node] = []
        while not isinstance(event := self._next(), yaml.SequenceEndEvent):
            nodes.append(self._node(event, (*path, len(nodes))))
        return nodes

    def _mapping(self, path: tuple[int | str, ...]) -> dict[str, _Node]:
        nodes: dict[str, _Node] = {}
        while not isinstance(event := self._next(), yaml.MappingEndEvent):
            if not isinstance(event, yaml.ScalarEvent):
                raise self._unreadable("a key must be a word")
            key, at = str(event.value), self._at
            node = self._node(self._next(), (*path, key), at)
            if key in nodes:
                why = f"is given twice, first on line {nodes[key].key_at[0]}"
                self._faults.append(_Fault(at, (*path, key), why))
            nodes.setdefault(key, node)
        return nodes


def _data(node: _Node) -> object:
    if isinstance(node.value, dict):
        return {key: _data(inner) for key, inner in node.value.items() if inner.value is not None}
    return [_data(inner) for inner in node.value] if isinstance(node.value, list) else node.value


def _fault(root: _Node, error: ErrorDetails) -> _Fault:
    """Return what pydantic found, at the node that it is about and in words for a person."""
    path = error["loc"]
    node, parent = root, root
    for step in path:
        parent = node
        node = _child(node, step) or node
    top = Outline.model_fields
    fields = _entry_fields(top[str(path[0])]) if len(path) > 2 else top
    key = next((step for step in reversed(path) if isinstance(step, str)), "")
    choices = _choices(fields[key]) if key in fields else ()
    listed = ", ".join(choices)
    if error["type"] == "extra_forbidden":
        known = _nearest(key, fields) or f"; there are {', '.join(fields)}"
        return _Fault(node.key_at, path, f"there is no such key{known}")
    if error["type"] == "missing":
        at = parent.at if node is parent else node.key_at
        return _Fault(at, path, f"is missing{listed and '; one of '}{listed}")
    as_list = f"; write {key}: [{_scalar(node.value, in_flow=True)}]" if isinstance(node.value, str) else ""
    messages = {
        "literal_error": f"{_shown(node)} is none of {listed}{_nearest(node.value, choices)}",
        "string_type": f"should be text, not {_kind(node)}",
        "tuple_type": f"should be a list, not {_kind(node)}{as_list}",
        "model_type": f"should be keys with values, not {_kind(node)}",
        "too_short": "needs at least one",
        "string_pattern_mismatch": f"{_shown(node)} is no part of the template, such as 6 or 5.2",
    }
    return _Fault(node.at, path, messages.get(error["type"], error["msg"].removeprefix("Value error, ")))


def _child(node: _Node, step: int | str) -> _Node | None:
    if isinstance(node.value, dict):
        return node.value.get(str(step))
    if isinstance(node.value, list) and isinstance(step, int):
        return node.value[step]
    return None


def _disagreements(root: _Node) -> list[_Fault]:
    """Return the names that are listed twice, and those that refer to nothing."""
    faults: list[_Fault] = []
    names: dict[str, list[str]] = {}
    for block, kind in _KINDS.items():
        names[kind] = []
        seen: set[str] = set()
        for index, entry in enumerate(_listed(_child(root, block))):
            node = _child(entry, "name") or entry
            if isinstance(node.value, str):
                if node.value.casefold() in seen:
                    message = f"the {kind} {_shown(node)} is listed twice"
                    faults.append(_Fault(node.at, (block, index), message))
                seen.add(node.value.casefold())
                names[kind].append(node.value)
    for index, entry in enumerate(_listed(_child(root, "components"))):
        own = _child(entry, "name")
        path: tuple[str | int, ...] = ("components", index, "depends_on")
        for node in _listed(_child(entry, "depends_on")):
            if own and node.value == own.value:
                faults.append(_Fault(node.at, path, f"{_shown(node)} depends on itself"))
            faults += _unknown(node, path, "component", names["component"])
    for index, entry in enumerate(_listed(_child(root, "operations"))):
        for kind, allowed in (("component", names["component"]), ("entity", ["", *names["entity"]])):
            node = _child(entry, kind) or entry
            faults += _unknown(node, ("operations", index, kind), kind, allowed)
    return faults


def _listed(node: _Node | None) -> list[_Node]:
    return node.value if node and isinstance(node.value, list) else []


def _unknown(node: _Node, path: tuple[int | str, ...], kind: str, names: list[str]) -> list[_Fault]:
    if not isinstance(node.value, str) or node.value in names:
        return []
    return [_Fault(node.at, path, f"{_shown(node)} is no {kind}{_nearest(node.value, names)}")]


def _nearest(word: object, known: Iterable[str]) -> str:
    """Return `; did you mean 'X'?` for the known word that is most like this one, if one is."""
    if not isinstance(word, str):
        return ""
    folded = {name: name.casefold() for name in known}
    found = process.extractOne(word.casefold(), folded, scorer=fuzz.ratio, score_cutoff=60)
    return f"; did you mean {_word(found[2], quoted=True)}?" if found else ""


def _shown(node: _Node) -> str:
    """Return a value for a message."""
    return _word(node.value, quoted=True) if isinstance(node.value, str) else _kind(node)


def _word(text: str, *, quoted: bool = False) -> str:
    """Return text for a message: shortened, and with its control characters escaped."""
    short = text if len(text) <= 60 else f"{text[:59]}…"
    return repr(short) if quoted or not short.isidentifier() else short


def _kind(node: _Node) -> str:
    kinds: dict[type, str] = {str: "text", list: "a list", dict: "keys with values"}
    return kinds.get(type(node.value), "nothing")
