"""Technologies that were turned down, and used all the same."""

import re
from collections.abc import Iterator
from functools import lru_cache

from drafter.consistency.readings.chosen import Rejected, components_with, named_in, rejected, uses_in_prose
from drafter.consistency.readings.components import components
from drafter.consistency.readings.decisions import decisions, folded
from drafter.consistency.readings.lines import holding, places_of
from drafter.consistency.readings.names import component_names, key
from drafter.consistency.readings.prose import sentences
from drafter.consistency.readings.technologies import technologies_of
from drafter.consistency.rule import Problem, rule
from drafter.derive.sources import content_words
from drafter.document.page import Page, Text
from drafter.facts.catalogue import Entry, entry_named
from drafter.patterns import regex

__all__ = [
    "example_in_rejected_language", "other_language_in_prose", "other_technology_than_decided", "rejected_in_prose",
    "rejected_is_used", "rejected_is_used_in_prose", "schema_of_another_database",
]  # fmt: skip

_VERSION = regex(r"\s+v?\d[\w.]*\+?$|\s*\([^()]*\)\s*$")
_SEPARATOR = regex(r"\s*[,;/+]\s*|\s+(?:and|with|on|und|mit|auf)\s+")
_SAID_BY_TOPIC = frozenset({"database", "broker", "cache", "language"})
_OWN_WORDS = {
    "PostgreSQL": (r"\b(?:JSONB|TIMESTAMPTZ|BIGSERIAL|BYTEA)\b|\bgen_random_uuid\(", "postgres"),
    "MySQL": (r"\bAUTO_INCREMENT\b|\bENGINE\s*=\s*\w+|\bON UPDATE CURRENT_TIMESTAMP\b", "mysql"),
    "SQL Server": (r"\bNVARCHAR\b|\bIDENTITY\s*\(\s*\d|\bUNIQUEIDENTIFIER\b|\bDATETIMEOFFSET\b|\[dbo\]", "tsql"),
    "SQLite": (r"\bAUTOINCREMENT\b|\bWITHOUT ROWID\b", "sqlite"),
    "Oracle Database": (r"\bVARCHAR2\b|\bNUMBER\s*\(\s*\d", "oracle"),
}
_DIALECTS = {name: (regex(pattern, re.IGNORECASE), dialect) for name, (pattern, dialect) in _OWN_WORDS.items()}

_WRITTEN = ("written in ", "implemented in ", "programmed in ", "coded in ", "geschrieben", "mplementiert")
_WRITTEN_IN = regex(
    r"^(?P<what>[^,;:]{2,60}?)\s(?:is|are|will be|ist|wird)\s(?:\w+ly\s)?"
    r"(?:(?:written|implemented|programmed|coded)\sin\s(?P<language>[A-Z][\w+#]*)(?![\w/-])|in\s(?P<sprache>[A-Z][\w+#]*)\s(?:geschrieben|implementiert))"
)
_IT = regex(
    r"(?:it|this (?:component|service|module|program)|es|sie|der dienst|die komponente|das (?:modul|programm))$",
    re.IGNORECASE,
)
_KIN = (frozenset({"JavaScript", "Typescript"}), frozenset({"C", "C++"}))
"""Languages of which one may be named for the other."""


def _drawn(each: Rejected) -> re.Pattern[str]:
    return re.compile(rf"[\[({{]+\s*[\"']?\s*({re.escape(each.name)})\s*(?:<br\s*/?>[^\"'\])]*)?[\"']?\s*[\])}}]")


