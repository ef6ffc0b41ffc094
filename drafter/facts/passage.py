"""A statement's source made ready for searching: the same length, with Markdown's marks blanked."""

import re
from collections.abc import Iterable
from dataclasses import replace
from typing import TypedDict

from drafter.document.brief import Statement
from drafter.frozen import frozen
from drafter.patterns import regex

__all__ = ["Passage", "Place", "blanked", "passage", "plain"]

_BLANK = "\0"

_TARGETS = regex(
    r"""(?<=\])\([^()\s]*(?:\([^()\s]*\)[^()\s]*)*(?:\s+"[^"\n]{0,200}")?\)  # [words](target "title")
      | (?<=\])\[[^\[\]\n]{0,80}\]                                           # [words][reference]
      | \b(?:https?|ftp|ssh|file)://[^\s<>|`"]+
      | \bwww\.[^\s<>|`"]+
      | [\w.+-]{1,64}@[\w-]{1,63}(?:\.[\w-]{1,63}){1,6}                      # an e-mail address
    """,
    re.VERBOSE,
)
_MARKS = regex(
    r"""<!--.{0,400}?-->
      | </?[A-Za-z][^<>\n]{0,200}>
      | (?:\r\n?|\n)[ \t]*(?:>[ \t]*)*
      | \*+ | `+ | ~~ | [\[\]\\]
      | (?<!\w)_+ | _+(?!\w)
    """,
    re.VERBOSE,
)


class Place(TypedDict):
    """What every fact says about where it stands; the id is given when all facts are known."""

    id: str
    text: str
    statement: str
    start: int
    end: int


@frozen
class Passage:
    """A statement, its source, and the source's words at the same offsets."""

    statement: Statement
    source: str
    words: str
    """As long as `source`: marks and line breaks are spaces, link targets and addresses are NULs."""

    def place(self, start: int, end: int) -> Place:
        """Return where `words[start:end]` stands in the brief, without blanks at its ends."""
        while start < end and self.words[start] in " \t\0":
            start += 1
        while end > start and self.words[end - 1] in " \t\0":
            end -= 1
        return self.verbatim(start, end)

    def verbatim(self, start: int, end: int) -> Place:
        """Return where `source[start:end]` stands in the brief, marks and targets included."""
        return Place(
            id="",
            text=self.source[start:end],
            statement=self.statement.id,
            start=self.statement.start + start,
            end=self.statement.start + end,
        )

    def without(self, spans: list[tuple[int, int]]) -> "Passage":
        """Return this passage with these spans of the brief blanked, so that nothing is found there."""
        offset = self.statement.start
        return replace(self, words=blanked(self.words, [(start - offset, end - offset) for start, end in spans]))

    @property
    def is_code(self) -> bool:
        """Whether the statement is a fenced block."""
        return self.source.startswith(("```", "~~~"))


def blanked(words: str, spans: Iterable[tuple[int, int]]) -> str:
    """Return `words` with NULs in these spans."""
    pieces: list[str] = []
    reached = 0
    for start, end in sorted(spans):
        if end > reached:
            pieces += (words[reached : max(start, reached)], _BLANK * (end - max(start, reached)))
            reached = end
    return "".join((*pieces, words[reached:]))


def passage(statement: Statement, text: str) -> Passage:
    """Return the passage of a statement of `text`."""
    source = text[statement.start : statement.end]
    return Passage(statement, source, plain(source))


def plain(source: str) -> str:
    """Return `source` at the same length with marks as spaces and targets as NULs."""
    hidden = _TARGETS.sub(lambda match: _BLANK * len(match[0]), source)
    return _MARKS.sub(lambda match: " " * len(match[0]), hidden)
