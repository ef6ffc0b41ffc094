"""Which two passages of a document might contradict each other: sentences of two parts about the same thing."""

import math
from collections import Counter, defaultdict
from collections.abc import Iterator
from itertools import combinations

from drafter.derive.sources import content_words
from drafter.document.page import Page, Text
from drafter.facts.sentences import sentences
from drafter.frozen import frozen
from drafter.patterns import regex

__all__ = ["Pair", "Passage", "pairs"]

_FEWEST_WORDS = 5
_FEWEST_SHARED = 2
_MOST_HOLDING = 12
"""A word that more sentences hold says nothing of what they are about."""
_RARE = 0.15
"""Two sentences that share less of their words' weight are about different things."""
_TURNING = regex(r"\d[\d.,:]*|\b(?:not|no|never|none|without|cannot|nor|neither|nicht|kein\w*|nie|ohne|except|only)\b")
_QUOTING = frozenset({"13", "A"})
"""Parts of which one holds the other's words."""


@frozen
class Passage:
    """A sentence, and the key of its part."""

    part: str
    text: Text


@frozen
class Pair:
    """Two passages in the order of the document."""

    first: Passage
    second: Passage
    likeness: float
    """Weight of the words that both have over that of all their words, from 0 to 1."""


def pairs(page: Page, most: int) -> tuple[Pair, ...]:
    """Return the pairs of sentences from different parts that share most of what they are about, best first.

    Rare words weigh more. Sentences that say the same in the same words are left out, since they agree, and so is
    what is no sentence.
    """
    passages = list(_passages(page))
    words = [content_words(passage.text.words) for passage in passages]
    holding = Counter(word for each in words for word in each)
    weights = {word: math.log(1 + len(passages) / number) for word, number in holding.items()}
    found = []
    for one, other in _sharing(words, holding):
        shared = words[one] & words[other]
        likeness = _weight(shared, weights) / _weight(words[one] | words[other], weights)
        if likeness < _RARE or not _apart(passages[one].part, passages[other].part):
            continue
        if not _agree(passages[one], passages[other], words[one], words[other]):
            found.append(Pair(passages[one], passages[other], likeness))
    found.sort(key=lambda pair: (-pair.likeness, pair.first.text.start, pair.second.text.start))
    return tuple(found[:most])


def _passages(page: Page) -> Iterator[Passage]:
    for part, text in page.prose:
        if not part.key or part.section == 0:
            continue
        for start, end in sentences(text.raw):
            raw = text.raw[start:end]
            words = " ".join(raw.split())
            if len(words.split()) >= _FEWEST_WORDS:
                yield Passage(part.key, Text(words, raw, text.start + start))


def _apart(part: str, other: str) -> bool:
    return part != other and not {part, other} <= _QUOTING


def _agree(one: Passage, other: Passage, words: frozenset[str], others: frozenset[str]) -> bool:
    """Return whether one says what the other says, perhaps with more around it: no other number, no other not."""
    return (words <= others or others <= words) and _turning(one.text.words) == _turning(other.text.words)


def _turning(words: str) -> set[str]:
    """Return the words that turn a sentence into another claim."""
    return set(_TURNING.findall(words.casefold()))


def _sharing(words: list[frozenset[str]], holding: Counter[str]) -> list[tuple[int, int]]:
    """Return the pairs that share some words which few sentences hold."""
    by_word: defaultdict[str, list[int]] = defaultdict(list)
    for index, each in enumerate(words):
        for word in each:
            if 1 < holding[word] <= _MOST_HOLDING:
                by_word[word].append(index)
    shared = Counter(pair for indices in by_word.values() for pair in combinations(indices, 2))
    return sorted(pair for pair, number in shared.items() if number >= _FEWEST_SHARED)


def _weight(words: frozenset[str], weights: dict[str, float]) -> float:
    return math.fsum(weights[word] for word in words) or 1.0
