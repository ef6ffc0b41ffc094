"""The terms that 1.4 defines."""

from drafter.document.page import Page, Text
from drafter.frozen import frozen

__all__ = ["Definition", "definitions"]


@frozen
class Definition:
    """A row of 1.4."""

    term: Text
    meaning: Text


def definitions(page: Page) -> tuple[Definition, ...]:
    """Return the rows of 1.4, and the items of its lists that have a label."""
    part = page.part("1.4")
    if part is None:
        return ()
    rows = [row for table in part.tables for row in table.rows if len(row) > 1 and row[0] and row[0].words[0] != "["]
    items = [Definition(item.label, item.text) for item in part.list_items if item.label]
    return (*(Definition(row[0], row[1]) for row in rows), *items)
