"""The mark of a list item and what the item is known by."""

from drafter.patterns import regex
from drafter.words import words

__all__ = ["key_of", "mark_of"]

_MARK = regex(r"\s*(?:[-*+]|\d{1,9}[.)])(?:[ \t]+|$)")
_LABEL = regex(r"(?:\*\*|__)(.{1,200}?)(?:\*\*|__)")
_FIRST_WORDS = 3


def mark_of(item: str) -> str:
    """Return the indent, the bullet or number, and the blanks behind it."""
    match = _MARK.match(item)
    return match[0] if match else ""


def key_of(item: str) -> str:
    """Return the bold label of an item, or its first words, in lower case."""
    text = item[len(mark_of(item)) :]
    if match := _LABEL.match(text):
        return words(match[1]).rstrip(" :").casefold()
    return " ".join(text.casefold().split()[:_FIRST_WORDS])
