"""SQL cut into tokens and statements, each with its place, in any dialect."""

import re
from collections.abc import Iterator, Sequence

from drafter.frozen import frozen
from drafter.patterns import regex

__all__ = ["Statement", "Token", "closing", "split", "statements"]

_TOKEN = regex(
    r"""(?P<space>\s+|--[^\n]*|/\*(?:.*?\*/|.*)|(?<![^\n])\#[^\n]*)
    |(?P<string>[NnEe]?'(?:[^']|'')*'|\$(?P<tag>\w*)\$(?:.*?\$(?P=tag)\$|.*))
    |(?P<quoted>"[^"\n]*"|`[^`\n]*`|\[[^\[\]\n]+\])
    |(?P<word>[^\W\d][\w$]*)
    |(?P<number>\d+(?:\.\d+)?)
    |(?P<open>['"`])
    |(?P<mark>\[\]|::|.)""",
    re.VERBOSE | re.DOTALL,
)
_STARTS = frozenset({"CREATE", "ALTER", "INSERT", "DROP"})


@frozen
class Token:
    """A word, a name in quotes, a string, a number or a mark."""

    kind: str
    words: str
    """A name without its quotes."""
    upper: str
    """In upper case, for keywords; empty for what is quoted."""
    start: int
    end: int


@frozen
class Statement:
    """A statement without its semicolon."""

    tokens: tuple[Token, ...]
    ended: bool
    """Whether a semicolon, or the end of the text, follows."""
    unclosed: Token | None
    """A bracket or a quote that is not closed."""


def statements(text: str) -> Iterator[Statement]:
    """Yield the statements of a text.

    A statement also ends at a line that begins another one, and a bracket that is open there is not closed.
    """
    held: list[Token] = []
    brackets: list[Token] = []
    broken: Token | None = None
    for token in _tokens(text):
        begins = token.upper in _STARTS and len(held) > 2 and held[0].upper == "CREATE" and _is_first(text, token)
        is_batch_end = token.upper == "GO" and _is_first(text, token)
        if token.words == ";" or is_batch_end or (begins and held[1].upper in {"TABLE", "INDEX", "UNIQUE"}):
            if held:
                ended = token.words == ";" or is_batch_end
                yield Statement(tuple(held), ended, broken or (brackets[0] if brackets else None))
            held, brackets, broken = [], [], None
            if not begins:
                continue
        held.append(token)
        if token.kind == "open":
            broken = broken or token
        elif token.words == "(" and token.kind == "mark":
            brackets.append(token)
        elif token.words == ")" and token.kind == "mark":
            if brackets:
                brackets.pop()
            else:
                broken = broken or token
    if held:
        yield Statement(tuple(held), True, broken or (brackets[0] if brackets else None))


def split(tokens: Sequence[Token], separator: str = ",") -> list[list[Token]]:
    """Return the tokens between separators outside of brackets."""
    pieces: list[list[Token]] = [[]]
    depth = 0
    for token in tokens:
        depth += (token.words == "(") - (token.words == ")") if token.kind == "mark" else 0
        if depth == 0 and token.words == separator and token.kind == "mark":
            pieces.append([])
        else:
            pieces[-1].append(token)
    return pieces


def closing(tokens: Sequence[Token], opening: int) -> int:
    """Return the index of the bracket that closes the one at an index; the end when none does."""
    depth = 0
    for index in range(opening, len(tokens)):
        if tokens[index].kind == "mark":
            depth += (tokens[index].words == "(") - (tokens[index].words == ")")
            if depth == 0:
                return index
    return len(tokens)


def _tokens(text: str) -> Iterator[Token]:
    for match in _TOKEN.finditer(text):
        kind = match.lastgroup or ""
        if match["space"]:
            continue
        if match["string"]:
            kind = "string"
        words = match[0][1:-1] if kind == "quoted" else match[0]
        upper = words.upper() if kind == "word" else ""
        yield Token(kind, words, upper, match.start(), match.end())


def _is_first(text: str, token: Token) -> bool:
    return not text[text.rfind("\n", 0, token.start) + 1 : token.start].strip()
