"""The errors of 6.3, and what 7.2 allows to whom."""

import re
from collections.abc import Iterator

from drafter.consistency.readings.endpoints import Endpoint, endpoints_in
from drafter.document.page import ListBlock, Page, Text
from drafter.frozen import frozen
from drafter.patterns import regex

__all__ = ["ErrorCode", "Permission", "errors", "permissions"]

_STATUS = regex(r"(?<![\w.])([45]\d\d|[45]xx)(?![\w.])", re.IGNORECASE)
_TITLES = ("Operation", "Endpoint", "Action", "Aktion", "Operationen", "Endpunkt")
_ROLES = ("Roles", "Role", "Allowed Roles", "Allowed", "Who", "Rollen", "Rolle")


@frozen
class ErrorCode:
    """A status of an error."""

    code: str
    """`404`, `5XX`."""
    at: Text


@frozen
class Permission:
    """Who may use an operation."""

    operation: Text
    endpoint: Endpoint | None
    """When the operation is named by its method and path."""
    roles: Text


def errors(page: Page) -> tuple[ErrorCode, ...]:
    """Return the errors of the tables and lists of 6.3: the statuses that each row or item names first."""
    part = page.part("6.3")
    found = []
    for table in part.tables if part else ():
        column = max(table.column("Error Code"), table.column("HTTP Status"), table.column("Status"))
        for row in table.rows:
            cells = (row[column],) if column >= 0 and _STATUS.search(row[column].words) else row
            found += [code for cell in cells for code in _codes(cell)]
    for item in part.list_items if part else ():
        found += list(_codes(item.label)) or list(_codes(item.text))
    return tuple(found)


def permissions(page: Page) -> tuple[Permission, ...]:
    """Return what 7.2 says of single operations, in lists with labels and tables."""
    part = page.part("7.2")
    found = []
    for block in part.blocks if part else ():
        if isinstance(block, ListBlock):
            found += [_permission(item.label, item.text) for item in block.items if item.label]
    for table in part.tables if part else ():
        at = max(table.column(title) for title in _TITLES)
        roles = max(table.column(title) for title in _ROLES)
        if at >= 0 and roles >= 0:
            found += [_permission(row[at], row[roles]) for row in table.rows]
    return tuple(found)


def _permission(operation: Text, roles: Text) -> Permission:
    return Permission(operation, next(iter(endpoints_in(operation)), None), roles)


def _codes(text: Text) -> Iterator[ErrorCode]:
    for match in _STATUS.finditer(text.raw):
        yield ErrorCode(match[1].upper(), Text(match[1], match[1], text.start + match.start()))
