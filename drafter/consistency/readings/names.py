"""What the document's names are, and when two spellings are the same name."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache

from drafter.consistency.readings.components import components
from drafter.derive.identifiers import pascal_case
from drafter.document.page import Page, Text

__all__ = ["Names", "component_names", "entities", "key", "keys_of", "outside"]

_ASIDE = re.compile(r"\([^()]*\)|`|\*\*")
_ARTICLE = re.compile(r"^(?:the|a|an|our|der|die|das)\s+", re.IGNORECASE)
_DATABASE = re.compile(r"\bdb\b", re.IGNORECASE)
_JOINT = re.compile(r"[\W_]+")
_WORDS = re.compile(r"[^\W_]+")
_SECOND_NAME = re.compile(r"\s+[-–—]\s+|:\s+|\s*/\s*")
_GENERIC = frozenset(
    {"service", "component", "module", "system", "server", "application", "app", "worker", "database", "layer"}
)
"""Last words that a name may lose: "Redirect" for "Redirect Service"."""


@lru_cache(maxsize=4096)
def key(name: str) -> str:
    """Return what all spellings of a name share: case, spaces, hyphens, articles, plurals and brackets are gone."""
    bare = _DATABASE.sub("database", _ARTICLE.sub("", _ASIDE.sub(" ", name).strip()))
    folded = _JOINT.sub("", bare.casefold())
    if len(folded) > 4 and folded.endswith("ies"):
        return f"{folded[:-3]}y"
    return folded[:-1] if len(folded) > 3 and folded.endswith("s") and not folded.endswith("ss") else folded


def keys_of(name: str) -> Iterator[str]:
    """Yield the keys under which a name may be meant: as a whole, without an aside, as it is in code."""
    yield key(name)
    yield from (key(piece) for piece in _SECOND_NAME.split(name)[:1])
    yield key(pascal_case(name))


@dataclass(frozen=True, slots=True)
class Names:
    """Names of one kind, each with the place that gives it."""

    places: dict[str, Text]
    """By key."""
    short: dict[str, str]
    """The key of a name without its generic last word, to the name's key, where that is unambiguous."""

    @classmethod
    def of(cls, texts: Iterable[Text]) -> "Names":
        """Return the names that some texts are."""
        places: dict[str, Text] = {}
        shortened: dict[str, list[str]] = {}
        for text in texts:
            places.setdefault(key(text.words), text)
            head, _, last = text.words.rpartition(" ")
            if head and last.casefold() in _GENERIC:
                shortened.setdefault(key(head), []).append(key(text.words))
        in_code = {key(pascal_case(text.words)): found for found, text in places.items()}
        short = {head: found[0] for head, found in shortened.items() if len(set(found)) == 1}
        return cls(places, {alias: found for alias, found in (in_code | short).items() if alias not in places})

    def find(self, name: str) -> Text | None:
        """Return the name that some words are, whatever their spelling."""
        for wanted in keys_of(name):
            found = self.places.get(wanted) or self.places.get(self.short.get(wanted, ""))
            if found:
                return found
        return None

    def within(self, name: str) -> Text | None:
        """Return the name that some words are or hold: "Database" in "Database cluster"."""
        if found := self.find(name):
            return found
        words = _WORDS.findall(name)
        runs = (words[first:last] for first in range(len(words)) for last in range(len(words), first, -1))
        return next((self.places[wanted] for run in runs if (wanted := key(" ".join(run))) in self.places), None)

    def __bool__(self) -> bool:
        return bool(self.places)


def component_names(page: Page) -> Names:
    """Return the names that 4.1 lists."""
    return Names.of(component.name for component in page.once(components))


def entities(page: Page) -> tuple[Text, ...]:
    """Return the entities' names, from the headings in 5.1."""
    part = page.part("5.1")
    return tuple(heading.text for heading, _ in part.items) if part else ()


def outside(page: Page, *keys: str) -> str:
    """Return all words of the page but those of some parts, folded as in `key`: what is named there is in it."""
    kept = []
    reached = 0
    for part, following in zip(page.parts, [*page.parts[1:], None], strict=True):
        end = following.heading.text.start if following and following.heading else len(page.text)
        if part.key not in keys:
            kept.append(page.text[reached:end])
        reached = end
    return _JOINT.sub("", _DATABASE.sub("database", " ".join(kept).casefold()))
