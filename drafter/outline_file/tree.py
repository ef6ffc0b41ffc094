"""YAML as nodes with their places: bounded, without anchors and tags."""

import re
from typing import Any

from ruamel.yaml import YAML
from ruamel.yaml import events as yaml
from ruamel.yaml.error import MarkedYAMLError, YAMLError
from ruamel.yaml.reader import ReaderError

from drafter.errors import InputError
from drafter.frozen import frozen

__all__ = ["HINT", "Node", "OutlineFault", "Tree", "kind_in_words", "quoted_word", "shown_value"]

_MOST_CHARACTERS = 1_000_000


_MOST_NODES = 10_000
"""Half a second of reading, and ten times a large outline."""


_DEEPEST = 16


HINT = 'Correct the file and run the command again; text that holds ": " or " #" needs quotation marks.'


@frozen
class Node:
    """A value of the file and where it stands: line and column, from 1."""

    at: tuple[int, int]
    value: "str | list[Node] | dict[str, Node] | None"
    key_at: tuple[int, int] = (1, 1)


@frozen
class OutlineFault:
    """Something wrong in the file."""

    at: tuple[int, int]
    path: tuple[int | str, ...]
    message: str

    def __str__(self) -> str:
        steps = (f"[{step}]" if isinstance(step, int) else f".{quoted_word(step)}" for step in self.path)
        path = "".join(steps).lstrip(".")
        return f"{self.at[0]}:{self.at[1]}: {path + ': ' if path else ''}{self.message}"


class Tree:
    """The nodes of a YAML text, built from its events with bounds on their depth and number."""

    def __init__(self, text: str, name: str, hint: str = HINT) -> None:
        self._hint = hint
        if len(text) > _MOST_CHARACTERS:
            raise InputError(f"{name}: is larger than 1 MB", hint="An outline is a few pages.")
        self._text = text.removeprefix("\ufeff")
        self._events = YAML(typ="safe", pure=True).parse(self._text)
        self._name = name
        self._count = 0
        self._at = (1, 1)
        self._faults: list[OutlineFault] = []

    def read(self) -> tuple[Node, list[OutlineFault]]:
        """Return the one document's root, empty when there is none, and the keys that are given twice."""
        self._next()
        if isinstance(self._next(), yaml.StreamEndEvent):
            return Node(self._at, None), []
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
        return InputError(f"{self._name}:{self._at[0]}:{self._at[1]}: {why}", hint=self._hint)

    def _node(self, event: Any, path: tuple[int | str, ...], key_at: tuple[int, int] = (1, 1)) -> Node:
        at = self._at
        if len(path) > _DEEPEST:
            raise self._unreadable(f"lists and keys are nested more than {_DEEPEST} deep")
        match event:
            case yaml.ScalarEvent():
                if not str(event.value).isascii() and re.search("[\ud800-\udfff]", event.value):
                    raise self._unreadable("half of a surrogate pair is no character")
                is_null = not event.style and event.value in {"", "~", "null", "Null", "NULL"}
                return Node(at, None if is_null else str(event.value), key_at)
            case yaml.SequenceStartEvent():
                return Node(at, self._list(path), key_at)
            case _:
                return Node(at, self._mapping(path), key_at)

    def _list(self, path: tuple[int | str, ...]) -> list[Node]:
        nodes: list[Node] = []
        while not isinstance(event := self._next(), yaml.SequenceEndEvent):
            nodes.append(self._node(event, (*path, len(nodes))))
        return nodes

    def _mapping(self, path: tuple[int | str, ...]) -> dict[str, Node]:
        nodes: dict[str, Node] = {}
        while not isinstance(event := self._next(), yaml.MappingEndEvent):
            if not isinstance(event, yaml.ScalarEvent):
                raise self._unreadable("a key must be a word")
            key, at = str(event.value), self._at
            node = self._node(self._next(), (*path, key), at)
            if key in nodes:
                why = f"is given twice, first on line {nodes[key].key_at[0]}"
                self._faults.append(OutlineFault(at, (*path, key), why))
            nodes.setdefault(key, node)
        return nodes


def shown_value(node: Node) -> str:
    """Return a value for a message."""
    return quoted_word(node.value, quoted=True) if isinstance(node.value, str) else kind_in_words(node)


def quoted_word(text: str, *, quoted: bool = False) -> str:
    """Return text for a message: shortened, and with its control characters escaped."""
    short = text if len(text) <= 60 else f"{text[:59]}…"
    return repr(short) if quoted or not short.isidentifier() else short


def kind_in_words(node: Node) -> str:
    """Return what a node is, for people."""
    kinds: dict[type, str] = {str: "text", list: "a list", dict: "keys with values"}
    return kinds.get(type(node.value), "nothing")
