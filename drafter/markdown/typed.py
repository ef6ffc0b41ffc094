"""A page as the document that it shows: the opposite of rendering, whatever was edited by hand.

For every document `document(parse(render(d))).document` is `d` as rendering shows it: blanks collapsed, what cannot
be seen dropped, addresses as code spans. For every rendered text, rendering what was read gives the same characters.
"""

from collections.abc import Iterator, Sequence
from typing import Any

from drafter.document.blocks import Flow, Item, Row
from drafter.document.document import Document, DocumentInformation
from drafter.document.page import Block, ListBlock, Page, Paragraph, Text
from drafter.document.sections import SECTIONS, SectionType
from drafter.document.sections.base import Section, content_model, parts_of
from drafter.frozen import frozen
from drafter.markdown.absence import MISSING, absence, absence_in
from drafter.markdown.closing import closing
from drafter.markdown.flow import flow
from drafter.markdown.labels import items, labels
from drafter.markdown.rows import rows
from drafter.markdown.unread import Read, texts

__all__ = ["Typed", "document"]


@frozen
class Typed:
    """What a text says, in the models of the document."""

    document: Document
    """As far as the text gives one: a part that it lacks is an `Absent` that says so."""
    unread: tuple[Text, ...]
    """What has no place in the models, in the order of the text: more paragraphs, columns, sections."""


def document(page: Page) -> Typed:
    """Return the document that a page shows, and what of its text the document does not hold."""
    information = _information(page)
    sections = [_section(page, kind) for kind in SECTIONS]
    unread = [*information.unread, *_outside(page), *(text for read in sections for text in read.unread)]
    return Typed(
        Document(information=information.value, sections=tuple(read.value for read in sections)),
        tuple(sorted((text for text in unread if text.raw.strip()), key=lambda text: text.start)),
    )


def _information(page: Page) -> Read[DocumentInformation]:
    part = page.part("information")
    read = labels(DocumentInformation, part.blocks if part else ())
    return Read(
        read.value or DocumentInformation(**dict.fromkeys(DocumentInformation.model_fields, absence(MISSING))),
        read.unread,
    )


def _outside(page: Page) -> Iterator[Text]:
    """Yield what is left over outside of the sections; the contents are made anew."""
    read = page.part("information")
    for part in page.parts:
        if part.section or part is read:
            continue
        if part.heading and part.key not in ("title", "contents"):
            yield part.heading.text
        yield from texts(block for block in part.blocks if part.key != "contents" or not isinstance(block, ListBlock))


def _section(page: Page, kind: SectionType) -> Read[Section]:
    parts = [part for part in page.parts if part.section == kind.number]
    ends = [closing(part.blocks if part.key or not part.heading else (part.heading, *part.blocks)) for part in parts]
    left = list(zip(parts, ends, strict=True))
    values: dict[str, Any] = {
        "assumptions": tuple(text for end in ends for text in end.assumptions),
        "questions": tuple(question for end in ends for question in end.questions),
    }
    unread = [text for end in ends for text in end.unread]
    own = str(kind.number)
    for name, mark, annotation in parts_of(kind.model):
        key = mark.number or (f"{own}.{name}" if mark.title else own)
        at = next((index for index, (part, _) in enumerate(left) if part.key == key), None)
        read = _value(page, annotation, left.pop(at)[1].rest) if at is not None else Read(MISSING)
        values[name] = read.value
        unread += read.unread
    for part, end in left:
        if part.heading and part.key and part is not parts[0]:
            unread.append(part.heading.text)
        unread += texts(end.rest)
    return Read(kind.model(**values), tuple(unread))


def _value(page: Page, annotation: Any, blocks: Sequence[Block]) -> Read[Any]:
    """Return what a part holds, in the model that its section has for it."""
    first = blocks[0] if blocks else None
    if isinstance(first, Paragraph) and (absent := absence_in(first.text)):
        return Read(absent, tuple(texts(blocks[1:])))
    model = content_model(annotation)
    read: Read[Any]
    if issubclass(model, Flow):
        read = flow(page, blocks)
    elif issubclass(model, Row):
        read = rows(model, page, blocks)
    elif issubclass(model, Item):
        read = items(model, blocks)
    else:
        read = labels(model, blocks)
    return Read(MISSING if read.value is None else read.value, read.unread)
