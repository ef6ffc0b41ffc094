"""What a text states that the brief does not: marked where it stands, listed at the section's end."""

import re
from collections.abc import Callable, Iterable, Iterator
from functools import partial
from typing import Any, TypeVar

from drafter.document.blocks import Absent, Code
from drafter.document.brief import Brief, Quantity, Technology, Version
from drafter.document.notes import is_note
from drafter.document.outline import Outline
from drafter.document.sections.base import Section, parts_of
from drafter.document.sections.decisions_and_alternatives import DecisionRow
from drafter.document.value import Value
from drafter.facts import cut, find

__all__ = ["MARK", "Known", "grounded", "texts_of", "unmarked"]

MARK = "(assumed)"
_COMMON_GROUND = frozenset({"HTTP", "HTTPS", "JSON", "SQL", "OpenAPI", "YAML", "Markdown", "Mermaid"})
"""Formats and protocols that the document itself is written in, or that its contract implies."""
_NOT_CLAIMS = frozenset(
    {
        "block",
        "url",
        "name",
        "alternatives",
        "term",
        "definition",
        "role",
        "code",
        "endpoint",
        "method",
        "request",
        "response",
    }
)
"""Fields that name things or list options instead of stating something."""

_NUMBER = re.compile(r"(?<![\w.,/{-])(?:[A-Z][A-Za-z]*-)?\d+(?:[.,]\d+)*(?![\w/}]|[.,]\d)")
"""A number that stands alone or ends a name such as AES-256."""
_STATUS = re.compile(r"\bHTTP \d{3}\b")
"""A status of HTTP, which looks like a version of it."""

Kept = TypeVar("Kept", bound=Value)


class Known(Value):
    """The specifics that have a source."""

    technologies: frozenset[str]
    quantities: frozenset[tuple[str, str]]
    """Dimension and base value."""
    versions: frozenset[tuple[str, str]]
    numbers: frozenset[str]
    """All numbers in the brief, as it writes them."""

    @classmethod
    def of(cls, brief: Brief, outline: Outline) -> "Known":
        """Return what the brief states, and what a person wrote into the outline."""
        return cls.of_brief(brief, [component.technology for component in outline.components if component.technology])

    @classmethod
    def of_brief(cls, brief: Brief, stated: Iterable[str] = ()) -> "Known":
        """Return what the brief states, and technologies that are stated elsewhere."""
        return cls(
            technologies=frozenset({*(tech.name for tech in brief.technologies), *stated, *_COMMON_GROUND}),
            quantities=frozenset((q.dimension, str(q.base_value.normalize())) for q in brief.quantities),
            versions=frozenset((version.name.casefold(), version.number) for version in brief.versions),
            numbers=frozenset(match[0] for match in _NUMBER.finditer(brief.text)),
        )

    def with_texts(self, texts: Iterable[str]) -> "Known":
        """Return what is known when people wrote these texts: their specifics too, but for those marked as assumed."""
        said = "\n".join(texts)
        facts = find(cut(said), said)
        doubtful = {fact.text for fact in facts if said[fact.end :].startswith(f" {MARK}")}
        doubtful |= {match[0] for match in _NUMBER.finditer(said) if said[match.end() :].startswith(f" {MARK}")}
        sure = [fact for fact in facts if fact.text not in doubtful]
        return Known(
            technologies=self.technologies | {fact.name for fact in sure if isinstance(fact, Technology)},
            quantities=self.quantities
            | {(fact.dimension, str(fact.base_value.normalize())) for fact in sure if isinstance(fact, Quantity)},
            versions=self.versions
            | {(fact.name.casefold(), fact.number) for fact in sure if isinstance(fact, Version)},
            numbers=self.numbers | ({match[0] for match in _NUMBER.finditer(said)} - doubtful),
        )

    def says(self, number: str) -> bool:
        """Tell whether the brief holds this number."""
        return number in self.numbers

    def has(self, fact: Technology | Quantity | Version) -> bool:
        """Tell whether a specific has a source."""
        if isinstance(fact, Version):
            return (fact.name.casefold(), fact.number) in self.versions
        if isinstance(fact, Technology):
            return fact.name in self.technologies
        return (fact.dimension, str(fact.base_value.normalize())) in self.quantities


