"""Tables of a page as rows of the models."""

from collections.abc import Iterable
from typing import TypeVar

from drafter.document.blocks import Column, Row
from drafter.document.page import Block, Page, Paragraph, Table, Text
from drafter.document.sections.base import mark_of
from drafter.markdown.places import by_place, by_title
from drafter.markdown.plain import plain_cell
from drafter.markdown.unread import Read, texts

__all__ = ["rows", "says_none"]

_PADDING = " " * 3
"""More blanks than rendering puts in an empty cell."""

RowType = TypeVar("RowType", bound=Row)


def rows(model: type[RowType], page: Page, blocks: Iterable[Block]) -> Read[tuple[RowType, ...] | None]:
    """Return the rows of the tables, None when there is no table and no "None.".

    Columns are found by their titles, else by their places. A row whose first cell is padded blanks goes on with the
    row above. Of several tables, the first is read, and those with a known column.
    """
    columns = {name: mark.title for name, info in model.model_fields.items() if (mark := mark_of(info, Column))}
    made: list[RowType] | None = None
    unread: list[Text] = []
    for block in blocks:
        if isinstance(block, Table) and (made is None or any(block.column(title) >= 0 for title in columns.values())):
            titles = [cell.words for cell in block.header]
            found = by_place(by_title(titles, list(columns.values())), titles)
            made = made or []
            made += [model(**dict(zip(columns, values, strict=True))) for values in _values(page, block.rows, found)]
            extra = [index for index in range(len(block.header)) if index not in found]
            unread += [row[index] for row in (block.header, *block.rows) for index in extra if row[index].raw]
        elif made is None and says_none(block):
            made = []
        else:
            unread += texts([block])
    return Read(None if made is None else tuple(made), tuple(unread))


def says_none(block: Block) -> bool:
    """Return whether a block stands in place of an empty table or of no items."""
    return isinstance(block, Paragraph) and block.text.words.casefold().rstrip(".") == "none"


def _values(page: Page, table: Iterable[tuple[Text, ...]], found: tuple[int, ...]) -> list[list[str]]:
    """Return the values of each row in the order of the model's fields."""
    made: list[list[str]] = []
    for row in table:
        values = [plain_cell(row[index]) if index >= 0 else "" for index in found]
        if made and found[0] >= 0 and _is_padding(page, row[found[0]]) and any(values):
            made[-1] = [" ".join(filter(None, pair)) for pair in zip(made[-1], values, strict=True)]
        else:
            made.append(values)
    return made


def _is_padding(page: Page, cell: Text) -> bool:
    return not cell.raw and page.text.endswith(_PADDING, 0, cell.start)
