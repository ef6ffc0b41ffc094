"""JSON that can be printed anywhere, and places as programs want them."""

import json
import re
from typing import Any
from urllib.parse import quote

from drafter.document.finding import Finding, Place
from drafter.document.page import Page
from drafter.patterns import regex
from drafter.visible import printable

__all__ = ["as_uri", "json_text", "message_with_places", "position", "utf8_position"]

_ESCAPED = regex(r"[^\n\x20-\x7e]")


def json_text(value: Any) -> str:
    """Return JSON in which all that is not printable is escaped, so that no text in it controls a terminal."""
    return _ESCAPED.sub(_escape, json.dumps(value, ensure_ascii=False, indent=2)) + "\n"


def _escape(match: "re.Match[str]") -> str:
    character = match[0]
    return character if character.isprintable() else json.dumps(character)[1:-1]


def message_with_places(finding: Finding) -> str:
    """Return a message in one line, with the places that it is about, for forms that have no field for them."""
    also = "".join(f"; also line {place.line}: “{place.quote}”" for place in finding.related)
    return printable(finding.message + also)


def position(page: Page, place: Place) -> dict[str, int]:
    """Return lines and columns, from 1; columns in characters, and the end exclusive."""
    end_line, end_column = page.line_column(max(place.end, place.start))
    return {"line": place.line, "column": place.column, "end_line": end_line, "end_column": end_column}


def utf8_position(page: Page, offset: int) -> dict[str, int]:
    """Return a line and a column from 1; the column in bytes of UTF-8."""
    line, column = page.line_column(offset)
    before = page.text[offset - column + 1 : offset]
    return {"line": line, "column": len(before.encode("utf-8", "surrogatepass")) + 1}


def as_uri(name: str) -> str:
    """Return a file's name as a URI reference: relative as it is, `file://` for an absolute one."""
    path = quote(name.replace("\\", "/").encode("utf-8", "surrogateescape"), safe="/~@!$&'()*+,;=-._")
    if path.startswith("/"):
        return f"file://{path}"
    return path
