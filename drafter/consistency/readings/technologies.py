"""The technologies that a short text names, such as a cell or the second line of a diagram's label."""

from functools import lru_cache

from drafter.document.brief import Technology
from drafter.facts import cut, find

__all__ = ["technologies_of"]

_STORE = frozenset({"database", "cache", "storage"})


@lru_cache(maxsize=1024)
def technologies_of(text: str) -> frozenset[tuple[str, str]]:
    """Return kind and canonical name of each technology: `("language", "Go")`; databases and caches are one kind."""
    sentence = f"It is written in {text.rstrip('.')}."
    found = (fact for fact in find(cut(sentence), sentence) if isinstance(fact, Technology))
    return frozenset(("store" if fact.category in _STORE else fact.category, fact.name) for fact in found)
