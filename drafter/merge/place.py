"""Where a section or part stands in a document, and the document with another one there."""

from drafter.document.page import Page, Part
from drafter.document.sections import SECTIONS
from drafter.markdown.parse import parse
from drafter.markdown.template_form import expected
from drafter.merge.lines import line_end_of

__all__ = ["Span", "part_span", "section_span", "spliced"]

Span = tuple[int, int]
"""Offsets, the second exclusive."""
_LINE_ENDS = ("\n", "\r")


def section_span(document: Page | str, key: str) -> Span:
    """Return where a section stands, from its heading to the next section's, or an empty span where it belongs.

    `key` is `api_design` or `6`; KeyError for another. Of several with its heading it is the first.
    """
    page = _page(document)
    number = next((kind.number for kind in SECTIONS if key in (kind.key, str(kind.number))), None)
    if number is None:
        raise KeyError(key)
    first = next((index for index, part in enumerate(page.parts) if part.key == str(number)), None)
    if first is None:
        return _missing(page, str(number))
    after = (part for part in page.parts[first + 1 :] if part.section != number or part.key == str(number))
    return _start(page, page.parts[first]), _start_of_next(page, next(after, None))


def part_span(document: Page | str, key: str) -> Span:
    """Return where a part such as `6.2` stands, with the headings in it, or an empty span where it belongs.

    `key` is one of the template's headings as `Part` has it; KeyError for another. A section's own is what stands
    between its heading and its first part.
    """
    page = _page(document)
    if key not in {entry.key for entry in expected()}:
        raise KeyError(key)
    for index, part in enumerate(page.parts):
        if part.key == key:
            return _start(page, part), _start_of_next(page, page.parts[index + 1] if page.parts[index + 1 :] else None)
    return _missing(page, key)


def spliced(text: str, span: Span, new: str) -> str:
    """Return the text with another span; what stands around it keeps its bytes, in lines of their own."""
    before, after = text[: span[0]], text[span[1] :]
    if not new:
        return before + after
    end = line_end_of(text)
    above = end if before and not before.endswith(_LINE_ENDS) else ""
    below = end if after and not new.endswith(_LINE_ENDS) else ""
    return before + above + new + below + after


def _page(document: Page | str) -> Page:
    return parse(document) if isinstance(document, str) else document


def _start(page: Page, part: Part) -> int:
    """Return where the line of a part's heading begins."""
    if part.heading is None:
        return 0
    start = part.heading.text.start
    return max(page.text.rfind(end, 0, start) for end in _LINE_ENDS) + 1


def _start_of_next(page: Page, part: Part | None) -> int:
    return _start(page, part) if part else len(page.text)


def _missing(page: Page, key: str) -> Span:
    """Return the empty span before the first heading that the template has behind this one, of its section if any."""
    entries = expected()
    place = next(index for index, entry in enumerate(entries) if entry.key == key)
    section = entries[place].section
    later = {entry.key for entry in entries[place + 1 :]}
    is_part = key != str(section) and any(part.key == str(section) for part in page.parts)
    for part in page.parts:
        if part.key in later and (not is_part or part.section == section):
            return (_start(page, part),) * 2
    end = section_span(page, str(section))[1] if is_part else len(page.text)
    return end, end
