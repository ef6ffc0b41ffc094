"""Rules over a whole document: what no single section can know."""

from collections.abc import Iterator

from drafter.consistency.text import SeenSentences, sentences
from drafter.derive.grounding import texts_of
from drafter.document.document import Document
from drafter.document.notes import is_note
from drafter.document.sections import SECTIONS
from drafter.document.value import Value

__all__ = ["Doubt", "findings"]

_HOMES = {4: {1, 2, 3}}
"""Section 4 is the home of what the outline says of the components; the first sections take it up."""


class Doubt(Value):
    """A rule's code, the section where it fired, and what is wrong there."""

    code: str
    section: int
    message: str


def findings(document: Document) -> tuple[Doubt, ...]:
    """Return what is wrong with the document, in its order."""
    return tuple(_findings(document))


def _findings(document: Document) -> Iterator[Doubt]:
    seen = SeenSentences()
    for kind, section in zip(SECTIONS, document.sections, strict=True):
        texts = [text for text in texts_of(section, frozenset({"decision", "alternatives"})) if not is_note(text)]
        for text in texts:
            for sentence in sentences(text):
                where = seen.where(sentence)
                if where and where != str(kind.number) and not _is_home(kind.number, where):
                    message = f"section {where} says already: {sentence}"
                    yield Doubt(code="TXT102", section=kind.number, message=message)
        for text in texts:
            seen.add(text, str(kind.number))


def _is_home(number: int, where: str) -> bool:
    return number in _COMPUTED or int(where) in _HOMES.get(number, set())


_COMPUTED = {8, 14}
"""Sections whose repetitions are quotations of the brief or of section 13."""
