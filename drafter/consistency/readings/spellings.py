"""Near misses of the document's names: "Redirect Servce" for "Redirect Service"."""

import re
from collections.abc import Iterable, Iterator
from functools import cache, partial

from rapidfuzz import process
from rapidfuzz.distance import OSA

from drafter.consistency.readings.components import components, details
from drafter.consistency.readings.decisions import decisions
from drafter.consistency.readings.diagrams import diagrams
from drafter.consistency.readings.glossary import definitions
from drafter.consistency.readings.names import entities, key
from drafter.consistency.readings.roles import stakeholders
from drafter.derive.identifiers import pascal_case
from drafter.document.page import Page, Text
from drafter.facts.catalogue import entry_named
from drafter.frozen import frozen
from drafter.patterns import any_of, regex
from drafter.words import stretches

__all__ = ["Misspelling", "misspellings", "misspelt_keys"]

_WORD = regex(r"[^\W\d_]{4,}")
_SEVERAL = regex(r"\s*[,;/+()]\s*|\s+(?:and|with|on|und|mit|auf)\s+")
_VERSION = regex(r"\s+v?\d[\w.]*\+?")
_SHORTEST = 5
"""Of a name's only word; a name of several words is known by its others."""
_SURE = 8
"""From this length on, one changed letter within a word is taken for an error; below, a missing or swapped one."""
_LONG = 6
"""From this length on, two last letters that are exchanged are an error as well."""
_ENDINGS = "sdrnye"
"""Letters whose loss at the end makes another word more often than an error."""


@frozen
class Misspelling:
    """A name that is spelt in two ways, where it is spelt in the rarer one."""

    at: Text
    right: Text
    others: tuple[Text, ...]
    """Further places of the same spelling."""


def misspellings(page: Page) -> tuple[Misspelling, ...]:
    """Return the near misses of components, entities and terms: one for each spelling, in no order."""
    names = {key(text.words): text for text in _names(page)}
    wrong = dict(_variants(page, list(names.values())))
    if not wrong:
        return ()
    pattern = _any_of(wrong)
    places: dict[str, list[Text]] = {}
    for text in _texts(page):
        for match in pattern.finditer(text.words):
            places.setdefault(key(match[0]), []).append(text.part(match[0]))
    keyed = {key(words): right for words, right in wrong.items()}
    return tuple(_misspelling(page, found, keyed[near]) for near, found in places.items() if near in keyed)


def misspelt_keys(page: Page) -> frozenset[str]:
    """Return the keys of all names that are misspelt somewhere."""
    return frozenset(key(found.at.words) for found in page.once(misspellings))


def _misspelling(page: Page, found: list[Text], right: Text) -> Misspelling:
    """Return the rarer spelling as the wrong one."""
    known = [text.part(match[0]) for text in _texts(page) for match in _any_of([right.words]).finditer(text.words)]
    if len(found) <= len(known) + 1:
        return Misspelling(found[0], right, tuple(found[1:]))
    return Misspelling(right, found[0], tuple(known))


def _names(page: Page) -> Iterator[Text]:
    yield from (component.name for component in page.once(components))
    yield from page.once(entities)
    yield from (row.term for row in page.once(definitions) if not row.term.words.isupper())
    for cell in page.once(stakeholders):
        yield from (cell.part(name) for name in _SEVERAL.split(cell.words) if name)


def _technologies(page: Page) -> Iterator[Text]:
    """Yield the technologies of 4.1 and 13 that are known; what is not may be misspelt itself."""
    cells = [component.technology for component in page.once(components)]
    choices = [decision.title.part(decision.choice) for decision in page.once(decisions) if decision.choice]
    others = [name for decision in page.once(decisions) for name in decision.alternatives]
    for text in (*cells, *choices, *others):
        for name in _SEVERAL.split(_VERSION.sub("", text.words)):
            if entry_named(name.strip()):
                yield text.part(name.strip())


