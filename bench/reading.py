"""A document's Markdown as its parts: whoever wrote it, and however far it keeps to the template."""

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache, cached_property

from markdown_it import MarkdownIt
from markdown_it.common.utils import normalizeReference
from markdown_it.token import Token

from drafter.facts.links import definitions
from drafter.markdown.template import template

__all__ = [
    "DECLARED",
    "DIAGRAMS",
    "PIPE",
    "Block",
    "Text",
    "fences_of",
    "folded",
    "folded_all",
    "item_name",
    "starts_with",
    "template_placeholders",
    "template_places",
    "visible_text",
]

_PARSER = MarkdownIt("commonmark").enable("table").disable("reference")
"""`[Goal 1]: [Description]` would be a link's definition; those with a target that is one are given."""


_WRAPPED = re.compile(r"^(?P<mark>```+|~~~+)[ \t]*(?:markdown|md)?[ \t]*\n(?=\s*#)", re.MULTILINE)


_TARGET = re.compile(r"#|/|\.{1,2}/|[A-Za-z][\w+.-]*:|www\.|[\w-]+\.\w+")


_NOT_APPLICABLE = re.compile(r"(?:not applicable|n/a)\b", re.IGNORECASE)


DECLARED = {"assumptions", "open questions"}
"""What stands below these lead-ins is said to have no source."""


DIAGRAMS = ("3.1", "class/module diagram", "5.3", "9.1")


PIPE = re.compile(r"(?<!\\)\|")


@dataclass(frozen=True, slots=True)
class Block:
    """Visible words, or a fence's code, and the line where it starts."""

    kind: str
    """`heading`, `text`, `cell` or `code`."""
    line: int
    text: str
    info: str = ""
    """The language of code, the tag of others."""
    prose: str = ""
    """The words without links and code spans."""
    spans: str = ""
    """The code spans."""


@dataclass(frozen=True, slots=True)
class _Table:
    line: int
    columns: tuple[str, ...]
    rows: tuple[tuple[int, tuple[str, ...]], ...]
    """The line and the cells of each row."""


class Text:
    """A document that was parsed: blocks, tables, and the lines where the template's parts start."""

    def __init__(self, markdown: str) -> None:
        source = _unwrapped(markdown.replace("\r\n", "\n"))
        self.lines = source.split("\n")
        targets = {
            normalizeReference(label): {"href": target, "title": ""}
            for label, target in definitions(source).items()
            if _TARGET.match(target)
        }
        self.tokens = _PARSER.parse(source, {"references": targets})
        self.blocks = tuple(_blocks(self.tokens))
        self.tables = tuple(_tables(self.tokens))

    @cached_property
    def headings(self) -> list[Block]:
        return [block for block in self.blocks if block.kind == "heading"]

    @cached_property
    def starts(self) -> dict[str, int]:
        """The lines of the template's parts that are there, in the document's order."""
        known = {place.key for place in template_places()}
        found: dict[str, int] = {}
        for heading in self.headings:
            if (key := _key(heading.text)) in known:
                found.setdefault(key, heading.line)
        return found

    def part_at(self, line: int) -> str:
        """Return the key of the part that a line belongs to, empty above the first one."""
        index = bisect_right(list(self.starts.values()), line) - 1
        return list(self.starts)[index] if index >= 0 else ""

    def body(self, key: str) -> list[Block]:
        """Return the blocks of a part without its heading, up to the next part."""
        start = self.starts.get(key)
        return [b for b in self.blocks if b.line != start and self.part_at(b.line) == key]

    def tables_of(self, key: str) -> list[_Table]:
        return [table for table in self.tables if self.part_at(table.line) == key]

    def items(self, key: str) -> list[tuple[str, list[Block]]]:
        """Return the names and blocks below a part's own headings."""
        found: list[tuple[str, list[Block]]] = []
        for block in self.body(key):
            if block.kind == "heading":
                found.append((item_name(block.text), []))
            elif found:
                found[-1][1].append(block)
        return found

    def column(self, key: str, title: str) -> list[str]:
        """Return the cells of a part's column."""
        return [
            cell
            for table in self.tables_of(key)
            for _, cells in table.rows
            for column, cell in zip(table.columns, cells, strict=False)
            if folded(column) == title
        ]

    def does_not_apply(self, place: "_Place") -> bool:
        first = [self.body(key)[:1] for key in (place.key, place.section)]
        return any(blocks and _NOT_APPLICABLE.match(blocks[0].text) for blocks in first)


@dataclass(frozen=True, slots=True)
class _Place:
    """A heading of the template, with what it asks for."""

    title: str
    key: str
    section: str
    """The key of its section; its own for a section."""
    columns: tuple[str, ...]
    labels: tuple[str, ...]


