"""What a text states that the brief does not: marked where it stands, listed at the section's end."""

import re
from collections.abc import Callable, Iterator
from functools import partial
from typing import Any, TypeVar

from drafter.derive.known import MARK, NUMBER, Known
from drafter.document.blocks import Absent, Code
from drafter.document.brief import Quantity, Technology, Version
from drafter.document.notes import is_note
from drafter.document.sections.base import Section, parts_of
from drafter.document.sections.decisions_and_alternatives import DecisionRow
from drafter.document.value import Value
from drafter.facts import cut, find
from drafter.patterns import regex

__all__ = ["grounded", "texts_of"]

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

_STATUS = regex(r"\bHTTP \d{3}\b")
"""A status of HTTP, which looks like a version of it."""

Kept = TypeVar("Kept", bound=Value)


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
    for match in NUMBER.finditer(text):
        if not any(start < match.end() and match.start() < end for start, end in covered) and not known.says(match[0]):
            yield match.span()


def _inside(start: int, end: int, spans: list[tuple[int, int]]) -> bool:
    return any(other[0] <= start and end <= other[1] and other != (start, end) for other in spans)
