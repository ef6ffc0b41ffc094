"""A document as Markdown that was read back before anybody sees it."""

from collections.abc import Iterator

from markdown_it.common.normalize_url import normalizeLink
from markdown_it.common.utils import unescapeAll

from drafter.document.blocks import Item
from drafter.document.brief import Brief
from drafter.document.document import TITLE, Document
from drafter.document.sections import SECTIONS
from drafter.document.sections.base import parts_of
from drafter.errors import OutputUnusable
from drafter.markdown.escape import target, visible
from drafter.markdown.guard import violations
from drafter.markdown.headings import part_heading, section_heading
from drafter.markdown.render import render

__all__ = ["checked"]


def checked(document: Document, brief: Brief) -> str:
    """Return the document as Markdown.

    Raises OutputUnusable when it holds what no document of this brief may: then rendering has a bug, and
    nothing is written.
    """
    text = render(document)
    allowed = {normalizeLink(unescapeAll(where)) for link in brief.links if (where := target(link.url))}
    if found := violations(text, tuple(_headings(document)), allowed):
        first = found[0]
        more = f", and {len(found) - 1} more" if len(found) > 1 else ""
        raise OutputUnusable(
            f"the document was not written: its line {first.line} would hold {first.what}{more}",
            hint="this is a bug in drafter; please report it, with the brief if you can share it",
        )
    return text


def _headings(document: Document) -> Iterator[tuple[int, str]]:
    """Yield level and words of each heading that the document should have."""
    yield from ((1, TITLE), (2, "Document Information"), (2, "Table of Contents"))
    for kind, section in zip(SECTIONS, document.sections, strict=True):
        yield 2, section_heading(kind)
        for name, part, _ in parts_of(kind.model):
            if part.title:
                yield part.level, part_heading(part)
            content = getattr(section, name)
            for item in content if isinstance(content, tuple) else ():
                if isinstance(item, Item):
                    yield 4, visible(item.name)
