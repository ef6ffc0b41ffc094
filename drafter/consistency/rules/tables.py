"""The template's tables: columns of another title, and cells that were left empty."""

from collections.abc import Iterator, Sequence

from rapidfuzz import fuzz

from drafter.consistency.rule import Problem, rule
from drafter.document.page import Page, Part, Table, Text
from drafter.markdown.template_form import form_of

__all__ = ["empty_cell", "renamed_column"]

_ALIKE = 80.0
"""Of 100: "Component" for "Component Name" is above, other titles of one table are below."""
_SAME = {
    "Role": ("stakeholder", "function", "position", "rolle"),
    "Name": ("person", "contact", "who"),
    "Responsibilities": ("duties", "interest", "concern", "tasks", "verantwort", "aufgabe"),
    "Term": ("acronym", "abbreviation", "word", "begriff", "abkürzung"),
    "Definition": ("meaning", "explanation", "description", "bedeutung"),
    "Purpose": ("why", "reason", "goal", "used for", "description", "zweck"),
    "Implementation": ("how", "where", "used in", "applied in", "usage", "umsetzung"),
    "Component Name": ("service", "module", "name", "komponente"),
    "Responsibility": ("description", "purpose", "what it does", "role", "duties", "aufgabe", "verantwort"),
    "Technology": ("stack", "implementation", "language", "built with", "technik", "technologie"),
    "Dependencies": ("depends on", "needs", "uses", "requires", "abhängig"),
    "Endpoint": ("path", "url", "route", "uri", "resource", "endpunkt", "pfad"),
    "Method": ("verb", "http"),
    "Description": ("purpose", "summary", "meaning", "when", "what it does", "cause", "beschreibung"),
    "Request": ("body", "input", "parameters", "payload", "anfrage"),
    "Response": ("returns", "output", "result", "answer", "body", "antwort"),
    "Error Code": ("status", "code", "http"),
    "Environment": ("stage", "name", "umgebung"),
    "Access": ("who", "users", "permissions", "zugang", "zugriff"),
    "Frequency": ("how often", "schedule", "cadence", "deployed", "deployments", "when", "häufigkeit"),
    "Decision": ("choice", "topic", "what", "entscheidung"),
    "Rationale": ("why", "reason", "justification", "begründung"),
    "Alternatives Considered": ("options", "rejected", "other options"),
    "Consequences": ("impact", "trade-offs", "tradeoffs", "effects", "implications", "folgen"),
    "Pattern": ("design", "muster"),
}
"""Other titles for the template's columns, each of which says the same."""
_NEEDS_NO_REQUEST = frozenset({"GET", "DELETE", "HEAD", "OPTIONS"})
_MOST_NAMED = 3


@rule("STR120", "warning")
def renamed_column(page: Page) -> Iterator[Problem]:
    """A column of a template's table has a title that says something else than the template's.

    Readers, and tools that read the table by its columns, do not find what should be in it.

    Bad: | Component Name | Responsibility | Technology | Remarks |
    Good: | Component Name | Responsibility | Technology | Dependencies |
    Fix: give the column the template's title; put what it holds otherwise into a column of its own.
    """
    for part, table, columns in _tables(page):
        places = _by_title(columns, table)
        extra = {at: cell for at, cell in enumerate(table.header) if cell and at not in places.values()}
        for title in columns if places else ():
            if title in places:
                continue
            at = next((at for at, cell in extra.items() if _is_same(cell.words, title)), -1)
            if at >= 0:
                del extra[at]
                continue
            at = columns.index(title) if columns.index(title) in extra else next(iter(extra), -1)
            if at >= 0:
                words = extra[at].words
                yield Problem(f"{_name(part)} has the column “{words}”, the template “{title}”", extra.pop(at))


@rule("STR121", "warning")
def empty_cell(page: Page) -> Iterator[Problem]:
    """A cell of a template's table is empty.

    Readers cannot tell whether it was forgotten, is not known yet, or does not apply.

    Bad: | Staging | | The team | Daily |
    Good: | Staging | Try releases. | The team | Daily |
    Fix: fill the cell; “none” and “to be decided” say more than nothing.
    """
    for part, table, columns in _tables(page):
        places = _by_title(columns, table)
        if len(table.header) == len(columns):
            places |= {title: at for at, title in enumerate(columns) if title not in places}
        method = places.get("Method", -1)
        for title, at in places.items():
            empty = [row for row in table.rows if row[0] and at and not row[at] and _is_closed(page, row[at])]
            if title == "Request" and method >= 0:
                empty = [row for row in empty if row[method].words.upper() not in _NEEDS_NO_REQUEST]
            if empty:
                names = ", ".join(f"“{row[0].words}”" for row in empty[:_MOST_NAMED])
                more = f" and {len(empty) - _MOST_NAMED} more" if len(empty) > _MOST_NAMED else ""
                message = f"“{table.header[at].words}” of {names}{more} is empty in the table of {_name(part)}"
                yield Problem(message, empty[0][0], tuple(row[0] for row in empty[1:]))


def _tables(page: Page) -> Iterator[tuple[Part, Table, Sequence[str]]]:
    """Yield the tables that are the template's: most of their columns are, or all of them are translated."""
    for part in page.parts:
        columns = form_of(part.key).columns if part.key else ()
        for table in part.tables if columns else ():
            known = len(_by_title(columns, table))
            if table.header and (2 * known >= len(columns) or (not known and len(table.header) == len(columns))):
                yield part, table, columns


def _by_title(columns: Sequence[str], table: Table) -> dict[str, int]:
    """Return the template's columns that a table has under their titles, with their places."""
    places = ((title, table.column(title)) for title in columns)
    return {title: at for title, at in places if at >= 0}


def _is_same(given: str, title: str) -> bool:
    """Tell whether a title says what the template's says."""
    folded = given.casefold()
    return any(fuzz.partial_ratio(other, folded) >= _ALIKE for other in (title.casefold(), *_SAME.get(title, ())))


def _is_closed(page: Page, cell: Text) -> bool:
    """Tell whether a cell stands in its row; a row that ends before it is another matter."""
    return page.text[cell.start : cell.start + 1] == "|"


def _name(part: Part) -> str:
    return part.heading.number if part.heading and part.heading.number else part.key