def _unwrapped(source: str) -> str:
    """Return a document that stands in a fence as a whole without it and what surrounds it."""
    match = _WRAPPED.search(source)
    if match is None or source.find("\n#", 0, match.start()) >= 0 or source.startswith("#"):
        return source
    inside = source[match.end() :].rstrip()
    return inside.removesuffix(match["mark"])


def _blocks(tokens: Sequence[Token]) -> Iterator[Block]:
    line = 0
    for index, token in enumerate(tokens):
        line = token.map[0] if token.map else line
        match token.type:
            case "fence" | "code_block":
                yield Block("code", line, token.content, info=token.info.split(" ")[0].lower())
            case "inline":
                before = tokens[index - 1].type
                kind = {"heading_open": "heading", "th_open": "cell", "td_open": "cell"}.get(before, "text")
                prose, spans = _prose(token.children or ())
                info = tokens[index - 1].tag
                yield Block(kind, line, visible_text(token), info=info, prose=prose, spans=spans)


def visible_text(inline: Token) -> str:
    """Return the words that a reader sees; an unknown tag such as `<id>` is one of them."""
    words = (
        " " if child.type.endswith("break") or child.content.lower().startswith("<br") else child.content
        for child in inline.children or ()
    )
    return " ".join("".join(words).split())


def _prose(children: Sequence[Token]) -> tuple[str, str]:
    """Return words and code spans; a link's words, and an image's, are left out of both."""
    depth = 0
    words: list[str] = []
    spans: list[str] = []
    for child in children:
        depth += {"link_open": 1, "link_close": -1}.get(child.type, 0)
        if child.type == "code_inline":
            spans.append(child.content)
        words.append(child.content if child.type == "text" and not depth else " " * (child.type != "text"))
    return "".join(words), "\n".join(spans)


def _tables(tokens: Sequence[Token]) -> Iterator[_Table]:
    rows: list[tuple[int, tuple[str, ...]]] = []
    cells: list[str] = []
    line = 0
    for index, token in enumerate(tokens):
        match token.type:
            case "table_open":
                rows = []
            case "tr_open":
                cells, line = [], token.map[0] if token.map else line
            case "inline" if tokens[index - 1].type in {"th_open", "td_open"}:
                cells.append(visible_text(token))
            case "tr_close":
                rows.append((line, tuple(cells)))
            case "table_close":
                yield _Table(rows[0][0], rows[0][1], tuple(rows[1:]))


def _key(title: str) -> str:
    """Return what finds a part again when it was renamed or has lost its number."""
    if number := re.match(r"(\d+\.\d+)(?![.\d])|([A-E])\.(?=\s)", title):
        return number[1] or number[2]
    return folded(re.sub(r"^\d[\d.]*\s*", "", title))


@cache
def template_places() -> tuple[_Place, ...]:
    """Return the template's headings in order, without its title and its items' headings."""
    tokens = _PARSER.parse(template())
    blocks, tables = tuple(_blocks(tokens)), tuple(_tables(tokens))
    headings = [b for b in blocks if b.kind == "heading" and not b.text.startswith("[")][1:]
    ends = [*(heading.line for heading in headings[1:]), len(template())]
    places: list[_Place] = []
    for heading, end in zip(headings, ends, strict=True):
        key = _key(heading.text)
        section = key if heading.info == "h2" else places[-1].section
        texts = [b.text for b in blocks if heading.line < b.line < end and b.kind == "text"]
        labels = [match[1] for words in texts if (match := re.match(r"([^\[\]:]+): ?\[", words))]
        columns = [c for table in tables if heading.line < table.line < end for c in table.columns]
        places.append(_Place(heading.text, key, section, folded_all(columns), folded_all(labels)))
    return tuple(places)


def folded(words: str) -> str:
    return " ".join(words.casefold().split())


def folded_all(words: Iterable[str]) -> tuple[str, ...]:
    return tuple(map(folded, words))


def item_name(title: str) -> str:
    """Return the name in an item's heading: `4.2.1 Component: Order Service` is Order Service."""
    return re.sub(r"^(?:\d[\d.]*\s+)?(?:(?:component|entity)(?: name)?\s*[:–-]\s*)?", "", title, flags=re.IGNORECASE)


def starts_with(block: Block, label: str) -> bool:
    return block.kind == "text" and re.match(rf"{re.escape(label)}\s*:", folded(block.text)) is not None


@cache
def template_placeholders() -> frozenset[str]:
    return frozenset(re.findall(r"\[[^\[\]\n]+\](?!\()", template()))


def fences_of(text: Text, key: str, languages: set[str]) -> list[str]:
    """Return a part's code in one of these languages; without any, all its code."""
    code = [block for block in text.body(key) if block.kind == "code" and block.text.strip()]
    return [b.text for b in code if b.info in languages] or [b.text for b in code]
