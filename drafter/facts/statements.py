"""Cutting a brief into numbered statements: sentences, list items, table rows and fenced blocks."""

import re
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import accumulate, pairwise

from markdown_it.token import Token

from drafter.commonmark import blocks
from drafter.document.brief import Statement
from drafter.facts.sentences import sentences
from drafter.facts.yaml_text import is_yaml, yaml_leaves
from drafter.patterns import regex
from drafter.words import words as words_of

__all__ = ["cut", "title"]

_NEWLINE = regex(r"\r\n|\r|\n")
_FRONT_MATTER = regex(r"---[ \t]*\r?\n(.*?\r?\n)---[ \t]*(?:\r?\n|$)", re.DOTALL)
_TASK = regex(r"\[[ xX]\][ \t]+")
_BOLD_LINE = regex(r"(\*\*|__)([^*_\n]{1,60}?)\1:?$")
_LEAD_WORDS = 5

_DEFINITION = regex(r"\[[^\[\]]{1,200}\]:[ \t]*\S+(?:[ \t]+[\"'(].{0,200})?$")


@dataclass
class _Cutter:
    """Collects the statements of one text; offsets count from the text's start."""

    text: str
    found: list[Statement] = field(default_factory=list)
    heading: str = ""

    def __post_init__(self) -> None:
        self.starts = [0, *(match.end() for match in _NEWLINE.finditer(self.text))]

    def add(self, start: int, end: int, words: str, heading: str | None = None) -> None:
        """Add a statement unless it has no letter or digit."""
        if not any(char.isalnum() for char in words):
            return
        self.found.append(
            Statement(
                id=f"S{len(self.found) + 1}",
                text=words,
                start=start,
                end=end,
                line=bisect_right(self.starts, start),
                heading=self.heading if heading is None else heading,
            )
        )

    def line(self, number: int) -> tuple[int, str]:
        """Return the offset and the words of a line, counted from 0, without its end."""
        start = self.starts[number]
        end = self.starts[number + 1] if number + 1 < len(self.starts) else len(self.text)
        return start, self.text[start:end].rstrip("\r\n")


def cut(text: str) -> tuple[Statement, ...]:
    """Return the statements of a brief in Markdown, plain text or YAML, numbered S1, S2, ...

    `text[start:end]` is a statement's source. A heading is no statement; nor are a paragraph that is bold
    as a whole and a short lead-in ("Non-goals:") before a list: they are headings of what follows.
    """
    cutter = _Cutter(text)
    if is_yaml(text):
        _cut_yaml(cutter, 0, len(text))
        return tuple(cutter.found)
    body = 0
    if (matter := _FRONT_MATTER.match(text)) and is_yaml(matter[1]):
        _cut_yaml(cutter, matter.start(1), matter.end(1))
        body = bisect_right(cutter.starts, matter.end()) - 1
    cutter.heading = ""
    _cut_markdown(cutter, body)
    return tuple(cutter.found)


def title(text: str) -> str:
    """Return the first heading, a YAML brief's title, or the first words; empty for a text without words."""
    if is_yaml(text):
        named = {leaf.key.lower(): leaf.value for leaf in yaml_leaves(text) if not leaf.path}
        names = (named[key] for key in ("title", "name", "project", "titel", "projekt") if key in named)
        return next(names, "") or _first_words(cut(text))
    tokens = blocks(_FRONT_MATTER.sub("", text, count=1))
    for token, inside in pairwise(tokens):
        if token.type == "heading_open" and (heading := words_of(inside.content)):
            return heading
    return _first_words(cut(text))


def _first_words(statements: tuple[Statement, ...]) -> str:
    words = statements[0].text.split() if statements else []
    return " ".join(words[:8]).rstrip(".,;:") + ("…" if len(words) > 8 else "")


def _cut_yaml(cutter: _Cutter, start: int, end: int) -> None:
    for leaf in yaml_leaves(cutter.text[start:end]):
        heading = " / ".join(leaf.path)
        if not leaf.is_prose:
            cutter.add(start + leaf.start, start + leaf.end, leaf.words, heading)
            continue
        prose = cutter.text[start + leaf.start : start + leaf.end]
        for first, last in sentences(prose):
            origin = start + leaf.start
            cutter.add(origin + first, origin + last, " ".join(prose[first:last].split()), heading)


