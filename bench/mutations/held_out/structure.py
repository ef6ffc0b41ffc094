"""Defects of headings, lists and tables."""

from random import Random

from bench.mutations.mutation import Mutation, operator, pick, splice
from bench.mutations.page import Page

__all__ = ["OPERATORS"]


@operator("structure", "held out")
def heading_too_deep(page: Page, random: Random) -> Mutation | None:
    heading = pick(random, [heading for heading in page.headings if heading.level == 3 and heading.number])
    if heading is None:
        return None
    line = f"#{page.lines[heading.index]}"
    did = f"put the heading of {heading.number} one level too deep"
    return splice(page, heading.index, heading.index + 1, [line], did, heading.name)


@operator("structure", "held out")
def row_short_of_a_cell(page: Page, random: Random) -> Mutation | None:
    """The cells behind the missing one stand under other columns."""
    parts = ("1.3", "3.3", "4.1", "6.1", "11.1", "13")
    row = pick(random, [row for part in parts for row in page.table(part) if len(row.cells) > 2])
    if row is None:
        return None
    line = f"| {' | '.join([row.cells[0], *row.cells[2:]])} |"
    did = f"left out the second cell of {row.cells[0]}"
    return splice(page, row.index, row.index + 1, [line], did, row.cells[0].strip("`"))


@operator("structure", "held out")
def fence_without_language(page: Page, random: Random) -> Mutation | None:
    """A diagram is shown as its source, or code without its colours."""
    fence = pick(random, [fence for fence in page.fences if fence.language not in {"", "text"}])
    if fence is None:
        return None
    did = f"left out the language {fence.language} of a code block"
    return splice(page, fence.start, fence.start + 1, ["```"], did, fence.language)


@operator("structure", "held out")
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
    heading_too_deep,
    row_short_of_a_cell,
    fence_without_language,
    reword_contents_title,
)
