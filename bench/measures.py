"""What can be counted in a Technical Design Document, whoever wrote it: pure functions over its Markdown.

The ruler is the template and the brief, never how drafter makes its documents. What a renamed heading
costs is counted once: the parts below it are still found by their number.
"""

import json
import logging
import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache, cached_property
from typing import Any

import merman
import sqlglot
from markdown_it import MarkdownIt
from markdown_it.common.utils import normalizeReference
from markdown_it.token import Token
from openapi_spec_validator import validate
from openapi_spec_validator.exceptions import OpenAPIError
from openapi_spec_validator.validation.exceptions import OpenAPIValidationError
from rapidfuzz.distance import LCSseq
from referencing.exceptions import Unresolvable
from ruamel.yaml import YAML
from ruamel.yaml.error import YAMLError
from sqlglot import exp

from drafter.document.brief import Brief, DateFact, Fact, Link, Person, Quantity, Technology
from drafter.document.value import Value
from drafter.facts import cut, find, sql_dialect
from drafter.facts.links import definitions
from drafter.markdown.template import template

__all__ = ["Measures", "measure"]


class Measures(Value):
    """The counts of one document."""

    missing_sections: int
    """Of the template's 14, by number and title, in its order."""
    missing_subsections: int
    """Of the template's headings below them; renamed ones are missing."""
    missing_columns_and_labels: int
    """Table columns and bold labels; one that a single item lacks is missing."""
    placeholders: int
    unresolved_names: int
    """Mentions of components, entities, tables and paths that are nowhere defined."""
    artefacts_expected: int
    """Diagrams, schema and contract, without those of parts that do not apply."""
    artefacts_missing: int
    artefacts_invalid: int
    unsourced_specifics: int
    """Each counts once a part: technologies, quantities, dates, people and links that the brief has not."""
    assumed_specifics: int
    """The same with `(assumed)` behind them, at least once in the part."""
    repeated_sentences: int
    """Sentences of 8 words or more that stand in two sections."""
    words: int
    """Outside code."""


