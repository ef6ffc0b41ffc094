"""The components: the table of 4.1 and the details of 4.2."""

from drafter.document.page import ListBlock, Page, Text
from drafter.frozen import frozen
from drafter.patterns import regex

__all__ = ["Component", "Detail", "components", "details", "listed"]

_COMMA = regex(r"\s*[,;](?![^()]*\))\s*")
_PLACEHOLDER = regex(r"\[[^\[\]]*\]$")
"""What the template has where a name is to be filled in."""
_NOTHING = frozenset({"", "none", "-", "–", "—", "n/a", "keine", "nothing"})


@frozen
class Component:
    """A row of 4.1."""

    name: Text
    responsibility: Text
    technology: Text
    dependencies: tuple[Text, ...]
    dependency_cell: Text
    """As it stands; empty when the table has no such column."""


@frozen
class Detail:
    """A component in detail, from 4.2."""

    name: Text
    labels: dict[str, Text]
    """`Purpose` and the others, by the label in lower case."""


def components(page: Page) -> tuple[Component, ...]:
    """Return the rows of 4.1; columns are found by their titles, else by their places."""
    part = page.part("4.1")
    found = []
    for table in part.tables if part else ():
        titles = ("Component Name", "Responsibility", "Technology", "Dependencies")
        columns = [table.column(title) for title in titles]
        if columns[0] < 0:
            columns = [index if index < len(table.header) else -1 for index in range(4)]
        for row in table.rows:
            cells = [row[index] if index >= 0 else Text("", "", row[0].start) for index in columns]
            if cells[0] and not _PLACEHOLDER.match(cells[0].words):
                found.append(Component(cells[0], cells[1], cells[2], listed(cells[3]), cells[3]))
    return tuple(found)


def details(page: Page) -> tuple[Detail, ...]:
    """Return the components of 4.2; a heading below a component's own is none."""
    part = page.part("4.2")
    level = min((heading.level for heading, _ in part.items), default=0) if part else 0
    return tuple(
        Detail(
            heading.text.part(heading.title),
            {
                item.label.words.casefold(): item.text
                for block in blocks
                if isinstance(block, ListBlock)
                for item in block.items
            },
        )
        for heading, blocks in (part.items if part else ())
        if heading.level == level and not _PLACEHOLDER.match(heading.title)
    )


def listed(text: Text) -> tuple[Text, ...]:
    """Return the names of a list such as "Database, Cache", each with its place; none for "none"."""
    if text.words.casefold().rstrip(".") in _NOTHING:
        return ()
    return tuple(text.part(name) for name in _COMMA.split(text.words.rstrip(".")) if name)
