"""Text that stands in a block of code because the end of the block is missing."""

import re

from drafter.document.page import Fence, Page

__all__ = ["readable_end"]

_OPENING = re.compile(r"^[ \t>]*(?P<mark>`{3,}|~{3,})[ \t]*(?P<language>[A-Za-z]\w*)?", re.MULTILINE)
_ABOUT_MARKDOWN = frozenset({"markdown", "md", "mdx", "text", "txt"})


def readable_end(page: Page) -> int:
    """Return the offset up to which a page is read as it was meant: to the block that swallows what follows it.

    A block that holds the beginning of another one with a language has lost its end, unless it shows Markdown.
    """
    fences = (block for part in page.parts for block in part.blocks if isinstance(block, Fence))
    lost = (fence.start for fence in fences if not fence.closed or _swallows(page, fence))
    return min(lost, default=len(page.text))


def _swallows(page: Page, fence: Fence) -> bool:
    own = _OPENING.match(page.text, page.text.rfind("\n", 0, fence.start + 1) + 1)
    if own is None or fence.language in _ABOUT_MARKDOWN:
        return False
    return any(match["language"] and match["mark"] == own["mark"] for match in _OPENING.finditer(fence.text.raw))
