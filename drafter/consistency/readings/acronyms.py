"""Acronyms: where they are used, and where they are explained."""

import re
from functools import lru_cache

from drafter.consistency.readings.glossary import definitions
from drafter.consistency.readings.household import HOUSEHOLD
from drafter.consistency.readings.lines import pieces_of_words
from drafter.consistency.readings.prose import passages_holding, passages_with_words, without_code
from drafter.derive.acronyms import known_acronyms
from drafter.document.page import Page, Text
from drafter.facts.catalogue import entries
from drafter.frozen import frozen
from drafter.patterns import regex

__all__ = ["Explanation", "Use", "expansion", "explanations", "is_household", "terms", "uses"]

_ACRONYM = re.compile(r"([A-Z][A-Z0-9](?<![\w\-/.\\${@#+&]..)[A-Z0-9]{0,4})(?:s|en)?(?![\w\-/\\+&]|\.\w)")
_LIKE_ACRONYM = re.compile(r"[A-Z][A-Z0-9]{1,5}(?:s|en)?")
_PAIR = regex(r"(?<![\w/-])([A-Z]{2,5})/([A-Z]{2,5})(?![\w/-])")
_BRACKETED = regex(r"\(([A-Z][A-Za-z0-9]*[A-Z0-9])s?\)")
_MORE_IN_BRACKETS = regex(r"(?<![\w-])([A-Z][A-Z0-9]{1,5})s? \(([^()]{5,80})\)")
_WORD = regex(r"[^\W_]+(?:['’][a-z]+)?")
_LETTER_AND_NUMBER = regex(r"[A-Z]\d+")
_SHOUTED = re.compile(r"(?:\b[A-Z]{2,}\b[ ,]*){4,}")
_SMALL = frozenset(
    {"a", "an", "and", "as", "at", "by", "der", "des", "die", "for", "in", "of", "on", "or", "the", "to", "und", "with"}
)
_NOT_PROSE = frozenset({"information", "contents", "1.5", "1.4"})


@frozen
class Use:
    """The first use of an acronym in running text."""

    acronym: str
    at: Text


@frozen
class Explanation:
    """The words for which an acronym stands, and where that is said."""

    acronym: str
    words: str
    at: Text


def is_household(acronym: str) -> bool:
    """Tell whether readers of technical documents know it: a unit, a method of HTTP, a product, TLS."""
    known = acronym in HOUSEHOLD or acronym in known_acronyms() or _LETTER_AND_NUMBER.fullmatch(acronym)
    return bool(known) or acronym.lower() in entries()


def uses(page: Page) -> tuple[Use, ...]:
    """Return the acronyms in running text outside 1.4, each where it stands first; not those in code and addresses."""
    found: dict[str, Use] = {}
    in_capitals = (word for word in page.once(pieces_of_words) if _LIKE_ACRONYM.fullmatch(word))
    for passage in passages_with_words(page, in_capitals):
        if passage.part.key in _NOT_PROSE or (passage.part.key == "4.1" and passage.kind == "cell"):
            continue
        words = without_code(passage.text.words)
        shown = [match[1] for match in _ACRONYM.finditer(words)]
        if "/" in words:
            pairs = (match.groups() for match in _PAIR.finditer(words))
            shown += [word for pair in pairs if known_acronyms().keys() >= set(pair) for word in pair]
        if found.keys() >= set(shown) or _SHOUTED.search(words):
            continue
        for word in shown:
            if word not in found:
                found[word] = Use(word, passage.text.part(word))
    return tuple(found.values())


def terms(page: Page) -> dict[str, tuple[Text, Text]]:
    """Return what 1.4 defines by its term: the term and what it means; the first of several."""
    return {row.term.words: (row.term, row.meaning) for row in reversed(page.once(definitions))}


def explanations(page: Page) -> tuple[Explanation, ...]:
    """Return what acronyms stand for: "the words (ACRONYM)" in the text, "ACRONYM (the words)", and in 1.4."""
    found = [
        Explanation(term.words, said, meaning)
        for term, meaning in page.once(terms).values()
        if (said := expansion(meaning.words, term.words, at_start=True))
    ]
    for passage in passages_holding(page, "("):
        explained = _explained(passage.text.words)
        found += [Explanation(acronym, said, passage.text.part(shown)) for acronym, said, shown in explained]
    return tuple(found)


@lru_cache(maxsize=1024)
def _explained(words: str) -> tuple[tuple[str, str, str], ...]:
    """Return the acronyms that a text explains, what each stands for, and the words that say so."""
    behind = [
        (match[1], said, f"{said} {match[0]}")
        for match in _BRACKETED.finditer(words)
        if (said := expansion(words[: match.start()], match[1], at_start=False))
    ]
    before = [
        (match[1], said, match[0])
        for match in _MORE_IN_BRACKETS.finditer(words)
        if (said := expansion(match[2], match[1], at_start=True))
    ]
    return (*behind, *before)


def expansion(words: str, acronym: str, *, at_start: bool) -> str:
    """Return the words at one end of a text whose first letters are those of an acronym; empty for none.

    Small words may be passed over.
    """
    found = list(_WORD.finditer(words[:120] if at_start else words[-120:]))
    text = words[:120] if at_start else words[-120:]
    letters = [letter for letter in acronym.casefold() if letter.isalpha()]
    order = found if at_start else found[::-1]
    wanted = letters if at_start else letters[::-1]
    taken: list[re.Match[str]] = []
    for match in order:
        if not wanted:
            break
        if match[0][0].casefold() == wanted[0]:
            taken.append(match)
            wanted = wanted[1:]
        elif match[0].casefold() not in _SMALL or not taken:
            return ""
    if wanted or not taken:
        return ""
    return text[min(match.start() for match in taken) : max(match.end() for match in taken)]
