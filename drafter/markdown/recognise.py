"""Which heading of a document is which of the template, whatever was renamed, renumbered or moved."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache

from rapidfuzz import fuzz

from drafter.document.document import TITLE
from drafter.document.page import Block, Heading, Match, Part
from drafter.document.sections import SECTIONS
from drafter.document.sections.base import parts_of
from drafter.markdown.headings import part_heading, section_heading

__all__ = ["Expected", "expected", "parts"]

_SIMILAR = 82.0
"""Of 100: "API Endpoint" for "API Endpoints"; the titles of the template are at most 70 alike."""
_LIKENESS: tuple[Match, ...] = ("exact", "title", "similar", "number")


@dataclass(frozen=True, slots=True)
class Expected:
    """A heading of the template."""

    key: str
    section: int
    level: int
    number: str
    title: str
    heading: str
    """As the template prints it: `4.1 Component Breakdown`, `A. Code Examples`."""


@cache
def expected() -> tuple[Expected, ...]:
    """Return all headings of the template in its order."""
    found = [
        Expected(key, 0, level, "", title, title)
        for key, level, title in (
            ("title", 1, TITLE),
            ("information", 2, "Document Information"),
            ("contents", 2, "Table of Contents"),
        )
    ]
    for kind in SECTIONS:
        found.append(Expected(str(kind.number), kind.number, 2, str(kind.number), kind.title, section_heading(kind)))
        for name, part, _ in parts_of(kind.model):
            if part.title:
                key = part.number or f"{kind.number}.{name}"
                found.append(Expected(key, kind.number, part.level, part.number, part.title, part_heading(part)))
    return tuple(found)


def parts(blocks: Sequence[Block]) -> Iterator[Part]:
    """Yield the parts of a document; a heading within a part that has items of its own stays in it."""
    recognised = _recognised_headings(blocks)
    heading: Heading | None = None
    known: Expected | None = None
    match: Match = "extra"
    section = 0
    held: list[Block] = []
    for index, block in enumerate(blocks):
        found = recognised.get(index)
        if not isinstance(block, Heading) or (found is None and _is_inside(block, heading)):
            held.append(block)
            continue
        if heading is not None or held:
            yield Part(known.key if known else "", section, heading, match, tuple(held))
        heading, held = block, []
        known, match = found or (None, "extra")
        section = _section(block, known, section)
    yield Part(known.key if known else "", section, heading, match, tuple(held))


def _recognised_headings(blocks: Sequence[Block]) -> dict[int, tuple[Expected, Match]]:
    """Return which blocks are headings of the template.

    A component or entity may be called like a part: of several headings for one part, those that are deeper than
    another are none, and of a part without number, which ends its section, the last of the best is it.
    """
    section = 0
    found: dict[int, tuple[Expected, Match]] = {}
    best: dict[str, tuple[int, int, int]] = {}
    rank: dict[int, tuple[int, int, int]] = {}
    for index, block in enumerate(blocks):
        if not isinstance(block, Heading):
            continue
        if (entry := _recognised(block, section)) is not None:
            known, match = found[index] = entry
            depth = max(block.level - known.level, 0)
            alone = not known.number and known.level > 2
            rank[index] = (depth, _LIKENESS.index(match), -index) if alone else (depth, 0, 0)
            best[known.key] = min(rank[index], best.get(known.key, rank[index]))
        section = _section(block, entry[0] if entry else None, section)
    return {index: entry for index, entry in found.items() if rank[index] == best[entry[0].key]}


def _section(heading: Heading, known: Expected | None, section: int) -> int:
    """Return the section that goes on below a heading."""
    if known is not None:
        return known.section
    return 0 if heading.level <= 2 else section


def _is_inside(heading: Heading, above: Heading | None) -> bool:
    """Return whether an unknown heading belongs to the part that is open."""
    return above is not None and heading.level > max(above.level, 2)


def _recognised(heading: Heading, section: int) -> tuple[Expected, Match] | None:
    """Return which heading of the template this is; the same section's are preferred."""
    folded = heading.title.casefold()
    candidates = [entry for entry in expected() if _may_be(entry, heading, section)]
    if not candidates:
        return None
    by_title = [entry for entry in candidates if entry.title.casefold() == folded]
    for entry in by_title:
        if entry.number == heading.number:
            return entry, "exact"
    if by_title:
        return by_title[0], "title"
    score, best = max(
        ((fuzz.ratio(folded, entry.title.casefold()), entry) for entry in candidates), key=lambda pair: pair[0]
    )
    if score >= _SIMILAR:
        return best, "similar"
    numbered = [
        entry
        for entry in candidates
        if heading.number and entry.number == heading.number and (entry.level == heading.level or entry.level <= 2)
    ]
    return (numbered[0], "number") if numbered else None


def _may_be(entry: Expected, heading: Heading, section: int) -> bool:
    """Return whether a heading's level and place allow it to be this entry; its number may make up for the level."""
    if entry.level <= 2:
        return entry.level == heading.level or (entry.level == 2 and heading.level == 1 and entry.number != "")
    has_number = heading.number != "" and heading.number == entry.number
    at_level = heading.level == entry.level or has_number
    return entry.section == section and at_level and (heading.level >= 3 or "." in heading.number)
