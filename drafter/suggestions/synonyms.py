"""Words that mean the same in a review, so that a proposal is known again in other words."""

from functools import lru_cache

from drafter.derive.sources import content_words
from drafter.patterns import regex

__all__ = ["meaning_of", "meanings"]

_GROUPS = (
    "accountable responsible", "allow permit", "alter change modify", "begin start", "bound cap limit threshold",
    "check validate verify", "choice choose decide decision determine settle", "cost expense price",
    "crucial essential important", "group team", "delete drop remove", "demand need require",
    "developer engineer programmer", "display show", "duplicate repeat restate", "each every", "employ use",
    "end finish stop", "error mistake", "explain mention say specify tell", "failure outage", "false incorrect wrong",
    "fast quick rapid", "find locate", "forbid prohibit", "frequent often", "happen occur", "hold keep save store",
    "absent lack missing", "nobody none", "paragraph passage", "sentence statement", "ambiguous unclear vague",
)  # fmt: skip
"""Not among them is what a part of a system is called by as well: state, name, open."""
_WORD = regex(r"[^\W\d_]{3,}")
_ENDING = regex(r"(?<=[^\W\d_]{3})(?:ing|ed|es|ly|s|e)$")


def _stem(word: str) -> str:
    return _ENDING.sub("", word)


_FIRST = {_stem(word): group.split()[0] for group in _GROUPS for word in group.split()}


def meaning_of(word: str) -> str:
    """Return the same for a folded word, its forms, and the words that mean the same."""
    stem = _stem(word)
    return _FIRST.get(stem, stem)


@lru_cache(maxsize=4096)
def meanings(text: str) -> frozenset[str]:
    """Return the stems of a folded text's words that mean something, one for those that mean the same."""
    stems = {word: _stem(word) for word in _WORD.findall(text)}
    others = " ".join(word for word, stem in stems.items() if stem not in _FIRST)
    return content_words(others) | {_FIRST[stem] for stem in stems.values() if stem in _FIRST}
