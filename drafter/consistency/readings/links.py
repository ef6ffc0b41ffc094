"""References within the document: numbers of sections, and links to headings."""

import re
from collections.abc import Iterator
from functools import lru_cache

from drafter.consistency.readings.prose import passages_holding, texts_with
from drafter.derive.contents import anchors
from drafter.document.page import Heading, Page, Text
from drafter.frozen import frozen
from drafter.patterns import regex

__all__ = ["Link", "Pointer", "addresses", "headings", "links", "numbers", "pointers"]

_NUMBER = r"\d{1,2}(?:\.\d{1,2}){0,3}"
_SAID = regex(
    rf"""(?<![\w.])(?P<cue>(?:see|siehe|cf\.)\s+)?(?P<section>sections?\s+|Abschnitte?n?\s+|§§?\s*|chapters?\s+|Kapiteln?\s+|parts?\s+)?
        (?P<numbers>{_NUMBER}(?:\s*(?:,|and|or|und|oder|to|–|&)\s*{_NUMBER}(?![\w%]))*)(?![\w%]|\.\d
        |\s*(?:ms|s|%|[kKMGT]i?B|EUR|USD|million|billion|thousand|times|percent|seconds?|minutes?|hours?|days?)\b)""",
    re.VERBOSE | re.IGNORECASE,
)
_CUE = regex(
    r"\b(?:see|siehe|cf\.|sections?|abschnitte?n?|chapters?|kapiteln?|parts?)\s+\d|§\s*\d|\b(?:see|siehe) ",
    re.IGNORECASE,
)
_CUES = ("see ", "siehe ", "cf.", "section", "abschnitt", "chapter", "kapitel", "part", "§")
_HINTS = (
    *_CUES,
    "ppendix ",
    "anhang ",
    *(f"{digit})" for digit in "0123456789"),
)
"""One of these, in small letters, is in each text with a reference."""
_DIGIT = re.compile(r"\d")
_BRACKETED = regex(
    r"\b(?!(?:is|was|are|of|at|than|to|about|by|from|version|release|score|factor|rate|ratio)\b)[a-z][\w-]*\s"
    r"\((\d{1,2}\.\d)\)(?!\s+(?:of|out of)\s)|(?:\b[a-z][a-z]*|%), (\d{1,2}\.\d)\)"
)
"""`authentication (7.1)`, and `(under 50 ms, 8.1)`; versions follow a name, measures a verb."""
_APPENDIX = regex(r"\b(?:[Aa]ppendix|Anhang)\s+([A-Z])\b(?![.-]\w)")
_ONE = regex(_NUMBER)
_ELSEWHERE_AFTER = regex(r"\s*(?:\([^)]*\)\s*)?(?:of|in|from|des|der|von)\s+(?!this\b|dieses\b)|\s+(?:RFC|ISO)\b")
_ELSEWHERE_BEFORE = regex(
    r"(?:RFC|ISO|IEC|IEEE|NIST|OWASP|GDPR|DSGVO|PCI|HIPAA|WCAG|BSI|BGB|BDSG|Act|Law|Directive|Article|Art\.|licen[cs]e"
    r"|contract|handbook|manual|guide|policy|standard)[^.;]{0,40}$",
    re.IGNORECASE,
)
_LINK = regex(r"(?<!`)\]\(\s*<?#([^)\s>]+)>?[^)]*\)")
_CODE = regex(r"`+[^`]*`+")
_NAMED_PLACES = (
    ("<a", regex(r"""<a\s+(?:name|id)\s*=\s*["']([^"']+)["']""")),
    ("id", regex(r"""id(?<!\w..)\s*=\s*["']([^"']+)["']""")),
    ("{#", regex(r"\{#([\w-]+)\}")),
)
"""Anchors that are written out, each with what it begins with; a search for more than one takes longer."""


@frozen
class Pointer:
    """A number of a section, or the letter of an appendix, in running text."""

    number: str
    at: Text


@frozen
class Link:
    """A link to a heading of the same document."""

    address: str
    at: Text


def headings(page: Page) -> tuple[Heading, ...]:
    """Return all headings in the order of the text."""
    found = []
    for part in page.parts:
        found += [part.heading] if part.heading else []
        found += [block for block in part.blocks if isinstance(block, Heading)]
    return tuple(found)


def addresses(page: Page) -> frozenset[str]:
    """Return what links may lead to: the headings' anchors as GitHub makes them, and anchors that are written out."""
    is_written = any(mark in page.text for mark in ("<a ", "id=", "{#"))
    patterns = [pattern for mark, pattern in _NAMED_PLACES if is_written and mark in page.text]
    written = {name for pattern in patterns for name in pattern.findall(page.text)}
    return frozenset(written | set(anchors(heading.text.words for heading in page.once(headings))))


def numbers(page: Page) -> frozenset[str]:
    """Return the numbers and letters of all headings, as they are written and as the template has them."""
    written = {heading.number for heading in page.once(headings) if heading.number}
    return frozenset(written | {part.key for part in page.parts})


def links(page: Page) -> tuple[Link, ...]:
    """Return the links to headings, but those in code."""
    found = []
    for text in texts_with(page, "]("):
        raw = _CODE.sub(lambda match: " " * len(match[0]), text.raw) if "`" in text.raw else text.raw
        for match in _LINK.finditer(raw):
            place = Text(match[1], match[1], text.start + match.start(1))
            found.append(Link(match[1], place))
    return tuple(found)


def pointers(page: Page) -> tuple[Pointer, ...]:
    """Return the references to sections and appendices; those to another document's sections are left out."""
    texts = (passage.text for passage in passages_holding(page, _HINTS))
    return tuple(Pointer(number, text.part(shown)) for text in texts for number, shown in _pointers(text.words))


@lru_cache(maxsize=1024)
def _pointers(words: str) -> tuple[tuple[str, str], ...]:
    """Return the references of a text, each with how it is written."""
    return tuple(_references(words))


def _references(words: str) -> Iterator[tuple[str, str]]:
    has_number = _DIGIT.search(words) is not None
    folded = words.casefold() if has_number else ""
    has_cue = any(cue in folded for cue in _CUES) and _CUE.search(words)
    for match in _SAID.finditer(words) if has_cue else ():
        is_section = bool(match["section"]) and match["section"][0] in "sSaA§"
        if not is_section and not ((match["cue"] or match["section"]) and "." in match["numbers"]):
            continue
        if not _ELSEWHERE_AFTER.match(words, match.end()) and not _ELSEWHERE_BEFORE.search(words, 0, match.start()):
            yield from ((number, number) for number in _ONE.findall(match["numbers"]))
    for match in _BRACKETED.finditer(words) if has_number and ")" in words else ():
        number = match[1] or match[2]
        yield number, number
    for match in _APPENDIX.finditer(words) if "ppendix " in words or "Anhang " in words else ():
        if not _ELSEWHERE_AFTER.match(words, match.end()):
            yield match[1], match[0]
