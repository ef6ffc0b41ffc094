"""The technologies that a short text names, such as a cell or the second line of a diagram's label."""

from functools import lru_cache

from drafter.facts import cut, find_technologies
from drafter.facts.catalogue import may_name

__all__ = ["technologies_of"]

_STORE = frozenset({"database", "cache", "storage"})


@lru_cache(maxsize=1024)
def technologies_of(text: str) -> frozenset[tuple[str, str]]:
    """Return kind and canonical name of each technology: `("language", "Go")`; databases and caches are one kind."""
    if not may_name(text):
        return frozenset()
    sentence = f"It is written in {text.rstrip('.')}."
    found = find_technologies(cut(sentence), sentence)
    return frozenset(("store" if fact.category in _STORE else fact.category, fact.name) for fact in found)
