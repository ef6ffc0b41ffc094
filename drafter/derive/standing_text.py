"""What a document says by now, for whoever writes one of its sections anew."""

import math
from collections import Counter
from collections.abc import Iterator, Sequence

from drafter.derive.sources import content_words
from drafter.document.page import Block, Fence, Heading, Html, ListBlock, ListItem, Page, Paragraph, Part, Table

__all__ = ["other_sections", "related_parts", "section_as_it_stands"]

_NOT_SAID = frozenset({"", "title", "information", "contents", "1.4", "1.5", "A", "E"})
"""Parts that only list, quote or record."""


def section_as_it_stands(page: Page, number: int, most: int) -> str:
    """Return the running text of a section, in at most so many characters; without code, which follows from it."""
    parts = [part for part in page.parts if part.section == number]
    return _within("\n".join(_shown(part) for part in parts), most)


def other_sections(page: Page, number: int, most: int) -> str:
    """Return what the other sections say that has most to do with one, in the document's order.

    Whole parts of at most so many characters together; rare words that both hold count for more.
    """
    own = [part for part in page.parts if part.section == number]
    others = [part for part in page.parts if part.section != number]
    return "\n".join(map(_shown, related_parts(others, own, most))) or "Nothing yet."


def related_parts(others: Sequence[Part], own: Sequence[Part], most: int) -> tuple[Part, ...]:
    """Return those of the others that have most to do with some parts of a document, in the order given.

    Together they show at most so many characters. Parts that only list, quote or record are left out, and so are those
    outside of the template's sections in a document that has some.
    """
    numbered = any(part.section for part in (*others, *own))
    others = [part for part in others if not numbered or (part.section and part.key not in _NOT_SAID)]
    asked = content_words(" ".join(map(_said, own)))
    words = [content_words(_said(part)) for part in others]
    holding = Counter(word for each in words for word in each)
    scores = [math.fsum(1 / holding[word] for word in each & asked) / math.sqrt(len(each) or 1) for each in words]
    room = most
    chosen: set[int] = set()
    for index in sorted(range(len(others)), key=lambda index: (-scores[index], index)):
        size = len(_shown(others[index]))
        if scores[index] and size <= room:
            chosen.add(index)
            room -= size
    return tuple(others[index] for index in sorted(chosen))


def _within(text: str, most: int) -> str:
    if len(text) <= most:
        return text
    return text[: max(text.rfind("\n", 0, most), 0)] or text[:most]


def _said(part: Part) -> str:
    return " ".join(text.words for text in part.texts)


def _shown(part: Part) -> str:
    """Return a part as plain lines below its heading."""
    title = part.heading.text.words if part.heading else part.key
    return "\n".join([f"{title}:", *_lines(part.blocks)])


def _lines(blocks: Sequence[Block]) -> Iterator[str]:
    for block in blocks:
        match block:
            case Heading():
                yield f"{block.text.words}:"
            case Paragraph():
                yield block.text.words
            case ListBlock():
                for item in block.items:
                    yield f"- {_item(item)}"
                    yield from _lines(item.blocks)
            case Table():
                for row in block.rows:
                    yield " | ".join(cell.words for cell in row)
            case Fence() | Html():
                continue


def _item(item: ListItem) -> str:
    return f"{item.label.words}: {item.text.words}" if item.label.words else item.text.words