def _cut_markdown(cutter: _Cutter, first_line: int) -> None:
    tokens = blocks(cutter.text[cutter.starts[first_line] :])
    header: list[str] = []
    lead_ins: list[tuple[int, str]] = []
    for index, token in enumerate(tokens):
        match token.type:
            case "heading_open":
                cutter.heading = words_of(tokens[index + 1].content)
            case "inline" if tokens[index - 1].type == "paragraph_open":
                _cut_paragraph(cutter, token, first_line, opens_list=_opens_list(tokens, index))
            case "bullet_list_open" | "ordered_list_open" if _is_lead_in(tokens, index):
                lead_ins.append((token.level, cutter.heading))
                cutter.heading = words_of(tokens[index - 2].content).rstrip(": ")
            case "bullet_list_close" | "ordered_list_close" if lead_ins and lead_ins[-1][0] == token.level:
                cutter.heading = lead_ins.pop()[1]
            case "thead_open":
                header = _cells(tokens, index + 1)
            case "tr_open" if tokens[index - 1].type != "thead_open" and token.map:
                start, line = cutter.line(first_line + token.map[0])
                indent = len(line) - len(line.lstrip(" \t>"))
                cutter.add(start + indent, start + len(line.rstrip()), _row(header, _cells(tokens, index)))
            case "fence" | "code_block" | "html_block" if token.map:
                _cut_block(cutter, token, first_line)


def _opens_list(tokens: list[Token], index: int) -> bool:
    """Return whether the paragraph whose words are at `index` is followed by a list."""
    following = tokens[index + 2].type if index + 2 < len(tokens) else ""
    return following in {"bullet_list_open", "ordered_list_open"}


def _is_lead_in(tokens: list[Token], index: int) -> bool:
    """Return whether the list that opens at `index` follows a short line that ends in a colon."""
    if index < 2 or tokens[index - 1].type != "paragraph_close":
        return False
    return _is_label(tokens[index - 2].content)


def _is_label(content: str) -> bool:
    words = words_of(content)
    return words.endswith(":") and len(words.split()) <= _LEAD_WORDS


def _cut_paragraph(cutter: _Cutter, token: Token, first_line: int, *, opens_list: bool) -> None:
    if bold := _BOLD_LINE.match(token.content):
        cutter.heading = bold[2].rstrip(": ")
        return
    if (opens_list and _is_label(token.content)) or token.map is None:
        return
    pieces = list(_pieces(cutter, token, first_line + token.map[0]))
    content = "\n".join(piece for _, piece in pieces)
    offsets = [0, *accumulate(len(piece) + 1 for _, piece in pieces)]
    for start, end in sentences(content):
        first = bisect_right(offsets, start) - 1
        last = bisect_right(offsets, end - 1) - 1
        cutter.add(
            pieces[first][0] + start - offsets[first],
            pieces[last][0] + end - offsets[last],
            words_of(content[start:end]),
        )


def _pieces(cutter: _Cutter, token: Token, first_line: int) -> Iterator[tuple[int, str]]:
    """Yield each line of a paragraph with its offset, without list, quote and task marks."""
    for number, words in enumerate(token.content.split("\n")):
        start, line = cutter.line(first_line + number)
        piece = words.strip()
        column = line.rfind(piece)
        if column < 0:  # markdown-it replaced a character
            piece = line.strip()
            column = line.find(piece)
        if number == 0 and (task := _TASK.match(piece)):
            column, piece = column + task.end(), piece[task.end() :]
        if not _DEFINITION.match(piece):
            yield start + column, piece


def _cut_block(cutter: _Cutter, token: Token, first_line: int) -> None:
    """Add a fenced, indented or HTML block as one statement."""
    words = " ".join((words_of(token.content) if token.type == "html_block" else token.content).split())
    if token.map is None:
        return
    start, line = cutter.line(first_line + token.map[0])
    last, last_line = cutter.line(first_line + token.map[1] - 1)
    if token.type == "fence":
        column = next((line.find(mark) for mark in ("```", "~~~") if mark in line), 0)
    else:
        column = len(line) - len(line.lstrip())
    source = cutter.text[start + column : last + len(last_line)]
    cutter.add(start + column, start + column + len(source.rstrip()), words)


def _cells(tokens: list[Token], index: int) -> list[str]:
    """Return the words of the cells of the row that opens at `index`."""
    cells: list[str] = []
    while index < len(tokens) and tokens[index].type != "tr_close":
        if tokens[index].type == "inline":
            cells.append(words_of(tokens[index].content))
        index += 1
    return cells


def _row(header: list[str], cells: list[str]) -> str:
    """Return a row in words: "Latency: 50 ms" with two columns, else each cell behind its column's name."""
    filled = [cell for cell in cells if cell]
    if len(header) == 2:
        return ": ".join(filled)
    named = zip(header, cells, strict=False)
    return "; ".join(f"{name}: {cell}" if name else cell for name, cell in named if cell)
