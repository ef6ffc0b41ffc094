"""What can be counted in a Technical Design Document, whoever wrote it: pure functions over its Markdown.

The ruler is the template and the brief, never how drafter makes its documents. What a renamed heading
costs is counted once: the parts below it are still found by their number.
"""

import re
from collections.abc import Iterable, Iterator

from rapidfuzz.distance import LCSseq

from bench.artefacts import artefact_states, contract_of
from bench.reading import (
    Block,
    Text,
    fences_of,
    folded,
    folded_all,
    starts_with,
    template_placeholders,
    template_places,
)
from bench.specifics import specifics_of
from drafter.document.brief import Brief
from drafter.document.value import Value

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


_LEFT_OPEN = re.compile(
    r"(?<!\w)\[[^\W\d_][^\[\]]+\]|\bTB[ADC]\b|\bTO ?DO\b|\bX{3,}\b|(?:\.\.\.|…)"
    r"|\b[Ll]orem ipsum\b|\bIncomplete: "
)


_LEFT_OPEN_IN_CODE = re.compile(r"\bTBD\b|\bTODO\b|\b[Ll]orem ipsum\b")


_SHORTENED = re.compile(r"((?:\S+ ){2}\S+?)…")


_RELATED = re.compile(
    r"(?i:\bbelongs to|\bhas|\breferences|\bcontains|\bowns|\b(?:one|many)-to-(?:one|many)(?: relationship)?"
    r"(?: with| to)?|\b(?:related|linked|associated|relates) (?:to|with))"
    r"(?i:\s+(?:an?|the|one|many|multiple|several|zero or (?:more|one|many)|one or more))?"
    r"\s+(?P<name>[A-Z]\w*(?: [A-Z]\w*)*)"
)


_CREATED = re.compile(r"\bCREATE\s+TABLE\s+(?:IF\s+NOT\s+EXISTS\s+)?([\w.\"`\[\]$]+)", re.IGNORECASE)


_REFERENCED = re.compile(r"\bREFERENCES\s+([\w.\"`\[\]$]+)", re.IGNORECASE)


def measure(markdown: str, brief: Brief) -> Measures:
    """Return the counts of a document in Markdown that was written for this brief."""
    text = Text(markdown)
    sections, subsections = _missing_headings(text)
    artefacts = [state for state in artefact_states(text, brief) if state != "does not apply"]
    unsourced, assumed = specifics_of(text, brief)
    return Measures(
        missing_sections=sections,
        missing_subsections=subsections,
        missing_columns_and_labels=sum(1 for _ in _missing_marks(text)),
        placeholders=sum(_placeholders(block, brief) for block in text.blocks),
        unresolved_names=sum(1 for _ in _unresolved(text)),
        artefacts_expected=len(artefacts),
        artefacts_missing=artefacts.count("missing"),
        artefacts_invalid=artefacts.count("invalid"),
        unsourced_specifics=len(unsourced - assumed),
        assumed_specifics=len(assumed),
        repeated_sentences=_repeated(text),
        words=sum(len(block.text.split()) for block in text.blocks if block.kind != "code"),
    )


def _missing_headings(text: Text) -> tuple[int, int]:
    """Return how many sections and subsections are not there under their heading, in order."""
    wanted = [place for place in template_places() if place.key != place.section or place.title[0].isdigit()]
    edits = LCSseq.editops(
        [folded(place.title) for place in wanted], [folded(heading.text) for heading in text.headings]
    )
    missing = [wanted[edit.src_pos] for edit in edits if edit.tag == "delete"]
    sections = sum(place.key == place.section for place in missing)
    return sections, len(missing) - sections


def _missing_marks(text: Text) -> Iterator[str]:
    """Yield the columns and labels of the template that a part, or one of its items, has not."""
    for place in template_places():
        if text.does_not_apply(place):
            continue
        there = {column for table in text.tables_of(place.key) for column in folded_all(table.columns)}
        yield from (column for column in place.columns if column not in there)
        items = [blocks for _, blocks in text.items(place.key)] or [text.body(place.key)]
        for label in place.labels:
            if not all(any(starts_with(block, label) for block in item) for item in items):
                yield label


