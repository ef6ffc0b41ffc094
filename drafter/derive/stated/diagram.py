"""Mermaid diagrams read back: the opposite of `derive/diagrams.py`, for diagrams that somebody may have edited."""

import re
from dataclasses import field
from itertools import count

from drafter.derive.stated.content import code
from drafter.document.blocks import Absent, Flow
from drafter.frozen import frozen
from drafter.patterns import regex

__all__ = ["Drawn", "drawn", "drawn_modules"]

_LONGEST = 2000
"""Characters of a line; what is longer is no line of a diagram."""
_NODE = regex(r'([\w-]+)(\(\[|\[\(|\[\[|\(|\[)(?:"([^"]*)"|([^"\[\]()]+))(?:\]\)|\)\]|\]\]|\)|\])')
_EDGE_LABEL = regex(r'\|\s*(?:"([^"]*)"|([^"|]*))\s*\|')
_EDGE = regex(r"([\w-]+)\s*(?:-->|---|-\.->|==>)\s*(?:\|(\d+)\|\s*)?([\w-]+)")
_GROUP = regex(r'subgraph\s+[\w-]+\s*\[(?:"([^"]*)"|([^"\[\]]+))\]')
_STYLED = regex(r"class\s+([\w,-]+)\s+external\s*;?$")
_NAMESPACE = regex(r"namespace\s+(\w+)\s*\{")
_CLASS = regex(r'class\s+(\w+)(?:\["([^"]*)"\])?')
_NUMBER = regex(r"^\(\d+\)\s*")
_KINDS = {"([": "role", "(": "interface", "[(": "store", "[[": "broker", "[": "service"}


@frozen
class Drawn:
    """A flowchart."""

    kinds: dict[str, str] = field(default_factory=dict)
    """The nodes' names in order, with what their shapes say: `role`, `store`, `external system`, ..."""
    edges: tuple[tuple[str, str, str], ...] = ()
    """From a name, to a name, and the label without its number."""
    groups: dict[str, str] = field(default_factory=dict)
    """The titles of the groups that nodes stand in, by the nodes' names."""


def drawn(content: Flow | Absent) -> Drawn:
    """Return the first flowchart of a part; an empty one when there is none."""
    fence = code(content, "mermaid")
    if fence is None or "classDiagram" in fence.text:
        return Drawn()
    names: dict[str, str] = {}
    kinds: dict[str, str] = {}
    edges: list[tuple[str, str, str]] = []
    groups: dict[str, str] = {}
    group = ""
    for line in _lines(fence.text):
        if match := _GROUP.match(line):
            group = _plain(match[1] or match[2])
        elif line == "end":
            group = ""
        elif match := _STYLED.match(line):
            kinds |= {names[node]: "external system" for node in match[1].split(",") if node in names}
        else:
            said = [match[1] or match[2] or "" for match in _EDGE_LABEL.finditer(line)]
            numbered = _numbered(line)
            for match in _NODE.finditer(numbered):
                name = _plain(re.split(r"<br\s*/?>", match[3] or match[4] or "")[0])
                names.setdefault(match[1], name)
                kinds.setdefault(name, _KINDS[match[2]])
                if group:
                    groups.setdefault(name, group)
            edges += [(m[1], m[3], said[int(m[2])] if m[2] else "") for m in _EDGE.finditer(_NODE.sub(r"\1", numbered))]
    named = tuple((names.get(one, one), names.get(other, other), _label(text)) for one, other, text in edges)
    return Drawn(kinds, named, groups)


def drawn_modules(content: Flow | Absent) -> dict[str, tuple[str, ...]]:
    """Return the classes of the first class diagram of a part by their namespace; none when there is no such thing."""
    fence = code(content, "mermaid")
    found: dict[str, list[str]] = {}
    space = ""
    for line in _lines(fence.text if fence and "classDiagram" in fence.text else ""):
        if match := _NAMESPACE.match(line):
            space = match[1]
        elif (match := _CLASS.match(line)) and space:
            found.setdefault(space, []).append(_plain(match[2] or match[1]))
    return {name: tuple(modules) for name, modules in found.items()}


def _lines(text: str) -> list[str]:
    return [line.strip() for line in text.splitlines() if len(line) <= _LONGEST]


def _numbered(line: str) -> str:
    """Return a line in which the labels of edges are numbers: `|0|`, `|1|`."""
    numbers = count()
    return _EDGE_LABEL.sub(lambda _: f"|{next(numbers)}|", line)


def _label(text: str) -> str:
    return _NUMBER.sub("", _plain(text))


def _plain(label: str) -> str:
    """Return a label without Mermaid's codes for characters."""
    return " ".join(re.sub(r"#(\d{1,7});", _character, label).split())


def _character(match: re.Match[str]) -> str:
    number = int(match[1])
    return chr(number) if number < 0xD800 or 0xE000 <= number <= 0x10FFFF else ""
