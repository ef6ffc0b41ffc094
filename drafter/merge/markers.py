"""Markers of an open conflict, as git writes them."""

from drafter.patterns import regex

__all__ = ["between_markers", "has_markers"]

_YOURS = "<<<<<<< yours"
_BETWEEN = "======="
_THEIRS = ">>>>>>> new draft"
_MARKER = regex(r"(?:^|(?<=[\r\n]))(?:<{7}|>{7}|\|{7})(?=[ \t\r\n]|$)")


def has_markers(text: str) -> bool:
    """Return whether a conflict is open in a text, in code as well.

    A line of seven `=` alone is none, as it may underline a heading.
    """
    return _MARKER.search(text) is not None


def between_markers(ours: str, theirs: str, line_end: str) -> str:
    """Return two texts of whole lines between markers, without the last line's end."""
    return f"{_YOURS}{line_end}{ours}{_BETWEEN}{line_end}{theirs}{_THEIRS}"
