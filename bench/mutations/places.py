"""Components, diagrams, schema and contract of a page, each with the lines where it stands."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache
from random import Random
from typing import Any

from ruamel.yaml import YAML
from ruamel.yaml.error import YAMLError

from bench.mutations.mutation import pick
from bench.mutations.page import Bullet, Fence, Page, Row

__all__ = [
    "PROSE_PARTS",
    "Column",
    "Component",
    "Edge",
    "Node",
    "Operation",
    "attributes_of",
    "block_end",
    "columns",
    "components",
    "contract",
    "contract_lines",
    "described_entities",
    "edges",
    "endpoints",
    "misspelt",
    "nodes",
    "operations",
    "other_name",
    "tables",
]


PROSE_PARTS = ("2.1", "2.2", "5.4", "7.4", "8.3", "9.2", "9.3", "10.2", "10.3", "11.3", "12.1")


@dataclass(frozen=True)
class Component:
    """A row of the table in 4.1."""

    row: Row
    name: str
    technology: str
    dependencies: tuple[str, ...]


@dataclass(frozen=True)
class Node:
    """A node of a flowchart."""

    index: int
    key: str
    label: str


@dataclass(frozen=True)
class Edge:
    """An arrow of a flowchart, its ends by label."""

    index: int
    source: str
    target: str


@dataclass(frozen=True)
class Column:
    """A column in the schema."""

    index: int
    table: str
    name: str
    definition: str


@dataclass(frozen=True)
class Operation:
    """An operation of the contract, its lines from `start` up to `stop`."""

    path: str
    method: str
    start: int
    stop: int


def components(page: Page) -> list[Component]:
    return [
        Component(row, row.cells[0], row.cells[2], _names(row.cells[3]))
        for row in page.table("4.1")
        if len(row.cells) == 4
    ]


def _names(cell: str) -> tuple[str, ...]:
    return () if cell.lower() in {"", "none", "-"} else tuple(name.strip() for name in cell.split(","))


_NODE = re.compile(r'\s*(\w+)\s*[\[({]+"([^"<]+)(?:<br/>[^"]*)?"[\])}]+\s*')
_EDGE = re.compile(r'\s*(\w+)\s*-->\s*(?:\|"[^"]*"\|\s*)?(\w+)\s*')


def nodes(page: Page, number: str) -> list[Node]:
    fence = page.fence(number, "mermaid")
    matches = ((index, _NODE.fullmatch(page.lines[index])) for index in (fence.inside if fence else ()))
    return [Node(index, match[1], match[2]) for index, match in matches if match]


def edges(page: Page, number: str) -> list[Edge]:
    fence = page.fence(number, "mermaid")
    labels = {node.key: node.label for node in nodes(page, number)}
    matches = ((index, _EDGE.fullmatch(page.lines[index])) for index in (fence.inside if fence else ()))
    return [
        Edge(index, labels[match[1]], labels[match[2]])
        for index, match in matches
        if match and match[1] in labels and match[2] in labels
    ]


def tables(page: Page) -> list[tuple[str, range]]:
    """The tables of the schema, each with its lines from CREATE to the closing parenthesis."""
    fence = page.fence("5.2", "sql")
    found: list[tuple[str, range]] = []
    for index in fence.inside if fence else ():
        if match := re.match(r"CREATE TABLE `?(\w+)`?", page.lines[index]):
            stop = next((n for n in range(index, len(page.lines)) if page.lines[n].startswith(")")), index)
            found.append((match[1], range(index, stop + 1)))
    return found


def columns(page: Page) -> list[Column]:
    matches = (
        (index, table, re.fullmatch(r"\s+`?([a-z]\w*)`? ([A-Z].*?),?", page.lines[index]))
        for table, span in tables(page)
        for index in span
    )
    return [Column(index, table, match[1], match[2]) for index, table, match in matches if match]


@lru_cache(maxsize=8)
def contract(page: Page) -> tuple[Fence, Any] | None:
    """The contract's code block and its YAML, with the lines that ruamel keeps."""
    fence = page.fence("6.2", "yaml", "yml")
    if fence is None:
        return None
    try:
        loaded = YAML(typ="rt").load("\n".join(page.lines[fence.start + 1 : fence.end]))
    except YAMLError:
        return None
    return (fence, loaded) if isinstance(loaded, dict) and loaded.get("paths") else None


def operations(page: Page) -> list[Operation]:
    found = contract(page)
    if found is None:
        return []
    fence, loaded = found
    return [
        Operation(path, method, start, block_end(page, start))
        for path, item in loaded["paths"].items()
        for method in item
        for start in [fence.start + 1 + item.lc.key(method)[0]]
    ]


def endpoints(page: Page) -> list[Row]:
    """The rows of 6.1 that the contract bears out."""
    pairs = {(operation.path, operation.method.upper()) for operation in operations(page)}
    return [row for row in page.table("6.1") if (row.cells[0].strip("`"), row.cells[1]) in pairs]


def block_end(page: Page, index: int) -> int:
    """The line after the block that a YAML key begins."""
    depth = _indent(page.lines[index])
    after = (n for n in range(index + 1, len(page.lines)) if page.lines[n].strip() and _indent(page.lines[n]) <= depth)
    return next(after, len(page.lines))


def _indent(line: str) -> int:
    return len(line) - len(line.lstrip())


_FIRST_WORDS = ("Forwarding", "Ledger", "Beacon", "Harbour", "Summit", "Meridian")


def other_name(random: Random, page: Page, name: str) -> str:
    """A name of the same kind that the document has nowhere: "Redirect Service" to "Harbour Service"."""
    fresh = random.choice([word for word in _FIRST_WORDS if word not in page.text])
    _, _, rest = name.partition(" ")
    return f"{fresh} {rest}" if rest else fresh


def misspelt(random: Random, name: str, known: Iterable[str] = ()) -> str | None:
    """The name with two neighbouring letters of its longest word exchanged."""
    word = max(re.findall(r"[A-Za-z]+", name) or [""], key=len)
    swaps = [n for n in range(1, len(word) - 2) if word[n] != word[n + 1] and word[n + 1].islower()]
    place = pick(random, swaps)
    if place is None:
        return None
    spelt = word[:place] + word[place + 1] + word[place] + word[place + 2 :]
    wrong = name.replace(word, spelt)
    return None if wrong in known else wrong


def contract_lines(page: Page) -> range:
    found = contract(page)
    return found[0].inside if found else range(0)


def described_entities(page: Page) -> dict[str, dict[str, Bullet]]:
    """What is said of each entity of 5.1, by label."""
    return {
        heading.name: {bullet.label: bullet for bullet in page.bullets(page.body(heading))}
        for heading in page.below("5.1")
    }


def attributes_of(said: dict[str, Bullet]) -> list[tuple[str, str]]:
    """The attributes of an entity with their types."""
    return re.findall(r"`(\w+)` (\w+)", said["Attributes"].value) if "Attributes" in said else []