@rule("REF154", "error")
def rejected_is_used(page: Page) -> Iterator[Problem]:
    """A component or a diagram uses an alternative that section 13 turned down.

    Two sections order different things.

    Bad: “Database: PostgreSQL”, alternatives “MySQL” in 13, and “MySQL” as the database's technology in 4.1
    Good: “PostgreSQL” in 4.1
    Fix: correct the table or the diagram, or change the decision.
    """
    drawn = [
        (part, fence) for part in page.parts for fence in part.fences if part.section and fence.language == "mermaid"
    ]
    for each in page.once(rejected):
        choice = each.decision.choice or each.decision.title.words
        for component in components_with(page, each.decision):
            if named_in(component.technology.words, each.name):
                message = f"{component.name.words} uses {each.name}, which 13 turns down for {choice}"
                yield Problem(message, component.technology, (each.place,))
        if each.entry is None:
            continue
        for part, fence in drawn:
            if each.name in fence.text.raw and (match := _drawn(each).search(fence.text.raw)):
                at = Text(match[1], match[1], fence.text.start + match.start(1))
                yield Problem(f"{part.key} draws {each.name}, which 13 turns down for {choice}", at, (each.place,))


@rule("REF155", "error")
def rejected_is_used_in_prose(page: Page) -> Iterator[Problem]:
    """Running text says that the system uses an alternative that section 13 turned down.

    Two sections order different things.

    Bad: “Orders are stored in MySQL.” in 5.3, “Database: PostgreSQL”, alternatives “MySQL” in 13
    Good: “Orders are stored in PostgreSQL.”
    Fix: name what was chosen, or change the decision.
    """
    for use in page.once(uses_in_prose):
        if use.is_used and not _is_protocol(use.rejected.entry):
            choice = use.rejected.decision.choice or use.rejected.decision.title.words
            message = f"{use.line.part} uses {use.text.words}, which 13 turns down for {choice}"
            yield Problem(message, use.text, (use.rejected.place,))


@rule("REF156", "warning")
def rejected_in_prose(page: Page) -> Iterator[Problem]:
    """Running text names an alternative that section 13 turned down, and does not say that it is not used.

    Readers take it for a part of the system.

    Bad: “The MySQL team is on call.” in 12.3, “Database: PostgreSQL”, alternatives “MySQL” in 13
    Good: “The PostgreSQL team is on call.”
    Fix: name what was chosen, or say what the other one has to do with the system.
    """
    for use in page.once(uses_in_prose):
        if not use.is_used or _is_protocol(use.rejected.entry):
            choice = use.rejected.decision.choice or use.rejected.decision.title.words
            message = f"{use.line.part} names {use.text.words}, which 13 turns down for {choice}"
            yield Problem(message, use.text, (use.rejected.place,))


@rule("REF158", "error")
def other_technology_than_decided(page: Page) -> Iterator[Problem]:
    """A component uses another technology than section 13 decided for its kind.

    Two sections order different things.

    Bad: “Database: PostgreSQL” in 13, “MariaDB” as the technology of the Database in 4.1
    Good: “PostgreSQL” in 4.1
    Fix: correct the table, or change the decision.
    """
    turned_down = {folded(each.name) for each in page.once(rejected)}
    for decision in page.once(decisions):
        entry = entry_named(_VERSION.sub("", decision.choice))
        if entry is None or entry.category not in _SAID_BY_TOPIC:
            continue
        rows = [(each, _technologies(each.technology.words)) for each in components_with(page, decision)]
        if any(named_in(each.technology.words, entry.name) or entry in used for each, used in rows):
            continue
        if entry.category == "language" and any(
            each.category in {"framework", "runtime"} for _, used in rows for each in used
        ):
            continue  # a framework stands for its language
        others = [(each, one) for each, used in rows for one in used if one.category == entry.category]
        others = [(each, one) for each, one in others if folded(one.name) not in turned_down]
        topic = content_words(decision.topic)
        for each, one in others:
            if len(others) == 1 or topic & content_words(each.name.words):
                message = f"{each.name.words} uses {one.name}, 13 decided for {decision.choice}"
                yield Problem(message, each.technology, (decision.title,))


