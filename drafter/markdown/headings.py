"""The headings of a document, in one place for the contents, the template and the rendering."""

from drafter.document.blocks import Part
from drafter.document.sections import SectionType

__all__ = ["part_heading", "section_heading"]


def section_heading(section: SectionType) -> str:
    """Return `3. Architecture Design`."""
    return f"{section.number}. {section.title}"


def part_heading(part: Part) -> str:
    """Return `3.1 High-Level Architecture`, `A. Code Examples` or a title without a number."""
    if not part.number:
        return part.title
    separator = "" if part.number[0].isdigit() else "."
    return f"{part.number}{separator} {part.title}"
