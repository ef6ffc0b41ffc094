"""Defects of sentences and characters."""

from random import Random

from bench.mutations.mutation import Mutation, operator, pick, replace_lines
from bench.mutations.page import Page

__all__ = ["OPERATORS"]


_UNLIKE = (("7.4", "12.1"), ("10.2", "11.3"), ("5.4", "9.3"), ("8.3", "10.3"), ("2.1", "11.3"))


@operator("text", "held out")
def swap_paragraphs(page: Page, random: Random) -> Mutation | None:
    """Two parts say what belongs below the heading of the other."""
    whole = set(page.paragraphs())
    pairs = [
        (a, b, page.span(a).start + 1, page.span(b).start + 1)
        for a, b in _UNLIKE
        if page.applies(a) and page.applies(b) and {page.span(a).start + 1, page.span(b).start + 1} <= whole
    ]
    pair = pick(random, pairs)
    if pair is None:
        return None
    a, b, first, second = pair
    swapped = {first: page.lines[second], second: page.lines[first]}
    return replace_lines(page, swapped, f"swapped the paragraphs of {a} and {b}")


OPERATORS = (swap_paragraphs,)
