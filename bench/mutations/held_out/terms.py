"""Slips with acronyms and with the terms of the glossary."""

import re
from collections.abc import Iterable
from random import Random

from bench.mutations.mutation import (
    Mutation,
    cell_changed,
    operator,
    paragraph,
    paragraph_pair,
    pick,
    replace_lines,
    reword,
)
from bench.mutations.page import Page, mentions
from bench.mutations.places import PROSE_PARTS, misspelt

__all__ = ["OPERATORS"]


def _acronyms(page: Page) -> list[str]:
    """Those that the glossary explains."""
    return [row.cells[0] for row in page.table("1.4") if re.fullmatch(r"[A-Z]{2,6}", row.cells[0])]


def _uses(page: Page, terms: Iterable[str]) -> list[tuple[int, str]]:
    """Sentences and list items outside the glossary that use one of these terms."""
    own = page.span("1.4")
    prose = [i for i in page.prose() if i not in own and not re.match(r"- [\d.A-E]+: ", page.lines[i])]
    return [(index, term) for term in terms for index in mentions(page, term, prose)]


@operator("acronyms", "held out")
def expand_new_acronym_two_ways(page: Page, random: Random) -> Mutation | None:
    """Two parts spell the same acronym out, each in its own way."""
    meanings = {
        "RPO": ("recovery point objective", "replay position offset"),
        "SLO": ("service level objective", "system log output"),
        "DR": ("disaster recovery", "data retention"),
    }
    acronym = pick(random, [one for one in meanings if not re.search(rf"\b{one}\b", page.text)])
    if acronym is None:
        return None
    first, second = meanings[acronym]
    sentences = (
        f"The {first} ({acronym}) is agreed with the owner.",
        f"The {second} ({acronym}) is written down for each release.",
    )
    did = f"spelt {acronym} out as {first} and as {second}"
    return paragraph_pair(page, random, PROSE_PARTS, sentences, did, acronym)


@operator("acronyms", "held out")
def abbreviate_term_wrongly(page: Page, random: Random) -> Mutation | None:
    """The words of an acronym of the glossary have another acronym after them."""
    wrong = {
        "API": ("application programming interface", "SDK"),
        "CI": ("continuous integration", "CD"),
        "CPU": ("central processing unit", "GPU"),
        "CSV": ("comma-separated values", "TSV"),
        "HTTP": ("Hypertext Transfer Protocol", "FTP"),
        "QA": ("quality assurance", "QC"),
        "SQL": ("Structured Query Language", "SPARQL"),
        "TLS": ("Transport Layer Security", "SSL"),
    }
    term = pick(random, [term for term in _acronyms(page) if term in wrong])
    if term is None:
        return None
    words, other = wrong[term]
    sentence = f"The team has used {words} ({other}) before and needs no training for it."
    return paragraph(page, random, PROSE_PARTS, sentence, f"abbreviated {words} as {other}", other, term)


@operator("acronyms", "held out")
def write_acronym_in_other_case(page: Page, random: Random) -> Mutation | None:
    unused = [term for term in _acronyms(page) if not re.search(rf"\b{term.capitalize()}\b", page.text)]
    place = pick(random, _uses(page, unused))
    if place is None:
        return None
    index, term = place
    return reword(page, index, term, term.capitalize(), f"wrote {term.capitalize()} for {term}")


@operator("acronyms", "held out")
def point_glossary_to_missing_term(page: Page, random: Random) -> Mutation | None:
    """The glossary explains a term by another one that it has not."""
    row = pick(random, page.table("1.4"))
    missing = pick(random, [name for name in ("Delivery slot", "Carrier ticket", "Handover") if name not in page.text])
    if row is None or missing is None:
        return None
    term = row.cells[0]
    return cell_changed(page, row, 1, f"See {missing}.", f"explained {term} by {missing}", missing, term)


@operator("acronyms", "held out")
def misspell_glossary_term(page: Page, random: Random) -> Mutation | None:
    """The glossary explains a word that the document does not use, for one that it does."""
    places = [
        (row, wrong)
        for row in page.table("1.4")
        if not row.cells[0].isupper() and _uses(page, [row.cells[0]])
        if (wrong := misspelt(random, row.cells[0]))
    ]
    place = pick(random, places)
    if place is None:
        return None
    row, wrong = place
    return cell_changed(page, row, 0, wrong, f"misspelt {row.cells[0]} as {wrong} in 1.4", wrong, row.cells[0])


@operator("acronyms", "held out")
def expand_acronym_almost_right(page: Page, random: Random) -> Mutation | None:
    """A sentence spells an acronym out with a word that the glossary has not."""
    almost = {
        "API": "application process interface",
        "CI": "constant integration",
        "CPU": "central program unit",
        "CSV": "comma-spaced values",
        "HTTP": "Hypertext Transport Protocol",
        "IP": "Interface Protocol",
        "SQL": "Sequential Query Language",
        "TLS": "Transport Level Security",
        "URL": "universal resource link",
    }
    explained = {row.cells[0] for row in page.table("1.4") if not row.cells[1].startswith("To be defined")}
    place = pick(random, _uses(page, [term for term in almost if term in explained]))
    if place is None:
        return None
    index, term = place
    new = f"{term} ({almost[term]})"
    return reword(page, index, term, new, f"spelt {term} out as {almost[term]}", term, almost[term])


@operator("acronyms", "held out")
def explain_terms_by_each_other(page: Page, random: Random) -> Mutation | None:
    rows = page.table("1.4")
    if len(rows) < 2:
        return None
    a, b = random.sample(rows, 2)
    terms = (a.cells[0], b.cells[0])
    lines = {a.index: f"| {terms[0]} | See {terms[1]}. |", b.index: f"| {terms[1]} | See {terms[0]}. |"}
    return replace_lines(page, lines, f"explained {' and '.join(terms)} by each other", *terms)


OPERATORS = (
    expand_new_acronym_two_ways,
    abbreviate_term_wrongly,
    write_acronym_in_other_case,
    point_glossary_to_missing_term,
    misspell_glossary_term,
    expand_acronym_almost_right,
    explain_terms_by_each_other,
)
