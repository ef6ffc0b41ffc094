"""Slips in sentences: cut, joined, glued, misspelt, and what an editor left behind."""

import re
from collections.abc import Mapping
from random import Random

from bench.mutations.mutation import (
    Mutation,
    cell_changed,
    contradiction,
    cut_off,
    insert,
    operator,
    paragraph,
    pick,
    splice,
)
from bench.mutations.page import Page
from bench.mutations.places import PROSE_PARTS

__all__ = ["OPERATORS"]

_LABELLED_PARTS = ("4.2", "7.3", "8.2", "10.1", "12.2")


@operator("text", "held out")
def cut_bullet_off(page: Page, random: Random) -> Mutation | None:
    """A list item ends within its sentence."""
    places = [
        (bullet, cut)
        for part in ("2.3", *_LABELLED_PARTS)
        for bullet in page.bullets(page.span(part))
        if bullet.value.endswith(".") and (cut := cut_off(random, bullet.value))
    ]
    place = pick(random, places)
    if place is None:
        return None
    bullet, cut = place
    return splice(page, bullet.index, bullet.index + 1, [f"- **{bullet.label}**: {cut}"], f"cut {bullet.label} off")


@operator("text", "held out")
def cut_cell_off(page: Page, random: Random) -> Mutation | None:
    """A table cell ends within its sentence."""
    places = [
        (row, column, cut)
        for part in ("1.3", "3.3", "4.1", "11.1", "13")
        for row in page.table(part)
        for column, cell in enumerate(row.cells)
        if cell.endswith(".") and (cut := cut_off(random, cell))
    ]
    place = pick(random, places)
    if place is None:
        return None
    row, column, cut = place
    return cell_changed(page, row, column, cut, f"cut a cell of {row.cells[0]} off", row.cells[0])


@operator("text", "held out")
def repeat_list_item(page: Page, random: Random) -> Mutation | None:
    """A list says the same item twice."""
    lists = [
        items
        for part in ("2.3", "7.2", "8.1", "10.1", "12.2", "12.3")
        if len(items := _first_list(page, part)) > 1 and len({page.lines[index] for index in items}) == len(items)
    ]
    items = pick(random, lists)
    if items is None:
        return None
    line = page.lines[random.choice(items[:-1])]
    words = line.strip("- ").replace("*", "").split(":")[0]
    return insert(page, items[-1] + 1, [line], f"repeated the list item {words}", words)


def _first_list(page: Page, part: str) -> list[int]:
    """The lines of the first list of a part, whose items are one line each."""
    span = page.span(part)
    first = next((index for index in span if page.lines[index].startswith("- ")), span.stop)
    stop = next((index for index in range(first, span.stop) if not page.lines[index].startswith("- ")), span.stop)
    return list(range(first, stop))


def _exchange(page: Page, random: Random, pairs: Mapping[str, str], did: str, *words: str) -> Mutation | None:
    """Write one of the keys, with the spaces around it, as its value, once in a paragraph."""
    places = [(index, old) for index in page.paragraphs() for old in pairs if f" {old} " in page.lines[index]]
    place = pick(random, places)
    if place is None:
        return None
    index, old = place
    line = page.lines[index].replace(f" {old} ", f" {pairs[old]} ", 1)
    return splice(page, index, index + 1, [line], f"{did} “{pairs[old]}”", pairs[old], *words)


@operator("text", "held out")
def leave_two_verbs(page: Page, random: Random) -> Mutation | None:
    """Half of a change from singular to plural, or back."""
    return _exchange(page, random, {"is": "is are", "are": "are is", "will": "will can"}, "left the verbs")


@operator("text", "held out")
def run_sentences_together(page: Page, random: Random) -> Mutation | None:
    """The stop between two sentences is gone, and the second still begins with a capital."""
    places = [
        (index, match)
        for index in page.paragraphs()
        for match in re.finditer(r"([a-z]{3,})\. (It|This|The|However|If|When|These|We) ", page.lines[index])
    ]
    place = pick(random, places)
    if place is None:
        return None
    index, match = place
    joined = f"{match[1]} {match[2]}"
    line = f"{page.lines[index][: match.start()]}{joined} {page.lines[index][match.end() :]}"
    return splice(page, index, index + 1, [line], f"ran two sentences together at “{joined}”", joined)


