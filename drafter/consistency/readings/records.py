"""The version and date of a document, and its change log."""

import re
from collections.abc import Iterator

from drafter.consistency.readings.lines import lines_in
from drafter.document.brief import Statement
from drafter.document.page import Block, Heading, ListBlock, Page, Paragraph, Table, Text
from drafter.facts.dates import dates
from drafter.facts.passage import Passage
from drafter.frozen import frozen
from drafter.patterns import regex

__all__ = ["Entry", "Information", "changes", "day_in", "information"]

_VERSION = re.compile(r"(?<![\w.,/-])[vV]?\.?(\d{1,3}(?:\.\d{1,3}){1,3})(?![\w-]|\.\d)|(?<!\w)[vV](\d{1,3})(?!\w)")
_DAY = regex(r"\d{4}-\d\d-\d\d")
_LABELS = {"version": "version", "fassung": "version", "date": "date", "datum": "date", "stand": "date"}
_AFTER_LABEL = regex(r"(?:^|[;|,]\s*)(Version|Fassung|Date|Datum|Stand)\s*:\s*([^;|]+)")
_BEGINNING = 60
"""A change's version and date stand at its beginning: later ones are what it tells of."""
_NONE = Text("", "", 0)


@frozen
class Information:
    """What the document says of itself; empty texts for what it does not say."""

    version: Text
    number: tuple[int, ...]
    date: Text
    iso: str


@frozen
class Entry:
    """A version in the change log."""

    version: Text
    number: tuple[int, ...]
    date: Text
    iso: str
    """`2026-01-15`; empty for none."""


def information(page: Page) -> Information:
    """Return the version and the date of the document information: list items, rows or lines with a colon."""
    found: dict[str, Text] = {}
    for line in lines_in(page, "information"):
        label = _LABELS.get(line.label.words.casefold().rstrip(": "))
        if label:
            found.setdefault(label, line.text)
        for match in _AFTER_LABEL.finditer(line.text.words):
            found.setdefault(_LABELS[match[1].casefold()], line.text.part(match[2].strip()))
    version, date = found.get("version", _NONE), found.get("date", _NONE)
    return Information(version, _number(version.words), date, day_in(date)[1])


def changes(page: Page) -> tuple[Entry, ...]:
    """Return the versions of appendix E in order, from its list, its table, or its headings."""
    part = page.part("E")
    return tuple(_entries(part.blocks)) if part else ()


def _entries(blocks: tuple[Block, ...]) -> Iterator[Entry]:
    for block in blocks:
        match block:
            case Heading():
                yield from _entry((block.text,))
            case Paragraph():
                yield from _entry((block.text,))
            case ListBlock():
                for item in block.items:
                    yield from _entry((item.label, item.text))
            case Table():
                for row in block.rows:
                    yield from _entry(row)


def _entry(texts: tuple[Text, ...]) -> Iterator[Entry]:
    version = next(
        (text.part(match[0]) for text in texts if (match := _VERSION.search(text.words[:_BEGINNING]))), _NONE
    )
    if version:
        day, iso = next((found for text in texts if (found := day_in(text))[1]), (_NONE, ""))
        yield Entry(version, _number(version.words), day, iso)


def _number(words: str) -> tuple[int, ...]:
    """Return a version as numbers, without zeros at its end: "v1" is "1.0"."""
    match = _VERSION.search(words) or re.fullmatch(r"(\d+)()", words.strip())
    if match is None:
        return ()
    numbers = [int(piece) for piece in (match[1] or match[2]).split(".")]
    while len(numbers) > 1 and numbers[-1] == 0:
        numbers.pop()
    return tuple(numbers)


def day_in(text: Text) -> tuple[Text, str]:
    """Return the first day at the beginning of a text and its date, `2026-01-15`; empty for none."""
    words = text.words[:_BEGINNING]
    if not any(char.isdigit() for char in words):
        return _NONE, ""
    statement = Statement(id="", text=words, start=0, end=len(words), line=1, heading="")
    for found in dates(Passage(statement, words, words)):
        if _DAY.fullmatch(found.iso):
            return text.part(found.text), found.iso
    return _NONE, ""
