"""What the document's names are, and when two spellings are the same name."""

import re
from collections.abc import Iterable, Sequence
from functools import lru_cache
from itertools import pairwise

from rapidfuzz import process
from rapidfuzz.distance import OSA

from drafter.consistency.readings.components import components
from drafter.consistency.readings.roles import stakeholders
from drafter.consistency.readings.technologies import technologies_of
from drafter.derive.identifiers import pascal_case
from drafter.document.page import Page, Text
from drafter.frozen import frozen
from drafter.patterns import regex
from drafter.words import casefolded, stretches

__all__ = ["Names", "component_names", "entities", "folded_parts", "key", "named_outside", "unused_components"]

_ASIDE = regex(r"\([^()]*\)|`|\*\*")
_ARTICLE = regex(r"^(?:the|a|an|our|der|die|das)\s+", re.IGNORECASE)
_DATABASE = regex(r"\bdb\b", re.IGNORECASE)
_JOINT = regex(r"[\W_]+")
_WORDS = regex(r"[^\W_]+")
_SECOND_NAME = regex(r"\s+[-–—]\s+|:\s+|\s*/\s*")
_AND = regex(r"\s+(?:and|und|sowie)\s+|\s*[&/+]\s*")
_GENERIC = frozenset(
    {"service", "component", "module", "system", "server", "application", "app", "worker", "database", "layer"}
)
"""Last words that a name may lose: "Redirect" for "Redirect Service"."""
_FILLERS = frozenset(
    {"the", "new", "existing", "main", "primary", "replica", "cluster", "instance", "instances", "node", "nodes", "pod"}
    | {"pods", "container", "containers", "component", "service", "module", "process", "copy", "copies", "layer"}
)
"""Words that may stand beside a name without making it another one."""


@lru_cache(maxsize=4096)
def key(name: str) -> str:
    """Return what all spellings of a name share: case, spaces, hyphens, articles, plurals and brackets are gone."""
    bare = _DATABASE.sub("database", _ARTICLE.sub("", _ASIDE.sub(" ", name).strip()))
    folded = _JOINT.sub("", bare.casefold())
    if len(folded) > 4 and folded.endswith("ies"):
        return f"{folded[:-3]}y"
    is_plural = len(folded) > 3 and folded.endswith("s") and not folded.endswith("ss") and not bare.endswith("S")
    return folded[:-1] if is_plural else folded


@lru_cache(maxsize=4096)
def _keys_of(name: str) -> tuple[str, ...]:
    """Return the keys under which a name may be meant: as a whole, without a second name, as it is in code."""
    return key(name), key(_SECOND_NAME.split(name)[0]), key(pascal_case(name))


@frozen
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
        for wanted in _keys_of(name):
            found = self.places.get(wanted) or self.places.get(self.short.get(wanted, ""))
            if found:
                return found
        return None

    def find_exactly(self, name: str) -> Text | None:
        """Return the name that some words are, but for case, spaces and the like."""
        return self.places.get(key(name))

    def meant(self, name: str) -> Text | None:
        """Return the name that some words are, or are up to two wrong letters: one error is to be reported once."""
        if found := self.within(name):
            return found
        folded = key(name)
        near = process.extractOne(
            folded, self.places.keys(), scorer=OSA.distance, score_cutoff=min(2, len(folded) // 4)
        )
        return self.places[near[0]] if near else None

    def separated(self, text: Text) -> tuple[Text, ...]:
        """Return the names of "Database and Cache", which are one text in a list; a known name is not taken apart."""
        if self.within(text.words):
            return (text,)
        pieces = tuple(text.part(piece) for piece in _AND.split(text.words) if piece)
        return pieces if any(self.within(piece.words) for piece in pieces) else (text,)

    def within(self, name: str) -> Text | None:
        """Return the name that some words are, but for what tells copies and kinds apart: "main Database cluster"."""
        if found := self.find(name):
            return found
        words = _WORDS.findall(_ASIDE.sub(" ", name))
        bounds = ((first, last) for first in range(len(words)) for last in range(len(words), first, -1))
        for first, last in bounds:
            found = self.places.get(key(" ".join(words[first:last])))
            if found and all(_is_filler(word) for word in words[:first] + words[last:]):
                return found
        return None

    def spoken_of(self, words: str) -> bool:
        """Tell whether a phrase, not a bare name, holds one of the names: "Reads from the Database"."""
        found = _WORDS.findall(words)
        return any(word[0].islower() for word in found) and any(
            key(" ".join(found[first:last])) in self.places
            for first in range(len(found))
            for last in range(first + 1, len(found) + 1)
        )

    def __bool__(self) -> bool:
        return bool(self.places)


def _is_filler(word: str) -> bool:
    is_plain = word[0].islower() or word.isdecimal() or word.casefold() in _FILLERS
    return is_plain or bool(technologies_of(word))


def component_names(page: Page) -> Names:
    """Return the names that 4.1 lists; the short form of a component is left out when a group of people has it."""
    names = Names.of(component.name for component in page.once(components))
    people = {key(text.words) for text in page.once(stakeholders)}
    return Names(names.places, {alias: found for alias, found in names.short.items() if alias not in people})


def entities(page: Page) -> tuple[Text, ...]:
    """Return the entities' names, from the headings in 5.1."""
    part = page.part("5.1")
    level = min((heading.level for heading, _ in part.items), default=0) if part else 0
    headings = (heading for heading, _ in (part.items if part else ()) if heading.level == level)
    return tuple(heading.text.part(heading.title) for heading in headings if not heading.title.startswith("["))


def named_outside(page: Page, names: Sequence[Text], *keys: str) -> tuple[bool, ...]:
    """Tell of each name whether it occurs outside of some parts, whatever its spelling."""
    plain = "\n".join(text for part, text in page.once(folded_parts) if part not in keys)
    others = {name.words for name in names if name.words.casefold() not in plain}
    joined = (_JOINT.sub("", _DATABASE.sub("database", stretch)) for stretch in stretches(plain))
    folded = "".join(joined) if others else ""
    return tuple(name.words not in others or key(name.words).removesuffix("y") in folded for name in names)


def folded_parts(page: Page) -> tuple[tuple[str, str], ...]:
    """Return the key of each part with all that stands in it, in small letters."""
    ends = [part.heading.text.start if part.heading else 0 for part in page.parts[1:]]
    spans = pairwise([0, *ends, len(page.text)])
    return tuple(
        (part.key, casefolded(page.text[start:end])) for part, (start, end) in zip(page.parts, spans, strict=True)
    )


def unused_components(page: Page) -> tuple[Text, ...]:
    """Return the components that are named nowhere outside section 4; none when most are, as on half a page."""
    listed = [row.name for row in page.once(components)]
    named = named_outside(page, listed, "4", "4.1", "4.2", "4.modules", "1.4")
    unused = tuple(name for name, is_named in zip(listed, named, strict=True) if not is_named)
    return unused if len(unused) * 2 <= len(listed) else ()
