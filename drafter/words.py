"""The words of running text in Markdown, without its marks."""

import re

__all__ = ["words"]

_CODE = re.compile(r"(`+)(?!`)(.+?)(?<!`)\1(?!`)", re.DOTALL)
_LINK = re.compile(
    r"!?\[((?:[^\[\]\\]|\\.){0,300})\](?:\((?:<[^<>\n]*>|[^()\s]*)(?:\s+\"[^\"]{0,200}\")?\)|\[[^\[\]]{0,80}\])"
)
_AUTOLINK = re.compile(r"<([A-Za-z][\w+.-]{0,20}:[^<>\s]{1,400}|[\w.+-]{1,64}@[\w.-]{1,200})>")
_TAG = re.compile(r"<!--.{0,400}?-->|</?[A-Za-z][^<>\n:@]{0,200}>", re.DOTALL)
_STRONG = re.compile(r"(?<![\\*\w])(\*{1,3})(?=[^\s*])((?:[^*\\]|\\.){1,400}?)(?<=[^\s*])\1(?!\*)")
_UNDERSCORES = re.compile(r"(?<![\\\w])(_{1,3})(?=[^\s_])((?:[^_\\]|\\.){1,400}?)(?<=[^\s_])\1(?!\w)")
_STRIKE = re.compile(r"~~([^~]{1,400})~~")
_ESCAPE = re.compile(r"\\([!-/:-@\[-`{-~])")
_MARKS = re.compile(r"[*_~<\[\\]")


def words(markdown: str) -> str:
    """Return the words of a paragraph, cell or heading in one line.

    Emphasis, the targets of links, tags and escapes are gone; code spans stand between single backticks.
    """
    if "`" not in markdown:
        return " ".join(_without_marks(markdown).split())
    pieces, reached = [], 0
    for match in _CODE.finditer(markdown):
        pieces += [_without_marks(markdown[reached : match.start()]), f"`{' '.join(match[2].split())}`"]
        reached = match.end()
    pieces.append(_without_marks(markdown[reached:]))
    return " ".join("".join(pieces).split())


def _without_marks(text: str) -> str:
    if not _MARKS.search(text):
        return text
    for pattern, replacement in (
        (_LINK, r"\1"),
        (_AUTOLINK, r"\1"),
        (_TAG, " "),
        (_STRONG, r"\2"),
        (_STRONG, r"\2"),
        (_UNDERSCORES, r"\2"),
        (_STRIKE, r"\1"),
        (_ESCAPE, r"\1"),
    ):
        text = pattern.sub(replacement, text)
    return text