def grounded(section: Kept, known: Known, number: int, skip: frozenset[str] = frozenset()) -> Kept:
    """Return the section with its unsourced specifics marked, and listed among its assumptions.

    A specific is marked where it occurs first in a part; parts whose numbers are in `skip` are left alone.
    `number` is the section's, for what stands directly below its heading.
    """
    if not isinstance(section, Section):
        return section
    assumptions: list[str] = []
    changes: dict[str, Any] = {}
    for name, part, _ in parts_of(type(section)):
        if part.number in skip:
            continue
        found: list[str] = []
        changes[name] = _mapped(getattr(section, name), partial(_marked, known=known, found=found))
        if found:
            assumptions.append(f"{part.number or number}: {', '.join(dict.fromkeys(found))}")
    return section.model_copy(update={**changes, "assumptions": (*section.assumptions, *assumptions)})


def texts_of(content: Any, skip: frozenset[str] = frozenset()) -> Iterator[str]:
    """Yield the strings of a section or block; code, notes on what is absent and `skip`'s fields are left out."""
    collected: list[str] = []

    def collect(text: str) -> str:
        collected.append(text)
        return text

    _mapped(content, collect, frozenset({"block", "url"}) | skip)
    yield from collected


def unmarked(text: str) -> str:
    """Return a text without the marks of what has no source."""
    return text.replace(f" {MARK}", "")


def _mapped(content: Any, change: Callable[[str], str], skip: frozenset[str] = _NOT_CLAIMS) -> Any:
    """Return a value with its texts changed; names, links, code and notes on what is absent stay."""
    match content:
        case str():
            return change(content)
        case Code() | Absent():
            return content
        case tuple():
            return tuple(_mapped(item, change, skip) for item in content)
        case Value():
            left_alone = skip | {"decision"} if isinstance(content, DecisionRow) else skip
            update = {
                name: _mapped(getattr(content, name), change, skip)
                for name in type(content).model_fields
                if name not in left_alone
            }
            return content.model_copy(update=update)
        case _:
            return content


def _marked(text: str, known: Known, found: list[str]) -> str:
    """Mark the specifics of a text that have no source, the first time that each of them occurs."""
    if is_note(text) or not any(char.isdigit() or char.isupper() for char in text):
        return text
    for start, end in sorted(_unsourced(text, known), reverse=True):
        specific = text[start:end]
        if specific not in found:
            found.append(specific)
            if not text[end:].startswith(f" {MARK}"):
                text = f"{text[:end]} {MARK}{text[end:]}"
    return text


def _unsourced(text: str, known: Known) -> Iterator[tuple[int, int]]:
    """Yield the spans of products, quantities, versions and bare numbers that the brief does not have."""
    covered = [match.span() for match in re.finditer(rf"`[^`]*`|\([^()]*\d+\.\d\)|{_STATUS.pattern}", text)]
    facts = find(cut(text), text)
    versions = [(fact.start, fact.end) for fact in facts if isinstance(fact, Version)]
    for fact in facts:
        if isinstance(fact, Technology | Quantity | Version) and not _STATUS.fullmatch(fact.text):
            covered.append((fact.start, fact.end))
            part_of_version = isinstance(fact, Technology) and _inside(fact.start, fact.end, versions)
            if not known.has(fact) and not part_of_version:  # a version is marked as a whole
                yield fact.start, fact.end
    for match in _NUMBER.finditer(text):
        if not any(start < match.end() and match.start() < end for start, end in covered) and not known.says(match[0]):
            yield match.span()


def _inside(start: int, end: int, spans: list[tuple[int, int]]) -> bool:
    return any(other[0] <= start and end <= other[1] and other != (start, end) for other in spans)
