"""Where the words stand that a proposal quotes."""

from bisect import bisect_left
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from rapidfuzz import fuzz

from drafter.document.page import Page
from drafter.document.suggestion import Candidate
from drafter.patterns import regex
from drafter.suggestions.folding import Folded, fold, folded_page, is_inside_word
from drafter.suggestions.places import part_spans

__all__ = ["AMBIGUOUS", "UNKNOWN", "Span", "located", "occurrences", "spans_of_part", "telling"]

UNKNOWN = "quotes what is not in the document"
AMBIGUOUS = "quotes words that stand more than once"

_NEARLY = 90.0
"""Of 100: a quote of eight words with one that is misspelt, left out or added."""
_AS_NEAR = 82.0
"""A second place that is so near makes the quote ambiguous."""
_FEWEST_LETTERS = 24
"""Of fewer, nearly the same words may be others."""
_SLACK = 24
"""The place that is found first has as many characters as the quote; its ends may be so far away."""
_WORD = regex(r"\w+|[^\w\s\0]")
_STOPS = ".,:;!?"
_TELLING = regex(r"\d+|\b(?:no|not|never|none|without|cannot|nor|neither|except|only|unless|n't)\b")


class Span(NamedTuple):
    """Offsets in characters, the second exclusive."""

    start: int
    end: int


def located(page: Page, candidate: Candidate) -> Span | str:
    """Return where a candidate's words stand, or why that is not known: UNKNOWN or AMBIGUOUS.

    Its own place counts. Else the words are looked for as they are, then by their letters alone, in its part and then
    in the document, and at last for nearly the same words with the same numbers and negations.
    """
    quote, text = candidate.quote, page.text
    if candidate.start is not None and candidate.start >= 0 and quote and text.startswith(quote, candidate.start):
        return Span(candidate.start, candidate.start + len(quote))
    sought = fold(quote)
    if not sought.text:
        return UNKNOWN
    parts = spans_of_part(page, candidate.part)
    everywhere = [Span(0, len(text))]
    words = page.once(folded_page)
    for spans in (parts, everywhere):
        found = list(occurrences(text, quote.strip(), spans)) or list(_by_letters(words, sought.text, spans))
        found = [_with_marks(text, span, quote, sought) for span in found]
        if found:
            return found[0] if len(found) == 1 else AMBIGUOUS
    for spans in (parts, everywhere):
        if near := _near(words, sought.text, spans):
            return near
    return UNKNOWN


def spans_of_part(page: Page, key: str) -> list[Span]:
    """Return where the parts of a key stand; nothing for no key."""
    return [Span(span.start, span.end) for span in page.once(part_spans) if key and span.part.key == key]


def occurrences(text: str, words: str, spans: Iterable[Span]) -> Iterator[Span]:
    """Yield where some words stand within spans, as whole words."""
    for first, last in spans:
        at = text.find(words, first, last)
        while at >= 0:
            if not is_inside_word(text, at, at + len(words)):
                yield Span(at, at + len(words))
            at = text.find(words, at + 1, last)


def telling(words: str) -> frozenset[str]:
    """Return the numbers and negations in some words: with others they say something else."""
    return frozenset(_TELLING.findall(words.casefold()))


def _by_letters(words: Folded, sought: str, spans: Iterable[Span]) -> Iterator[Span]:
    for found in occurrences(words.text, sought, (_within(words, span) for span in spans)):
        yield Span(*words.span(*found))


def _with_marks(text: str, span: Span, quote: str, sought: Folded) -> Span:
    """Return a place with the marks around it that the quote has as well."""
    before, after = quote[: sought.places[0]].lstrip(), quote[sought.places[-1] + 1 :].rstrip()
    start = span.start - len(before) if text.endswith(before, 0, span.start) else span.start
    return Span(start, span.end + len(after) * text.startswith(after, span.end))


def _within(words: Folded, span: Span) -> Span:
    """Return the offsets in the folded words for a span of the page."""
    return Span(bisect_left(words.places, span.start), bisect_left(words.places, span.end))


def _near(words: Folded, sought: str, spans: Iterable[Span]) -> Span | str:
    """Return where nearly the same words stand, AMBIGUOUS for several places, and nothing for none."""
    found: list[Span] = []
    for span in spans:
        first, last = _within(words, span)
        hay = words.text[first:last]
        for _ in range(2):
            cutoff = _AS_NEAR if found else _NEARLY
            place = _nearest(hay, sought, cutoff)
            if place is None:
                break
            found.append(Span(first + place.start, first + place.end))
            hay = hay[: place.start] + "\0" * (place.end - place.start) + hay[place.end :]
    if len(found) != 1:
        return AMBIGUOUS if found else ""
    start, end = found[0]
    if telling(words.text[start:end]) != telling(sought):
        return ""
    return Span(*words.span(start, end))


def _nearest(hay: str, sought: str, cutoff: float) -> Span | None:
    """Return the whole words of a text that are nearest to those sought."""
    if len(sought) < _FEWEST_LETTERS or len(sought) > len(hay):
        return None
    found = fuzz.partial_ratio_alignment(sought, hay, score_cutoff=cutoff)
    if found is None:
        return None
    first = max(found.dest_start - _SLACK, 0)
    words = list(_WORD.finditer(hay, first, min(found.dest_end + _SLACK, len(hay))))
    starts = [word.start() for word in words if abs(word.start() - found.dest_start) <= _SLACK]
    ends = [word.end() for word in words if abs(word.end() - found.dest_end) <= _SLACK]
    spans = (Span(start, end) for start in starts for end in ends if start < end)
    whole = (span for span in spans if not is_inside_word(hay, *span))
    best = max(whole, key=lambda span: fuzz.ratio(hay[slice(*span)], sought), default=None)
    if best is None or fuzz.ratio(hay[slice(*best)], sought) < cutoff:
        return None
    ends_alike = sought[-1] in _STOPS and hay[best.end : best.end + 1] in tuple(_STOPS)
    return Span(best.start, best.end + ends_alike)
