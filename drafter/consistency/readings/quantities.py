"""The quantities of a page: numbers with a unit of time, data, share, rate or money, and what they are said of."""

import math
import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator
from decimal import Decimal
from functools import lru_cache
from itertools import pairwise

from drafter.consistency.readings.figures import MEASURE, matches_of
from drafter.consistency.readings.lines import Line, holding, occurrences, running_text
from drafter.document.brief import Dimension, Quantity, Statement
from drafter.document.page import Page, Text
from drafter.facts.passage import Passage
from drafter.facts.quantities import quantities as found_in
from drafter.facts.units import CURRENCIES, DATA, FACTORS, NUMBER_WORDS, RATE_UNITS, RATIOS, TIME, TIME_NAMES
from drafter.frozen import frozen
from drafter.markdown.recognise import follows_template
from drafter.patterns import regex

__all__ = ["Measure", "measures"]


_UNITS = frozenset({*TIME_NAMES, *DATA, *RATE_UNITS, *CURRENCIES, *FACTORS, *RATIOS, "per", "/"})
_RATE = regex(rf"\d(?:\s[^\W\d_]+){{0,4}}?(?:\s?/\s?|\s(?:per|an?|each|every|pro|je|im)\s)(?:{'|'.join(TIME)})\b")
"""A cheap look at what is worth a thorough reading; it begins with a digit, so that the search is fast."""
_TIMES_IN_WORDS = ("second", "minute", "hour", "day", "week", "month", "year")
_WORD_BEFORE = regex(rf"\b(?:{'|'.join(NUMBER_WORDS)})[\s-]$", re.IGNORECASE)
_BOUND = regex(r"^(?:p\d\d(?:\.\d+)?\s)?[^\d€$£¥]*(?=[€$£¥]?\d)")
_LONGEST_CLAUSE = 200
"""Characters on each side of a quantity: a text without any stop says of each what stands near it."""
_JOINT = regex(r"[,;.:]\s|\s(?:and|und|but|aber)\s")
_DAY = 86400
_OF_A_CALENDAR = 0.015
"""12 months of 30 days and a year differ by less."""
_ROUNDED = 0.00001
_NAMES_THINGS = frozenset({"1.3", "1.4", "1.5", "6.1", "6.3", "information", "contents", "title", "E"})
"""Parts whose numbers measure nothing: names, statuses, dates."""
_ATTRIBUTES = regex(r"attribut|interfaces?$|schnittstelle|configuration|konfiguration", re.IGNORECASE)
_CLAUSE = regex(r";|(?<=[^\d\s][.!?])\s|(?<=\d[.!?])\s(?=[A-ZÄÖÜ])")
_PIECE = regex(r"[();:]\s?(?!\d\d\b)|,\s")
_DIGIT = regex(r"\d")
_WHOLE = Statement(id="", text="", start=0, end=0, line=1)
"""Offsets count from its beginning."""
_NOTES = regex(r"(?:^|\s)(?:Options|Optionen):\s|^\d{1,2}(?:\.\d)?: ")
"""Open questions with their options, and the lists of what was assumed."""


@frozen
class Measure:
    """A quantity and the words around it."""

    line: Line
    text: Text
    """With what bounds it: "under 50 ms"."""
    quantity: Quantity
    clause: str
    """The clause that holds it, with it."""
    start: int
    """Its offset in the words of the line."""

    @property
    def value(self) -> Decimal:
        """In seconds, bytes, shares of 1 or things a second, else as it is written."""
        return self.quantity.base_value

    @property
    def dimension(self) -> Dimension:
        """What it measures."""
        return self.quantity.dimension

    @property
    def amount(self) -> str:
        """Its words without what bounds it: "50 ms"."""
        return _BOUND.sub("", self.text.words)

    @property
    def before(self) -> str:
        """The words of the line before it, the nearest ones."""
        return self.line.text.words[max(0, self.start - _LONGEST_CLAUSE) : self.start]

    @property
    def after(self) -> str:
        """The words of the line behind it, the nearest ones."""
        end = self.start + len(self.quantity.text)
        return self.line.text.words[end : end + _LONGEST_CLAUSE]

    @property
    def piece(self) -> str:
        """The words around it up to a comma or an "and"."""
        before = _JOINT.split(self.before)[-1]
        return f"{before}{self.text.words}{_JOINT.split(self.after)[0]}"

    def is_same(self, other: "Measure") -> bool:
        """Tell whether both are one value; months and years have no exact length, and periods no exact fraction."""
        tolerance = _OF_A_CALENDAR if self.dimension == "time" and self.value > _DAY else _ROUNDED
        return math.isclose(self.value, other.value, rel_tol=tolerance)


def measures(page: Page) -> tuple[Measure, ...]:
    """Return the quantities with units in order; most counts of things are left out, and so are open questions.

    What stands in no part of the template is read in documents from another template alone.
    """
    found = holding(page, _places(page))
    has_parts = page.once(follows_template)
    return tuple(
        measure for line in found if (line.part or not has_parts) and _is_worth_reading(line) for measure in _of(line)
    )


def _places(page: Page) -> Iterator[int]:
    """Yield where something is measured in the running text, in digits or words."""
    text = page.once(running_text)
    for match in matches_of(MEASURE, page):
        if (match[1] or "/").lower() in _UNITS or _RATE.match(text, match.start()):
            yield match.start()
    yield from (at for at in occurrences(text, *_TIMES_IN_WORDS) if _WORD_BEFORE.search(text, max(0, at - 12), at))


def _is_worth_reading(line: Line) -> bool:
    if line.part in _NAMES_THINGS or (line.label and _ATTRIBUTES.search(line.label.words)):
        return False
    words = line.text.words
    return not ("ption" in words or words[:1].isdigit()) or not _NOTES.search(words)


def _of(line: Line) -> Iterator[Measure]:
    for quantity, start, clause in _measured(line.text.words):
        yield Measure(line, line.text.part(quantity.text, start), quantity, clause, start)


@lru_cache(maxsize=1024)
def _measured(words: str) -> tuple[tuple[Quantity, int, str], ...]:
    """Return the quantities of a line, each with its offset and its clause."""
    found = []
    cuts = [0, *(match.start() for match in _CLAUSE.finditer(words)), len(words)]
    for first, last in pairwise([0, *(match.end() for match in _PIECE.finditer(words)), len(words)]):
        for quantity in _found(words[first:last]):
            start, end = first + quantity.start, first + quantity.end
            begin = max(cuts[bisect_right(cuts, start) - 1], start - _LONGEST_CLAUSE)
            clause = words[begin : min(cuts[bisect_left(cuts, end)], end + _LONGEST_CLAUSE)]
            found.append((quantity, start, clause.strip(" ;")))
    return tuple(found)


@lru_cache(maxsize=4096)
def _found(words: str) -> tuple[Quantity, ...]:
    """Return the quantities of a few words; the same target is said in the same words all over a document."""
    if not _DIGIT.search(words) and not any(unit in words for unit in _TIMES_IN_WORDS):
        return ()
    return tuple(each for each in found_in(Passage(_WHOLE, words, words)) if each.dimension != "count" or each.unit)
