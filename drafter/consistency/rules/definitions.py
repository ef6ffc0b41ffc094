"""Definitions of 1.4 that explain nothing, or another term."""

from collections.abc import Iterator

from drafter.consistency.readings.acronyms import terms
from drafter.consistency.readings.initials import could_be_meant, fits, phrases
from drafter.consistency.rule import Problem, rule
from drafter.derive.acronyms import known_acronyms
from drafter.document.page import Page
from drafter.patterns import regex

__all__ = ["circular_definition", "other_words", "swapped_definition"]

_ACRONYM = regex(r"[A-Z]{2,6}")
_WORD = regex(r"[^\W_]+")
_SAYS_NOTHING = frozenset(
    """
    a above an and as at below by called concept definition design document for here in is it its meaning name named
    of or our project see so software solution system term that the their these this those to used we which within
    word application
    als begriff das den der des dem die dies diese dieser dieses ein eine eines hier im in ist siehe systems unser
    unsere unseres und von vgl wird zu
    """.split()  # noqa: SIM905
)
_ENDINGS = ("en", "es", "s", "n", "e")
_FEWEST = 3
"""Letters, below which initials are alike by chance."""


@rule("ACR105", "warning")
def circular_definition(page: Page) -> Iterator[Problem]:
    """A definition says its own term and nothing else.

    Who does not know the term knows no more afterwards.

    Bad: | Loan | See Loan. |
    Good: | Loan | A tool that a member has taken home, until it is back. |
    Fix: say what the term means in this document.
    """
    for term, meaning in page.once(terms).values():
        own = {_stem(word) for word in _WORD.findall(term.words.casefold())}
        said = {word for word in _WORD.findall(meaning.words.casefold()) if word not in _SAYS_NOTHING}
        if own and {_stem(word) for word in said} & own and {_stem(word) for word in said} <= own:
            yield Problem(f"the definition of {term.words} says nothing but {term.words}", meaning, (term,))


def _stem(word: str) -> str:
    return next((word[: -len(end)] for end in _ENDINGS if word.endswith(end) and len(word) > len(end) + 2), word)


@rule("ACR106", "warning")
def other_words(page: Page) -> Iterator[Problem]:
    """An acronym is spelt out with words that have other initials.

    The words are wrong, or the acronym of another thing is used all through the document.

    Bad: | API | Application user protocol. |
    Good: | API | Application programming interface. |
    Fix: correct the words, or the acronym.
    """
    for term, meaning in page.once(terms).values():
        said = phrases(meaning.words)
        if _is_spelt_out(term.words) and not any(fits(term.words, phrase) for phrase in said):
            found = next((phrase for phrase in said if could_be_meant(term.words, phrase)), "")
            if found:
                yield Problem(f"{term.words} has other letters than “{found}”", meaning, (term,))


def _is_spelt_out(term: str) -> bool:
    """Tell whether a term is an acronym of several words; one of two letters may as well be short for one word."""
    known = phrases(known_acronyms().get(term, ""))[0]
    return bool(_ACRONYM.fullmatch(term)) and (len(term) >= _FEWEST or " " in known)


@rule("ACR107", "warning")
def swapped_definition(page: Page) -> Iterator[Problem]:
    """A term has the definition of an acronym that 1.4 explains otherwise.

    Two rows were mixed up, and both explain the wrong thing.

    Bad: | API | Quality assurance. | and | QA | Application programming interface. |
    Good: | API | Application programming interface. | and | QA | Quality assurance. |
    Fix: give each term its own definition.
    """
    rows = page.once(terms)
    acronyms = [
        (term, meaning)
        for term, meaning in rows.values()
        if _ACRONYM.fullmatch(term.words) and not any(fits(term.words, phrase) for phrase in phrases(meaning.words))
    ]
    for acronym, own in acronyms:
        for term, meaning in rows.values():
            if term is acronym or not _explains(meaning.words, acronym.words):
                continue
            if not any(fits(term.words, phrase) for phrase in phrases(meaning.words) if _ACRONYM.fullmatch(term.words)):
                message = f"{term.words} has the definition of {acronym.words}, and {acronym.words} has another one"
                yield Problem(message, meaning, (own,))


def _explains(meaning: str, acronym: str) -> bool:
    """Tell whether a definition gives an acronym's words, as everybody knows them or by their initials."""
    known = phrases(known_acronyms().get(acronym, ""))[0].casefold()
    if known and meaning.casefold().startswith(known):
        return True
    return len(acronym) >= _FEWEST and any(fits(acronym, phrase, strictly=True) for phrase in phrases(meaning))