@operator("text", "held out")
def lose_space(page: Page, random: Random) -> Mutation | None:
    """Two words are written as one."""
    pairs = ("of the", "in the", "to the", "for the", "from the")
    return _exchange(page, random, {pair: pair.replace(" ", "") for pair in pairs}, "wrote")


@operator("text", "held out")
def misspell_common_word(page: Page, random: Random) -> Mutation | None:
    wrong = {"the": "teh", "and": "adn", "with": "wiht", "which": "whihc", "their": "thier"}
    return _exchange(page, random, wrong, "wrote")


@operator("text", "held out")
def leave_tracked_change(page: Page, random: Random) -> Mutation | None:
    """A change that somebody proposed stands beside what it would replace, in the marks of the editor."""
    proposed = {"system": "product", "data": "input", "service": "program", "used": "needed", "be": "become"}
    marked = {old: f"{{--{old}--}}{{++{new}++}}" for old, new in proposed.items()}
    return _exchange(page, random, marked, "left the change", "{++", "{--")


@operator("text", "held out")
def leave_filler_text(page: Page, random: Random) -> Mutation | None:
    filler = "Lorem ipsum dolor sit amet, consectetur adipiscing elit, sed do eiusmod tempor incididunt ut labore."
    return paragraph(page, random, PROSE_PARTS, filler, "left filler text", "Lorem ipsum", "Lorem")


@operator("text", "held out")
def leave_sentence_in_other_language(page: Page, random: Random) -> Mutation | None:
    """An English document has a sentence that its author wrote in their own language."""
    sentence = random.choice(
        [
            "Dieser Abschnitt wird noch mit dem Betrieb abgestimmt.",
            "Cette partie sera relue par l'équipe avant la mise en production.",
            "Esta parte se revisa con el equipo antes de la primera entrega.",
        ]
    )
    index = pick(random, page.paragraphs())
    if index is None:
        return None
    line = f"{page.lines[index]} {sentence}"
    start = " ".join(sentence.split()[:3])
    return splice(page, index, index + 1, [line], f"left a sentence in another language: {start}", start)


@operator("text", "held out")
def break_paragraph_in_sentence(page: Page, random: Random) -> Mutation | None:
    """A paragraph ends within a sentence, and the next one goes on with it."""
    places = [
        (index, match.start())
        for index in page.paragraphs()
        for match in re.finditer(r"(?<=[a-z]) (?=[a-z])", page.lines[index])
        if 40 < match.start() < len(page.lines[index]) - 20
    ]
    place = pick(random, places)
    if place is None:
        return None
    index, column = place
    broken = [page.lines[index][:column], "", page.lines[index][column + 1 :]]
    return splice(page, index, index + 1, broken, "broke a paragraph within a sentence")


@operator("text", "held out")
def leave_emphasis_open(page: Page, random: Random) -> Mutation | None:
    """A bold label never ends."""
    bullet = pick(random, [bullet for part in _LABELLED_PARTS for bullet in page.bullets(page.span(part))])
    if bullet is None:
        return None
    line = f"- **{bullet.label}: {bullet.value}"
    return splice(page, bullet.index, bullet.index + 1, [line], f"left {bullet.label} bold to the end", bullet.label)


@operator("text", "held out")
def call_full_part_empty(page: Page, random: Random) -> Mutation | None:
    """A part begins by saying that it is empty, and goes on with what it says."""
    places = [
        (part, index)
        for part in ("5.4", "7.4", "10.2", "11.3")
        for index in page.span(part)
        if index in page.paragraphs() and page.applies(part)
    ]
    place = pick(random, places)
    if place is None:
        return None
    part, index = place
    sentence = "This part is empty on purpose: there is nothing to say about it."
    did = "said that a part is empty which is not"
    return contradiction(page, random, (part,), sentence, (index,), did, "empty on purpose")


OPERATORS = (
    cut_bullet_off,
    cut_cell_off,
    repeat_list_item,
    leave_two_verbs,
    run_sentences_together,
    lose_space,
    misspell_common_word,
    leave_tracked_change,
    leave_filler_text,
    leave_sentence_in_other_language,
    break_paragraph_in_sentence,
    leave_emphasis_open,
    call_full_part_empty,
)
