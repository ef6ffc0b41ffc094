"""Slips that break headings, contents, tables, lists and code blocks."""

import re
from dataclasses import replace
from random import Random

from bench.mutations.mutation import Mutation, insert, operator, pick, replace_lines, splice
from bench.mutations.page import Page

__all__ = ["OPERATORS"]


@operator("structure", "held out")
def join_heading_to_paragraph(page: Page, random: Random) -> Mutation | None:
    """The line break before a heading is gone, so that it is text."""
    whole = set(page.paragraphs())
    places = [one for one in page.headings if one.number and one.index - 2 in whole and not page.lines[one.index - 1]]
    heading = pick(random, places)
    if heading is None:
        return None
    joined = f"{page.lines[heading.index - 2]} {page.lines[heading.index]}"
    did = f"joined the heading {heading.name} to the paragraph before it"
    return splice(page, heading.index - 2, heading.index + 1, [joined], did, heading.name)


@operator("structure", "held out")
def move_environment_among_components(page: Page, random: Random) -> Mutation | None:
    """A row of 11.1 stands in the table of 4.1, which has as many columns."""
    above = page.table("4.1")
    row = pick(random, page.table("11.1"))
    if not above or row is None or above[-1].index > row.index:
        return None
    place = above[-1].index + 1
    lines = [page.lines[row.index], *page.lines[place : row.index]]
    mutation = splice(page, place, row.index + 1, lines, f"moved {row.cells[0]} to the components", row.cells[0])
    return replace(mutation, lines=(place + 1,), seen_at=(row.index + 1,))


def _contents(page: Page) -> list[tuple[int, str]]:
    """The entries of the table of contents, each with its title."""
    matches = ((index, re.fullmatch(r"\d+\. \[(.+)\]\(#.+\)", line)) for index, line in enumerate(page.lines))
    return [(index, match[1]) for index, match in matches if match and index < page.span("1").start]


@operator("structure", "held out")
def repeat_contents_entry(page: Page, random: Random) -> Mutation | None:
    place = pick(random, _contents(page))
    if place is None:
        return None
    index, title = place
    return insert(page, index + 1, [page.lines[index]], f"listed {title} twice in the contents", title)


@operator("structure", "held out")
def swap_contents_entries(page: Page, random: Random) -> Mutation | None:
    """Two titles have each other's number in the contents."""
    entries = _contents(page)
    if len(entries) < 2:
        return None
    (first, title), (second, other) = sorted(random.sample(entries, 2))
    numbers = [page.lines[index].partition(" ")[0] for index in (first, second)]
    links = [page.lines[index].partition(" ")[2] for index in (first, second)]
    lines = {first: f"{numbers[0]} {links[1]}", second: f"{numbers[1]} {links[0]}"}
    return replace_lines(page, lines, f"swapped {title} and {other} in the contents", title, other)


@operator("structure", "held out")
def lose_space_after_hash(page: Page, random: Random) -> Mutation | None:
    """Without the space, a heading is text."""
    heading = pick(random, [heading for heading in page.headings if heading.number and heading.level > 1])
    if heading is None:
        return None
    line = page.lines[heading.index].replace("# ", "#", 1)
    did = f"lost the space before {heading.number} {heading.name}"
    return splice(page, heading.index, heading.index + 1, [line], did, heading.name)


@operator("structure", "held out")
def leave_code_span_open(page: Page, random: Random) -> Mutation | None:
    places = [
        (index, match)
        for index in page.prose()
        if page.lines[index].count("`") % 2 == 0
        for match in re.finditer(r"`([^`]+)`", page.lines[index])
    ]
    place = pick(random, places)
    if place is None:
        return None
    index, match = place
    line = page.lines[index][: match.end() - 1] + page.lines[index][match.end() :]
    words = [match[1]] if len(match[1]) > 4 else []
    return splice(page, index, index + 1, [line], f"left the code {match[1]} open", *words)


@operator("structure", "held out")
def break_row_in_two(page: Page, random: Random) -> Mutation | None:
    """A line break within a cell makes two rows of one."""
    places = [
        (row, match.start())
        for part in ("1.3", "3.3", "4.1", "6.1", "11.1", "13")
        for row in page.table(part)
        for match in re.finditer(r"(?<=[a-z]) (?=[a-z])", page.lines[row.index])
    ]
    place = pick(random, places)
    if place is None:
        return None
    row, column = place
    line = page.lines[row.index]
    did = f"broke the row {row.cells[0]} in two"
    return splice(page, row.index, row.index + 1, [line[:column], line[column + 1 :]], did, row.cells[0].strip("`"))


@operator("structure", "held out")
def repeat_bullet_label(page: Page, random: Random) -> Mutation | None:
    """An item has the label of another one, so that one is there twice and one is missing."""
    spans = [*(page.span(part) for part in ("3.4", "7.3", "8.2", "10.1")), *map(page.body, page.below("4.2"))]
    lists = [bullets for span in spans if len(bullets := page.bullets(span)) > 1]
    bullets = pick(random, lists)
    if bullets is None:
        return None
    kept, renamed = random.sample(bullets, 2)
    line = f"- **{kept.label}**: {renamed.value}"
    did = f"labelled {renamed.label} {kept.label}"
    return splice(page, renamed.index, renamed.index + 1, [line], did, kept.label, renamed.label)


@operator("structure", "held out")
def mislabel_code_block(page: Page, random: Random) -> Mutation | None:
    """A block names a language that its lines are not in."""
    wrong = {"mermaid": "sql", "sql": "json", "yaml": "mermaid", "python": "sql", "java": "yaml", "rust": "json"}
    fence = pick(random, [fence for fence in page.fences if fence.language in wrong])
    if fence is None:
        return None
    new = wrong[fence.language]
    did = f"called a block of {fence.language} {new}"
    mutation = splice(page, fence.start, fence.start + 1, [f"```{new}"], did, new, fence.language)
    return replace(mutation, seen_at=(fence.end + 1,))


OPERATORS = (
    join_heading_to_paragraph,
    move_environment_among_components,
    repeat_contents_entry,
    swap_contents_entries,
    lose_space_after_hash,
    leave_code_span_open,
    break_row_in_two,
    repeat_bullet_label,
    mislabel_code_block,
)