def _texts(page: Page) -> Iterator[Text]:
    """Yield what may name something: running text, headings of items, labels; not what 4.1 lists."""
    listed = {text.start for row in page.once(components) for text in (row.name, row.dependency_cell)}
    for part, text in page.prose:
        if part.key != "4.1" or text.start not in listed:
            yield text
    yield from (detail.name for detail in page.once(details))
    for diagram in page.once(diagrams):
        yield from (node.name for node in diagram.nodes.values() if node.labelled)
        yield from (node.below for node in diagram.nodes.values() if node.below)
        yield from (group.name for group in diagram.groups)


def _variants(page: Page, names: list[Text]) -> Iterator[tuple[str, Text]]:
    """Yield the near misses of names that the page holds, as words, with the name that is meant."""
    technologies = {text.words: text for text in _technologies(page)}
    others = [*(text.words for text in (*names, *page.once(stakeholders))), *technologies]
    used = {word.casefold() for name in others for word in _WORD.findall(name)}
    used |= {pascal_case(name).casefold() for name in others}
    different = {word for stretch in stretches(page.text) for word in stretch.split()}
    found = set(_WORD.findall(" ".join(word for word in different if not word.islower())))
    shown = [word for word in found if word[0].isupper() and not word.isupper() and _is_free(word, used)]
    near_misses = cache(partial(_near, page, _by_letter(shown)))
    for name in names:
        code = pascal_case(name.words)
        for word in dict.fromkeys([*_WORD.findall(name.words), code]):
            if (
                len(word) >= (_SHORTEST if word == name.words else _SHORTEST - 1)
                and word[0].isupper()
                and not word.isupper()
            ):
                for near in near_misses(word):
                    yield (near, name) if word == code else (name.words.replace(word, near), name)
    folded = {word.casefold(): word for word in sorted(shown)}
    near_misses = cache(partial(_near, page, _by_letter(folded)))
    for name in technologies.values():
        for word in (word for word in _WORD.findall(name.words) if len(word) >= _SHORTEST):
            small = word.casefold()
            for near in near_misses(small):
                if near[-1] == small[-1] or len(near) == len(small):
                    yield folded[near], name.part(word)


def _by_letter(words: Iterable[str]) -> dict[str, list[str]]:
    """Return words by their first letter, in which nobody errs."""
    found: dict[str, list[str]] = {}
    for word in words:
        found.setdefault(word[0], []).append(word)
    return found


def _near(page: Page, shown: dict[str, list[str]], word: str) -> list[str]:
    """Return the words of a page that are another word with an error, and are no ordinary words in small letters."""
    near = process.extract(word, shown.get(word[0], ()), scorer=OSA.distance, score_cutoff=1, limit=None)
    return [other for other, _, _ in near if _is_error(word, other) and not _is_ordinary(page, other.lower())]


def _is_ordinary(page: Page, small: str) -> bool:
    return small in page.text and re.search(rf"\b{small}\b", page.text) is not None


def _is_free(word: str, used: set[str]) -> bool:
    """Tell whether a word is part of no name."""
    lower = word.casefold()
    is_plural = lower.endswith("s") and lower[:-1] in used
    return lower not in used and f"{lower}s" not in used and not is_plural


def _is_error(word: str, near: str) -> bool:
    """Tell whether a word that is one step from another is that word with an error."""
    is_verb = word.endswith("rs") and near == f"{word[:-2]}s"
    if is_verb:  # "Manages" is no error in "Managers"
        return False
    if len(word) >= _LONG and sorted(near) == sorted(word):
        return True
    if word[-1] != near[-1]:
        return len(near) < len(word) and word.startswith(near) and word[-1] not in _ENDINGS
    return len(near) != len(word) or sorted(near) == sorted(word) or len(word) >= _SURE


def _any_of(names: list[str] | dict[str, Text]) -> re.Pattern[str]:
    """Return a pattern for names with any spaces between their words."""
    return re.compile(any_of(sorted(names, key=len, reverse=True), r"[\s_-]+") + r"(?!\w)")
