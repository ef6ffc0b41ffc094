"""Plain text to Markdown that shows exactly this text: no markup, link, image or HTML comes of it."""

import re
import unicodedata

__all__ = ["cell", "fence", "inline"]

_CODE_SPAN = re.compile(r"(`[^`\n]+`)")
_SPECIAL = re.compile(r"[\\*<>\[\]|~]|&(?=#?\w+;)|(?<![A-Za-z0-9])_|_(?![A-Za-z0-9])")
_AUTOLINK = re.compile(r"(?:https?|ftp)://[^\s`]+|\bwww\.[^\s`]+", re.IGNORECASE)
_LINE_START = re.compile(r"^(\s*)([#+-](?=\s|$)|=+$|-{3,}|\d+(?=[.)]\s))")


def inline(text: str) -> str:
    """Escape plain text for a paragraph, list item or heading; balanced `code spans` stay."""
    text = " ".join(_visible(text).split())
    text = _AUTOLINK.sub(lambda match: f"`{match[0]}`", text) if "`" not in text else text
    parts = _CODE_SPAN.split(text)
    escaped = "".join(part if _CODE_SPAN.fullmatch(part) else _escaped(part) for part in parts)
    return _LINE_START.sub(_line_start, escaped)


def cell(text: str) -> str:
    """Escape plain text for a table cell: pipes are escaped in code spans as well."""
    parts = _CODE_SPAN.split(inline(text))
    return "".join(part.replace("|", "\\|") if _CODE_SPAN.fullmatch(part) else part for part in parts)


def fence(text: str) -> str:
    """Return a fence that is longer than any run of backticks in the text."""
    longest = max((len(run) for run in re.findall(r"`+", text)), default=0)
    return "`" * max(3, longest + 1)


def _escaped(text: str) -> str:
    return _SPECIAL.sub(lambda match: f"\\{match[0]}", text.replace("`", "\\`"))


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
