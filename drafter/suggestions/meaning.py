"""Whether two proposals mean the same."""

from typing import NamedTuple

from rapidfuzz import fuzz

from drafter.derive.sources import content_words
from drafter.document.suggestion import Candidate, Suggestion
from drafter.patterns import regex
from drafter.suggestions.folding import fold
from drafter.suggestions.locating import telling
from drafter.suggestions.synonyms import meaning_of, meanings

__all__ = ["Meaning", "restates"]

_SAME_CHANGE = 0.6
"""Of the words that either takes away or adds, so many are those of both."""
_SIMILAR = 93.0
"""Of 100, for sentences that differ in an ending; one noun for another makes it less."""
_SHARED = 0.7
"""Of the meaningful words of the shorter sentence, so many are in the other."""
_FEWEST_SHARED = 2
_HALF = 0.5
"""A change and a reason that are each half the same are the same together, as neither would be alone."""
_EMPTY = meanings(
    "what which who when where why how the and for are does should will with that this its has have not from can could "
    "would there here than then must may into onto"
)
_ANYWHERE = frozenset(
    """a an the this that these those which who and or as so of to in on at by for from with into is are be was were
    it its their must should will shall can may""".split()  # noqa: SIM905
)
"""Words that change when a sentence is only worded otherwise."""
_RESTATED = 85.0
_WORD = regex(r"\w+|[^\w\s]")
_NAME = regex(r"(?P<opening>(?:^|[.!?:]\s+)[\W_]*)?(?P<word>\w+)")
_SENTENCE_WORDS = 5
"""Of fewer the first may be a name as well."""


class Meaning(NamedTuple):
    """What a proposal says."""

    quote: str
    replacement: str | None
    question: str
    reason: str
    in_code: bool = False
    """Its words are code, of which each counts."""
    is_computed: bool = False
    """A rule knew the words: another form of a word is another word."""

    @classmethod
    def of(cls, said: Candidate | Suggestion, *, in_code: bool) -> "Meaning":
        """Return what a candidate or a suggestion means."""
        return cls(said.quote, said.replacement, said.question, said.reason, in_code, not said.judged)

    def is_same_change(self, other: "Meaning") -> bool:
        """Return whether both ask the same, or take away and add the same words."""
        if self.replacement is None and other.replacement is None:
            asked, also = fold(self.question).text, fold(other.question).text
            return telling(asked) == telling(also) and _are_similar(asked, also)
        if not self._may_be_same_change(other):
            return False
        if self.in_code:
            return self._changes() == other._changes()
        return self._likeness(other) >= _SAME_CHANGE

    def is_for_same_reason(self, other: "Meaning") -> bool:
        """Return whether both have the same reason, in other words perhaps, and do not bring in other numbers."""
        brought, also = self._brings(), other._brings()
        if (self.replacement is None) != (other.replacement is None) or (brought and also and brought != also):
            return False
        if self._is_other_name(other):
            return False
        return _are_similar(fold(self.reason).text, fold(other.reason).text)

    def is_half_the_same(self, other: "Meaning") -> bool:
        """Return whether both have half of the change, or of the question, and half of the reason in common."""
        if _likeness(fold(self.reason).text, fold(other.reason).text) < _HALF:
            return False
        if self.replacement is None and other.replacement is None:
            asked, also = fold(self.question).text, fold(other.question).text
            return telling(asked) == telling(also) and _likeness(asked, also) >= _HALF
        return not self.in_code and self._may_be_same_change(other) and self._likeness(other) >= _HALF

    def _may_be_same_change(self, other: "Meaning") -> bool:
        """Return whether neither brings in another number or name, or takes away all where the other leaves words."""
        if self.replacement is None or other.replacement is None or self._brings() != other._brings():
            return False
        takes_all, also = (not fold(one.replacement or "").text for one in (self, other))
        if takes_all != also and fold(self.quote).text == fold(other.quote).text:
            return False
        return not self._is_other_name(other)

    def _likeness(self, other: "Meaning") -> float:
        """Return how many of the meaningful words that either changes are those that both change, of 1."""
        mine, its = (_with_meaning(each._changes(), as_written=self.is_computed) for each in (self, other))
        return len(mine & its) / len(mine | its) if mine | its else 1.0

    def _changes(self) -> frozenset[tuple[bool, str]]:
        """Return the words that are added, and those that are taken away."""
        old, new = (frozenset(_WORD.findall(fold(text).text)) for text in (self.quote, self.replacement or ""))
        return frozenset((word in new, word) for word in old ^ new)

    def _brings(self) -> frozenset[str]:
        """Return the numbers and negations that the document does not have there."""
        return telling(fold(self.replacement or self.question).text) - telling(fold(self.quote).text)

    def _is_other_name(self, other: "Meaning") -> bool:
        """Return whether each writes a name that neither the document has there nor the other one says."""
        mine, its = self._names() - other._said(), other._names() - self._said()
        return bool(mine and its)

    def _names(self) -> frozenset[str]:
        """Return the words with capitals that a replacement brings in, but for the one that opens a sentence."""
        new = self.replacement or ""
        is_short = len(new.split()) < _SENTENCE_WORDS
        found = (match["word"] for match in _NAME.finditer(new) if is_short or match["opening"] is None)
        return frozenset(fold(word).text for word in found if not word.islower() and not word.isdigit()) - frozenset(
            _WORD.findall(fold(self.quote).text)
        )

    def _said(self) -> frozenset[str]:
        return frozenset(_WORD.findall(fold(f"{self.quote} {self.replacement or ''}").text))


def restates(reason: str, quote: str) -> bool:
    """Return whether a reason says nothing but what it is about."""
    said, about = content_words(reason), content_words(quote)
    return said <= about or fuzz.ratio(fold(reason).text, fold(quote).text) >= _RESTATED


def _with_meaning(changes: frozenset[tuple[bool, str]], *, as_written: bool) -> frozenset[tuple[bool, str]]:
    """Return changes without marks and the words that stand anywhere; all of them when there are no others."""
    told = (each for each in changes if each[1][0].isalnum() and each[1] not in _ANYWHERE)
    return frozenset((is_new, word if as_written else meaning_of(word)) for is_new, word in told) or changes


def _are_similar(one: str, other: str) -> bool:
    """Return whether two folded sentences share most of the words that mean something, or nearly all letters."""
    return _likeness(one, other) >= _SHARED or (bool(one) and fuzz.token_sort_ratio(one, other) >= _SIMILAR)


def _likeness(one: str, other: str) -> float:
    """Return how many of the meaningful words of the shorter sentence the other one has, of 1; 0 for a single one."""
    words, others = meanings(one) - _EMPTY, meanings(other) - _EMPTY
    shared = len(words & others)
    return shared / min(len(words), len(others)) if shared >= _FEWEST_SHARED else 0.0
