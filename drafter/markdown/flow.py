"""Blocks of a page as the blocks that a document is made of."""

from collections.abc import Iterable, Iterator

from drafter.document import blocks as document
from drafter.document.page import Block, Fence, ListBlock, ListItem, Page, Paragraph
from drafter.markdown.absence import paragraph
from drafter.markdown.escape import code, label
from drafter.markdown.plain import linked, plain
from drafter.markdown.unread import Read, texts

__all__ = ["flow", "item_text"]


def flow(page: Page, blocks: Iterable[Block]) -> Read[document.Flow]:
    """Return paragraphs, lists and code in order; headings, tables, HTML and what list items hold are left over."""
    made: list[document.Block] = []
    unread: list[Block] = []
    for block in blocks:
        match block:
            case Paragraph() if shown := plain(block.text, paragraph):
                made.append(document.Paragraph(text=shown))
            case ListBlock(ordered=True):
                made.append(document.Steps(items=tuple(map(item_text, block.items))))
            case ListBlock():
                made.append(document.Bullets(items=tuple(map(_bullet, block.items))))
            case Fence():
                made.append(document.Code(language=_language(page, block), text=code(block.text.raw)))
            case _:
                unread.append(block)
        unread.extend(_inside(block))
    return Read(document.Flow(blocks=tuple(made)), tuple(texts(unread)))


def item_text(item: ListItem) -> str:
    """Return a list item's text with its label, without what stands in it."""
    text = plain(item.text)
    if not item.label:
        return text
    name = plain(item.label, label)
    return f"{name}: {text}" if text else name


def _bullet(item: ListItem) -> document.Bullet:
    text, url = linked(item.text) or (plain(item.text), "")
    return document.Bullet(label=plain(item.label, label), text=text, url=url)


def _inside(block: Block) -> Iterator[Block]:
    """Yield what stands in the items of a list."""
    if isinstance(block, ListBlock):
        for item in block.items:
            yield from item.blocks


def _language(page: Page, fence: Fence) -> str:
    """Return what stands behind the opening fence, in its own case and with all its words."""
    opening = page.text[fence.start : fence.text.start].strip()
    return opening.lstrip(opening[:1]) if opening else ""
