"""The people: the stakeholders of 1.3 and the roles that 7.2 lets in."""

from collections.abc import Iterator

from drafter.document.page import ListBlock, Page, Part, Table, Text
from drafter.patterns import regex

__all__ = ["authorized_roles", "roles_with_access", "stakeholders"]

_SEPARATOR = regex(r"\s*[,;]\s*|\s+(?:and|und|or)\s+")
_ROLE_COLUMN = ("role", "rolle", "user", "users", "actor", "group")
_ACCESS_COLUMN = ("access", "who has access", "zugang", "zugriff")
_MOST_WORDS = 4


def stakeholders(page: Page) -> tuple[Text, ...]:
    """Return the roles of 1.3, and the names in it."""
    part = page.part("1.3")
    return tuple(cell for table in (part.tables if part else ()) for row in table.rows for cell in row[:2] if cell)


def authorized_roles(page: Page) -> tuple[Text, ...]:
    """Return the roles of 7.2: what stands behind the operations of its list, or in a table's column of roles."""
    part = page.part("7.2")
    return tuple(_roles(part)) if part else ()


def roles_with_access(page: Page) -> tuple[Text, ...]:
    """Return who has access to the environments of 11.1, in order."""
    part = page.part("11.1")
    found: list[Text] = []
    for table in part.tables if part else ():
        column = next((index for title in _ACCESS_COLUMN if (index := table.column(title)) >= 0), -1)
        for row in table.rows if column >= 0 else ():
            found += _names(row[column])
    return tuple(found)


def _roles(part: Part) -> Iterator[Text]:
    for block in part.blocks:
        match block:
            case ListBlock():
                for item in block.items:
                    if item.label:
                        yield from _names(item.text)
            case Table():
                column = next((index for title in _ROLE_COLUMN if (index := block.column(title)) >= 0), -1)
                if column >= 0:
                    yield from (name for row in block.rows for name in _names(row[column]))


def _names(text: Text) -> tuple[Text, ...]:
    """Return the names of a list of roles; none when it is a sentence."""
    names = [name for name in _SEPARATOR.split(text.words.rstrip(".")) if name]
    if any(len(name.split()) > _MOST_WORDS for name in names):
        return ()
    return tuple(text.part(name) for name in names)
