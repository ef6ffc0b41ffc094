"""Defects of sentences and characters."""

import re
from random import Random

from bench.mutations.mutation import Mutation, operator, pick, replace_lines, reword, splice
from bench.mutations.page import Page, mentions
from bench.mutations.places import components

__all__ = ["OPERATORS"]


@operator("text", "held out")
def leave_parenthesis_open(page: Page, random: Random) -> Mutation | None:
    places = [
        index for index in page.prose() if re.fullmatch(r"[^()]*[^\]()]\((?!assumed)[^()]+\)[^()]*", page.lines[index])
    ]
    index = pick(random, places)
    if index is None:
        return None
    line = page.lines[index].replace(")", "", 1)
    return splice(page, index, index + 1, [line], "left a parenthesis open", "parenthesis", "bracket")


@operator("text", "held out")
def mangle_quotation_marks(page: Page, random: Random) -> Mutation | None:
    """Characters were read in another encoding than they were written in."""
    index = pick(random, [index for index in page.prose() if "“" in page.lines[index]])
    if index is None:
        return None
    line = page.lines[index].replace("“", "â€œ").replace("”", "â€\ufffd")
    return splice(page, index, index + 1, [line], "mangled quotation marks", "â€œ", "encoding")


@operator("text", "held out")
def leave_template_variable(page: Page, random: Random) -> Mutation | None:
    """The name of a component was never filled in."""
    names = [component.name for component in components(page)]
    place = pick(random, [(index, name) for name in names for index in mentions(page, name, page.paragraphs())])
    if place is None:
        return None
    index, name = place
    variable = random.choice(["{{ component_name }}", "${COMPONENT}", "<component name>"])
    did = f"left {variable} for {name}"
    return reword(page, index, name, variable, did, variable.strip("{}$<> "))


@operator("text", "held out")
def leave_review_comment(page: Page, random: Random) -> Mutation | None:
    index = pick(random, page.paragraphs())
    if index is None:
        return None
    comment, author = random.choice(
        [
            ("(JK: is this still true?)", "JK"),
            ("[Comment by Jonas: please say this in other words, nobody understands it.]", "Jonas"),
            ("(Note to Ines: we should talk about this one before the review.)", "Ines"),
        ]
    )
    line = f"{page.lines[index]} {comment}"
    return splice(page, index, index + 1, [line], f"left a comment of {author}", author)


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


@operator("text", "held out")
def repeat_sentence(page: Page, random: Random) -> Mutation | None:
    """A paragraph says the same sentence twice."""
    places = [
        (index, sentences)
        for index in page.paragraphs()
        if len(sentences := re.findall(r"[A-Z][^.]{30,}\.(?= |$)", page.lines[index])) > 1
    ]
    place = pick(random, places)
    if place is None:
        return None
    index, sentences = place
    line = f"{page.lines[index]} {sentences[0]}"
    return splice(page, index, index + 1, [line], "said a sentence twice", " ".join(sentences[0].split()[:5]))


OPERATORS = (
    leave_parenthesis_open,
    mangle_quotation_marks,
    leave_template_variable,
    leave_review_comment,
    swap_paragraphs,
    repeat_sentence,
)
