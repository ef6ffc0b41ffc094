"""Defects of headings, contents and Markdown."""

import re
from dataclasses import replace
from itertools import pairwise
from random import Random

from bench.mutations.mutation import Mutation, drop, insert, operator, pick, splice
from bench.mutations.page import Heading, Page

__all__ = ["OPERATORS"]


def _numbered(page: Page, level: int) -> list[Heading]:
    return [heading for heading in page.headings if heading.level == level and heading.number]


@operator("structure", "known")
def remove_section_heading(page: Page, random: Random) -> Mutation | None:
    """The parts of a section stand under the section before it."""
    heading = pick(random, _numbered(page, 2)[1:])
    if heading is None:
        return None
    return drop(page, heading.index, heading.index + 2, f"removed the heading of {heading.number}", heading.name)


@operator("structure", "known")
def duplicate_subsection(page: Page, random: Random) -> Mutation | None:
    heading = pick(random, _numbered(page, 3))
    if heading is None:
        return None
    stop = page.body(heading).stop
    copy = page.lines[heading.index : stop]
    return insert(page, stop, copy, f"repeated {heading.number} behind itself", heading.name)


@operator("structure", "known")
def swap_sections(page: Page, random: Random) -> Mutation | None:
    sections = _numbered(page, 2)
    pair = pick(random, list(pairwise(sections[:-1])))
    if pair is None:
        return None
    first, second = pair
    stop = page.body(second).stop
    swapped = [*page.lines[second.index : stop], *page.lines[first.index : second.index]]
    mutation = splice(page, first.index, stop, swapped, f"swapped sections {first.number} and {second.number}")
    moved = first.index + (stop - second.index)
    return Mutation(mutation.text, (first.index + 1, moved + 1), mutation.did, (first.name, second.name))


@operator("structure", "known")
def misnumber_heading(page: Page, random: Random) -> Mutation | None:
    """A heading has the number of the one before it."""
    numbered = _numbered(page, 3)
    pairs = [pair for pair in pairwise(numbered) if "." in pair[0].number]
    pair = pick(random, [(a, b) for a, b in pairs if a.number.partition(".")[0] == b.number.partition(".")[0]])
    if pair is None:
        return None
    before, heading = pair
    did = f"numbered {heading.number} as {before.number}"
    line = f"### {before.number} {heading.name}"
    return splice(page, heading.index, heading.index + 1, [line], did, heading.name)


def _contents(page: Page) -> list[int]:
    return [index for index, line in enumerate(page.lines) if "](#" in line and index < page.span("1").start]


@operator("structure", "known")
def break_contents_anchor(page: Page, random: Random) -> Mutation | None:
    index = pick(random, _contents(page))
    if index is None:
        return None
    before, _, anchor = page.lines[index].partition("](#")
    line = f"{before}](#the-{anchor}"
    return splice(page, index, index + 1, [line], "broke an anchor of the contents", anchor.rstrip(")"))


@operator("structure", "known")
def unclosed_fence(page: Page, random: Random) -> Mutation | None:
    fence = pick(random, page.fences)
    if fence is None:
        return None
    mutation = drop(page, fence.end, fence.end + 1, "left a code block open", "fence", "code block")
    return replace(mutation, seen_at=(fence.start + 1,))


@operator("structure", "known")
def leave_merge_marker(page: Page, random: Random) -> Mutation | None:
    index = pick(random, page.paragraphs())
    if index is None:
        return None
    marker = random.choice(["<<<<<<< HEAD", ">>>>>>> review", "======="])
    return insert(page, index, [marker, ""], "left a marker of a merge", marker)


@operator("structure", "known")
def raw_html(page: Page, random: Random) -> Mutation | None:
    index = pick(random, page.paragraphs())
    if index is None:
        return None
    line = f'<font color="red">{page.lines[index]}</font>'
    return splice(page, index, index + 1, [line], "wrapped a paragraph in HTML", "HTML", "font")


@operator("structure", "known")
def break_diagram_bracket(page: Page, random: Random) -> Mutation | None:
    """A node's label is never closed."""
    diagrams = [fence for fence in page.fences if fence.language == "mermaid"]
    ends = ('"]', '")]', '"])', '"]]')
    choices = [n for fence in diagrams for n in fence.inside if page.lines[n].endswith(ends)]
    index = pick(random, choices)
    if index is None:
        return None
    return splice(page, index, index + 1, [page.lines[index][:-1]], "removed a bracket from a diagram", "Mermaid")


@operator("structure", "known")
def remove_subsection_heading(page: Page, random: Random) -> Mutation | None:
    heading = pick(random, [heading for heading in page.headings if heading.level == 3 and heading.number])
    if heading is None:
        return None
    return drop(page, heading.index, heading.index + 2, f"removed the heading of {heading.number}", heading.name)


@operator("structure", "known")
def remove_contents_entry(page: Page, random: Random) -> Mutation | None:
    entries = [index for index, line in enumerate(page.lines) if "](#" in line and index < page.span("1").start]
    index = pick(random, entries)
    if index is None:
        return None
    name = page.lines[index].partition("[")[2].partition("]")[0]
    return drop(page, index, index + 1, f"removed {name} from the contents", name)


@operator("structure", "known")
def empty_subsection(page: Page, random: Random) -> Mutation | None:
    """Nothing stands below a heading, of which no assumption or question is noted."""
    parts = [heading for heading in page.headings if heading.level == 3 and page.applies(heading.number)]
    whole = [part for part in parts if not any(page.lines[n].startswith("**") for n in page.body(part))]
    heading = pick(random, whole)
    if heading is None:
        return None
    body = page.body(heading)
    mutation = splice(page, body.start, body.stop, [""], f"emptied {heading.number}", heading.name)
    return Mutation(mutation.text, (heading.index + 2,), mutation.did, mutation.words)


