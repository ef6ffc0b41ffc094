"""What of a part's form is missing: columns, labels, cells, levels, entries of the contents."""

import re
from collections.abc import Iterator, Sequence

from markdown_it.common.html_blocks import block_names
from rapidfuzz import fuzz

from drafter.consistency.readings.contents import entries
from drafter.consistency.rule import Problem, rule
from drafter.derive.contents import anchor, anchors
from drafter.document.page import Block, Heading, Html, ListBlock, ListItem, Page, Part, Table, Text
from drafter.markdown.template_form import expected, form_of
from drafter.patterns import regex

__all__ = [
    "contents_entry", "empty_table", "heading_level", "lost_cell", "lost_tag", "missing_cell", "missing_column",
    "missing_label", "raw_html",
]  # fmt: skip

_ALIKE = 80.0
"""Of 100: "Component" for "Component Name" is above, other titles of one table are below."""
_TAG = regex(r"<(/?)([A-Za-z][\w-]*)(?:\s[^<>\n]*)?/?>")
_CODE = regex(r"(`+)(?!`).+?(?<!`)\1(?!`)", re.DOTALL)
_ESCAPED = regex(r"\\[\\<`]")
_SHOWN = frozenset(block_names) | {
    "a", "abbr", "b", "br", "code", "del", "em", "font", "i", "img", "ins", "kbd", "mark", "picture", "pre", "q", "s",
    "samp", "script", "small", "span", "strike", "strong", "style", "sub", "sup", "svg", "tt", "u", "var", "video",
}  # fmt: skip
_QUIET = frozenset({"br", "details", "summary", "sub", "sup", "kbd", "a"})
"""What Markdown has no mark for; `<a name>` is a place that links lead to."""


@rule("STR110", "warning", template=True)
def missing_column(page: Page) -> Iterator[Problem]:
    """A table lacks a column of the template.

    What the column would say is nowhere else, and whoever reads tables by their columns does not find it.

    Bad: | Component Name | Responsibility | Technology |
    Good: | Component Name | Responsibility | Technology | Dependencies |
    Fix: add the column; a cell may say “none”.
    """
    for part in page.parts:
        columns = form_of(part.key).columns if part.key else ()
        tables = [table for table in part.tables if table.header] if columns else []
        if not tables:
            continue
        table = min(tables, key=lambda table: len(_missing_columns(columns, table)))
        if missing := _missing_columns(columns, table):
            yield Problem(f"the table of {_name(part)} has no column {_quoted(missing)}", table.header[0])


def _missing_columns(columns: Sequence[str], table: Table) -> list[str]:
    """Return the columns that have no counterpart; a column of another title is taken for the likest, or the first."""
    given = [cell.words.casefold() for cell in table.header]
    left = [title for title in columns if title.casefold() not in given]
    folded = {column.casefold() for column in columns}
    for title in (title for title in given if title not in folded):
        if left:
            best = max(left, key=lambda column: fuzz.partial_ratio(column.casefold(), title))
            left.remove(best if fuzz.partial_ratio(best.casefold(), title) >= _ALIKE else left[0])
    return left


@rule("STR111", "warning", template=True)
def missing_label(page: Page) -> Iterator[Problem]:
    """A list lacks a label of the template.

    Readers cannot tell whether it was forgotten or does not apply.

    Bad: Purpose, Interfaces and Dependencies of a component, and no Configuration
    Good: - **Configuration**: none
    Fix: add the label, and say “none” or why it does not apply.
    """
    for part in page.parts:
        form = form_of(part.key) if part.key else None
        if form is None or not form.labels:
            continue
        lists = list(part.items) if form.of_items else [(part.heading, part.blocks)]
        missing = [(heading, _missing_labels(form.labels, blocks)) for heading, blocks in lists]
        partly = [(heading, labels) for heading, labels in missing if heading and len(labels) < len(form.labels)]
        common = [label for label in form.labels if all(label in labels for _, labels in partly)]
        if len(partly) > 1 and common and part.heading:
            yield Problem(f"no item of {_name(part)} has {_quoted(common)}", part.heading.text)
        for heading, labels in partly:
            own = [label for label in labels if len(partly) == 1 or label not in common]
            if heading and own:
                yield Problem(f"“{heading.text.words}” has no {_quoted(own)}", heading.text)


