"""What the document says that it assumes: marks in the text, and the lists below **Assumptions**."""

import re

from drafter.consistency.readings.prose import passages_holding, passages_of_kind
from drafter.document.page import Page, Part, Text
from drafter.facts.units import NUMBER_WORDS
from drafter.frozen import frozen
from drafter.patterns import regex

__all__ = ["MARK", "Assumption", "Mark", "assumptions", "marks"]

MARK = regex(r"\((?:assumed|assumption|angenommen|Annahme)\)", re.IGNORECASE)
_MARK_HINTS = ("(assum", "(angenommen)", "(annahme)")
_PLACE = regex(r"(\d{1,2}(?:\.\d{1,2})?|[A-E])\s*:\s*")
_PROPOSED = regex(r"proposed by the design, not named in the brief:\s*", re.IGNORECASE)
_COMMA = regex(r"\s*(?:;|,(?!\d))\s*")
_MOST_WORDS = 6


@frozen
class Assumption:
    """An item of a list of assumptions."""

    text: Text
    section: int
    place: str
    """The part that it names: `7.3`; empty for none."""
    specifics: tuple[Text, ...]
    """What it lists: `TLS`, `two copies`; nothing for a sentence."""
    is_proposal: bool
    """It lists names of the design's own, which stand in all of the document."""


@frozen
class Mark:
    """A mark in the text."""

    part: Part
    before: str
    """The words before it, within its paragraph, item or cell."""
    at: Text


def assumptions(page: Page) -> tuple[Assumption, ...]:
    """Return the items of all lists of assumptions."""
    found: list[Assumption] = []
    for passage in passages_of_kind(page, "assumption"):
        words = passage.text.words
        place = _PLACE.match(words)
        rest = _PROPOSED.sub("", words[place.end() :] if place else words, count=1)
        named = place[1] if place else ""
        specifics = _specifics(passage.text, rest) if named else ()
        is_proposal = _PROPOSED.search(words) is not None
        found.append(Assumption(passage.text, passage.part.section, named, specifics, is_proposal))
    return tuple(found)


def _specifics(text: Text, words: str) -> tuple[Text, ...]:
    """Return what a list of names and numbers holds; nothing for sentences."""
    pieces = [piece for piece in _COMMA.split(words) if piece]
    is_list = not words.endswith(".") and all(_is_specific(piece) for piece in pieces)
    return tuple(text.part(piece) for piece in pieces) if is_list else ()


def _is_specific(piece: str) -> bool:
    has_name = any(character.isupper() or character.isdigit() for character in piece) or _counts(piece)
    return piece.count(" ") < _MOST_WORDS if has_name else piece.count(" ") <= 1


def _counts(piece: str) -> bool:
    """Tell whether a piece begins with a number in words: "two main modules"."""
    return piece.split(" ", 1)[0].casefold() in NUMBER_WORDS


def marks(page: Page) -> tuple[Mark, ...]:
    """Return the marks in running text."""
    return tuple(
        Mark(passage.part, passage.text.words[: match.start()].rstrip(), passage.text)
        for passage in passages_holding(page, _MARK_HINTS)
        if passage.kind not in {"assumption", "question"}
        for match in MARK.finditer(passage.text.words)
    )
