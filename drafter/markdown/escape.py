"""Plain text to Markdown that shows exactly this text: no markup, link, image or HTML comes of it."""

import re
import unicodedata
from collections.abc import Iterator

__all__ = ["cell", "fence", "inline"]

_CODE_SPAN = re.compile(r"(`[^`\n]+`)")
_SPECIAL = re.compile(r"[\\`*<>\[\]|~]|&(?=#?\w+;)|(?<![A-Za-z0-9])_|_(?![A-Za-z0-9])")
_ADDRESS = re.compile(r"((?:https?|ftp)://[^\s`]+|\bwww\.[^\s`]+)", re.IGNORECASE)
_LINE_START = re.compile(r"^(\s*)(#{1,6}(?=\s|$)|[+-](?=\s|$)|=+$|-(?=[- ]+$)|\d+(?=[.)](?:\s|$)))")


def inline(text: str) -> str:
    """Escape plain text for a paragraph, list item or heading; balanced `code spans` stay."""
    return _LINE_START.sub(_line_start, "".join(_pieces(text)))


def cell(text: str) -> str:
    """Escape plain text for a table cell: pipes are escaped in code spans as well."""
    pieces = (piece.replace("|", "\\|") if _CODE_SPAN.fullmatch(piece) else piece for piece in _pieces(text))
    return _LINE_START.sub(_line_start, "".join(pieces))


def fence(text: str) -> str:
    """Return a fence that is longer than any run of backticks in the text."""
    longest = max((len(run) for run in re.findall(r"`+", text)), default=0)
    return "`" * max(3, longest + 1)


def _pieces(text: str) -> Iterator[str]:
    """Yield a line's code spans, its addresses as code spans, and the escaped text between them."""
    for part in _CODE_SPAN.split(" ".join(_visible(text).split())):
        if _CODE_SPAN.fullmatch(part):
            yield part
            continue
        for index, piece in enumerate(_ADDRESS.split(part)):
            yield f"`{piece}`" if index % 2 else _escaped(piece)


def _escaped(text: str) -> str:
    return _SPECIAL.sub(lambda match: f"\\{match[0]}", text)


def _line_start(match: re.Match[str]) -> str:
    mark = match[2]
    return f"{match[1]}{mark}\\" if mark.isdigit() else f"{match[1]}\\{mark}"


def _visible(text: str) -> str:
    """Drop control and invisible formatting characters."""
    return "".join(
        " " if char in "\t\n\r" else char
        for char in text
        if char in "\t\n\r\u200c\u200d" or unicodedata.category(char) not in ("Cc", "Cf", "Cs", "Co", "Cn")
    )
