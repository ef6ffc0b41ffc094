"""The definitions of section 1.4: the terms that the document uses, and no others."""

import re
from collections.abc import Iterable

from drafter.derive.acronyms import known_acronyms
from drafter.derive.material import Material
from drafter.document.sections.introduction import Definition
from drafter.patterns import regex

__all__ = ["glossary"]

_ACRONYM = regex(r"(?<![\w-])([A-Z][A-Z0-9]{1,5})s?(?![\w-])")


def glossary(material: Material, used: Iterable[str]) -> tuple[Definition, ...]:
    """Return the outline's entities and the acronyms that occur in the texts, sorted by term.

    An acronym is explained as the brief explains it, else as engineers use it. One that the brief uses
    and nobody explains is listed as such.
    """
    terms = {
        entity.name: entity.description if entity.description.endswith(".") else f"{entity.description}."
        for entity in material.outline.entities
    }
    units = {word for quantity in material.brief.quantities for word in _ACRONYM.findall(quantity.text)}
    products = {technology.name for technology in material.brief.technologies}
    in_brief = set(_ACRONYM.findall(material.brief.text)) - units - products
    for acronym in sorted({word for text in used for word in _ACRONYM.findall(text)}):
        meaning = _explained(acronym, material.brief.text) or known_acronyms().get(acronym, "")
        if not meaning and acronym in in_brief:
            meaning = "To be defined: the brief uses it and does not say what it stands for."
        if meaning and acronym.casefold() not in {term.casefold() for term in terms}:
            terms[acronym] = meaning
    return tuple(
        Definition(term=term, definition=terms[term][:1].upper() + terms[term][1:])
        for term in sorted(terms, key=str.casefold)
    )


def _explained(acronym: str, text: str) -> str:
    """Return the words for which an acronym stands where the text says "the words (ACRONYM)"."""
    words = r"\W+".join(rf"{re.escape(letter)}\w*" for letter in acronym)
    match = re.search(rf"\b({words})\s*\(\s*{acronym}s?\s*\)", text, re.IGNORECASE)
    return f"{match[1].capitalize()}." if match else ""
