"""Questions to the author, in the section's list of open questions."""

from bisect import bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise

from markdown_it.token import Token

from drafter.commonmark import blocks
from drafter.document.outline import Question
from drafter.document.page import Block, ListBlock, Page
from drafter.frozen import frozen
from drafter.markdown.closing import QUESTIONS, closing, question
from drafter.markdown.parse import parse
from drafter.patterns import regex
from drafter.suggestions.places import PartSpan, line_of, newline_of, part_at, part_spans

__all__ = ["Asked", "asked_in", "with_questions"]

_MARK = regex(r"[ \t>]*(?:[-*+]|(?P<number>\d{1,9})(?P<point>[.)]))[ \t]+")
_LINE_END = regex(r"\r\n?|\n")


@frozen
class Asked:
    """A question, and an offset in the section that it is about."""

    at: int
    question: str


def asked_in(page: Page, at: int) -> tuple[str, ...]:
    """Return the open questions of the section that an offset is in."""
    return tuple(entry.text for span in _section(page, at) for entry in closing(_blocks_of(span)).questions)


def with_questions(text: str, asked: Iterable[Asked]) -> str:
    """Return a document with questions at the end of their sections' lists, which are made where there are none.

    A document from another template has no sections: there the list is that of the whole document, else one is made
    at the end of the part that the question is about. Line ends are those of the document.
    """
    page = parse(text)
    grouped: dict[int, list[Asked]] = {}
    for one in asked:
        grouped.setdefault(_section(page, one.at)[0].start, []).append(one)
    if not grouped:
        return text
    newline, layout = newline_of(text), _Layout(text, tuple(blocks(text)))
    for start, group in sorted(grouped.items(), reverse=True):
        section = _section(page, start)
        known = _list_in(section)
        if known:
            end, mark, above = layout.end_of_list(known), layout.mark_behind(known), newline
        else:
            end, mark = layout.end_of_blocks(section[0].start, section[-1].end), "- "
            above = f"{newline}{newline}**{QUESTIONS}**{newline}{newline}"
        lines = [f"{_counted(mark, n)}{question(Question(text=one.question))}" for n, one in enumerate(group)]
        text = text[:end] + above + newline.join(lines) + text[end:]
    return text


def _section(page: Page, at: int) -> Sequence[PartSpan]:
    """Return the parts of the section that an offset is in; those of other templates stand for themselves."""
    spans = page.once(part_spans)
    here = part_at(page, at)
    if not here.part.section:
        return [next((span for span in spans if not span.part.section and _list_in([span])), here)]
    first = last = spans.index(here)
    while first and spans[first - 1].part.section == here.part.section:
        first -= 1
    while last + 1 < len(spans) and spans[last + 1].part.section == here.part.section:
        last += 1
    return spans[first : last + 1]


def _blocks_of(span: PartSpan) -> tuple[Block, ...]:
    """Return the blocks of a part with its heading, which may be the title of the list."""
    return (*([span.part.heading] if span.part.heading else []), *span.part.blocks)


def _list_in(section: Sequence[PartSpan]) -> ListBlock | None:
    """Return the last list of open questions in a section."""
    pairs = [pair for span in section for pair in pairwise(_blocks_of(span))]
    found = [after for title, after in pairs if isinstance(after, ListBlock) and closing([title, after]).questions]
    return found[-1] if found else None


@dataclass(frozen=True)
class _Layout:
    """The lines of a text, and its blocks as the parser of Markdown sees them."""

    text: str
    tokens: tuple[Token, ...]

    @cached_property
    def starts(self) -> list[int]:
        """Where each line starts, and the end of the text."""
        return [0, *(match.end() for match in _LINE_END.finditer(self.text)), len(self.text)]

    def end_of_list(self, known: ListBlock) -> int:
        """Return where the last line of a list ends."""
        return self._end_above(self._token(known)[1])

    def mark_behind(self, known: ListBlock) -> str:
        """Return the mark that the next item of a list has: `- ` or `3. `."""
        first, last, level = self._token(known)
        items = [
            token.map[0]
            for token in self.tokens
            if token.type == "list_item_open" and token.map and token.level == level + 1
        ]
        mark = _MARK.match(self.text, self.starts[max(line for line in items if first <= line < last)])
        if mark is None:
            return "- "
        return f"{int(mark['number']) + 1}{mark['point']} " if mark["number"] else mark[0]

    def end_of_blocks(self, start: int, end: int) -> int:
        """Return where the last block between two offsets ends; a line across the page is no block."""
        maps = [token.map for token in self.tokens if token.map and not token.level and token.type != "hr"]
        ends = [last for _, last in maps if start < self.starts[min(last, len(self.starts) - 1)] <= end]
        return self._end_above(max(ends, default=0))

    def _token(self, known: ListBlock) -> tuple[int, int, int]:
        """Return the first line of a list, the one behind it, and how deep it stands."""
        line = bisect_right(self.starts, known.start) - 1
        opened = [token for token in self.tokens if token.type.endswith("_list_open")]
        return next((line, token.map[1], token.level) for token in opened if token.map and token.map[0] == line)

    def _end_above(self, line: int) -> int:
        """Return where the last line that is not blank ends, above a line."""
        above = self.text[: self.starts[min(line, len(self.starts) - 1)]].rstrip(" \t\r\n")
        return line_of(self.text, len(above))[1]


def _counted(mark: str, more: int) -> str:
    number, point = mark[:-2], mark[-2:]
    return f"{int(number) + more}{point}" if number.strip().isdigit() else mark
