"""Which statement of the brief a name comes from."""

import re
from collections import Counter
from collections.abc import Iterable, Mapping
from functools import lru_cache

from drafter.document.brief import Brief, Statement

__all__ = ["content_words", "shares_held", "source_of"]

_GENERIC = {
    "api", "app", "application", "backend", "cache", "client", "component", "database", "db", "engine",
    "external", "frontend", "gateway", "handler", "interface", "job", "layer", "management", "manager", "module",
    "process", "processor", "queue", "server", "service", "store", "storage", "system", "tool", "worker",
}  # fmt: skip
_STEM = 6
"""Words are compared by their first letters: a poor stemmer, but one for every language."""
_ENOUGH = 0.6


@lru_cache(maxsize=1024)
def content_words(text: str) -> frozenset[str]:
    """Return the stems of a text's words that mean something: more than two letters, in lower case."""
    return _stems(text)


@lru_cache(maxsize=4096)
def _of_statement(text: str) -> frozenset[str]:
    """Remember those of a statement: each name is compared with all statements, and many passages come between."""
    return _stems(text)


def _stems(text: str) -> frozenset[str]:
    spaced = re.sub(r"(?<=[a-z])(?=[A-Z])", " ", text)
    return frozenset(
        (word.removesuffix("s") if len(word) > 3 else word)[:_STEM]
        for word in re.findall(r"[^\W\d_]{3,}", spaced.casefold())
    )


def source_of(name: str, brief: Brief) -> str:
    """Return the id of the statement that holds most of a name's words, empty when none holds enough."""
    wanted = content_words(name)
    specific = wanted - {word[:_STEM] for word in _GENERIC}
    wanted = specific or wanted
    if not wanted:
        return ""

    def share(statement: Statement) -> float:
        return len(wanted & _of_statement(statement.text)) / len(wanted)

    best = max(brief.statements, key=share, default=None)
    return best.id if best is not None and share(best) >= _ENOUGH else ""


def shares_held(wanted: Mapping[str, frozenset[str]], texts: Iterable[str]) -> dict[str, float]:
    """Return by key the greatest share of its content words, of 1, that one of the texts holds.

    Each text is looked at once, whatever the number of keys; the words of a key must not be none.
    """
    holding: dict[str, list[str]] = {}
    for key, words in wanted.items():
        for word in words:
            holding.setdefault(word, []).append(key)
    best = dict.fromkeys(wanted, 0)
    for text in texts:
        shared = Counter(key for word in content_words(text) for key in holding.get(word, ()))
        for key, number in shared.items():
            best[key] = max(best[key], number)
    return {key: best[key] / len(words) for key, words in wanted.items()}
