"""Running text with what kind of text it is, and the sentences that stand twice."""

import re
from bisect import bisect_right
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from itertools import accumulate, zip_longest
from typing import Literal, NamedTuple

from drafter.consistency.readings.lines import (
    may_hold,
    numbers_at,
    numbers_of,
    numbers_with_words,
    occurrences,
    pieces,
    wordings,
)
from drafter.document.notes import is_note
from drafter.document.page import Block, Heading, ListBlock, Page, Paragraph, Part, Table, Text
from drafter.frozen import frozen
from drafter.patterns import regex

__all__ = [
    "CLAUSE_WORDS",
    "Kind",
    "Passage",
    "Repetition",
    "passages",
    "passages_at",
    "passages_holding",
    "passages_of_kind",
    "passages_where",
    "passages_with_words",
    "repetitions",
    "sentences",
    "stops_in_bracket",
    "texts_with",
    "without_code",
]

Kind = Literal["paragraph", "item", "label", "cell", "assumption", "question"]

_NOTES: dict[str, Kind] = {
    "assumptions": "assumption", "annahmen": "assumption", "open questions": "question", "offene fragen": "question",
}  # fmt: skip
_CODE = regex(r"`[^`]*`")
_END = re.compile(r" (?<=[.!?。！？] )")
_SAYS_NOTHING = regex(
    r"(?:not applicable|incomplete|does not apply|nicht zutreffend|entfällt|none|see|siehe|n/a)\b", re.IGNORECASE
)
CLAUSE_WORDS = 8
"""Spaces in a text that is long enough for a clause."""
_SENTENCE_WORDS = 6
_PARAGRAPH_WORDS = 12
_COMPUTED = frozenset({8, 14})
"""Sections whose sentences are quotations of the brief or of section 13."""
_HOMES = {4: frozenset({1, 2, 3})}
"""Section 4 is the home of what is said of the components; the first sections take it up."""
_QUOTING = frozenset({"1.2", "1.3", "1.4", "1.5"})
"""Parts that quote the brief or other parts."""


class Passage(NamedTuple):
    """A paragraph, list item, label or cell."""

    part: Part
    text: Text
    kind: Kind
    is_last: bool
    """Whether nothing follows that it could announce: no block before the next heading, no block in the item."""


@frozen
class Repetition:
    """Words that stand twice."""

    again: Text
    first: Text
    first_part: Part
    is_paragraph: bool
    """A whole paragraph, not one sentence of it."""


def sentences(text: str) -> list[str]:
    """Return the sentences of a text in one line."""
    return _END.split(text)


def passages(page: Page) -> tuple[Passage, ...]:
    """Return all running text with its kind, in the order of `lines`; below **Assumptions** stand assumptions."""
    return tuple(passage for part in page.parts for passage in _passages(part, part.blocks))


def passages_holding(page: Page, hints: Iterable[str]) -> Iterator[Passage]:
    """Yield the passages whose words hold one of some hints in lower case, each once, in order."""
    whole, starts, shown = page.once(_lowered)
    found = page.once(passages)
    held = (hint for hint in hints if may_hold(shown, hint))
    indices = {bisect_right(starts, offset) - 1 for offset in occurrences(whole, *held)}
    yield from (found[number] for number in numbers_of(page, indices))


def passages_at(page: Page, offsets: Iterable[int]) -> Iterator[Passage]:
    """Yield the passages at some offsets of the running text, each once, in order."""
    found = page.once(passages)
    yield from (found[number] for number in numbers_at(page, offsets))


def passages_where(page: Page, test: Callable[[str], object]) -> Iterator[Passage]:
    """Yield the passages whose words pass a test, in order; what many say in the same words is tested once."""
    found = page.once(passages)
    indices = (index for index, words in enumerate(page.once(wordings)) if test(words))
    yield from (found[number] for number in numbers_of(page, indices))


def passages_of_kind(page: Page, kind: Kind) -> Sequence[Passage]:
    """Return the passages of one kind, in order."""
    return page.once(_passages_by_kind).get(kind, ())


def texts_with(page: Page, *marks: str) -> Iterator[Text]:
    """Yield the running text whose characters, code included, hold one of some marks, each once, in order."""
    found, starts = page.prose, page.once(_starts_of_texts)
    for index in sorted({bisect_right(starts, offset) - 1 for offset in occurrences(page.text, *marks)}):
        if index >= 0 and any(mark in found[index][1].raw for mark in marks):
            yield found[index][1]


