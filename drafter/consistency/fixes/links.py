"""References within the document: links, numbers of parts, the title of the brief."""

import re
from collections.abc import Iterator

from drafter.consistency.fixes.fix import Case, Edit, fix
from drafter.consistency.fixes.near import nearest
from drafter.consistency.readings.citations import citations, titles
from drafter.consistency.readings.links import addresses, headings, links
from drafter.consistency.readings.sources import references
from drafter.derive.contents import anchor, anchors
from drafter.document.page import Page
from drafter.patterns import regex

__all__ = ["brief_title", "missing_anchor", "other_part", "targets", "unnumbered_link"]

_LINKED = regex(r"\[([^\[\]]+)\]\(\s*<?#$")
_NUMBER = regex(r"\d{1,2}\.\d{1,2}")
_BRIEF_ENDS = regex(r"[,:;(]|\s[-–—]\s")
_IS_BRIEF = regex(r"\b(?:brief|briefing|lastenheft|auftrag)\b", re.IGNORECASE)


@fix("REF111")
def missing_anchor(case: Case) -> Iterator[Edit]:
    """Lead to the heading that the link names, else to the only address that is near."""
    before = case.page.text[case.line(case.start)[0] : case.start]
    linked = _LINKED.search(before)
    meant = _addresses(case.page).get(linked[1].casefold(), "") if linked else ""
    yield from case.written(meant or nearest(case.raw, sorted(case.page.once(addresses))))


def _addresses(page: Page) -> dict[str, str]:
    """Return the addresses of headings by the words that name one alone: with the number, without, the number."""
    found = page.once(headings)
    named: dict[str, list[str]] = {}
    for heading, address in zip(found, anchors(heading.text.words for heading in found), strict=True):
        for words in {heading.text.words, heading.title, heading.number}:
            named.setdefault(words.casefold(), []).append(address)
    return {words: given[0] for words, given in named.items() if len(given) == 1 and words}


@fix("REF112")
def unnumbered_link(case: Case) -> Iterator[Edit]:
    """Write the number into the address of each link that leaves it out."""
    found = case.page.once(headings)
    made = anchors(heading.text.words for heading in found)
    numbered = {anchor(heading.title): address for heading, address in zip(found, made, strict=True) if heading.number}
    for link in case.page.once(links):
        if link.address not in made and link.address in numbered:
            yield from case.instead(link.at, numbered[link.address])


@fix("REF185")
def other_part(case: Case) -> Iterator[Edit]:
    """Write the number of the part whose title stands beside it."""
    known = case.page.once(titles)
    for citation in citations(case.page):
        named = [known[name] for name in citation.names if name in known] if case.is_at(citation.at) else []
        if named and citation.number in citation.at.raw:
            at = citation.at.part(citation.number)
            yield from case.alone(at.start, citation.number, named[0])
            return


@fix("REF186")
def targets(case: Case) -> Iterator[Edit]:
    """Send the reader to 8.1."""
    numbers = list(_NUMBER.finditer(case.raw))
    if len(numbers) == 1:
        yield from case.alone(case.start + numbers[0].start(), numbers[0][0], "8.1")


@fix("REF187")
def brief_title(case: Case) -> Iterator[Edit]:
    """Name the brief as 1.5 does, where that lists the one that was given, or one whose title is near."""
    listed = [each.text.words for each in case.page.once(references) if _IS_BRIEF.search(each.text.words)]
    stems = [_BRIEF_ENDS.split(words)[0].strip('“”"` ') for words in listed]
    if len(stems) == 1:
        is_given = case.brief is not None and case.brief.title.casefold() == stems[0].casefold()
        yield from case.written(stems[0] if is_given else nearest(case.raw, stems))
