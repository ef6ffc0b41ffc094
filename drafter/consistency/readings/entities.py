"""The entities of 5.1: attributes, relationships and validations, however they are written."""

import re
from collections.abc import Iterator, Sequence

from drafter.consistency.readings.attributes import Attribute, attribute_of, attributes_in
from drafter.document.page import Block, ListBlock, ListItem, Page, Table, Text
from drafter.frozen import frozen
from drafter.patterns import regex

__all__ = ["Attribute", "Entity", "Relation", "entities"]

_KIND = r"belongs[\s-]to|has[\s-](?:one|many)|geh[öo]rt zu|hat (?:viele|mehrere|eine?n?)"
_RELATION = regex(
    rf"(?P<kind>{_KIND})\s+(?P<entity>[^();,.:\n]{{1,60}}?)\s*"
    r"(?:\((?P<through>through\s+|via\s+|über\s+)?`?(?P<column>[\w.]{1,120})`?[^()\n]{0,60}\)|(?=[;,.\n]|$))",
    re.IGNORECASE,
)
_SEVERAL = regex(r"\s+(?:and|und|or|oder)\s+", re.IGNORECASE)
_LABELS = {
    "attributes": ("attribut", "field", "feld", "propert", "column", "spalte", "eigenschaft"),
    "relationships": ("relation", "beziehung", "association"),
    "validations": ("validat", "validier", "rule", "regel", "constraint", "prüf", "invariant"),
}
_BELONGS = regex(r"belongs|geh", re.IGNORECASE)
_TITLES = {
    "name": ("attribute", "name", "field", "column", "attribut", "feld", "spalte", "property"),
    "type": ("type", "typ", "data type", "datentyp"),
}


@frozen
class Relation:
    """A relationship in the form "belongs to X (`x_id`)"."""

    at: Text
    belongs: bool
    """Whether the foreign key is here; else it is at the other entity."""
    entity: Text
    column: Text
    """`x_id`, `ys.x_id`; empty for none."""
    through: Text
    """The joining table, empty for none."""


@frozen
class Entity:
    """An entity."""

    name: Text
    title: str
    """Its name without marks, numbers and what stands behind it in brackets."""
    attributes: tuple[Attribute, ...]
    relations: tuple[Relation, ...]
    relationships: tuple[Text, ...]
    """All that is said of relationships."""
    validations: tuple[Text, ...]


def entities(page: Page) -> tuple[Entity, ...]:
    """Return the entities of 5.1: its headings, with what stands below them."""
    part = page.part("5.1")
    found = []
    for heading, blocks in part.items if part else ():
        title = re.sub(r"\s*\([^()]*\)\s*$|[`*]", "", heading.title).strip()
        words = re.sub(r"^(?:entity|entität|table|tabelle)\s*:?\s+(?=\w)", "", title, flags=re.IGNORECASE)
        if words:
            found.append(_entity(heading.text, words, blocks))
    return tuple(found)


def _entity(name: Text, title: str, blocks: Sequence[Block]) -> Entity:
    labelled = list(_labelled(blocks))
    attributes = [a for table in blocks if isinstance(table, Table) for a in _rows(table)]
    for kind, item in labelled:
        if kind == "attributes":
            attributes += [*attributes_in(item.text), *_nested_attributes(item)]
    relationships = tuple(text for kind, item in labelled if kind == "relationships" for text in _texts(item))
    return Entity(
        name,
        title,
        tuple(attributes),
        tuple(relation for text in relationships for relation in _relations(text)),
        relationships,
        tuple(text for kind, item in labelled if kind == "validations" for text in _texts(item)),
    )


def _labelled(blocks: Sequence[Block]) -> Iterator[tuple[str, ListItem]]:
    """Yield the list items with what their labels mean."""
    for block in blocks:
        for item in block.items if isinstance(block, ListBlock) else ():
            label = item.label.words or item.text.words.partition(":")[0]
            folded = label.casefold()
            kind = next((kind for kind, starts in _LABELS.items() if folded.startswith(starts)), "")
            if kind and not item.label:
                at = item.text.raw.find(":") + 1
                rest = item.text.raw[at:].strip() if at else ""
                yield kind, ListItem(item.label, item.text.part(rest) if rest else Text("", "", 0), item.blocks)
            elif kind:
                yield kind, item


def _nested_attributes(item: ListItem) -> Iterator[Attribute]:
    for block in item.blocks:
        if isinstance(block, ListBlock):
            for inner in block.items:
                made = attribute_of(inner.text, inner.label)
                if made:
                    yield made
        elif isinstance(block, Table):
            yield from _rows(block)


def _rows(table: Table) -> Iterator[Attribute]:
    """Yield the attributes of a table that has a column for names and one for types."""
    names = [table.column(title) for title in _TITLES["name"]]
    types = [table.column(title) for title in _TITLES["type"]]
    at, type_at = max(names, default=-1), max(types, default=-1)
    if at < 0 or type_at < 0:
        return
    for row in table.rows:
        facts = " ".join(cell.words for index, cell in enumerate(row) if index not in {at, type_at})
        made = attribute_of(row[at], row[at], type_=row[type_at], facts=facts)
        if made:
            yield made


def _texts(item: ListItem) -> Iterator[Text]:
    if item.text:
        yield item.text
    for block in item.blocks:
        for inner in block.items if isinstance(block, ListBlock) else ():
            yield from (text for text in (inner.label, inner.text) if text)


def _relations(text: Text) -> Iterator[Relation]:
    for match in _RELATION.finditer(text.raw):
        if _SEVERAL.search(match["entity"]):
            continue

        def part(name: str, match: re.Match[str] = match) -> Text:
            raw = match[name] or ""
            return Text(raw.strip("`*"), raw, text.start + max(match.start(name), 0))

        column = part("column")
        nothing = Text("", "", column.start)
        through = bool(match["through"])
        yield Relation(
            Text(match[0], match[0], text.start + match.start()),
            bool(_BELONGS.match(match["kind"])),
            part("entity"),
            nothing if through else column,
            column if through else nothing,
        )
