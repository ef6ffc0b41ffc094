"""What a Mermaid diagram holds, as values with their places."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from drafter.document.page import Text
from drafter.frozen import frozen
from drafter.patterns import regex

__all__ = ["Diagram", "Draft", "Edge", "Fault", "Group", "Node", "label_lines"]

_BREAK = regex(r"<br\s*/?>|\\n|\n", re.IGNORECASE)
_ENTITY = regex(r"#(\w{1,8});")
_NAMED = {"quot": '"', "amp": "&", "lt": "<", "gt": ">", "nbsp": " ", "semi": ";", "colon": ":", "35": "#"}
_MARKS = regex(r"`|\*\*|</?[a-z]+>")
_CODED = regex(r"[<\\\n#`*]")
"""One of these is in each label of several lines, and in each with codes or marks."""


@frozen
class Node:
    """A node, class, participant or entity."""

    id: str
    name: Text
    """The first line of its label, or its identifier."""
    below: Text
    """The label's further lines; empty for none."""
    shape: str
    """The opening bracket in a flowchart; `actor` or `participant` in a sequence diagram; empty otherwise."""
    labelled: bool
    style: str = ""


@frozen
class Edge:
    """An arrow from one node or group to another, by their identifiers."""

    source: str
    target: str
    label: str
    both_ways: bool
    at: Text
    """The identifier where it ends."""


@frozen
class Group:
    """A subgraph or namespace."""

    id: str
    name: Text
    members: tuple[str, ...]
    """Identifiers of all nodes and groups in it, at any depth."""


@frozen
class Fault:
    """Why Mermaid refuses a diagram."""

    problem: str
    at: Text


@frozen
class Diagram:
    """A diagram of a part."""

    part: str
    kind: str
    """`flowchart`, `class`, `sequence`, `er`; the first word for others."""
    nodes: dict[str, Node]
    edges: tuple[Edge, ...]
    groups: tuple[Group, ...]
    fault: Fault | None
    at: Text
    """Its first line."""

    def inside(self, identifier: str) -> tuple[str, ...]:
        """Return the nodes that an end of an edge stands for: a group's are those in it."""
        return next((group.members for group in self.groups if group.id == identifier), (identifier,))


@dataclass(slots=True)
class Draft:
    """A diagram while it is read."""

    source: str
    start: int
    """Where the source stands in the page."""
    nodes: dict[str, Node] = field(default_factory=dict)
    edges: list[Edge] = field(default_factory=list)
    groups: list[Group] = field(default_factory=list)
    fault: Fault | None = None
    _open: list[tuple[str, Text, list[str]]] = field(default_factory=list)

    def text(self, start: int, end: int) -> Text:
        """Return some characters of the source with their place."""
        raw = self.source[start:end]
        return Text(" ".join(raw.split()), raw, self.start + start)

    def fail(self, problem: str, start: int, end: int | None = None) -> None:
        """Remember the first thing that Mermaid does not accept."""
        if self.fault is None:
            stop = self.source.find("\n", start) if end is None else end
            self.fault = Fault(problem, self.text(start, len(self.source) if stop < 0 else stop))

    def add(self, node: Node) -> None:
        """Add a node, or the label to one that an edge named first."""
        known = self.nodes.get(node.id)
        if known is None or (node.labelled and not known.labelled):
            self.nodes[node.id] = node
        for _, _, members in self._open:
            if node.id not in members:
                members.append(node.id)

    def open(self, identifier: str, name: Text) -> None:
        """Begin a group."""
        for _, _, members in self._open:
            members.append(identifier)
        self._open.append((identifier, name, []))

    def close(self) -> bool:
        """End the group that began last, and tell whether there was one."""
        if not self._open:
            return False
        identifier, name, members = self._open.pop()
        self.groups.append(Group(identifier, name, tuple(members)))
        return True

    def finish(self, what: str, end: str) -> None:
        """Close what is still open, which is a fault; a group's identifier in an arrow is no node."""
        for _, name, _ in self._open:
            self.fail(f"the {what} {name.words} has no {end}", name.start - self.start, name.end - self.start)
        while self.close():
            pass
        for group in self.groups:
            if group.id in self.nodes and not self.nodes[group.id].labelled:
                del self.nodes[group.id]


def label_lines(label: Text) -> tuple[Text, Text]:
    """Return the first line of a label and the rest, without Mermaid's codes and marks."""
    if not _CODED.search(label.raw):
        raw = label.raw.strip(" \t")
        first = Text(" ".join(raw.split()), raw, label.start + label.raw.find(raw)) if raw else label
        return first, Text("", "", first.end)
    pieces = list(_pieces(label))
    first = next((piece for piece in pieces if piece), label)
    rest = [piece for piece in pieces if piece and piece.start > first.start]
    return first, rest[0] if rest else Text("", "", first.end)


def _pieces(label: Text) -> Iterator[Text]:
    reached = 0
    bounds = [*((match.start(), match.end()) for match in _BREAK.finditer(label.raw)), (len(label.raw),) * 2]
    for start, end in bounds:
        raw = label.raw[reached:start]
        stripped = raw.strip(" \t`")
        begin = label.start + reached + raw.find(stripped)
        yield Text(" ".join(_MARKS.sub("", _ENTITY.sub(_character, stripped)).split()), stripped, begin)
        reached = end


def _character(match: re.Match[str]) -> str:
    code = match[1]
    if code in _NAMED:
        return _NAMED[code]
    return chr(int(code)) if code.isdecimal() and 0 < int(code) < 0x110000 else match[0]