def _missing_labels(wanted: Sequence[str], blocks: Sequence[Block]) -> list[str]:
    labels = [_label(item) for block in blocks if isinstance(block, ListBlock) for item in block.items]
    return [label for label in wanted if not any(_is_alike(label, given) for given in labels)]


def _label(item: ListItem) -> str:
    """Return an item's label, whether it is bold or not."""
    return (item.label.words or item.text.words.partition(":")[0]).casefold()


def _is_alike(label: str, given: str) -> bool:
    folded = label.casefold()
    return folded == given or (len(given) <= 2 * len(folded) and fuzz.ratio(folded, given) >= _ALIKE)


@rule("STR112", "warning")
def contents_entry(page: Page) -> Iterator[Problem]:
    """The table of contents lists other sections than the document has.

    Readers look for a section that is not there, or do not learn of one that is.

    Bad: 5. [Data Model](#5-data-design)
    Good: 5. [Data Design](#5-data-design)
    Fix: give the entry the section's title, add the entry that is missing, or remove the one that leads nowhere.
    """
    contents, listed = page.part("contents"), page.once(entries)
    if contents is None or contents.heading is None or not listed:
        return
    headings = [*_headings(page)]
    made = anchors(heading.text.words for heading in headings)
    by_address = {anchor(heading.title): heading for heading in reversed(headings)}
    by_address |= dict(zip(made, headings, strict=True))
    titles = {_folded(heading.title): heading for heading in reversed(headings)}
    found = set()
    for entry in listed:
        led, named = by_address.get(entry.address), titles.get(_folded(entry.title))
        if heading := named or led:
            found.add(heading.text.start)
        if led and led is not named:
            found.add(led.text.start)
            message = f"the contents say “{entry.title}” for “{led.text.words}”"
            yield Problem(message, entry.text, (led.text,))
        elif not led and not named:
            yield Problem(f"the contents list “{entry.title}”, which is no heading", entry.text)
    for section in _sections(page):
        if section.text.start not in found:
            yield Problem(f"the contents do not list “{section.text.words}”", contents.heading.text, (section.text,))


def _headings(page: Page) -> Iterator[Heading]:
    for part in page.parts:
        if part.heading:
            yield part.heading
        yield from (block for block in part.blocks if isinstance(block, Heading))


def _sections(page: Page) -> Iterator[Heading]:
    """Yield the headings of the sections: the template's, and others of that level that follow the contents."""
    numbers = {str(entry.section) for entry in expected() if entry.section}
    for part in page.parts:
        if part.heading and (part.key in numbers or (not part.key and part.heading.number and part.heading.level == 2)):
            yield part.heading


def _folded(title: str) -> str:
    return " ".join(title.replace("&", "and").casefold().split())


@rule("STR113", "error")
def lost_cell(page: Page) -> Iterator[Problem]:
    r"""A row has more cells than its table has columns.

    What is too many is not shown at all; often a `|` within a cell should have been written `\\\|`.

    Bad: | `a | b` | Joins both. | with two columns
    Good: | `a \\\| b` | Joins both. |
    Fix: write `\\\|` for a bar within a cell, or add the column.
    """
    for table in _tables(page):
        for row in table.rows:
            end = page.text.find("\n", row[-1].end)
            rest = page.text[row[-1].end : end if end >= 0 else None].strip().removeprefix("|").rstrip("|").strip()
            if rest:
                at = page.text.index(rest, row[-1].end)
                words = " ".join(rest.split())
                yield Problem(f"“{words}” has no column and is not shown", Text(words, rest, at))