@operator("structure", "known")
def rename_table_column(page: Page, random: Random) -> Mutation | None:
    """A table has another column than the template asks for."""
    columns = {"4.1": "Dependencies", "6.1": "Response", "11.1": "Frequency", "13": "Consequences", "3.3": "Purpose"}
    places = [
        (index, number)
        for number, name in columns.items()
        for index in page.span(number)
        if page.lines[index].startswith("|") and f"| {name} |" in page.lines[index]
    ]
    place = pick(random, places)
    if place is None:
        return None
    index, number = place
    name = columns[number]
    line = page.lines[index].replace(f"| {name} |", "| Remarks |")
    return splice(page, index, index + 1, [line], f"renamed the column {name} of {number}", name, "Remarks")


@operator("structure", "known")
def leave_label_empty(page: Page, random: Random) -> Mutation | None:
    parts = ("3.4", "7.3", "8.2", "10.1")
    bullet = pick(random, [bullet for part in parts for bullet in page.bullets(page.span(part))])
    if bullet is None:
        return None
    line = f"- **{bullet.label}**:"
    return splice(page, bullet.index, bullet.index + 1, [line], f"left {bullet.label} empty", bullet.label)


@operator("structure", "known")
def drop_assumption_entry(page: Page, random: Random) -> Mutation | None:
    """One of two or more assumptions is no longer listed, while the text marks it."""
    places = [
        (index, entry)
        for index in page.prose()
        if (entry := page.lines[index]).startswith("- ")
        and "(assumed)" in page.text
        and entry[2:3].isdigit()
        and ", " in entry
        and "proposed by" not in entry
    ]
    place = pick(random, places)
    if place is None:
        return None
    index, entry = place
    kept, _, dropped = entry.rpartition(", ")
    return splice(page, index, index + 1, [kept], f"dropped the assumption {dropped}", dropped, "assumed")


@operator("structure", "known")
def lose_process_step(page: Page, random: Random) -> Mutation | None:
    """A step of 11.2 is gone, and the others keep their numbers."""
    steps = [index for index in page.span("11.2") if re.match(r"\d+\. ", page.lines[index])]
    index = pick(random, steps[1:-1])
    if index is None:
        return None
    step = page.lines[index].partition(".")[0]
    return drop(page, index, index + 1, f"lost step {step} of 11.2", f"step {step}")


@operator("structure", "known")
def table_without_rule(page: Page, random: Random) -> Mutation | None:
    """Without the line below its header, a table is a paragraph with bars."""
    rules = [index for index, line in enumerate(page.lines) if re.fullmatch(r"\|(?: ?:?-{3,}:? ?\|)+", line)]
    index = pick(random, rules)
    if index is None:
        return None
    header = page.lines[index - 1].strip("| ").split(" | ")
    return drop(page, index, index + 1, f"removed the rule below the header {header[0]}", header[0])


@operator("structure", "known")
def heading_too_deep(page: Page, random: Random) -> Mutation | None:
    heading = pick(random, [heading for heading in page.headings if heading.level == 3 and heading.number])
    if heading is None:
        return None
    line = f"#{page.lines[heading.index]}"
    did = f"put the heading of {heading.number} one level too deep"
    return splice(page, heading.index, heading.index + 1, [line], did, heading.name)


@operator("structure", "known")
def row_short_of_a_cell(page: Page, random: Random) -> Mutation | None:
    """The cells behind the missing one stand under other columns."""
    parts = ("1.3", "3.3", "4.1", "6.1", "11.1", "13")
    row = pick(random, [row for part in parts for row in page.table(part) if len(row.cells) > 2])
    if row is None:
        return None
    line = f"| {' | '.join([row.cells[0], *row.cells[2:]])} |"
    did = f"left out the second cell of {row.cells[0]}"
    return splice(page, row.index, row.index + 1, [line], did, row.cells[0].strip("`"))


@operator("structure", "known")
def fence_without_language(page: Page, random: Random) -> Mutation | None:
    """A diagram is shown as its source, or code without its colours."""
    fence = pick(random, [fence for fence in page.fences if fence.language not in {"", "text"}])
    if fence is None:
        return None
    did = f"left out the language {fence.language} of a code block"
    return splice(page, fence.start, fence.start + 1, ["```"], did, fence.language)


@operator("structure", "known")
def reword_contents_title(page: Page, random: Random) -> Mutation | None:
    """An entry of the contents leads to a heading that has another title."""
    entries = [index for index, line in enumerate(page.lines) if "](#" in line and index < page.span("1").start]
    index = pick(random, entries)
    if index is None:
        return None
    title = page.lines[index].partition("[")[2].partition("]")[0]
    new = " ".join([*title.split()[:-1], random.choice(["Outline", "Summary"])])
    line = page.lines[index].replace(f"[{title}]", f"[{new}]")
    return splice(page, index, index + 1, [line], f"called {title} {new} in the contents", title, new)


OPERATORS = (
    remove_section_heading,
    duplicate_subsection,
    swap_sections,
    misnumber_heading,
    break_contents_anchor,
    unclosed_fence,
    leave_merge_marker,
    raw_html,
    break_diagram_bracket,
    remove_subsection_heading,
    remove_contents_entry,
    empty_subsection,
    rename_table_column,
    leave_label_empty,
    drop_assumption_entry,
    lose_process_step,
    table_without_rule,
    heading_too_deep,
    row_short_of_a_cell,
    fence_without_language,
    reword_contents_title,
)
