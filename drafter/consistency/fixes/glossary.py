"""The glossary of 1.4: acronyms that engineers know, and rows that nothing needs."""

from collections.abc import Iterator

from drafter.consistency.fixes.fix import Case, Edit, fix
from drafter.consistency.readings.acronyms import expansion, uses
from drafter.consistency.readings.glossary import definitions
from drafter.derive.acronyms import known_acronyms
from drafter.document.page import Table

__all__ = ["missing_row", "other_words", "unused_row"]


@fix("ACR101", "ACR104")
def missing_row(case: Case) -> Iterator[Edit]:
    """Add the row, in the table's order, with what the brief says that the acronym means, else what engineers say."""
    use = next((each for each in case.page.once(uses) if case.is_at(each.at)), None)
    meaning = _meaning(case, use.acronym) if use else ""
    part = case.page.part("1.4")
    tables = [table for table in part.tables if len(table.header) == 2 and table.rows] if part else []
    if use is None or not meaning or len(tables) != 1:
        return
    row = _row_before(tables[0], use.acronym)
    start, end = case.line(row)
    line = case.page.text[start:end]
    yield Edit(start, line, f"{line}{case.newline}| {use.acronym} | {meaning} |")


def _row_before(table: Table, acronym: str) -> int:
    """Return where the row begins that comes right before an acronym: the last one where they are not sorted."""
    terms = [row[0].words.casefold() for row in table.rows]
    is_sorted = terms == sorted(terms) and acronym.casefold() > terms[0]
    at = max(index for index, term in enumerate(terms) if term < acronym.casefold()) if is_sorted else len(terms) - 1
    return table.rows[at][0].start


def _meaning(case: Case, acronym: str) -> str:
    text = case.brief.text if case.brief else ""
    at = text.find(f"({acronym})")
    said = expansion(text[:at].rstrip(), acronym, at_start=False) if at >= 0 else ""
    return f"{said[:1].upper()}{said[1:]}." if said else known_acronyms().get(acronym, "")


@fix("ACR105", "ACR106", "ACR107")
def other_words(case: Case) -> Iterator[Edit]:
    """Explain the acronym as the brief does, else as engineers do."""
    row = next((row for row in case.page.once(definitions) if row.meaning.start <= case.start < row.meaning.end), None)
    meaning = _meaning(case, row.term.words) if row else ""
    if row and meaning and row.meaning.raw:
        yield Edit(row.meaning.start, row.meaning.raw, meaning)


@fix("ACR103")
def unused_row(case: Case) -> Iterator[Edit]:
    """Remove the row of an acronym that neither the document nor the brief uses, where other rows are left."""
    part = case.page.part("1.4")
    table = next(
        (table for table in (part.tables if part else ()) if any(case.is_at(row[0]) for row in table.rows)), None
    )
    start, end = case.line(case.start)
    if case.brief and case.raw in case.brief.text:
        return
    if table and len(table.rows) > 1:
        yield Edit(start, case.page.text[start : end + len(case.newline)], "")
