"""Defects of the glossary in 1.4 against the text."""

import re
from random import Random

from bench.mutations.mutation import (
    Mutation,
    cell_changed,
    drop,
    insert,
    operator,
    paragraph,
    pick,
    replace_lines,
    reword,
)
from bench.mutations.page import Page, mentions

__all__ = ["OPERATORS"]

# Known to every reader, so that a glossary without them is none the worse.
_HOUSEHOLD = frozenset({"API", "CPU", "HTTP", "HTTPS", "ID", "IP", "JSON", "SQL", "URL"})


@operator("acronyms", "known")
def use_undefined_acronym(page: Page, random: Random) -> Mutation | None:
    fresh = [name for name in ("CAB", "DLQ", "WORM", "CQRS", "HSM") if name not in page.text]
    acronym = pick(random, fresh)
    if acronym is None:
        return None
    sentence = f"Every change of this part goes through the {acronym} first."
    return paragraph(page, random, ("8.3", "9.2", "10.2", "11.3"), sentence, f"used {acronym} undefined", acronym)


@operator("acronyms", "known")
def delete_glossary_row(page: Page, random: Random) -> Mutation | None:
    """An acronym that other sections use is no longer explained."""
    outside = [index for index in range(len(page.lines)) if index not in page.span("1.4")]
    used = [
        row
        for row in page.table("1.4")
        if re.fullmatch(r"[A-Z]{2,6}", row.cells[0]) and row.cells[0] not in _HOUSEHOLD
        if mentions(page, row.cells[0], outside)
    ]
    row = pick(random, used)
    if row is None:
        return None
    return drop(page, row.index, row.index + 1, f"deleted {row.cells[0]} from the glossary", row.cells[0])


@operator("acronyms", "known")
def unused_glossary_row(page: Page, random: Random) -> Mutation | None:
    """The glossary explains an acronym that no section uses."""
    rows = page.table("1.4")
    terms = {
        "ETL": "Extract, transform, load.",
        "OLAP": "Online analytical processing.",
        "LDAP": "A directory protocol.",
    }
    term = pick(random, [term for term in terms if term not in page.text])
    if not rows or term is None:
        return None
    line = f"| {term} | {terms[term]} |"
    return insert(page, rows[-1].index + 1, [line], f"explained {term}, which is used nowhere", term)


@operator("acronyms", "known")
def second_acronym_meaning(page: Page, random: Random) -> Mutation | None:
    """An acronym of the glossary is spelt out differently in the text."""
    meanings = {
        "TLS": "Transaction Log Service",
        "QA": "Queue Administrator",
        "CPU": "Central Policy Unit",
        "REST": "Remote Event Storage Tier",
    }
    term = pick(random, [row.cells[0] for row in page.table("1.4") if row.cells[0] in meanings])
    if term is None:
        return None
    sentence = f"The {meanings[term]} ({term}) is looked after by the same team."
    return paragraph(page, random, ("9.2", "10.2", "12.1"), sentence, f"gave {term} a second meaning", term)


@operator("acronyms", "known")
def second_glossary_definition(page: Page, random: Random) -> Mutation | None:
    rows = page.table("1.4")
    outside = [index for index in range(len(page.lines)) if index not in page.span("1.4")]
    row = pick(random, [row for row in rows if mentions(page, row.cells[0], outside)])
    if row is None:
        return None
    term = row.cells[0]
    line = f"| {term} | The monthly report to the auditors. |"
    return insert(page, rows[-1].index + 1, [line], f"defined {term} a second time, differently", term)


@operator("acronyms", "known")
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


@operator("acronyms", "known")
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


@operator("acronyms", "known")
def expansion_does_not_fit(page: Page, random: Random) -> Mutation | None:
    """An acronym is spelt out with words that have other initials."""
    row = pick(random, [row for row in page.table("1.4") if row.cells[0] in _MISFITS])
    if row is None:
        return None
    term = row.cells[0]
    return cell_changed(page, row, 1, _MISFITS[term], f"spelt {term} out as {_MISFITS[term]}", term)


@operator("acronyms", "known")
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


OPERATORS = (
    use_undefined_acronym,
    delete_glossary_row,
    unused_glossary_row,
    second_acronym_meaning,
    second_glossary_definition,
    swap_glossary_definitions,
    circular_definition,
    expansion_does_not_fit,
    transpose_acronym,
)