def _starts_of_texts(page: Page) -> list[int]:
    return [text.start for _, text in page.prose]


def _passages_by_kind(page: Page) -> Mapping[Kind, Sequence[Passage]]:
    found: dict[Kind, list[Passage]] = defaultdict(list)
    for passage in page.once(passages):
        found[passage.kind].append(passage)
    return dict(found)


def passages_with_words(page: Page, words: Iterable[str]) -> Iterator[Passage]:
    """Yield the passages that hold one of some words as they are written, each once, in order."""
    found = page.once(passages)
    yield from (found[number] for number in numbers_with_words(page, words))


def _lowered(page: Page) -> tuple[str, list[int], str]:
    """Return all wordings in lower case, a line each; where each begins; and their pieces."""
    texts = [words.lower() for words in page.once(wordings)]
    starts = list(accumulate((len(text) + 1 for text in texts), initial=0))
    return "\n".join(texts), starts, page.once(pieces).lower()


def _passages(part: Part, blocks: Sequence[Block], *, in_item: bool = False) -> Iterator[Passage]:
    listed: Kind = "item"
    for block, following in zip_longest(blocks, blocks[1:]):
        is_last = following is None or isinstance(following, Heading)
        match block:
            case Heading():
                listed = _NOTES.get(block.title.casefold().rstrip(":"), "item")
            case Paragraph():
                listed = _NOTES.get(block.text.words.casefold().rstrip(":"), "item")
                yield Passage(part, block.text, "item" if in_item else "paragraph", is_last)
            case ListBlock():
                yield from _items(part, block, listed, ends=is_last)
            case Table():
                yield from (Passage(part, cell, "cell", True) for row in block.rows for cell in row if cell.words)


def _items(part: Part, block: ListBlock, kind: Kind, *, ends: bool) -> Iterator[Passage]:
    for number, item in enumerate(block.items, 1):
        is_last = not item.blocks and (number < len(block.items) or ends)
        if item.label.words:
            yield Passage(part, item.label, "label" if kind == "item" else kind, is_last and not item.text)
        if item.text.words:
            yield Passage(part, item.text, kind, is_last)
        if item.blocks:
            yield from _passages(part, item.blocks, in_item=True)


def without_code(words: str) -> str:
    """Return words with a space in the place of each character of their code spans."""
    return _CODE.sub(lambda match: " " * len(match[0]), words) if "`" in words else words


def stops_in_bracket(words: str) -> bool:
    """Tell whether the last bracket is not closed and no sentence ends behind it."""
    opened = words.rfind("(")
    is_open = opened > words.rfind(")") and words[opened + 1 : opened + 2].isalpha()
    return is_open and words[-1].isalnum() and "`" not in words[opened:]


def repetitions(page: Page) -> tuple[Repetition, ...]:
    """Return the paragraphs that stand twice, and the sentences that stand in two sections.

    What drafter quotes from one part in another, and what says that a part does not apply, is left out.
    """
    said: dict[str, tuple[Text, Part]] = {}
    paragraphs: dict[str, tuple[Text, Part]] = {}
    found: list[Repetition] = []
    for passage in passages_where(page, _may_stand_twice):
        part, text = passage.part, passage.text
        is_running = passage.kind in {"paragraph", "item", "cell"}
        if part.section == 0 or not is_running or part.key in _QUOTING:
            continue
        folded = _folded(text.words)
        if passage.kind == "paragraph" and folded.count(" ") >= _PARAGRAPH_WORDS - 1:
            first = paragraphs.setdefault(folded, (text, part))
            if first[0] is not text:
                found.append(Repetition(text, *first, is_paragraph=True))
                continue
        if part.section not in _COMPUTED:
            found += _sentences(text, part, said)
    return tuple(found)


def _may_stand_twice(words: str) -> bool:
    return len(words) >= 3 * _SENTENCE_WORDS and not _SAYS_NOTHING.match(words) and not is_note(words)


def _sentences(text: Text, part: Part, said: dict[str, tuple[Text, Part]]) -> Iterator[Repetition]:
    for sentence in _END.split(text.words):
        if sentence.count(" ") < _SENTENCE_WORDS - 1:
            continue
        first, where = said.setdefault(_folded(sentence), (text, part))
        if where.section != part.section and where.section not in _HOMES.get(part.section, ()):
            yield Repetition(text.part(sentence), first.part(sentence), where, is_paragraph=False)


def _folded(words: str) -> str:
    return words.casefold().rstrip(".!?。！？ ")
