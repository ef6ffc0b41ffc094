"""Where the document says that something comes from: references, addresses, quotations of the brief."""

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise

from drafter.consistency.readings.prose import passages_of_kind
from drafter.document.page import Block, ListBlock, Page, Paragraph, Text
from drafter.frozen import frozen
from drafter.patterns import regex

__all__ = ["Quotation", "Reference", "addresses", "quoted", "references"]

_ADDRESS = regex(r"https?://[^\s<>)\]\"'`|]+")
_LED_TO = regex(
    r"://|\]\(\s*<?[^)\s>]|\]\[|^\[[^\]]+\](?!\()|\bwww\.|@\w|`[^`]+`|\b[\w-]+\.(?:md|pdf|docx?|ya?ml|json|html?|xlsx?|pptx?|adoc|rst|txt)\b"
    r"|\b(?:RFC|ISO|IEC|IEEE|NIST|DIN|ISBN|DOI|PEP|ADR|TDD|WCAG|BSI)\b|\b[A-Z][A-Z0-9]+-\d+\b|\bdoi:"
)
_NOTHING = regex(r"(?:none|not applicable|no\b|keine|nicht zutreffend|to be|n/a|-$)", re.IGNORECASE)
_LEAD_IN = regex(r"\bthe brief (?:states|says|asks|demands|requires|lists|names)\b[^.]*:$", re.IGNORECASE)
_IN_QUOTES = regex(
    r"\bthe brief (?:states|says|asks|demands|requires|reads|puts it)[:,]?(?: that)? (?:“([^”]{8,})”|\"([^\"]{8,})\")",
    re.IGNORECASE,
)


@frozen
class Reference:
    """An entry of 1.5."""

    text: Text
    leads_somewhere: bool
    """It has a link, a file's name, or the number of a standard."""


@frozen
class Quotation:
    """What the document says that the brief says."""

    text: Text
    words: str
    is_verbatim: bool
    """It stands in quotation marks."""


def references(page: Page) -> tuple[Reference, ...]:
    """Return the list items and rows of 1.5; what says that there are none, and notes, are left out."""
    part = page.part("1.5")
    if part is None:
        return ()
    notes = {passage.text.start for kind in ("assumption", "question") for passage in passages_of_kind(page, kind)}
    found = []
    for item in part.list_items:
        text = item.text or item.label
        if text and text.start not in notes and not _NOTHING.match(text.words):
            raw = page.text[item.label.start : text.end] if item.label else text.raw
            found.append(Reference(item.label or text, bool(_LED_TO.search(raw)) or bool(item.blocks)))
    rows = [row for table in part.tables for row in table.rows if row[0] and not _NOTHING.match(row[0].words)]
    found += [Reference(row[0], any(_LED_TO.search(cell.raw) for cell in row)) for row in rows]
    return tuple(found)


def addresses(page: Page) -> tuple[Text, ...]:
    """Return the addresses on the web in running text, each where it stands first; not those in code."""
    found: dict[str, Text] = {}
    for _, text in page.prose:
        for match in _ADDRESS.finditer(text.raw) if "://" in text.raw else ():
            address = match[0].rstrip(".,;:!?/*_")
            if text.raw.count("`", 0, match.start()) % 2 == 0 and address not in found:
                found[address] = Text(address, address, text.start + match.start())
    return tuple(found.values())


def quoted(page: Page) -> tuple[Quotation, ...]:
    """Return the items below "The brief states these requirements:", and what it says in quotation marks."""
    found = [quotation for part in page.parts for quotation in _listed(part.blocks)]
    for _, text in page.prose:
        matches = _IN_QUOTES.finditer(text.words) if "brief" in text.words else ()
        found += [
            Quotation(text.part(said), said, is_verbatim=True) for match in matches if (said := match[1] or match[2])
        ]
    return tuple(found)


def _listed(blocks: Sequence[Block]) -> Iterator[Quotation]:
    for block, following in pairwise(blocks):
        if isinstance(block, Paragraph) and isinstance(following, ListBlock) and _LEAD_IN.search(block.text.words):
            yield from (
                Quotation(item.text, item.text.words, is_verbatim=False) for item in following.items if item.text
            )
