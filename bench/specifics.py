"""The products, numbers, dates, people and links of a document that its brief does not have."""

import re
from bisect import bisect_right
from collections.abc import Iterator

from bench.reading import (
    DECLARED,
    PIPE,
    Text,
    folded,
    folded_all,
    item_name,
    starts_with,
    template_placeholders,
    visible_text,
)
from drafter.document.brief import Brief, DateFact, Fact, Link, Person, Quantity, Technology
from drafter.facts import cut, find

__all__ = ["specifics_of"]

_COMMON_GROUND = frozenset({"HTTP", "HTTPS", "JSON", "SQL", "OpenAPI", "YAML", "Markdown", "Mermaid"})
"""What the template itself asks for, or what its contract implies."""


_MARKED = re.compile(r"[*_`)]*(?:[ \t]+v?\d[\d.]*)?[*_`]*[ \t]*\(assumed\)")


_LABEL = re.compile(r"\*\*([^*\n]+)\*\*:")
"""A name that a list declares: an operation, a rule."""


_ALTERNATIVES = re.compile(r"\b(?:alternatives|options)\b[^:|\n]{0,30}:.*$", re.IGNORECASE)


def specifics_of(text: Text, brief: Brief) -> tuple[set[tuple[str, str]], set[tuple[str, str]]]:
    """Return the specifics that are not the brief's, each with its part, and those of them that are marked."""
    claims = _claims(text)
    line_starts = [0]
    for line in claims.split("\n"):
        line_starts.append(line_starts[-1] + len(line) + 1)
    known = {name for fact in brief.facts if (name := _specific(fact))} | _COMMON_GROUND
    dates = {fact.iso for fact in brief.dates} | {fact.iso for fact in _own_dates(text)}
    own_names = {folded(item_name(heading.text)) for heading in text.headings}
    own_names |= {*folded_all(text.column("4.1", "component name")), *folded_all(text.column("1.3", "role"))}
    own_names |= {folded(label) for label in _LABEL.findall(claims)}
    found: set[tuple[str, str]] = set()
    marked: set[tuple[str, str]] = set()
    for fact in find(cut(claims), claims):
        name = _specific(fact)
        place = text.part_at(bisect_right(line_starts, fact.start) - 1)
        if not name or name in known or _is_quoted(fact, brief, dates) or _is_status(fact, place):
            continue
        if isinstance(fact, Person) and folded(name) in own_names:
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
        case Quantity():
            return re.search(rf"(?<![\w.,]){re.escape(fact.text)}(?!\w)", brief.text) is not None
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


def _own_dates(text: Text) -> list[DateFact]:
    rows = [b.text for b in text.body("document information") if starts_with(b, "date")]
    return [fact for row in rows for fact in find(cut(row), row) if isinstance(fact, DateFact)]


def _claims(text: Text) -> str:
    """Return the source with what claims nothing left out: code, headings, glossary, alternatives."""
    lines = [_ALTERNATIVES.sub("", line) for line in text.lines]
    for first, last in _unclaimed(text):
        lines[first:last] = [""] * (last - first)
    for table in text.tables:
        for index, column in enumerate(table.columns):
            if "alternative" in folded(column):
                for number, _ in table.rows:
                    cells = PIPE.split(lines[number])
                    at = index + lines[number].lstrip().startswith("|")
                    lines[number] = "|".join([*cells[:at], " ", *cells[at + 1 :]])
    source = "\n".join(lines)
    return re.sub(r"\[[^\[\]\n]+\](?!\()", lambda match: _blank_if_placeholder(match[0]), source)


def _blank_if_placeholder(words: str) -> str:
    return " " * len(words) if words in template_placeholders() else words


def _unclaimed(text: Text) -> Iterator[tuple[int, int]]:
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
            declared = folded(visible_text(text.tokens[index])).rstrip(":") in DECLARED
