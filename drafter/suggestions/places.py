"""Where the parts of a document stand."""

from bisect import bisect_right

from drafter.document.page import Page, Part
from drafter.frozen import frozen

__all__ = ["PartSpan", "line_of", "newline_of", "part_at", "part_spans"]


@frozen
class PartSpan:
    """A part with its heading: from `start` up to `end`, exclusive, in characters."""

    part: Part
    start: int
    end: int


def part_spans(page: Page) -> tuple[PartSpan, ...]:
    """Return the parts with their places, for `page.once`."""
    starts = [line_of(page.text, part.heading.text.start)[0] if part.heading else 0 for part in page.parts]
    ends = [*starts[1:], len(page.text)]
    return tuple(PartSpan(*entry) for entry in zip(page.parts, starts, ends, strict=True))


def part_at(page: Page, offset: int) -> PartSpan:
    """Return the part that an offset is in; a page has at least one part."""
    spans = page.once(part_spans)
    return spans[max(bisect_right([span.start for span in spans], offset) - 1, 0)]


def line_of(text: str, offset: int) -> tuple[int, int]:
    """Return where the line of an offset begins, and where it ends without its line end."""
    start = max(text.rfind("\n", 0, offset), text.rfind("\r", 0, offset)) + 1
    ends = [end for end in (text.find("\n", offset), text.find("\r", offset)) if end >= 0]
    return start, min(ends, default=len(text))


def newline_of(text: str) -> str:
    """Return the line end that a document has; one that has several gets the most frequent."""
    pairs = text.count("\r\n")
    if pairs * 2 > text.count("\n"):
        return "\r\n"
    return "\r" if "\n" not in text and "\r" in text else "\n"
