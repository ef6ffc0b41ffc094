"""Plain text to Markdown that shows exactly this text: no markup, link, image or HTML comes of it."""

import re
import unicodedata
from collections.abc import Iterator

from drafter.patterns import regex

__all__ = ["address_spans_bare", "cell", "code", "fence", "heading", "inline", "label", "target", "visible"]

_CODE_SPAN = regex(r"(` *[^` \n][^`\n]*`)")
_SPECIAL = regex(r"[\\`*<>\[\]|~]|&(?=#?\w+;)|(?<![A-Za-z0-9])_|_(?![A-Za-z0-9])")
_WITH_FORMULAS = regex(rf"{_SPECIAL.pattern}|\$")
"""GitHub sets what stands between two dollar signs as a formula."""
_ADDRESS = regex(
    r"((?:https?|ftp)://[^\s`]*|(?<![A-Za-z0-9])www\.[^\s`]*"
    r"|(?<![a-z0-9.+_-])[a-z0-9.+_-]+@[a-z0-9_-]+(?:\.[a-z0-9_-]+)+)",
    re.IGNORECASE | re.ASCII,
)
"""What GitHub makes a link of without any mark; an escape does not stop it, a code span does."""
_LINE_START = regex(r"^(\s*)(#{1,6}(?=\s|$)|[+-](?=\s|$)|=+$|-(?=[- ]+$)|\d+(?=[.)](?:\s|$)))")

_CLOSING_SIGNS = regex(r"(^|\s)(#+)$")
_LAST_COLON = regex(r":$")
_LINE_END = regex("\r\n?|[\n\x0b\x0c\x85\u2028\u2029]")
_PUNCTUATION = regex(r"[!-/:-@\[-`{-~]")
_SCHEMES = frozenset({"http", "https", "ftp", "mailto"})
_ENTITY = regex(r"&(?=#?\w+;)")
_INVISIBLE = frozenset({"Cc", "Cf", "Cs", "Co", "Cn"})


def inline(text: str) -> str:
    """Escape plain text for a paragraph, list item or heading; balanced `code spans` stay."""
    return _LINE_START.sub(_line_start, "".join(_pieces(text)))


def heading(text: str) -> str:
    """Escape plain text for a heading, whose last number signs would be taken for its end."""
    return _CLOSING_SIGNS.sub(r"\1\\\2", inline(text))


def label(text: str) -> str:
    """Escape plain text for a label in bold, whose last colon would be taken for the one behind it."""
    return _LAST_COLON.sub(r"\\:", inline(text))


def cell(text: str) -> str:
    """Escape plain text for a table cell: pipes are escaped in code spans as well."""
    return _LINE_START.sub(_line_start, "".join(map(_without_pipes, _pieces(text))))


def code(text: str) -> str:
    """Return the text of a fence in lines that end with a newline, without control and formatting characters."""
    return "\n".join("".join(_kept(line)) for line in _LINE_END.split(text)).rstrip()


def address_spans_bare(markdown: str) -> str:
    """Return Markdown with the code spans that hold an address alone without their marks."""
    return _CODE_SPAN.sub(lambda span: _bare(span[1][1:-1]) or span[1], markdown)


def target(url: str) -> str:
    """Return where a link in angle brackets leads, empty for what is no address of a page, file or mailbox."""
    before, colon, _ = url.partition("/")[0].partition(":")
    if colon and before.lower() not in _SCHEMES:
        return ""
    if any(char.isspace() or not char.isprintable() for char in url):
        return ""
    return _ENTITY.sub("&amp;", url).translate({ord("<"): "%3C", ord(">"): "%3E", ord("\\"): "%5C"})


def fence(text: str) -> str:
    """Return a fence that is longer than any run of backticks in the text."""
    longest = max((len(run) for run in re.findall(r"`+", text)), default=0)
    return "`" * max(3, longest + 1)


def visible(text: str) -> str:
    """Drop control and invisible formatting characters; blanks of any kind are spaces."""
    return " ".join("".join(_kept(_LINE_END.sub(" ", text))).split())


def _bare(address: str) -> str:
    return _PUNCTUATION.sub(r"\\\g<0>", address) if _ADDRESS.fullmatch(address) else ""


def _pieces(text: str) -> Iterator[str]:
    """Yield a line's code spans, its addresses as code spans, and the escaped text between them."""
    line = visible(text)
    special = _WITH_FORMULAS if line.count("$") > 1 else _SPECIAL
    for part in _CODE_SPAN.split(line):
        if _CODE_SPAN.fullmatch(part):
            yield f"`{part[1:-1].strip()}`"
            continue
        for index, piece in enumerate(_ADDRESS.split(part)):
            yield f"`{piece}`" if index % 2 else special.sub(r"\\\g<0>", piece)


def _line_start(match: re.Match[str]) -> str:
    mark = match[2]
    return f"{match[1]}{mark}\\" if mark.isdigit() else f"{match[1]}\\{mark}"


def _without_pipes(piece: str) -> str:
    """Return a piece of a cell with its pipes escaped; a blank parts them from a backslash that escapes itself."""
    return piece.replace("\\|", "\\ |").replace("|", "\\|") if _CODE_SPAN.fullmatch(piece) else piece


def _kept(text: str) -> Iterator[str]:
    """Yield the characters that can be seen, tabs, and the joiners that some scripts are written with."""
    return (char for char in text if char in "\t\u200c\u200d" or unicodedata.category(char) not in _INVISIBLE)
