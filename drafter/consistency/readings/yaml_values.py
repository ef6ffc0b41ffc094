"""YAML and JSON as values with their places, read from the parser's events without constructing anything."""

import importlib
import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import Any

from drafter.document.page import Text
from drafter.patterns import regex

__all__ = ["NOTHING", "Value", "YamlFault", "value_of", "walk"]

_DEEPEST = 60
"""Levels; the parser's time grows with their square."""
_NONE: Mapping[str, "Value"] = MappingProxyType({})
_NO_KEYS: Mapping[str, Text] = MappingProxyType({})
_WORD = regex(r"\S+")
_UNCLOSED = regex(r"""^[ \t]*(?:- )*(?:[^\s"':]+:[ \t]+)?(?:"(?:[^"\\\n]|\\.)*|'[^'\n]*)$""", re.MULTILINE)
"""A line with a quotation that does not end in it."""


@dataclass(slots=True, eq=False)
class Value:
    """A mapping, a sequence or a scalar.

    It is never changed; it is not frozen, since making thousands of frozen ones takes twice the time.
    """

    text: Text
    """The scalar itself; of the others the key that they belong to, else where they begin."""
    scalar: str | None = None
    is_plain: bool = False
    """Whether it is a scalar without quotes, so that it may be a number or a truth value."""
    fields: Mapping[str, "Value"] = field(default_factory=lambda: _NONE)
    keys: Mapping[str, Text] = field(default_factory=lambda: _NO_KEYS)
    items: tuple["Value", ...] = ()
    is_list: bool = False
    doubled: tuple[tuple[Text, Text], ...] = ()
    """Keys that are there again, each with the first one."""

    def __getitem__(self, name: str) -> "Value":
        """Return the value of a key, `NOTHING` without it."""
        return self.fields.get(name, NOTHING)

    def __bool__(self) -> bool:
        return self is not NOTHING

    @property
    def words(self) -> str:
        """The scalar; empty for the others."""
        return self.scalar or ""


NOTHING = Value(Text("", "", 0))
"""What is not there."""


class YamlFault(Exception):
    """The text is no YAML; holds the place, and why."""

    def __init__(self, at: Text, reason: str) -> None:
        super().__init__(reason)
        self.at = at
        self.reason = reason


@dataclass(slots=True)
class _Frame:
    """A mapping or a sequence that is not ended."""

    text: Text
    anchor: str | None
    is_map: bool
    key: Text | None = None
    fields: dict[str, Value] = field(default_factory=dict)
    keys: dict[str, Text] = field(default_factory=dict)
    items: list[Value] = field(default_factory=list)
    doubled: list[tuple[Text, Text]] = field(default_factory=list)

    def value(self) -> Value:
        """Return what it holds as a value."""
        items = tuple(self.items)
        return Value(self.text, None, False, self.fields, self.keys, items, not self.is_map, tuple(self.doubled))

    def add_scalar(self, text: Text, *, is_plain: bool) -> None:
        """Take a scalar; of a key only its text is kept."""
        if self.is_map and self.key is None:
            self.key = text
        else:
            self.add(_scalar(text, is_plain=is_plain))

    def add(self, value: Value) -> None:
        """Take a key, or the value of the last key, or an item."""
        if not self.is_map:
            self.items.append(value)
        elif self.key is None:
            self.key = value.text
        else:
            key, self.key = self.key, None
            if key.words == "<<" and value.fields:
                self.fields = {**value.fields, **self.fields}
                return
            first = self.keys.setdefault(key.words, key)
            if first is not key:
                self.doubled.append((key, first))
            self.fields[key.words] = value


def _scalar(text: Text, *, is_plain: bool) -> Value:
    return Value(text, text.words, is_plain, _NONE, _NO_KEYS)


def value_of(source: Text) -> Value:
    """Return the first document of a text; raises `YamlFault` when it is no YAML, or nests too deeply."""
    yaml = importlib.import_module("yaml")
    loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)(source.raw.replace("\t", " "))
    try:
        return _built(loader.get_event, source)
    except (yaml.YAMLError, UnicodeEncodeError) as error:
        mark = getattr(error, "problem_mark", None) or getattr(error, "context_mark", None)
        reason = getattr(error, "problem", None) or "a character is not allowed"
        at = mark.index if mark else 0
        raise YamlFault(_at(source, _unclosed_quotation(source.raw, at) or at), reason) from None
    finally:
        loader.dispose()


def walk(value: Value) -> Iterator[Value]:
    """Yield a value and all within it, each once."""
    waiting, seen = [value], {id(NOTHING)}
    while waiting:
        current = waiting.pop()
        if id(current) in seen:
            continue
        seen.add(id(current))
        yield current
        waiting.extend(current.items)
        waiting.extend(current.fields.values())


def _built(next_event: Callable[[], Any], source: Text) -> Value:
    """Build the values of events."""
    top = _Frame(source, None, is_map=False)
    frames = [top]
    anchors: dict[str, Value] = {}
    known: dict[str, str] = {}
    raw, offset = source.raw, source.start
    while True:
        event = next_event()
        match type(event).__name__:
            case "ScalarEvent":
                start = event.start_mark.index
                written = raw[start : event.end_mark.index]
                words = known.setdefault(event.value, event.value)  # a contract repeats most of its words
                text = Text(words, known.setdefault(written, written), offset + start)
                if event.anchor:
                    anchors[event.anchor] = _scalar(text, is_plain=event.implicit[0])
                frames[-1].add_scalar(text, is_plain=event.implicit[0])
            case "MappingStartEvent" | "SequenceStartEvent" as kind:
                if len(frames) > _DEEPEST:
                    raise YamlFault(_at(source, event.start_mark.index), f"it nests more than {_DEEPEST} levels deep")
                text = frames[-1].key or _at(source, event.start_mark.index)
                frames.append(_Frame(text, event.anchor, is_map=kind == "MappingStartEvent"))
            case "MappingEndEvent" | "SequenceEndEvent":
                done = frames.pop()
                value = done.value()
                if done.anchor:
                    anchors[done.anchor] = value
                frames[-1].add(value)
            case "AliasEvent":
                frames[-1].add(anchors.get(event.anchor, NOTHING))
            case "DocumentEndEvent" | "StreamEndEvent":
                return top.items[0] if top.items else NOTHING


def _unclosed_quotation(raw: str, end: int) -> int:
    """Return where a quotation begins that swallowed what follows, up to where a parser stopped; 0 for nowhere."""
    line = _UNCLOSED.search(raw, 0, end)
    return min(at for quote in "\"'" if (at := raw.find(quote, line.start(), line.end())) >= 0) if line else 0


def _at(source: Text, index: int) -> Text:
    """Return the word at an index, or the last one before it."""
    word = _WORD.search(source.raw, index)
    if word is None:
        last = source.raw.rstrip()
        start = max(last.rfind("\n"), last.rfind(" ")) + 1
        return Text(last[start:], last[start:], source.start + start)
    return Text(word[0], word[0], source.start + word.start())
