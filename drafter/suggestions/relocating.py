"""Suggestions for a document that was edited since they were made."""

import hashlib
import re
from collections.abc import Mapping
from typing import NamedTuple

from drafter.document.page import Page
from drafter.document.suggestion import Review, Suggestion
from drafter.markdown.parse import parse
from drafter.suggestions.locating import Span, occurrences, spans_of_part
from drafter.suggestions.places import part_at
from drafter.suggestions.questions import asked_in

__all__ = ["Relocated", "is_as_reviewed", "relocated"]

_CHANGED = "its words are not in the document any more"
_SEVERAL = "its words stand in the document more than once"
_UNCERTAIN = "its words are few and stand elsewhere now"
_MADE = "the document says so already"
_CERTAIN = 24
"""So many characters are hardly written twice; fewer count only in their column."""


class Relocated(NamedTuple):
    """What still applies, in the text as it is now, and why the others do not, by their numbers."""

    suggestions: tuple[Suggestion, ...]
    refused: Mapping[int, str]


def relocated(review: Review, text: str) -> Relocated:
    """Return the suggestions of a review with their places in a text that may have changed since.

    Words count where they stand once in their part, else once in the document; numbers and alternatives stay.
    """
    if is_as_reviewed(review, text) and _all_fit(review, text):
        return Relocated(review.suggestions, {})
    page = parse(text)
    now: list[Suggestion] = []
    refused: dict[int, str] = {}
    for each in review.suggestions:
        place = _place(page, each)
        if not isinstance(place, str) and _is_made(page, place, each):
            place = _MADE
        if isinstance(place, str):
            refused[each.id] = place
            continue
        line, column = page.line_column(place.start)
        part = part_at(page, place.start).part
        update = {"start": place.start, "end": place.end, "line": line, "column": column}
        now.append(each.model_copy(update={**update, "part": part.key, "section": part.section}))
    return Relocated(tuple(now), refused)


def is_as_reviewed(review: Review, text: str) -> bool:
    """Tell whether a document is, byte for byte, the one that a review is of."""
    return hashlib.sha256(text.encode()).hexdigest() == review.sha256


def _all_fit(review: Review, text: str) -> bool:
    """Tell whether all places hold the words that they should; a review that came from elsewhere may say anything."""
    return all(
        each.quote and each.start >= 0 and text[each.start : each.end] == each.quote for each in review.suggestions
    )


def _is_made(page: Page, place: Span, suggestion: Suggestion) -> bool:
    """Tell whether a question is asked already, or a change that keeps its words and adds to them is made."""
    if suggestion.replacement is None:
        return suggestion.question in asked_in(page, place.start)
    new = suggestion.replacement
    before = (match.start() for match in re.finditer(re.escape(suggestion.quote), new))
    return any(page.text.startswith(new, place.start - at) for at in before if at <= place.start)


def _place(page: Page, suggestion: Suggestion) -> Span | str:
    """Return where a suggestion's words stand now, or why it does not apply."""
    if not suggestion.quote:
        return _CHANGED
    whole = [Span(0, len(page.text))]
    own = spans_of_part(page, suggestion.part) or whole
    found = list(occurrences(page.text, suggestion.quote, own))
    if len(found) > 1:
        found = [span for span in found if page.line_column(span.start)[1] == suggestion.column]
        return found[0] if len(found) == 1 else _SEVERAL
    if not found and len(suggestion.quote) >= _CERTAIN:
        found = list(occurrences(page.text, suggestion.quote, whole))
    if len(found) != 1:
        return _SEVERAL if found else _CHANGED
    is_certain = len(suggestion.quote) >= _CERTAIN or page.line_column(found[0].start)[1] == suggestion.column
    return found[0] if is_certain else _UNCERTAIN