def _placeholders(block: Block, brief: Brief) -> int:
    """Count what is left to fill in; code may hold brackets and dots of its own, and a quotation may be shortened."""
    code = block.text if block.kind == "code" else block.spans
    ours = sum(code.count(placeholder) for placeholder in template_placeholders())
    prose = _SHORTENED.sub(lambda cut: cut[1] if cut[1] in brief.text else cut[0], block.prose)
    return len(_LEFT_OPEN.findall(prose)) + len(_LEFT_OPEN_IN_CODE.findall(code)) + ours


def _unresolved(text: Text) -> Iterator[str]:
    """Yield the names that stand for something the document does not define."""
    components = folded_all(text.column("4.1", "component name"))
    for cell in text.column("4.1", "dependencies"):
        yield from (name for name in _listed(cell) if not _names_one(name, components))
    yield from (name for name, _ in text.items("4.2") if not _names_one(name, components))
    for sql in fences_of(text, "5.2", {"sql"}):
        code = re.sub(r"--.*", "", sql)
        created = {_table_name(name) for name in _CREATED.findall(code)}
        yield from (name for name in _REFERENCED.findall(code) if _table_name(name) not in created)
    yield from _unknown_entities(text)
    yield from _unmatched_paths(text)


def _listed(cell: str) -> list[str]:
    """Return the names of a cell's list, without remarks in parentheses; none for `-` and `none`."""
    names = re.split(r"[,;/&]|\band\b", re.sub(r"\([^()]*\)", "", folded(cell)))
    stripped = (name.strip(" .`*–—-") for name in names)
    return [name for name in stripped if name and name not in {"none", "n", "a", "nothing"}]


def _names_one(name: str, known: Iterable[str]) -> bool:
    """Tell whether a name is, or holds, one of the known ones."""
    return any(other and re.search(rf"(?<!\w){re.escape(other)}(?!\w)", folded(name)) for other in known)


def _table_name(written: str) -> str:
    return re.sub(r"[\"`\[\]]", "", written).rpartition(".")[2].casefold()


def _unknown_entities(text: Text) -> Iterator[str]:
    items = text.items("5.1")
    known = {_singular(name) for name, _ in items}
    for _, blocks in items:
        inside = False
        for block in blocks:
            labelled = re.match(r"(attributes|relationships|validations)\s*:", folded(block.text))
            inside = labelled[1] == "relationships" if labelled else inside
            for match in _RELATED.finditer(block.text) if inside else ():
                words = match["name"].split()
                if not any(_singular(" ".join(words[:n])) in known for n in range(1, len(words) + 1)):
                    yield match["name"]


def _singular(name: str) -> str:
    return re.sub(r"(?<!s)s$", "", re.sub(r"ies$", "y", re.sub(r"[\W_]+", "", name.casefold())))


def _unmatched_paths(text: Text) -> Iterator[str]:
    """Yield the paths of the contract that 6.1 has not, and the reverse; both must be there."""
    cells = text.column("6.1", "endpoint")
    rows = {_path(match[0]) for cell in cells if (match := re.search(r"(?<![\w/])/[^\s`|,?]*", _local(cell)))}
    contracts = fences_of(text, "6.2", {"yaml", "yml", "json", "openapi"})
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
    contract = contract_of(code)
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


def _repeated(text: Text) -> int:
    """Count the sentences of 8 words or more that two sections or more have."""
    section_of = {place.key: place.section for place in template_places()}
    sections: dict[str, set[str]] = {}
    for block in text.blocks:
        if block.kind in {"text", "cell"} and (section := section_of.get(text.part_at(block.line))):
            unlabelled = re.sub(r"^[^:.!?]{1,60}:\s+", "", block.text.replace("(assumed)", ""))
            for sentence in re.split(r"(?<=[.!?])\s+", unlabelled):
                words = re.sub(r"\W+", " ", sentence.casefold()).split()
                if len(words) >= 8:
                    sections.setdefault(" ".join(words), set()).add(section)
    return sum(len(found) > 1 for found in sections.values())
