"""Which heading of a document is which of the template, whatever was renamed, renumbered or moved."""

from collections.abc import Iterator, Sequence
from functools import cache

from rapidfuzz import fuzz

from drafter.document.page import Block, Heading, Match, Page, Part
from drafter.markdown.template_form import Expected, expected

__all__ = ["follows_template", "parts"]

_SIMILAR = 82.0
"""Of 100: "API Endpoint" for "API Endpoints"; the titles of the template are at most 70 alike."""
_LIKENESS: tuple[Match, ...] = ("exact", "title", "similar", "number")
_SAME: tuple[Match, ...] = ("exact", "title")
_TRANSLATED = 0.85
"""Of the template's headings in a document's sections: a document that has so many of their numbers translates it."""
_DEEPEST = 3
"""Headings below this level name items, and tell nothing of the template."""


def follows_template(page: Page) -> bool:
    """Tell whether a document was written from the template; another one has parts of its own, and may lack these."""
    headings = [part.heading for part in page.parts if part.heading]
    headings += [heading for part in page.parts for heading, _ in part.items]
    return _is_half(len({part.key for part in page.parts if part.key}), headings)


def _is_half(known: int, headings: Sequence[Heading]) -> bool:
    """Return whether so many known headings are half of what a document has, or half of what the template has."""
    return 2 * known >= min(sum(heading.level <= _DEEPEST for heading in headings), len(expected()))


def _is_translated(known: Sequence[Expected]) -> bool:
    sections = {entry.section for entry in known if entry.number == str(entry.section)}
    wanted = [entry for entry in expected() if entry.number and entry.section in sections]
    return sum(entry in known for entry in wanted) >= _TRANSLATED * len(wanted)


def parts(blocks: Sequence[Block]) -> Iterator[Part]:
    """Yield the parts of a document; a heading within a part that has items of its own stays in it.

    In a document from another template only the same titles are the same parts: there, number 7.1 is something else.
    """
    recognised = _recognised_headings(blocks, _LIKENESS)
    headings = [block for block in blocks if isinstance(block, Heading)]
    titled = sum(match != "number" for _, match in recognised.values())
    by_number = len(recognised) if _is_translated([entry for entry, _ in recognised.values()]) else 0
    if not _is_half(max(titled, by_number), headings):
        recognised = _recognised_headings(blocks, _SAME)
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


def _recognised_headings(blocks: Sequence[Block], by: Sequence[Match]) -> dict[int, tuple[Expected, Match]]:
    """Return which blocks are headings of the template, recognised in one of these ways.

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
        if (entry := _recognised(block, section)) is not None and entry[1] in by:
            known, match = found[index] = entry
            depth = max(block.level - known.level, 0)
            alone = not known.number and known.level > 2
            rank[index] = (depth, _LIKENESS.index(match), -index) if alone else (depth, 0, 0)
            best[known.key] = min(rank[index], best.get(known.key, rank[index]))
        section = _section(block, found[index][0] if index in found else None, section)
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
    near = _near(section, is_deep=heading.level > 2)
    candidates = [entry for entry in near if _may_be(entry, heading, section)]
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


@cache
def _near(section: int, *, is_deep: bool) -> Sequence[Expected]:
    """Return what of the template a heading in a section may be; a deep one is no section."""
    return [entry for entry in expected() if (entry.section == section if entry.level > 2 else not is_deep)]


def _may_be(entry: Expected, heading: Heading, section: int) -> bool:
    """Return whether a heading's level and place allow it to be this entry; its number may make up for the level."""
    if entry.level <= 2:
        return entry.level == heading.level or (entry.level == 2 and heading.level == 1 and entry.number != "")
    has_number = heading.number != "" and heading.number == entry.number
    at_level = heading.level == entry.level or has_number
    return entry.section == section and at_level and (heading.level >= 3 or "." in heading.number)
