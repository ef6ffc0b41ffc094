"""Defects of what the glossary in 1.4 says, and of acronyms in the text."""

import re
from random import Random

from bench.mutations.mutation import Mutation, operator, pick, reword
from bench.mutations.page import Page, mentions

__all__ = ["OPERATORS"]


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


OPERATORS = (transpose_acronym,)
