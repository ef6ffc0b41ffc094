"""How much each statement of a brief has to do with a question, by the words that they share."""

import math
from collections import Counter

from drafter.derive.sources import content_words
from drafter.derive.targets import required_quantities
from drafter.document.brief import Brief, Person, Technology

__all__ = ["Relevance"]

_REQUIRED = 0.3
_TECHNOLOGY = 0.15
_PERSON = 0.15
"""What a statement is worth for what code found in it, where sharing all words with the question is worth 1."""


class Relevance:
    """The words of a brief's statements, and what is found in them."""

    def __init__(self, brief: Brief) -> None:
        self._words = [content_words(f"{statement.heading} {statement.text}") for statement in brief.statements]
        holding = Counter(word for words in self._words for word in words)
        self._weights = {word: math.log(1 + len(self._words) / number) for word, number in holding.items()}
        required = {quantity.statement for quantity in required_quantities(brief)}
        products = {fact.statement for fact in brief.facts if isinstance(fact, Technology)}
        people = {fact.statement for fact in brief.facts if isinstance(fact, Person)}
        self._facts = [
            _REQUIRED * (one.id in required) + _TECHNOLOGY * (one.id in products) + _PERSON * (one.id in people)
            for one in brief.statements
        ]

    def scores(self, question: str) -> tuple[float, ...]:
        """Return a score of each statement, in the brief's order; the same for the same question, always.

        Rare words count for more than frequent ones, and long statements do not win by their length alone.
        """
        asked = content_words(question)
        shared = [  # fsum gives the same sum in whatever order a set yields
            math.fsum(self._weights[word] for word in words & asked) / math.sqrt(len(words) or 1)
            for words in self._words
        ]
        most = max(shared, default=0.0) or 1.0
        return tuple(score / most + worth for score, worth in zip(shared, self._facts, strict=True))
