"""What a rendered document must not hold, found by parsing it.

Rendering escapes text character by character; this reads the result as a viewer does, and knows nothing of
how it was made.
"""

import re
from collections.abc import Collection, Iterator, Sequence
from itertools import pairwise, zip_longest

from markdown_it import MarkdownIt
from markdown_it.token import Token

from drafter.document.value import Value
from drafter.patterns import regex

__all__ = ["ADDRESS", "Violation", "violations"]

_BLOCKS = frozenset(
    "heading paragraph bullet_list ordered_list list_item fence inline table thead tbody tr th td".split()  # noqa: SIM905
)
_INLINES = frozenset({"text", "text_special", "code_inline", "strong", "link"})
ADDRESS = regex(r"(?:https?|ftp)://[^\s<]|(?<![a-z0-9])www\.[^\s<]|[\w.+-]@[\w-]+\.[\w-]", re.IGNORECASE | re.ASCII)
"""What GitHub makes a link of in text, escaped or not (the extended autolinks of its specification)."""
_INTERACTIVE = regex(r"^\s*(?:click|href|callback|call|link|links|style|linkStyle|accTitle|accDescr)\b|%%|^\s*---")
_LABEL_BREAK = "<br/>"
_HIDDEN = regex("[\x00-\x08\x0b-\x1f\x7f-\x9f\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069\U000e0000-\U000e007f]")


class Violation(Value):
    """Something that must not be in a document."""

    line: int
    """From 1."""
    what: str


def violations(text: str, headings: Sequence[tuple[int, str]], targets: Collection[str]) -> tuple[Violation, ...]:
    """Return what is wrong with a document in Markdown, in order.

    `headings` are the expected ones: level, and words without backticks. `targets` are where links may lead,
    besides places in the document. Only what drafter writes may stand in it, which leaves out HTML, images,
    quotations and indented code.
    """
    lines = text.split("\n")
    tokens = MarkdownIt("commonmark").enable(["table", "strikethrough"]).parse(text)
    found = [
        *_hidden(text),
        *_structure(tokens, headings),
        *(entry for token in tokens for entry in _block(token, lines)),
        *(entry for token in tokens for entry in _inlines(token, targets)),
    ]
    return tuple(sorted(found, key=lambda violation: violation.line))


def _hidden(text: str) -> Iterator[Violation]:
    for match in _HIDDEN.finditer(text):
        yield Violation(line=text.count("\n", 0, match.start()) + 1, what=f"the character U+{ord(match[0]):04X}")


def _structure(tokens: Sequence[Token], expected: Sequence[tuple[int, str]]) -> Iterator[Violation]:
    found = [
        (int(token.tag[1:]), _words(after), _line(token))
        for token, after in pairwise(tokens)
        if token.type == "heading_open"
    ]
    for made, wanted in zip_longest(found, expected):
        if made is None:
            yield Violation(line=_last(tokens), what=f"no heading {wanted[1]!r}")
        elif wanted is None or made[:2] != (wanted[0], _squeezed(wanted[1])):
            yield Violation(line=made[2], what=f"a heading {made[1]!r}" + (f", not {wanted[1]!r}" if wanted else ""))
            return


def _block(token: Token, lines: Sequence[str]) -> Iterator[Violation]:
    kind = token.type.removesuffix("_open").removesuffix("_close")
    if kind not in _BLOCKS:
        yield Violation(line=_line(token), what=f"a block of the kind {kind}")
    if token.type == "fence" and token.map:
        last = lines[token.map[1] - 1].strip()
        if token.map[1] - token.map[0] < 2 or last.strip(token.markup[0]) or len(last) < len(token.markup):
            yield Violation(line=_line(token), what="a fence that is not closed")
        if token.info == "mermaid":
            yield from _diagram(token)


def _diagram(token: Token) -> Iterator[Violation]:
    for number, line in enumerate(token.content.splitlines(), start=_line(token) + 1):
        if _INTERACTIVE.search(line) or "<" in line.replace(_LABEL_BREAK, ""):
            yield Violation(line=number, what="a directive, link or tag in a diagram")


def _inlines(token: Token, targets: Collection[str]) -> Iterator[Violation]:
    shown: list[str] = []
    for child in token.children or []:
        kind = child.type.removesuffix("_open").removesuffix("_close")
        if kind not in _INLINES:
            yield Violation(line=_line(token), what=f"text of the kind {kind}")
        if child.type == "link_open":
            where = str(child.attrs.get("href", ""))
            if not where.startswith("#") and where not in targets:
                yield Violation(line=_line(token), what="a link that leads where the brief does not")
        shown.append(child.content if kind in ("text", "text_special") else "\0")
    if ADDRESS.search("".join(shown)):
        yield Violation(line=_line(token), what="an address that becomes a link")


def _words(token: Token) -> str:
    return _squeezed("".join(child.content for child in token.children or []))


def _squeezed(text: str) -> str:
    return "".join(text.replace("`", "").split())


def _line(token: Token) -> int:
    return token.map[0] + 1 if token.map else 1


def _last(tokens: Sequence[Token]) -> int:
    return max((token.map[1] for token in tokens if token.map), default=1)
