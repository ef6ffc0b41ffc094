"""Which texts of a document no longer agree with a fact, so that a model must write them anew.

What is computed follows its sources without a model; here are only the fields that a model answers.
"""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import lru_cache
from typing import Any

from pydantic import BaseModel

from drafter.derive.names import names_of
from drafter.derive.sources import content_words
from drafter.derive.staleness.change import Change
from drafter.derive.takers import Takers, fields_asked, stems
from drafter.derive.targets import required_quantities
from drafter.document.answer import Each
from drafter.document.answers import Answers
from drafter.document.brief import Brief, Quantity
from drafter.document.notes import is_note
from drafter.document.outline import Outline
from drafter.document.sections import SECTIONS, SectionType
from drafter.document.sections.base import mark_of
from drafter.document.value import Value
from drafter.facts import cut, find
from drafter.patterns import regex

__all__ = ["Stale", "stale_fields"]

_RESTATED = 0.5
"""The share of a statement's words that a text holds which restates it."""
_FEWEST = 3
_TAKEN_UP = 0.6
"""The share of a new statement's words, but for those of the question, that a text holds which takes it up."""
_DIGIT = regex(r"\d")


class Stale(Value):
    """A field of a section's answer that must be asked for again."""

    section: str
    """The section's key."""
    field: str
    why: tuple[str, ...]
    """The reasons, in sentences without full stop."""


def stale_fields(answers: Answers, outline: Outline, brief: Brief, changes: Sequence[Change]) -> tuple[Stale, ...]:
    """Return the fields that no longer agree, in the order of the document.

    `answers` are what the document says (`stated_answers`), `outline` and `brief` what it should agree with, `changes`
    how these differ from what it was drafted from. A field is stale when it lacks an entry for a name, states a
    number, technology or name that is gone, restates a statement that was changed, or is incomplete.
    """
    names = names_of(outline, brief)
    takers = dict(_takers(answers, brief, outline, changes))
    found = []
    for kind in SECTIONS:
        for field in fields_asked(kind, outline):
            value = getattr(getattr(answers, kind.key), field)
            texts = tuple(_texts(value))
            why = [
                *_missing(kind, field, value, names),
                *(f"{change}" for change in changes if _is_about(change, texts, brief)),
                *takers.get((kind.key, field), ()),
                *(gap.reason for gap in answers.gaps if (gap.section, gap.field) == (kind.key, field)),
            ]
            if why:
                found.append(Stale(section=kind.key, field=field, why=tuple(dict.fromkeys(why))))
    return tuple(found)


def _missing(kind: SectionType, field: str, value: Any, names: Mapping[Any, tuple[str, ...]]) -> Iterator[str]:
    """Yield what a field that has one entry for each name lacks."""
    mark = mark_of(kind.answer.model_fields[field], Each)
    if mark is None:
        return
    held = {key.casefold() for key in value}
    lacking = [name for name in names.get(mark.kind, ()) if name.casefold() not in held]
    if lacking:
        yield f"nothing is said of {', '.join(lacking)}"


def _is_about(change: Change, texts: Sequence[str], brief: Brief) -> bool:
    match change.kind:
        case "name" | "technology":
            return bool(change.old and (change.kind == "technology" or not change.new)) and any(
                _names(change.old, text) for text in texts
            )
        case "number":
            return bool(change.old) and any(_states(change, text, brief) for text in texts)
        case "statement":
            return bool(change.old) and any(_restates(change, text) for text in texts)


def _names(name: str, text: str) -> bool:
    return re.search(rf"(?<!\w){re.escape(name)}(?!\w)", text, re.IGNORECASE) is not None


def _states(change: Change, text: str, brief: Brief) -> bool:
    """Tell whether a text states the old number of a change, of the thing that has another one now."""
    if not _DIGIT.search(text):
        return False
    old = quantities_in(change.old)
    same = [each for each in quantities_in(text) if any(_is_same(each, one) for one in old)]
    if not same:
        return False
    others = [each for each in brief.quantities if any(_is_same(each, one) for one in old)]
    about = content_words(change.about) - content_words(change.old)
    return not others or len(content_words(text) & about) >= min(_FEWEST, len(about))


def _is_same(one: Quantity, other: Quantity) -> bool:
    return one.dimension == other.dimension and one.base_value == other.base_value


@lru_cache(maxsize=2048)
def quantities_in(text: str) -> tuple[Quantity, ...]:
    """Return the quantities of a text."""
    return tuple(fact for fact in find(cut(text), text) if isinstance(fact, Quantity))


def _restates(change: Change, text: str) -> bool:
    """Tell whether a text says what a statement said, and not only what it still says."""
    old, new, said = content_words(change.old), content_words(change.new), content_words(text)
    gone = old - new
    return len(gone & said) >= min(len(gone), 2) > 0 and len(old & said) >= max(_FEWEST, _RESTATED * len(old))


def _takers(
    answers: Answers, brief: Brief, outline: Outline, changes: Iterable[Change]
) -> Iterator[tuple[tuple[str, str], list[str]]]:
    """Yield the field that has most to do with each new statement that it does not take up.

    A statement that only adds a number is taken up by 8.1, which is computed.
    """
    numbered = {brief.statement(quantity.statement).text for quantity in required_quantities(brief)}
    new = [each for each in changes if each.kind == "statement" and not each.old and each.new not in numbered]
    if not new:
        return
    takers = Takers(outline)
    taken: dict[tuple[str, str], list[str]] = {}
    for change in new:
        if place := takers.likeliest(change.new) or next(iter(takers.asked), None):
            held = stems(" ".join(_texts(getattr(getattr(answers, place.section), place.field))))
            said = stems(change.new)
            own = (said - takers.asked[place]) or said
            if len(own & held) < _TAKEN_UP * len(own):
                taken.setdefault(place, []).append(str(change))
    yield from taken.items()


def _texts(value: Any) -> Iterator[str]:
    """Yield the strings of an answer that was not validated, its keys left out."""
    match value:
        case str():
            if value and not is_note(value):
                yield value
        case BaseModel():
            for name in type(value).model_fields:
                yield from _texts(getattr(value, name, None))
        case dict():
            for inner in value.values():
                yield from _texts(inner)
        case tuple() | list():
            for inner in value:
                yield from _texts(inner)
