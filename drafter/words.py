"""The words of running text in Markdown, without its marks; long texts without differences of case."""

import re
from collections.abc import Iterator

from drafter.patterns import regex

__all__ = ["casefolded", "lowered", "stretches", "words"]

_LITERAL = regex(r"\\([!-/:-@\[-`{-~])|(`+)(?!`)(.+?)(?<!`)\2(?!`)|`+", re.DOTALL)
"""An escape, a code span, backticks that belong to none: nothing in them is a mark."""
_LINK = regex(
    r"!?\[((?:[^\[\]\\]|\\.){0,300})\](?:\((?:<[^<>\n]*>|[^()\s]*)(?:\s+\"[^\"]{0,200}\")?\)|\[[^\[\]]{0,80}\])"
)
_AUTOLINK = regex(r"<([A-Za-z][\w+.-]{0,20}:[^<>\s]{1,400}|[\w.+-]{1,64}@[\w.-]{1,200})>")
_TAG = regex(r"<!--.{0,400}?-->|</?[A-Za-z][^<>\n:@]{0,200}>", re.DOTALL)
_STRONG = regex(r"(?<![\\*\w])(\*{1,3})(?=[^\s*])((?:[^*\\]|\\.){1,400}?)(?<=[^\s*])\1(?!\*)")
_UNDERSCORES = regex(r"(?<![\\\w])(_{1,3})(?=[^\s_])((?:[^_\\]|\\.){1,400}?)(?<=[^\s_])\1(?!\w)")
_STRIKE = regex(r"~~([^~]{1,400})~~")
_STRETCH = 50_000
"""Characters."""
_MARKS = re.compile(r"[*_~<\[]")
_LITERALS = re.compile(r"[\\`]")
_HIDDEN = "\U00100000"
"""Stands around the number of a literal while marks are taken away; no script and no font has this character."""
_NUMBER = regex(f"{_HIDDEN}(\\d+){_HIDDEN}")


def words(markdown: str) -> str:
    """Return the words of a paragraph, cell or heading in one line.

    Emphasis, the targets of links, tags and escapes are gone; code spans stand between single backticks.
    """
    if not _LITERALS.search(markdown):
        return " ".join(_without_marks(markdown).split())
    literals: list[str] = []

    def hidden(match: re.Match[str]) -> str:
        literals.append(match[1] or (f"`{' '.join(match[3].split())}`" if match[2] else match[0]))
        return f"{_HIDDEN}{len(literals) - 1}{_HIDDEN}"

    plain = _without_marks(_LITERAL.sub(hidden, markdown.replace(_HIDDEN, "")))
    return " ".join(_NUMBER.sub(lambda match: literals[int(match[1])], plain).split())


def casefolded(text: str) -> str:
    """Return what `casefold` does, in stretches: at once, Python takes twelve bytes for a character meanwhile."""
    return "".join(stretch.casefold() for stretch in stretches(text))


def lowered(text: str) -> str:
    """Return what `lower` does, in stretches for the same reason."""
    return "".join(stretch.lower() for stretch in stretches(text))


def stretches(text: str) -> Iterator[str]:
    """Yield a text in stretches of whole lines: what is made of each takes little memory for a long text."""
    start = 0
    while start < len(text):
        end = text.find("\n", start + _STRETCH) + 1 or len(text)
        yield text[start:end]
        start = end


def _without_marks(text: str) -> str:
    if not _MARKS.search(text):
        return text
    for mark, pattern, replacement in (
        ("[", _LINK, r"\1"),
        ("<", _AUTOLINK, r"\1"),
        ("<", _TAG, " "),
        ("*", _STRONG, r"\2"),
        ("*", _STRONG, r"\2"),
        ("_", _UNDERSCORES, r"\2"),
        ("~", _STRIKE, r"\1"),
    ):
        if mark in text:
            text = pattern.sub(replacement, text)
    return text
