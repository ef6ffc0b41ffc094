"""Words as quotes are compared: without Markdown's marks, whatever their case, white space and typography."""

import re

from drafter.document.page import Page
from drafter.frozen import frozen
from drafter.patterns import regex

__all__ = ["Folded", "fold", "folded_page", "is_inside_word", "unmarked"]

_PIECE = regex(
    r"(?P<hidden>\]\([^()\s]{0,400}(?:\s+\"[^\"]{0,200}\")?\)"
    r"|[*`\\\[\u00ad\u200b\ufeff]|_(?![^\W_])|(?<![^\W_])(?<!\\)_)|(?P<blank>\s+)"
    r"|(?P<plain>[a-z0-9]+)|(?P<other>.)",
    re.DOTALL,
)
_ALIKE = str.maketrans("\u2019\u2018\u201c\u201d\u2013\u2014\u2212\u2011", "''\"\"----")


@frozen
class Folded:
    """Folded words, and where each of their characters stands in the text that they are of."""

    text: str
    places: tuple[int, ...]

    def span(self, start: int, end: int) -> tuple[int, int]:
        """Return the offsets in the text for offsets in the folded words, of which there is at least one."""
        return self.places[start], self.places[end - 1] + 1


def fold(text: str) -> Folded:
    """Return the words of a text, trimmed."""
    made: list[str] = []
    places: list[int] = []
    for match in _PIECE.finditer(text):
        if match["hidden"] is not None:
            continue
        start = match.start()
        if match["plain"] is not None:
            made.append(match[0])
            places.extend(range(start, match.end()))
        elif match["blank"] is not None:
            if made and made[-1] != " ":
                made.append(" ")
                places.append(start)
        else:
            letters = match[0].translate(_ALIKE).casefold()
            made.append(letters)
            places.extend([start] * len(letters))
    if made and made[-1] == " ":
        made.pop()
        places.pop()
    return Folded("".join(made), tuple(places))


def unmarked(text: str) -> str:
    """Return a text without Markdown's marks; all else stays as it is."""
    return "".join(match[0] for match in _PIECE.finditer(text) if match["hidden"] is None)


def folded_page(page: Page) -> Folded:
    """Return the words of a whole document, for `page.once`."""
    return fold(page.text)


def is_inside_word(text: str, start: int, end: int) -> bool:
    """Return whether some characters begin or end within a word."""
    begins = 0 < start < end and text[start - 1].isalnum() and text[start].isalnum()
    return begins or (start < end < len(text) and text[end - 1].isalnum() and text[end].isalnum())
