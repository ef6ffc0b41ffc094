"""The sections and parts that a command line names."""

from drafter.derive.addresses import Address, address_of
from drafter.document.page import Page
from drafter.document.sections import SECTIONS
from drafter.errors import UsageError

__all__ = ["named_place"]


def named_place(words: str, page: Page) -> Address:
    """Return what some words mean on a page. Raises UsageError, which lists the sections."""
    found = address_of(words, page)
    if found is None:
        listed = "\n".join(f"{kind.number}  {kind.key.replace('_', '-')}  {kind.title}" for kind in SECTIONS)
        raise UsageError(f"{words!r} is no section or part; the sections are:\n{listed}")
    return found
