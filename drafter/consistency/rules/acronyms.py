"""Acronyms that nobody explains, that are explained twice, or that nobody uses."""

import re
from collections.abc import Iterator

from drafter.consistency.readings.acronyms import Explanation, explanations, is_household, terms, uses
from drafter.consistency.readings.lines import occurrences
from drafter.consistency.rule import Problem, rule
from drafter.derive.acronyms import known_acronyms
from drafter.document.page import Page, Table
from drafter.patterns import regex
from drafter.words import lowered

__all__ = ["acronym_left_out", "acronym_of_two_meanings", "unexplained_acronym", "unused_acronym"]

_SAID_BEHIND = regex(
    r"s?[*_]{0,2}(?: \([^() \n]+ [^()\n]+\)| (?:stands for|means|is short for|steht für)\b|[*_]{0,2}: [A-Z])"
)
_BRACKET_ENDS = regex(r"s?\)")
_IN_BRACKET = regex(r"[a-z]\w+[*_]{0,2} \($")
_LETTERS = regex(r"[^\W\d_]+")
_SHARE = 1 / 3
"""Of the acronyms in use that need no explanation: where so many are explained, the document explains all."""
_EVERYDAY = frozenset({"API", "HTTP", "QR", "URL"})
"""Words by now."""
_ORDINARY = 4
"""Letters of a capitalised word from which on the same word in small letters is the same: LIST, FAILED, not IT."""
_JOINED = regex(r"[\w-]")
_TERM = regex(r"\bterm\b|acronym|abbrev|begriff|abkürzung", re.IGNORECASE)
_STEM = 4
"""“Programming” and “Program”, “Objective” and “Objectives” are the same word."""


@rule("ACR101", "warning")
def unexplained_acronym(page: Page) -> Iterator[Problem]:
    """An acronym is used and explained nowhere.

    Readers from another team do not know it, or know another one. Those that every engineer knows need no explanation.

    Bad: The FOC is sent each night.
    Good: The final order confirmation (FOC) is sent each night.
    Fix: explain it where it stands first, or in 1.4.
    """
    open_uses = [use for use in page.once(uses) if not is_household(use.acronym)]
    if not open_uses:
        return
    explained = {term.casefold() for term in page.once(terms)} | _in_text(page, [use.acronym for use in open_uses])
    open_uses = [use for use in open_uses if use.acronym.casefold() not in explained]
    ordinary = _written_small(page, [use.acronym for use in open_uses])
    for use in open_uses:
        if use.acronym not in ordinary:
            yield Problem(f"{use.acronym} is explained nowhere", use.at)


def _written_small(page: Page, acronyms: list[str]) -> set[str]:
    """Return those of these words in capitals that the document also has in small letters, or alone as `CODE`."""
    long = (word for word in acronyms if len(word) >= _ORDINARY)
    return {word for word in long if f"`{word}`" in page.text or _is_a_word(word.lower(), page.text)}


def _is_a_word(small: str, text: str) -> bool:
    return any(
        not (_JOINED.match(text[at - 1 : at]) or _JOINED.match(text, at + len(small)))
        for at in occurrences(text, small)
    )


def _in_text(page: Page, acronyms: list[str]) -> set[str]:
    """Return the acronyms that the text explains: behind words with their letters, before a bracket, by a verb."""
    named = {explanation.acronym.casefold() for explanation in page.once(explanations)}
    for acronym in acronyms:
        if any(_is_said(page.text, at, at + len(acronym)) for at in occurrences(page.text, acronym)):
            named.add(acronym.casefold())
    return named | _in_rows(page, set(acronyms))


def _is_said(text: str, start: int, end: int) -> bool:
    """Tell whether the acronym in a span is explained right there."""
    if _SAID_BEHIND.match(text, end):
        return not (text[start - 1 : start].isalnum() or text[start - 1 : start] in {"_", "-"})
    return bool(_BRACKET_ENDS.match(text, end) and _IN_BRACKET.search(text, max(start - 40, 0), start))


