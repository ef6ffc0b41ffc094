"""Defects of what the glossary in 1.4 says, and of acronyms in the text."""

import re
from random import Random

from bench.mutations.mutation import Mutation, cell_changed, operator, pick, replace_lines, reword
from bench.mutations.page import Page, mentions

__all__ = ["OPERATORS"]


@operator("acronyms", "held out")
def swap_glossary_definitions(page: Page, random: Random) -> Mutation | None:
    """Two terms have each other's definition."""
    rows = page.table("1.4")
    acronyms = [row for row in rows if re.fullmatch(r"[A-Z]{2,6}", row.cells[0])]
    pair = pick(random, [(a, b) for a in acronyms for b in rows if a.cells[1] != b.cells[1]])
    if pair is None:
        return None
    lines = {a.index: f"| {a.cells[0]} | {b.cells[1]} |" for a, b in (pair, pair[::-1])}
    terms = [row.cells[0] for row in pair]
    return replace_lines(page, lines, f"swapped the definitions of {' and '.join(terms)}", *terms)


@operator("acronyms", "held out")
def transpose_acronym(page: Page, random: Random) -> Mutation | None:
    """Two letters of an acronym are exchanged where the text uses it."""
    own = page.span("1.4")
    prose = [index for index in page.prose() if index not in own]
    places = [
        (index, term, wrong)
        for row in page.table("1.4")
        if re.fullmatch(r"[A-Z]{3,5}", term := row.cells[0])
        for wrong in [term[:-2] + term[-1] + term[-2], term[1] + term[0] + term[2:]]
        if wrong not in page.text
        for index in mentions(page, term, prose)
    ]
    place = pick(random, places)
    if place is None:
        return None
    index, term, wrong = place
    return reword(page, index, term, wrong, f"wrote {wrong} for {term}")


@operator("acronyms", "held out")
def circular_definition(page: Page, random: Random) -> Mutation | None:
    """The definition of a term says the term and nothing else."""
    row = pick(random, page.table("1.4"))
    if row is None:
        return None
    term = row.cells[0]
    definition = random.choice([f"See {term}.", f"The {term} of this system."])
    return cell_changed(page, row, 1, definition, f"defined {term} by itself", term)


_MISFITS = {
    "API": "Application user protocol: how one program uses another.",
    "CPU": "Core execution unit.",
    "CSV": "Column-separated records: a text format for tables.",
    "GUM": "Guide to the measurement of errors.",
    "HTTP": "Hypertext Exchange Protocol.",
    "QA": "Quality control.",
    "SQL": "Structured Search Language, the language of relational databases.",
    "TLS": "Transport Security Layer: encrypts connections.",
}


@operator("acronyms", "held out")
def expansion_does_not_fit(page: Page, random: Random) -> Mutation | None:
    """An acronym is spelt out with words that have other initials."""
    row = pick(random, [row for row in page.table("1.4") if row.cells[0] in _MISFITS])
    if row is None:
        return None
    term = row.cells[0]
    return cell_changed(page, row, 1, _MISFITS[term], f"spelt {term} out as {_MISFITS[term]}", term)


OPERATORS = (swap_glossary_definitions, transpose_acronym, circular_definition, expansion_does_not_fit)