@rule("STR114", "warning")
def missing_cell(page: Page) -> Iterator[Problem]:
    """A row has fewer cells than its table has columns.

    The last columns stay empty, and what stands in the row may stand in the wrong column.

    Bad: | Staging | Try releases. | with four columns
    Good: | Staging | Try releases. | The team | Daily |
    Fix: write the cells that are missing.
    """
    for table in _tables(page):
        for row in table.rows:
            missing = [
                title.words
                for title, cell in zip(table.header, row, strict=True)
                if not cell and page.text[cell.start : cell.start + 1] != "|"
            ]
            if missing and row[0]:
                yield Problem(f"the row of “{row[0].words}” ends before {_quoted(missing)}", row[0])


def _quoted(titles: Sequence[str]) -> str:
    return ", ".join(f"“{title}”" for title in titles)


def _tables(page: Page) -> Iterator[Table]:
    return (table for part in page.parts for table in part.tables if table.header)


@rule("STR118", "warning")
def empty_table(page: Page) -> Iterator[Problem]:
    """A table has no rows.

    Its columns promise what nobody wrote, or the last row was lost.

    Bad: | Component Name | Responsibility | with the line below it, and nothing else
    Good: a row for each component
    Fix: add the rows, or replace the table by a sentence that says why there is none.
    """
    for part in page.parts:
        for table in part.tables:
            if table.header and not table.rows:
                yield Problem(f"the table of {_name(part)} has no rows", table.header[0])


@rule("STR115", "warning")
def raw_html(page: Page) -> Iterator[Problem]:
    """The document holds HTML where Markdown has a mark of its own.

    Not every reader of Markdown shows HTML, and many remove it. Line breaks, collapsed blocks, anchors and comments
    are left alone.

    Bad: <b>Never</b> log the address.
    Good: **Never** log the address.
    Fix: write Markdown.
    """
    for match, text in _tags(page):
        name = match[2].casefold()
        if not match[1] and name in _SHOWN and name not in _QUIET:
            yield Problem(f"<{name}> is HTML", text)


@rule("STR116", "warning")
def lost_tag(page: Page) -> Iterator[Problem]:
    r"""A word in angle brackets is not shown, since it is taken for HTML.

    Readers see a sentence with a gap.

    Bad: The file is called <tenant>.csv.
    Good: The file is called `<tenant>.csv`.
    Fix: put it in backticks, or write `\\\<`.
    """
    for match, text in _tags(page):
        name = match[2].casefold()
        if not match[1] and name not in _SHOWN and name not in _QUIET:
            yield Problem(f"{match[0]} is taken for HTML and not shown", text)


def _tags(page: Page) -> Iterator[tuple[re.Match[str], Text]]:
    """Yield the tags in running text, with their places; not those in code."""
    if "<" not in page.text:
        return
    for text in _marked(page):
        raw = _ESCAPED.sub("  ", text.raw)
        if "`" in raw:
            raw = _CODE.sub(lambda match: " " * len(match[0]), raw)
        for match in _TAG.finditer(raw):
            yield match, Text(match[0], match[0], text.start + match.start())


def _marked(page: Page) -> Iterator[Text]:
    for part in page.parts:
        texts = [*part.texts, *(block.text for block in part.blocks if isinstance(block, Html | Heading))]
        yield from (text for text in texts if "<" in text.raw and not text.raw.startswith("<!--"))


@rule("STR117", "warning", template=True)
def heading_level(page: Page) -> Iterator[Problem]:
    """A heading of the template has another level.

    Contents that are made from the headings put the part below another one, or beside its section.

    Bad: `# 4. Component Design`
    Good: `## 4. Component Design`
    Fix: give the heading the template's level.
    """
    levels = {entry.key: entry.level for entry in expected()}
    for part in page.parts:
        level = levels.get(part.key)
        if part.heading and level and part.heading.level != level:
            message = f"“{part.heading.text.words}” has level {part.heading.level} instead of {level}"
            yield Problem(message, part.heading.text)


def _name(part: Part) -> str:
    return part.heading.number if part.heading and part.heading.number else part.key
