"""Every text of a page with what it stands under: the part, the item's heading, the label or the row."""

import re
from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import accumulate
from typing import NamedTuple

from drafter.document.page import Block, Heading, ListBlock, ListItem, Page, Paragraph, Part, Table, Text
from drafter.facts.sentences import sentences

__all__ = [
    "Line", "holding", "lines", "lines_in", "may_hold", "numbers_at", "numbers_of", "numbers_with_words", "occurrences",
    "pieces", "pieces_of_words", "places_of", "running_text", "with_pieces", "with_words", "wordings",
]  # fmt: skip

_WORD = re.compile(r"\w+")
_NONE = Text("", "", 0)


class Line(NamedTuple):
    """A paragraph, a label, the text of a list item, or a cell."""

    part: str
    section: int
    text: Text
    label: Text
    """The list item's label, or the row's first cell; empty for none, and for these themselves."""
    column: str = ""
    """The column's title."""
    item: str = ""
    """The heading within the part; below the heading of a part that is not of the template: both."""
    is_label: bool = False
    """It is a list item's label."""

    @property
    def under(self) -> str:
        """The words that it stands under."""
        return f"{self.label.words} {self.column}".strip()

    def sentence(self, offset: int) -> str:
        """Return the sentence of its words at an offset."""
        words = self.text.words
        return next((words[start:end] for start, end in sentences(words) if start <= offset < end), words)


def lines(page: Page) -> tuple[Line, ...]:
    """Return all texts in order, as `Page.prose` has them."""
    return tuple(line for part in page.parts for line in _lines(part.key, part.section, part.blocks, _own_title(part)))


def lines_in(page: Page, part: str) -> Sequence[Line]:
    """Return the lines of a part."""
    return page.once(_lines_by_part).get(part, ())


def _lines_by_part(page: Page) -> Mapping[str, Sequence[Line]]:
    found: dict[str, list[Line]] = defaultdict(list)
    for line in page.once(lines):
        found[line.part].append(line)
    return dict(found)


def _own_title(part: Part) -> str:
    return part.heading.title if part.heading and not part.key else ""


def wordings(page: Page) -> Mapping[str, Sequence[int]]:
    """Return the numbers of the lines by their words; in tables and lists many say the same."""
    found: dict[str, list[int]] = {}
    for number, line in enumerate(page.once(lines)):
        found.setdefault(line.text.words, []).append(number)
    return found


def _numbers(page: Page) -> tuple[Sequence[int], ...]:
    return tuple(page.once(wordings).values())


def numbers_of(page: Page, indices: Iterable[int]) -> list[int]:
    """Return the numbers of the lines that have some of the wordings, in order."""
    numbers = page.once(_numbers)
    return sorted(number for index in set(indices) for number in numbers[index])


def running_text(page: Page) -> str:
    """Return all wordings, a line each: what is looked for in many lines is looked for in this at once."""
    return "\n".join(page.once(wordings))


def _starts(page: Page) -> tuple[int, ...]:
    return tuple(accumulate((len(words) + 1 for words in page.once(wordings)), initial=0))


def numbers_at(page: Page, offsets: Iterable[int]) -> list[int]:
    """Return the numbers of the lines at some offsets of the running text, in order."""
    starts = page.once(_starts)
    return numbers_of(page, {bisect_right(starts, offset) - 1 for offset in offsets})


def holding(page: Page, offsets: Iterable[int]) -> Iterator[Line]:
    """Yield the lines at some offsets of the running text, each once, in order."""
    found = page.once(lines)
    yield from (found[number] for number in numbers_at(page, offsets))


def places_of(page: Page, *strings: str) -> Iterator[int]:
    """Yield the offsets of some strings in the running text, of one string after the other."""
    held = (string for string in strings if may_hold(page.once(pieces), string))
    yield from occurrences(page.once(running_text), *held)


def may_hold(shown: str, string: str) -> bool:
    """Tell whether a text of which `shown` holds the pieces may hold a string: looking there takes less time."""
    return all(piece in shown for piece in string.split())


def _indices_of_pieces(page: Page) -> Mapping[str, Sequence[int]]:
    """Return the indices of the wordings by what stands between spaces in them: `word`, `(word),`."""
    found: dict[str, list[int]] = defaultdict(list)
    for index, words in enumerate(page.once(wordings)):
        for piece in words.split():
            found[piece].append(index)
    return dict(found)


def pieces(page: Page) -> str:
    """Return what stands between spaces in the running text, each once, a line each."""
    return "\n".join(page.once(_indices_of_pieces))


def with_pieces(page: Page, pattern: re.Pattern[str]) -> Iterator[Line]:
    """Yield the lines with something between spaces that holds a pattern of no space, each once, in order."""
    found, indices = page.once(lines), page.once(_indices_of_pieces)
    shown = (index for piece in filter(pattern.search, indices) for index in indices[piece])
    yield from (found[number] for number in numbers_of(page, shown))


def pieces_of_words(page: Page) -> Mapping[str, Sequence[str]]:
    """Return the pieces that hold a word, by each word as it is written."""
    found: dict[str, list[str]] = defaultdict(list)
    for piece in page.once(_indices_of_pieces):
        for word in _WORD.findall(piece):
            found[word].append(piece)
    return dict(found)


def with_words(page: Page, words: Iterable[str]) -> Iterator[Line]:
    """Yield the lines that hold one of some words, each once, in order."""
    found = page.once(lines)
    yield from (found[number] for number in numbers_with_words(page, words))


def numbers_with_words(page: Page, words: Iterable[str]) -> list[int]:
    """Return the numbers of the lines that hold one of some words, in order."""
    holding_word, indices = page.once(pieces_of_words), page.once(_indices_of_pieces)
    shown = {piece for word in words for piece in holding_word.get(word, ())}
    return numbers_of(page, (index for piece in shown for index in indices[piece]))


def occurrences(text: str, *words: str) -> Iterator[int]:
    """Yield the offsets of some words in a text, of one word after the other."""
    for word in words:
        at = text.find(word)
        while at >= 0:
            yield at
            at = text.find(word, at + 1)


def _lines(part: str, section: int, blocks: tuple[Block, ...], title: str) -> Iterator[Line]:
    item = title
    for block in blocks:
        match block:
            case Heading():
                item = f"{title}: {block.title}" if title else block.title
            case Paragraph():
                yield Line(part, section, block.text, _NONE, item=item)
            case ListBlock():
                for entry in block.items:
                    yield from _of_item(part, section, entry, item)
            case Table():
                yield from _of_table(part, section, block, item)


def _of_item(part: str, section: int, entry: ListItem, item: str) -> Iterator[Line]:
    if entry.label.words:
        yield Line(part, section, entry.label, _NONE, item=item, is_label=True)
    if entry.text.words:
        yield Line(part, section, entry.text, entry.label, item=item)
    if entry.blocks:
        yield from _lines(part, section, entry.blocks, item)


def _of_table(part: str, section: int, table: Table, item: str) -> Iterator[Line]:
    titles = [cell.words for cell in table.header]
    for row in table.rows:
        for index, cell in enumerate(row):
            if cell.words:
                yield Line(part, section, cell, row[0] if index else _NONE, titles[index], item)