_PARSER = MarkdownIt("commonmark").enable("table").disable("reference")
"""`[Goal 1]: [Description]` would be a link's definition; those with a target that is one are given."""
_WRAPPED = re.compile(r"^(?P<mark>```+|~~~+)[ \t]*(?:markdown|md)?[ \t]*\n(?=\s*#)", re.MULTILINE)
_TARGET = re.compile(r"#|/|\.{1,2}/|[A-Za-z][\w+.-]*:|www\.|[\w-]+\.\w+")
_NOT_APPLICABLE = re.compile(r"(?:not applicable|n/a)\b", re.IGNORECASE)
_DECLARED = {"assumptions", "open questions"}
"""What stands below these lead-ins is said to have no source."""
_DIAGRAMS = ("3.1", "class/module diagram", "5.3", "9.1")
_DIALECTS = ("postgres", "mysql", "sqlite", "tsql", "oracle")
_COMMON_GROUND = frozenset({"HTTP", "HTTPS", "JSON", "SQL", "OpenAPI", "YAML", "Markdown", "Mermaid"})
"""What the template itself asks for, or what its contract implies."""
_LEFT_OPEN = re.compile(
    r"(?<!\w)\[[^\W\d_][^\[\]]+\]|\bTB[ADC]\b|\bTO ?DO\b|\bX{3,}\b|(?:\.\.\.|…)"
    r"|\b[Ll]orem ipsum\b|\bTo be (?:announced|decided|defined|determined)\b"
)
_LEFT_OPEN_IN_CODE = re.compile(r"\bTBD\b|\bTODO\b|\b[Ll]orem ipsum\b")
_MARKED = re.compile(r"[*_`)]*(?:[ \t]+v?\d[\d.]*)?[*_`]*[ \t]*\(assumed\)")
_ALTERNATIVES = re.compile(r"\b(?:alternatives|options)\b[^:|\n]{0,30}:.*$", re.IGNORECASE)
_PIPE = re.compile(r"(?<!\\)\|")
_RELATED = re.compile(
    r"(?i:\bbelongs to|\bhas|\breferences|\bcontains|\bowns|\b(?:one|many)-to-(?:one|many)(?: relationship)?"
    r"(?: with| to)?|\b(?:related|linked|associated|relates) (?:to|with))"
    r"(?i:\s+(?:an?|the|one|many|multiple|several|zero or (?:more|one|many)|one or more))?"
    r"\s+(?P<name>[A-Z]\w*(?: [A-Z]\w*)*)"
)
_CREATED = re.compile(r"\bCREATE\s+TABLE\s+(?:IF\s+NOT\s+EXISTS\s+)?([\w.\"`\[\]$]+)", re.IGNORECASE)
_REFERENCED = re.compile(r"\bREFERENCES\s+([\w.\"`\[\]$]+)", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class _Block:
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


class _Text:
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
    def headings(self) -> list[_Block]:
        return [block for block in self.blocks if block.kind == "heading"]

    @cached_property
    def starts(self) -> dict[str, int]:
        """The lines of the template's parts that are there, in the document's order."""
        known = {place.key for place in _places()}
        found: dict[str, int] = {}
        for heading in self.headings:
            if (key := _key(heading.text)) in known:
                found.setdefault(key, heading.line)
        return found

    def part_at(self, line: int) -> str:
        """Return the key of the part that a line belongs to, empty above the first one."""
        index = bisect_right(list(self.starts.values()), line) - 1
        return list(self.starts)[index] if index >= 0 else ""

    def body(self, key: str) -> list[_Block]:
        """Return the blocks of a part without its heading, up to the next part."""
        start = self.starts.get(key)
        return [b for b in self.blocks if b.line != start and self.part_at(b.line) == key]

    def tables_of(self, key: str) -> list[_Table]:
        return [table for table in self.tables if self.part_at(table.line) == key]

    def items(self, key: str) -> list[tuple[str, list[_Block]]]:
        """Return the names and blocks below a part's own headings."""
        found: list[tuple[str, list[_Block]]] = []
        for block in self.body(key):
            if block.kind == "heading":
                found.append((_item_name(block.text), []))
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
            if _folded(column) == title
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


def measure(markdown: str, brief: Brief) -> Measures:
    """Return the counts of a document in Markdown that was written for this brief."""
    text = _Text(markdown)
    sections, subsections = _missing_headings(text)
    artefacts = [state for state in _artefacts(text, brief) if state != "does not apply"]
    unsourced, assumed = _specifics(text, brief)
    return Measures(
        missing_sections=sections,
        missing_subsections=subsections,
        missing_columns_and_labels=sum(1 for _ in _missing_marks(text)),
        placeholders=sum(map(_placeholders, text.blocks)),
        unresolved_names=sum(1 for _ in _unresolved(text)),
        artefacts_expected=len(artefacts),
        artefacts_missing=artefacts.count("missing"),
        artefacts_invalid=artefacts.count("invalid"),
        unsourced_specifics=len(unsourced - assumed),
        assumed_specifics=len(assumed),
        repeated_sentences=_repeated(text),
        words=sum(len(block.text.split()) for block in text.blocks if block.kind != "code"),
    )


def _unwrapped(source: str) -> str:
    """Return a document that stands in a fence as a whole without it and what surrounds it."""
    match = _WRAPPED.search(source)
    if match is None or source.find("\n#", 0, match.start()) >= 0 or source.startswith("#"):
        return source
    inside = source[match.end() :].rstrip()
    return inside.removesuffix(match["mark"])


def _blocks(tokens: Sequence[Token]) -> Iterator[_Block]:
    line = 0
    for index, token in enumerate(tokens):
        line = token.map[0] if token.map else line
        match token.type:
            case "fence" | "code_block":
                yield _Block("code", line, token.content, info=token.info.split(" ")[0].lower())
            case "inline":
                before = tokens[index - 1].type
                kind = {"heading_open": "heading", "th_open": "cell", "td_open": "cell"}.get(before, "text")
                prose, spans = _prose(token.children or ())
                info = tokens[index - 1].tag
                yield _Block(kind, line, _visible(token), info=info, prose=prose, spans=spans)


def _visible(inline: Token) -> str:
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
                cells.append(_visible(token))
            case "tr_close":
                rows.append((line, tuple(cells)))
            case "table_close":
                yield _Table(rows[0][0], rows[0][1], tuple(rows[1:]))


def _key(title: str) -> str:
    """Return what finds a part again when it was renamed or has lost its number."""
    if number := re.match(r"(\d+\.\d+)(?![.\d])|([A-E])\.(?=\s)", title):
        return number[1] or number[2]
    return _folded(re.sub(r"^\d[\d.]*\s*", "", title))


@cache
def _places() -> tuple[_Place, ...]:
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
        places.append(_Place(heading.text, key, section, _folded_all(columns), _folded_all(labels)))
    return tuple(places)


def _folded(words: str) -> str:
    return " ".join(words.casefold().split())


def _folded_all(words: Iterable[str]) -> tuple[str, ...]:
    return tuple(map(_folded, words))


def _item_name(title: str) -> str:
    """Return the name in an item's heading: `4.2.1 Component: Order Service` is Order Service."""
    return re.sub(r"^(?:\d[\d.]*\s+)?(?:(?:component|entity)(?: name)?\s*[:–-]\s*)?", "", title, flags=re.IGNORECASE)


def _missing_headings(text: _Text) -> tuple[int, int]:
    """Return how many sections and subsections are not there under their heading, in order."""
    wanted = [place for place in _places() if place.key != place.section or place.title[0].isdigit()]
    edits = LCSseq.editops(
        [_folded(place.title) for place in wanted], [_folded(heading.text) for heading in text.headings]
    )
    missing = [wanted[edit.src_pos] for edit in edits if edit.tag == "delete"]
    sections = sum(place.key == place.section for place in missing)
    return sections, len(missing) - sections


def _missing_marks(text: _Text) -> Iterator[str]:
    """Yield the columns and labels of the template that a part, or one of its items, has not."""
    for place in _places():
        if text.does_not_apply(place):
            continue
        there = {column for table in text.tables_of(place.key) for column in _folded_all(table.columns)}
        yield from (column for column in place.columns if column not in there)
        items = [blocks for _, blocks in text.items(place.key)] or [text.body(place.key)]
        for label in place.labels:
            if not all(any(_starts_with(block, label) for block in item) for item in items):
                yield label


def _starts_with(block: _Block, label: str) -> bool:
    return block.kind == "text" and re.match(rf"{re.escape(label)}\s*:", _folded(block.text)) is not None


def _placeholders(block: _Block) -> int:
    """Count what is left to fill in; code may hold brackets and dots of its own."""
    code = block.text if block.kind == "code" else block.spans
    ours = sum(code.count(placeholder) for placeholder in _template_placeholders())
    return len(_LEFT_OPEN.findall(block.prose)) + len(_LEFT_OPEN_IN_CODE.findall(code)) + ours


@cache
def _template_placeholders() -> frozenset[str]:
    return frozenset(re.findall(r"\[[^\[\]\n]+\](?!\()", template()))


def _unresolved(text: _Text) -> Iterator[str]:
    """Yield the names that stand for something the document does not define."""
    components = _folded_all(text.column("4.1", "component name"))
    for cell in text.column("4.1", "dependencies"):
        yield from (name for name in _listed(cell) if not _names_one(name, components))
    yield from (name for name, _ in text.items("4.2") if not _names_one(name, components))
    for sql in _fences(text, "5.2", {"sql"}):
        code = re.sub(r"--.*", "", sql)
        created = {_table_name(name) for name in _CREATED.findall(code)}
        yield from (name for name in _REFERENCED.findall(code) if _table_name(name) not in created)
    yield from _unknown_entities(text)
    yield from _unmatched_paths(text)


def _listed(cell: str) -> list[str]:
    """Return the names of a cell's list, without remarks in parentheses; none for `-` and `none`."""
    names = re.split(r"[,;/&]|\band\b", re.sub(r"\([^()]*\)", "", _folded(cell)))
    stripped = (name.strip(" .`*–—-") for name in names)
    return [name for name in stripped if name and name not in {"none", "n", "a", "nothing"}]


def _names_one(name: str, known: Iterable[str]) -> bool:
    """Tell whether a name is, or holds, one of the known ones."""
    return any(other and re.search(rf"(?<!\w){re.escape(other)}(?!\w)", _folded(name)) for other in known)


def _table_name(written: str) -> str:
    return re.sub(r"[\"`\[\]]", "", written).rpartition(".")[2].casefold()


def _unknown_entities(text: _Text) -> Iterator[str]:
    items = text.items("5.1")
    known = {_singular(name) for name, _ in items}
    for _, blocks in items:
        inside = False
        for block in blocks:
            labelled = re.match(r"(attributes|relationships|validations)\s*:", _folded(block.text))
            inside = labelled[1] == "relationships" if labelled else inside
            for match in _RELATED.finditer(block.text) if inside else ():
                words = match["name"].split()
                if not any(_singular(" ".join(words[:n])) in known for n in range(1, len(words) + 1)):
                    yield match["name"]


def _singular(name: str) -> str:
    return re.sub(r"(?<!s)s$", "", re.sub(r"ies$", "y", re.sub(r"[\W_]+", "", name.casefold())))


def _unmatched_paths(text: _Text) -> Iterator[str]:
    """Yield the paths of the contract that 6.1 has not, and the reverse; both must be there."""
    cells = text.column("6.1", "endpoint")
    rows = {_path(match[0]) for cell in cells if (match := re.search(r"(?<![\w/])/[^\s`|,?]*", _local(cell)))}
    contracts = _fences(text, "6.2", {"yaml", "yml", "json", "openapi"})
    if not rows or not contracts:
        return
    stated: list[set[str]] = []
    for code in contracts:
        bases, paths = _contract_paths(code)
        stated += [{_path(path), *(_path(base.rstrip("/") + path) for base in bases)} for path in paths]
    yield from rows - set().union(*stated)
    yield from (min(spellings) for spellings in stated if not spellings & rows)


def _contract_paths(code: str) -> tuple[list[str], list[str]]:
    """Return the base paths of the servers and the paths; lines that look like paths in a broken contract."""
    contract = _contract(code)
    if contract is None or not isinstance(contract.get("paths"), dict):
        return [], re.findall(r"^\s*[\"']?(/[^\s\"':]*)[\"']?\s*:", code, re.MULTILINE)
    servers = contract.get("servers")
    urls = [s.get("url") for s in servers if isinstance(s, dict)] if isinstance(servers, list) else []
    return [_local(url) for url in urls if isinstance(url, str)], [str(path) for path in contract["paths"]]


def _local(url: str) -> str:
    return re.sub(r"https?://[^/\s]+", "", url)


def _path(written: str) -> str:
    """Return a path with its parameters nameless."""
    return re.sub(r"\{[^{}]*\}|<[^<>]*>|:\w+", "{}", written).rstrip("/").casefold() or "/"


def _fences(text: _Text, key: str, languages: set[str]) -> list[str]:
    """Return a part's code in one of these languages; without any, all its code."""
    code = [block for block in text.body(key) if block.kind == "code" and block.text.strip()]
    return [b.text for b in code if b.info in languages] or [b.text for b in code]


def _artefacts(text: _Text, brief: Brief) -> list[str]:
    """Return the state of diagrams, schema and contract: valid, invalid, missing or does not apply."""
    places = {place.key: place for place in _places()}

    def state(key: str, languages: set[str], valid: Any) -> str:
        if text.does_not_apply(places[key]):
            return "does not apply"
        code = _fences(text, key, languages)
        if not code and key == _DIAGRAMS[1]:
            code = _fences(text, "4.2", languages)
        if not code:
            return "missing"
        return "valid" if all(map(valid, code)) else "invalid"

    dialects = _dialects(brief)
    return [
        *(state(key, {"mermaid"}, _is_mermaid) for key in _DIAGRAMS),
        state("5.2", {"sql"}, lambda code: any(_is_schema(code, dialect) for dialect in dialects)),
        state("6.2", {"yaml", "yml", "json", "openapi"}, _is_openapi),
    ]


def _is_mermaid(code: str) -> bool:
    return bool(merman.Merman().validate(code, None).valid)


def _dialects(brief: Brief) -> tuple[str, ...]:
    """Return the dialect of the brief's database; the usual ones when it names none."""
    named = (sql_dialect(technology.name) for technology in brief.technologies if not technology.rejected)
    first = next((dialect for dialect in named if dialect), None)
    return (first,) if first else _DIALECTS


def _is_schema(code: str, dialect: str) -> bool:
    """Tell whether all statements parse and a table is among what they create."""
    logging.getLogger("sqlglot").setLevel(logging.ERROR)  # it warns of what it takes for a command
    try:
        statements = [statement for statement in sqlglot.parse(code, dialect=dialect) if statement]
    except sqlglot.errors.SqlglotError:
        return False
    tables = [s for s in statements if isinstance(s, exp.Create) and s.kind == "TABLE"]
    return bool(tables) and not any(isinstance(statement, exp.Command) for statement in statements)


def _contract(code: str) -> dict[str, Any] | None:
    """Return YAML or JSON with all keys as text, as `200:` is meant; None when it is no mapping."""
    try:
        data = json.loads(json.dumps(YAML(typ="safe").load(code), default=str))
    except (YAMLError, TypeError, ValueError):
        return None
    return data if isinstance(data, dict) else None


def _is_openapi(code: str) -> bool:
    contract = _contract(code)
    if contract is None or re.search(r"\$ref[\"']?\s*:\s*[\"']?[^\s\"'#]", code):
        return False  # what points elsewhere is not looked up
    try:
        validate(contract)
    except (OpenAPIError, OpenAPIValidationError, Unresolvable):
        return False
    return True


def _specifics(text: _Text, brief: Brief) -> tuple[set[tuple[str, str]], set[tuple[str, str]]]:
    """Return the specifics that are not the brief's, each with its part, and those of them that are marked."""
    claims = _claims(text)
    line_starts = [0]
    for line in claims.split("\n"):
        line_starts.append(line_starts[-1] + len(line) + 1)
    known = {name for fact in brief.facts if (name := _specific(fact))} | _COMMON_GROUND
    dates = {fact.iso for fact in brief.dates} | {fact.iso for fact in _own_dates(text)}
    own_names = {_folded(_item_name(heading.text)) for heading in text.headings}
    own_names |= {*_folded_all(text.column("4.1", "component name")), *_folded_all(text.column("1.3", "role"))}
    found: set[tuple[str, str]] = set()
    marked: set[tuple[str, str]] = set()
    for fact in find(cut(claims), claims):
        name = _specific(fact)
        place = text.part_at(bisect_right(line_starts, fact.start) - 1)
        if not name or name in known or _is_quoted(fact, brief, dates) or _is_status(fact, place):
            continue
        if isinstance(fact, Person) and _folded(name) in own_names:
            continue
        found.add((place, name))
        if _MARKED.match(claims, fact.end):
            marked.add((place, name))
    return found, marked


def _specific(fact: Fact) -> str:
    """Return what makes two facts the same specific; empty for a kind that claims nothing by itself."""
    match fact:
        case Technology() | Person():
            return fact.name
        case Quantity():
            return f"{fact.dimension} {fact.base_value.normalize()}"
        case DateFact():
            return fact.iso
        case Link():
            return "" if fact.url.startswith("#") else fact.url
        case _:
            return ""


def _is_quoted(fact: Fact, brief: Brief, dates: set[str]) -> bool:
    """Tell whether the brief holds a name or link in other words, or a date more precisely."""
    match fact:
        case Person():
            return fact.name.casefold() in brief.text.casefold()
        case Link():
            return fact.url in brief.text
        case DateFact():
            return any(date.startswith(fact.iso) for date in dates)
        case _:
            return False


def _is_status(fact: Fact, place: str) -> bool:
    """Tell whether a number in the API's section is an HTTP status code."""
    is_count = isinstance(fact, Quantity) and fact.dimension == "count"
    return is_count and place.startswith("6.") and re.match(r"[1-5]\d\d\b(?!,)", fact.text) is not None


def _own_dates(text: _Text) -> list[DateFact]:
    rows = [b.text for b in text.body("document information") if _starts_with(b, "date")]
    return [fact for row in rows for fact in find(cut(row), row) if isinstance(fact, DateFact)]


def _claims(text: _Text) -> str:
    """Return the source with what claims nothing left out: code, headings, glossary, alternatives."""
    lines = [_ALTERNATIVES.sub("", line) for line in text.lines]
    for first, last in _unclaimed(text):
        lines[first:last] = [""] * (last - first)
    for table in text.tables:
        for index, column in enumerate(table.columns):
            if "alternative" in _folded(column):
                for number, _ in table.rows:
                    cells = _PIPE.split(lines[number])
                    at = index + lines[number].lstrip().startswith("|")
                    lines[number] = "|".join([*cells[:at], " ", *cells[at + 1 :]])
    source = "\n".join(lines)
    return re.sub(r"\[[^\[\]\n]+\](?!\()", lambda match: _blank_if_placeholder(match[0]), source)


def _blank_if_placeholder(words: str) -> str:
    return " " * len(words) if words in _template_placeholders() else words


def _unclaimed(text: _Text) -> Iterator[tuple[int, int]]:
    """Yield the lines of code, headings, contents, glossary, and of what is declared assumed or open."""
    named = {"1.4", "table of contents"}
    yield from ((n, n + 1) for n in range(len(text.lines)) if text.part_at(n) in named)
    declared = False
    for index, token in enumerate(text.tokens):
        if token.map is None:
            continue
        if token.type in {"fence", "code_block", "heading_open"} or (declared and token.type.endswith("list_open")):
            yield token.map[0], token.map[1]
        if token.type == "inline":
            declared = _folded(_visible(text.tokens[index])).rstrip(":") in _DECLARED


def _repeated(text: _Text) -> int:
    """Count the sentences of 8 words or more that two sections or more have."""
    section_of = {place.key: place.section for place in _places()}
    sections: dict[str, set[str]] = {}
    for block in text.blocks:
        if block.kind in {"text", "cell"} and (section := section_of.get(text.part_at(block.line))):
            for sentence in re.split(r"(?<=[.!?])\s+", block.text):
                words = re.sub(r"\W+", " ", sentence.casefold()).split()
                if len(words) >= 8:
                    sections.setdefault(" ".join(words), set()).add(section)
    return sum(len(found) > 1 for found in sections.values())