def _in_rows(page: Page, acronyms: set[str]) -> set[str]:
    """Return the acronyms of tables of terms, wherever they stand: 1.4 is the template's."""
    tables = [block for part in page.parts for block in part.blocks if isinstance(block, Table)]
    return {
        row[0].words.casefold()
        for table in tables
        if table.header and _TERM.search(table.header[0].words)
        for row in table.rows
        if row[0].words in acronyms and any(row[1:])
    }


@rule("ACR102", "warning")
def acronym_of_two_meanings(page: Page) -> Iterator[Problem]:
    """An acronym is explained in two ways.

    Readers take one for the other.

    Bad: “point of sale (POS)” in 2.1, and “POS: Proof of stake” in 1.4
    Good: one of them, and other words for the other
    Fix: decide what the acronym means, and write the other one out.
    """
    first: dict[str, Explanation] = {}
    for explanation in page.once(explanations):
        said = first.setdefault(explanation.acronym, explanation)
        if _stems(said.words) != _stems(explanation.words):
            message = f"{said.acronym} is “{explanation.words}” here, but “{said.words}” elsewhere"
            yield Problem(message, explanation.at, (said.at,))


def _stems(words: str) -> list[str]:
    return [word[:_STEM] for word in _LETTERS.findall(words.casefold()) if len(word) >= _STEM]


@rule("ACR103", "note")
def unused_acronym(page: Page) -> Iterator[Problem]:
    """1.4 explains an acronym that the document does not use.

    Readers look for what it has to do with the system.

    Bad: | CDN | Content delivery network | in a design without one
    Good: no such row
    Fix: remove the row, or use the acronym.
    """
    part = page.part("1.4")
    found = {word: term for word, (term, _) in page.once(terms).items() if word.isupper() and word.isalnum()}
    if part is None or part.heading is None or not found or len(page.parts) == 1:
        return
    following = page.parts[page.parts.index(part) + 1 :]
    end = next((other.heading.text.start for other in following if other.heading), len(page.text))
    rest = page.text[: part.heading.text.start] + page.text[end:]
    in_capitals = [word for word in found if not _is_used(word, rest, rest)]
    in_small_letters = lowered(rest) if in_capitals else ""
    for word in in_capitals:
        if not _is_used(word.lower(), rest, in_small_letters):
            yield Problem(f"{word} is explained and not used", found[word])


def _is_used(word: str, text: str, folded: str) -> bool:
    """Tell whether a text has a word, alone or as a part of a name: `link_id`, `userId`, URLs.

    The word is looked for in the text as it is folded.
    """
    at = folded.find(word)
    while at >= 0:
        end = at + len(word)
        begins = not text[at - 1 : at].isalnum() or (text[at].isupper() and text[at - 1].islower())
        ends = not text[end : end + 1].isalnum() or text[end] == "s" or text[end].isupper()
        if begins and ends:
            return True
        at = folded.find(word, end)
    return False


@rule("ACR104", "note")
def acronym_left_out(page: Page) -> Iterator[Problem]:
    """1.4 explains the acronyms of the document, even those that every engineer knows, but this one.

    Readers who look for it there do not find it.

    Bad: HTTP, SQL and TLS in 1.4, and “messages go to a DLQ” in 3.4
    Good: a row for DLQ as well
    Fix: add the row.
    """
    explained = {term.casefold() for term in page.once(terms)}
    known = [use for use in page.once(uses) if use.acronym in known_acronyms() and use.acronym not in _EVERYDAY]
    left_out = [use for use in known if use.acronym.casefold() not in explained]
    if left_out and len(known) - len(left_out) >= _SHARE * len(known):
        explained |= _in_text(page, [use.acronym for use in left_out])
        for use in left_out:
            if use.acronym.casefold() not in explained:
                yield Problem(f"{use.acronym} is not explained in 1.4, as the others are", use.at)
