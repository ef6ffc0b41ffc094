"""Defects of sentences and cells."""

import re
from random import Random

from bench.mutations.mutation import (
    Mutation,
    cell_changed,
    cut_off,
    insert,
    operator,
    paragraph,
    pick,
    replace_lines,
    reword,
    splice,
)
from bench.mutations.page import Page, mentions
from bench.mutations.places import PROSE_PARTS, components

__all__ = ["OPERATORS"]

_PLACEHOLDERS = {
    "1.1": "[Describe the purpose of this technical design document and its intended audience]",
    "2.1": "[Summary of the problem the design is addressing]",
    "2.2": "[High-level description of the proposed solution]",
    "5.4": "[Description of validation rules applied to data]",
    "8.3": "[How the system will scale with increased load]",
    "9.2": "[How components will be deployed across infrastructure]",
    "10.2": "[How test data will be managed]",
    "11.3": "[How to rollback a deployment if needed]",
    "12.1": "[What and how to log]",
}


@operator("text", "known")
def leave_placeholder(page: Page, random: Random) -> Mutation | None:
    """A part still says what the template says there."""
    places = [(number, index) for number in _PLACEHOLDERS for index in page.span(number) if index in page.paragraphs()]
    place = pick(random, places)
    if place is None:
        return None
    number, index = place
    placeholder = _PLACEHOLDERS[number]
    return splice(page, index, index + 1, [placeholder], f"left the placeholder of {number}", placeholder[1:-1])


@operator("text", "known")
def leave_todo(page: Page, random: Random) -> Mutation | None:
    note = random.choice(["TODO: ask operations.", "TBD", "FIXME: check this.", "XXX describe the details"])
    return paragraph(page, random, PROSE_PARTS, note, "left a note", note.split()[0].rstrip(":"))


@operator("text", "known")
def cut_sentence(page: Page, random: Random) -> Mutation | None:
    index = pick(random, [index for index in page.paragraphs() if len(page.lines[index].split()) > 8])
    if index is None:
        return None
    cut = cut_off(random, page.lines[index])
    if cut is None:
        return None
    return splice(page, index, index + 1, [cut], "cut a paragraph off in the middle")


@operator("text", "known")
def repeat_paragraph(page: Page, random: Random) -> Mutation | None:
    """A paragraph of one section, said once so far, stands in another one too."""
    once = [index for index in page.paragraphs() if page.lines.count(page.lines[index]) == 1]
    long = [index for index in once if len(page.lines[index].split()) > 12 and "applicable" not in page.lines[index]]
    index = pick(random, long)
    if index is None:
        return None
    others = [number for number in PROSE_PARTS if index not in page.span(number.partition(".")[0])]
    return paragraph(page, random, others, page.lines[index], "repeated a paragraph")


@operator("text", "known")
def lead_in_without_list(page: Page, random: Random) -> Mutation | None:
    number = pick(random, [number for number in PROSE_PARTS if page.applies(number)])
    if number is None:
        return None
    lead_in = random.choice(["The following rules apply:", "This happens in these steps:", "These limits hold:"])
    return insert(page, page.span(number).stop, [lead_in, ""], f"announced a list in {number} without one", lead_in)


@operator("text", "known")
def double_word(page: Page, random: Random) -> Mutation | None:
    places = [
        (index, word) for index in page.paragraphs() for word in (" the ", " to ", " of ") if word in page.lines[index]
    ]
    place = pick(random, places)
    if place is None:
        return None
    index, word = place
    line = page.lines[index].replace(word, word + word.lstrip(), 1)
    return splice(page, index, index + 1, [line], f"wrote “{word.strip()}” twice", f"{word.strip()} {word.strip()}")


@operator("text", "known")
def leave_assistant_phrase(page: Page, random: Random) -> Mutation | None:
    phrase = random.choice(
        [
            "Sure, here is the revised section:",
            "As an AI language model, I cannot know the details of your environment.",
            "I hope this helps! Let me know if you would like me to expand on any point.",
        ]
    )
    return paragraph(
        page,
        random,
        ("2.2", "5.4", "8.3", "9.2", "11.3"),
        phrase,
        "left a phrase of a chat",
        " ".join(phrase.split()[:3]),
    )


@operator("text", "known")
def empty_cell(page: Page, random: Random) -> Mutation | None:
    rows = [row for number in ("1.3", "4.1", "6.1", "11.1", "13") for row in page.table(number)]
    row = pick(random, rows)
    if row is None:
        return None
    return cell_changed(page, row, 1, "", f"emptied the second cell of {row.cells[0]}", row.cells[0].strip("`"))


@operator("text", "known")
def leave_parenthesis_open(page: Page, random: Random) -> Mutation | None:
    places = [
        index for index in page.prose() if re.fullmatch(r"[^()]*[^\]()]\((?!assumed)[^()]+\)[^()]*", page.lines[index])
    ]
    index = pick(random, places)
    if index is None:
        return None
    line = page.lines[index].replace(")", "", 1)
    return splice(page, index, index + 1, [line], "left a parenthesis open", "parenthesis", "bracket")


@operator("text", "known")
def mangle_quotation_marks(page: Page, random: Random) -> Mutation | None:
    """Characters were read in another encoding than they were written in."""
    index = pick(random, [index for index in page.prose() if "“" in page.lines[index]])
    if index is None:
        return None
    line = page.lines[index].replace("“", "â€œ").replace("”", "â€\ufffd")
    return splice(page, index, index + 1, [line], "mangled quotation marks", "â€œ", "encoding")


@operator("text", "known")
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


@operator("text", "known")
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


@operator("text", "known")
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


_UNLIKE = (("7.4", "12.1"), ("10.2", "11.3"), ("5.4", "9.3"), ("8.3", "10.3"), ("2.1", "11.3"))


@operator("text", "known")
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


OPERATORS = (
    leave_placeholder,
    leave_todo,
    cut_sentence,
    repeat_paragraph,
    lead_in_without_list,
    double_word,
    leave_assistant_phrase,
    empty_cell,
    leave_parenthesis_open,
    mangle_quotation_marks,
    leave_template_variable,
    leave_review_comment,
    repeat_sentence,
    swap_paragraphs,
)
