"""What stands at the end of a section: what it assumes, and what is open."""

import re
from collections.abc import Sequence
from itertools import pairwise

from drafter.document.outline import Question
from drafter.document.page import Block, Heading, ListBlock, ListItem, Paragraph, Text
from drafter.frozen import frozen
from drafter.markdown.escape import inline
from drafter.markdown.flow import item_text
from drafter.markdown.plain import piece, plain
from drafter.markdown.unread import texts
from drafter.patterns import regex

__all__ = ["ASSUMPTIONS", "QUESTIONS", "Closing", "closing", "question"]

ASSUMPTIONS = "Assumptions"
QUESTIONS = "Open questions"

_TITLE = regex(rf"(\*\*|__)({ASSUMPTIONS}|{QUESTIONS})\s*:?\1\s*:?", re.IGNORECASE)
_LITERAL = r"\\.|`[^`]*`"
_OPTIONS = regex(rf"{_LITERAL}|(?<!\S)(Options:)(?:\s+|$)", re.IGNORECASE | re.DOTALL)
_NEXT = regex(rf"{_LITERAL}|(;)\s", re.DOTALL)


@frozen
class Closing:
    """What blocks say of assumptions and open questions, and what else they are."""

    assumptions: tuple[str, ...]
    questions: tuple[Question, ...]
    rest: tuple[Block, ...]
    unread: tuple[Text, ...]


def closing(blocks: Sequence[Block]) -> Closing:
    """Take the lists of assumptions and questions out of blocks: those below a title in bold, or a heading."""
    items: dict[str, list[ListItem]] = {ASSUMPTIONS: [], QUESTIONS: []}
    taken: set[int] = set()
    for index, (block, after) in enumerate(pairwise(blocks)):
        if isinstance(after, ListBlock) and (title := _title(block)):
            items[title].extend(after.items)
            taken |= {index, index + 1}
    return Closing(
        tuple(map(item_text, items[ASSUMPTIONS])),
        tuple(map(_question_in, items[QUESTIONS])),
        tuple(block for index, block in enumerate(blocks) if index not in taken),
        tuple(text for found in items.values() for item in found for text in texts(item.blocks)),
    )


def _title(block: Block) -> str:
    """Return ASSUMPTIONS or QUESTIONS for a block that is the title of such a list, else nothing.

    A deeper heading than those of parts is none: a component may be called so.
    """
    match block:
        case Paragraph(text=text) if found := _TITLE.fullmatch(text.raw.strip()):
            said = found[2]
        case Heading(title=title) if block.level <= 3:
            said = title
        case _:
            return ""
    return next((title for title in (ASSUMPTIONS, QUESTIONS) if title.casefold() == said.casefold()), "")


def question(asked: Question) -> str:
    """Return a question and its options as Markdown in one line."""
    options = "; ".join(filter(None, map(_option, asked.options)))
    return f"{_asked(asked.text)} Options: {options}." if options else _asked(asked.text)


def _question_in(item: ListItem) -> Question:
    """Return the question that stands in a list item; the opposite of `question`."""
    if item.label:
        return Question(text=item_text(item))
    text = item.text
    mark = next((match for match in _OPTIONS.finditer(text.raw) if match[1]), None)
    if mark is None:
        return Question(text=plain(text, _asked))
    ends = [match.span() for match in _NEXT.finditer(text.raw, mark.end()) if match[1]]
    last = len(text.raw) - text.raw.endswith(".")
    starts = [mark.end(), *(end for _, end in ends)]
    stops = [*(start for start, _ in ends), last]
    options = [piece(text, start, stop) for start, stop in zip(starts, stops, strict=True)]
    return Question(
        text=plain(piece(text, 0, mark.start()), _asked),
        options=tuple(plain(option, _option) for option in options if option),
    )


def _asked(text: str) -> str:
    """Return the text of a question, in which no options begin."""
    return _OPTIONS.sub(_escaped, inline(text))


def _option(text: str) -> str:
    """Return an option, in which no other begins."""
    return _NEXT.sub(_escaped, inline(text))


def _escaped(match: re.Match[str]) -> str:
    if not match[1]:
        return match[0]
    return f"{match[1][:-1]}\\{match[1][-1]}{match[0][len(match[1]) :]}"
