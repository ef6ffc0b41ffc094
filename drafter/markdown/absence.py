"""How a document says that a part does not apply or is incomplete, and how that is read."""

import re

from drafter.document.blocks import Absent
from drafter.document.page import Text
from drafter.markdown.escape import inline
from drafter.markdown.plain import piece, plain
from drafter.patterns import regex

__all__ = ["MISSING", "absence", "absence_in", "paragraph"]

MISSING = Absent(why="incomplete", reason="missing in the document")
"""Stands for a part that the text does not have."""
_SAID = regex(r"[*_]{0,3}(not applicable|incomplete)(?::[*_]{1,3}|[*_]{0,3}:)\s*", re.IGNORECASE)
_LIKE_ONE = regex(r"^(not applicable|incomplete):", re.IGNORECASE)


def absence(absent: Absent) -> str:
    """Return the paragraph that stands in place of a part."""
    said = "Not applicable" if absent.why == "does not apply" else "Incomplete"
    return f"{said}: {inline(absent.reason)}"


def absence_in(text: Text) -> Absent | None:
    """Return what a paragraph says so, None when it says something else."""
    if not (match := _SAID.match(text.raw)):
        return None
    reason = plain(piece(text, match.end()))
    return Absent(why="does not apply" if match[1].lower().startswith("not") else "incomplete", reason=reason)


def paragraph(text: str) -> str:
    """Return plain text as a paragraph that is not read as the mark of an absent part: its colon is escaped."""
    return _LIKE_ONE.sub(r"\1\\:", inline(text))
