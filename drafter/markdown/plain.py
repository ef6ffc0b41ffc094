"""The plain text that the models hold, from Markdown: what rendering it would show again."""

import re
from collections.abc import Callable

from drafter.document.page import Text
from drafter.markdown.escape import address_spans_bare, cell, heading, inline
from drafter.patterns import regex
from drafter.words import words

__all__ = ["linked", "piece", "plain", "plain_cell", "plain_heading"]

_LITERAL = regex(r"\\.|`[^`]*+`", re.DOTALL)
_LABEL_OF_LINK = r"\[((?:\\.|`[^`]*+`|[^\[\]\\`])*+)\]"
_TARGET = r"\((?:<((?:\\.|[^<>\\\n])*+)>|([^()\s<]*+))(?:\s+\"[^\"]*+\")?\)"
_LINK = regex(rf"{_LITERAL.pattern}|!?{_LABEL_OF_LINK}{_TARGET}", re.DOTALL)
_WHOLE_LINK = regex(rf"{_LABEL_OF_LINK}{_TARGET}", re.DOTALL)
_ESCAPE = regex(r"\\([!-/:-@\[-`{-~])")


def plain(text: Text, again: Callable[[str], str] = inline) -> str:
    """Return a text without Markdown's marks; the target of a link follows its words. `again` is how it is rendered."""
    return _plain(text, text.raw, again)


def plain_cell(text: Text) -> str:
    """Return the text of a table cell in the same way; its pipes are escaped in code spans as well."""
    return _plain(text, text.raw.replace("\\|", "|"), cell)


def plain_heading(text: Text) -> str:
    """Return the text of a heading in the same way, with its number."""
    return _plain(text, text.raw, heading)


def _plain(text: Text, markdown: str, again: Callable[[str], str]) -> str:
    """Return the words of Markdown that is rendered `again` to the raw text, when rendering made it.

    Rendering makes an address a code span. Behind a backtick that belongs to no span, those marks are dropped, since
    the backtick would take the first of them for its own end.
    """
    if "](" in markdown and (named := _LINK.sub(_named, markdown)) != markdown:
        return words(named)
    if "\\`" in markdown and again(text.words) != text.raw:
        behind = max((literal.end() for literal in _LITERAL.finditer(markdown) if literal[0] == "\\`"), default=0)
        bare = words(markdown[:behind] + address_spans_bare(markdown[behind:]))
        return bare if again(bare) == text.raw else text.words
    return text.words


def linked(text: Text) -> tuple[str, str] | None:
    """Return words and target of a text that is one link, None for any other."""
    if not (match := _WHOLE_LINK.fullmatch(text.raw)):
        return None
    shown, url = piece(text, match.start(1), match.end(1)), _url(match)
    return "" if inline(url) == shown.raw else plain(shown), url


def piece(text: Text, start: int, end: int | None = None) -> Text:
    """Return a part of a text by its place in `raw`, without blanks around it."""
    raw = text.raw[start:end]
    at = start + len(raw) - len(raw.lstrip())
    return Text(words(raw), raw.strip(), text.start + at)


def _named(match: re.Match[str]) -> str:
    if match[1] is None:
        return match[0]
    url = _url(match)
    return match[1] if not url or words(match[1]) == url else f"{match[1]} (`{url}`)"


def _url(match: re.Match[str]) -> str:
    return _ESCAPE.sub(r"\1", match[2] or match[3] or "").replace("&amp;", "&")
