"""The text of a page, and what is made of the characters at a place in it."""

import re
from collections.abc import Sequence
from dataclasses import field
from itertools import pairwise

from drafter.document.page import Fence, Heading, Text
from drafter.frozen import frozen
from drafter.patterns import regex
from drafter.words import words

__all__ = ["BLANKS", "NO_TEXT", "Source"]

BLANKS = " \t"
NO_TEXT = Text("", "", 0)
_NUMBERED = re.compile(r"(?:(\d{1,2}(?:\.\d{1,2})*)\.?|([A-Z])[.):])\s+(?=\S)")
_LABEL = re.compile(
    r"(\*\*|__)((?:\\.|`[^`]*+`|(?!\1(?![*_]))[^\\])++)\1(?:\s*:\s*|\s+|$)",
    re.DOTALL,
)
"""A colon may stand in the bold text as well; an escaped one belongs to the label."""
_QUOTED = " \t>\r\n"
_MOST_LINES_OF_A_ROW = 20
_PIPE = regex(r"(?<!\\)\|")
_FENCE_END = regex(r"[\s>]*(`{3,}|~{3,})[ \t]*$")


@frozen
class Source:
    """A text; lines are numbered from 0."""

    text: str
    starts: Sequence[int]
    """Where each line begins."""
    lines: Sequence[str]
    """Each line as it is read, without its end: front matter is blank."""
    _words: dict[str, str] = field(default_factory=dict)

    def words(self, markdown: str) -> str:
        """Return `words` of it; in tables and lists many say the same."""
        if (shown := self._words.get(markdown)) is None:
            shown = self._words[markdown] = words(markdown)
        return shown

    def line(self, number: int) -> tuple[int, str]:
        """Return the offset and the characters of a line, without its end."""
        start = self.starts[number]
        end = self.starts[number + 1] if number + 1 < len(self.starts) else len(self.text)
        return start, self.text[start:end].rstrip("\r\n")

    def is_blank(self, number: int) -> bool:
        """Return whether a line is blank, or behind the last one."""
        return number >= len(self.lines) or not self.lines[number].strip(BLANKS)

    def shown(self, markdown: str, raw: str, start: int) -> Text:
        """Return the text that stands there as `raw`; most have no marks, and hold one string."""
        shown = self.words(markdown)
        return Text(raw if shown == raw else shown, raw, start)

    def heading(self, level: int, text: Text) -> Heading:
        """Return a heading with its number taken from its words."""
        numbered = _NUMBERED.match(text.words)
        if not numbered:
            return Heading(level, text, "", text.words)
        return Heading(level, text, numbered[1] or numbered[2], text.words[numbered.end() :])

    def labelled(self, markdown: str, raw: str, start: int) -> tuple[Text, Text]:
        """Return the label of a list item, empty for none, and the rest of its first paragraph."""
        match = _LABEL.match(raw)
        if not match:
            return NO_TEXT, self.shown(markdown, raw, start)
        label = match[2] if match[2].endswith("\\:") else match[2].removesuffix(":")
        rest = raw[match.end() :]
        return self.shown(label, label, start + match.start(2)), self.shown(rest, rest, start + match.end())

    def fence(self, first: int, last: int, markup: str, info: str) -> Fence:
        """Return the fenced code in the lines from `first` up to and without `last`."""
        start, opening = self.line(first)
        inside = self.line(first + 1)[0] if first + 1 < len(self.starts) else len(self.text)
        end, closing = self.line(last - 1)
        is_closed = bool(last - 1 > first and _FENCE_END.match(closing))
        raw = self.text[inside : max(end if is_closed else end + len(closing), inside)]
        language = info.split(maxsplit=1)[0].lower() if info.split() else ""
        return Fence(language, Text(raw, raw, inside), start + opening.find(markup), is_closed)

    def cells(self, first_line: int, last_line: int, width: int) -> tuple[Text, ...]:
        """Return the cells of a table row in its lines."""
        start, line = self.line(first_line)
        if last_line > first_line:
            end, ending = self.line(last_line)
            line = self.text[start : end + len(ending)]
        bounds = [-1, *(match.start() for match in _PIPE.finditer(line)), len(line)]
        spans = [(first + 1, last) for first, last in pairwise(bounds)]
        if spans and not line[slice(*spans[0])].strip(_QUOTED):
            spans = spans[1:]
        if len(spans) > 1 and not line[slice(*spans[-1])].strip():
            spans = spans[:-1]
        cells = []
        for first, last in spans[:width]:
            inside = line[first:last]
            raw = inside.strip()
            column = start + first + len(inside) - len(inside.lstrip())
            cells.append(self.shown(raw.replace("\\|", "|"), raw, column))
        return tuple(cells) + tuple(Text("", "", start + len(line)) for _ in range(width - len(cells)))

    def cells_between_pipes(self, number: int, width: int) -> tuple[Text, ...]:
        """Return the cells of a row of one line that begins with a pipe."""
        line = self.lines[number]
        inside = line.split("|")
        if "\\" in line or len(inside) < 3 or inside.pop():
            return self.cells(number, number, width)
        at = self.starts[number] + 1
        cells = []
        for cell in inside[1 : width + 1]:
            raw = cell.strip()
            cells.append(self.shown(raw, raw, at + (cell.index(raw) if raw else len(cell))))
            at += len(cell) + 1
        end = self.starts[number] + len(line)
        cells.extend(Text("", "", end) for _ in range(width - len(cells)))
        return tuple(cells)

    def rows(self, lines: Sequence[int], width: int) -> list[tuple[int, int]]:
        """Return the first and the last line of each row of a table: a line break may have cut a cell in two."""
        found: list[tuple[int, int]] = []
        for number in lines:
            if len(found) > 1 and self._goes_on(*found[-1], number, width):
                found[-1] = (found[-1][0], number)
            else:
                found.append((number, number))
        return found

    def _goes_on(self, first: int, last: int, number: int, width: int) -> bool:
        """Return whether a line ends the row before it, which began with a pipe and has none at its end."""
        _, after = self.line(number)
        if after.lstrip(_QUOTED).startswith("|") or number - first > _MOST_LINES_OF_A_ROW:
            return False
        before = self.text[self.starts[first] : self.starts[last + 1]].strip(_QUOTED)
        pipes = len(_PIPE.findall(before)) + len(_PIPE.findall(after))
        return before.startswith("|") and not before.endswith("|") and pipes <= width + 1
