"""What the template asks for within its parts: columns, labels, placeholders."""

import re
from functools import cache

from drafter.document.page import ListBlock, Part, Table
from drafter.frozen import frozen
from drafter.markdown.parse import parse
from drafter.markdown.template import template

__all__ = ["Form", "form_of", "placeholders"]

_BRACKETED = re.compile(r"\[[^\[\]\n]+\](?!\()")


@frozen
class Form:
    """The columns of a part's table, and the labels of its list or of each of its items."""

    columns: tuple[str, ...]
    labels: tuple[str, ...]
    of_items: bool
    """Whether the labels stand below a heading of their own, once an item."""


@cache
def form_of(key: str) -> Form:
    """Return what the template asks for in a part; nothing for one that it gives no form."""
    return _forms().get(key, Form((), (), of_items=False))


@cache
def placeholders() -> frozenset[str]:
    """Return the template's placeholders, as they stand there: `[Component 1]`."""
    return frozenset(_BRACKETED.findall(template()))


@cache
def _forms() -> dict[str, Form]:
    return {part.key: _form(part) for part in parse(template()).parts if part.key and part.key != "contents"}


def _form(part: Part) -> Form:
    columns = tuple(cell.words for block in part.blocks if isinstance(block, Table) for cell in block.header)
    lists = [block for block in part.blocks if isinstance(block, ListBlock)]
    labels = tuple(item.label.words for block in lists for item in block.items if item.label)
    return Form(columns, labels, of_items=any(True for _ in part.items))
