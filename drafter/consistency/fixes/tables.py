"""Tables that are not shown, or not as they were meant."""

from collections.abc import Iterator

from drafter.consistency.fixes.fix import Case, Edit, fix
from drafter.consistency.readings.written import lost_tables
from drafter.document.page import Table
from drafter.markdown.template_form import form_of
from drafter.patterns import regex

__all__ = ["lost_cell", "lost_table", "missing_column", "same_line"]

_BAR = regex(r"(?<!\\)\|")
_CODE = regex(r"(`+)(?!`).+?(?<!`)\1(?!`)")
_RULE = regex(r"\s*\|?[\s:|-]*-[\s:|-]*\|?\s*")
_OPEN = "to be decided"
_MAY_BE_OPEN = frozenset({
    "Access", "Alternatives Considered", "Consequences", "Description", "Frequency", "Implementation", "Purpose",
    "Rationale", "Responsibilities", "Responsibility",
})  # fmt: skip
"""Columns that hold no names: what is open in them contradicts nothing."""


@fix("STR131")
def lost_table(case: Case) -> Iterator[Edit]:
    """Write the line below the header, with a column for each of its cells."""
    table = next((table for table in case.page.once(lost_tables) if case.is_at(table.header)), None)
    start, end = case.line(case.start)
    header = case.page.text[start:end]
    columns = len(_BAR.findall(header.strip())) - 1
    if table is None or columns < 1 or header.strip() != case.raw:
        return
    rule = "|" + "---|" * columns
    below_start, below_end = case.line(min(end + len(case.newline), len(case.page.text)))
    below = case.page.text[below_start:below_end]
    if _RULE.fullmatch(below):
        yield Edit(below_start, below, header[: len(header) - len(header.lstrip())] + rule)
    elif not table.rule:
        yield Edit(case.start, case.raw, f"{case.raw}{case.newline}{rule}")


@fix("STR113")
def lost_cell(case: Case) -> Iterator[Edit]:
    """Escape the bars in code, where the row then has as many cells as its table has columns."""
    start, end = case.line(case.start)
    row = case.page.text[start:end]
    escaped = _CODE.sub(lambda match: _BAR.sub(r"\\|", match[0]), row)
    table = _table_at(case, start)
    if table and escaped != row and len(_BAR.findall(escaped.strip())) == len(table.header) + 1:
        yield Edit(start, row, escaped)


def _table_at(case: Case, line: int) -> Table | None:
    found = [table for part in case.page.parts for table in part.tables]
    return next((table for table in found for row in table.rows if case.line(row[0].start)[0] == line), None)


@fix("NAM106", "API209", "DAT103", "DAT211")
def same_line(case: Case) -> Iterator[Edit]:
    """Remove the second of two rows or columns that say the same, word for word, in lines of their own."""
    first = case.finding.related[0].start if case.finding.related else case.start
    (start, end), other = case.line(case.start), case.line(first)
    line, earlier = case.page.text[start:end].strip(), case.page.text[slice(*other)].strip()
    is_row = line.startswith("|") or (line.endswith(",") and case.finding.code == "DAT103")
    if is_row and start > other[0] and line.rstrip(",") == earlier.rstrip(","):
        yield Edit(start, case.page.text[start : end + len(case.newline)], "")


@fix("STR110")
def missing_column(case: Case) -> Iterator[Edit]:
    """Add the last columns of the template that are missing, with cells that say that they are to be decided."""
    part = case.page.part(case.finding.place.part)
    table = (
        next((table for table in part.tables if table.header and case.is_at(table.header[0])), None) if part else None
    )
    columns = form_of(case.finding.place.part).columns
    if table is None or not table.rows:
        return
    given = [cell.words.casefold() for cell in table.header]
    missing = [title for title in columns if title.casefold() not in given]
    if not _MAY_BE_OPEN.issuperset(missing):
        return
    if [title.casefold() for title in columns[: len(given)]] != given or not missing:
        return
    start, end = case.line(table.header[0].start)[0], case.line(table.rows[-1][0].start)[1]
    old = case.page.text[start:end]
    lines = old.split(case.newline)
    if len(lines) != len(table.rows) + 2 or not all(line.rstrip().endswith("|") for line in lines):
        return
    titles, dashes = (" | ".join(missing), "|".join("-" * (len(title) + 2) for title in missing))
    cells = " | ".join([_OPEN] * len(missing))
    added = [f"{lines[0].rstrip()} {titles} |", f"{lines[1].rstrip()}{dashes}|"]
    yield Edit(start, old, case.newline.join([*added, *(f"{line.rstrip()} {cells} |" for line in lines[2:])]))