@rule("REF160", "warning")
def example_in_rejected_language(page: Page) -> Iterator[Problem]:
    """A code example is in a language that section 13 turned down.

    It shows what nobody will build.

    Bad: “Language: Python”, alternatives “Java, Go” in 13, and an example in Java in appendix B
    Good: an example in Python
    Fix: write the example in the language that was chosen.
    """
    part = page.part("B")
    by_name = {folded(each.name): each for each in page.once(rejected)}
    for fence in part.fences if part else ():
        entry = entry_named(fence.language)
        each = by_name.get(folded(fence.language)) or (by_name.get(folded(entry.name)) if entry else None)
        if each:
            choice = each.decision.choice or each.decision.title.words
            at = Text(fence.language, page.text[fence.start :].split("\n", 1)[0].rstrip(), fence.start)
            yield Problem(f"the example is in {each.name}, which 13 turns down for {choice}", at, (each.place,))


@rule("REF161", "warning")
def schema_of_another_database(page: Page) -> Iterator[Problem]:
    """The schema of 5.2 uses words that the database of 4.1 does not know.

    It cannot be created as it stands.

    Bad: `AUTO_INCREMENT` in 5.2, “PostgreSQL” in 4.1
    Good: `GENERATED ALWAYS AS IDENTITY`
    Fix: write the schema for the database that is used.
    """
    part = page.part("5.2")
    used = [(each, one) for each in page.once(components) for one in _technologies(each.technology.words)]
    rows = [(each, one) for each, one in used if one.dialect]
    dialects = {one.dialect for _, one in rows}
    has_unknown = any(one.category == "database" and not one.dialect for _, one in used)
    if part is None or not rows or has_unknown:
        return
    for name, (pattern, dialect) in _DIALECTS.items():
        if dialect in dialects:
            continue
        for fence in part.fences:
            if fence.language in {"", "sql"} and (match := pattern.search(fence.text.raw)):
                at = Text(match[0], match[0], fence.text.start + match.start())
                known = " and ".join(dict.fromkeys(one.name for _, one in rows))
                yield Problem(f"{match[0]} is a word of {name}, 4.1 has {known}", at, (rows[0][0].technology,))


def _is_protocol(entry: Entry | None) -> bool:
    """Tell whether it is a protocol or a format: one part of a system may use what another one was decided against."""
    return entry is not None and entry.category == "protocol"


@lru_cache(maxsize=1024)
def _technologies(cell: str) -> tuple[Entry, ...]:
    """Return the technologies of a cell, which many components share."""
    pieces = (_VERSION.sub("", piece).strip() for piece in _SEPARATOR.split(cell))
    return tuple(entry for piece in pieces if piece and (entry := entry_named(piece)))


@rule("REF189", "warning")
def other_language_in_prose(page: Page) -> Iterator[Problem]:
    """A sentence says that a component is written in another language than 4.1.

    Whoever is to build it must know which one holds.

    Bad: “It is written in Rust.” below the Loan API in 4.2, and “Python” as its technology in 4.1
    Good: “It is written in Python.”
    Fix: name the same language in both places.
    """
    names = page.once(component_names)
    rows = {key(row.name.words): row for row in page.once(components)}
    for line in holding(page, places_of(page, *_WRITTEN)):
        for sentence in sentences(line.text.words) if 2 <= line.section <= 12 else ():
            match = _WRITTEN_IN.match(sentence)
            name = names.within(line.item if _IT.match(match["what"]) else match["what"]) if match else None
            if match is None or name is None:
                continue
            said = match["language"] or match["sprache"]
            technology = rows[key(name.words)].technology
            here, there = _languages(said), _languages(technology.words)
            if here and there and not here & there and not any(here | there <= kin for kin in _KIN):
                message = f"{name.words} is written in {said} here, and in {technology.words} in 4.1"
                yield Problem(message, line.text.part(sentence), (technology,))


def _languages(words: str) -> frozenset[str]:
    return frozenset(name for kind, name in technologies_of(words) if kind == "language")
