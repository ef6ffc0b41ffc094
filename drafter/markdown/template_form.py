"""What the template asks for: its headings, and the columns, labels and placeholders within its parts.

The models of `document/sections/` say so; `template_form.json` is written from them, so that a document can be read
without them.
"""

import json
from functools import cache
from pathlib import Path
from typing import Any

from drafter.frozen import frozen

__all__ = ["Expected", "Form", "expected", "form_of", "placeholders"]

_FILE = Path(__file__).with_suffix(".json")


@frozen
class Expected:
    """A heading of the template."""

    key: str
    section: int
    level: int
    number: str
    title: str
    heading: str
    """As the template prints it: `4.1 Component Breakdown`, `A. Code Examples`."""


@frozen
class Form:
    """The columns of a part's table, and the labels of its list or of each of its items."""

    columns: tuple[str, ...] = ()
    labels: tuple[str, ...] = ()
    of_items: bool = False
    """Whether the labels stand below a heading of their own, once an item."""


_NONE = Form()


@cache
def expected() -> tuple[Expected, ...]:
    """Return all headings of the template in its order."""
    return tuple(Expected(**entry) for entry in _data()["headings"])


def form_of(key: str) -> Form:
    """Return what the template asks for in a part; nothing for one that it gives no form."""
    return _forms().get(key, _NONE)


@cache
def placeholders() -> frozenset[str]:
    """Return the template's placeholders, as they stand there: `[Component 1]`."""
    return frozenset(_data()["placeholders"])


@cache
def _forms() -> dict[str, Form]:
    return {
        key: Form(tuple(form["columns"]), tuple(form["labels"]), form["of_items"])
        for key, form in _data()["forms"].items()
    }


@cache
def _data() -> dict[str, Any]:
    data: dict[str, Any] = json.loads(_FILE.read_text("utf-8"))
    return data
