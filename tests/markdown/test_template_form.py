"""What the template asks for is committed as data, and is what the models say."""

from drafter.document.page import ListBlock, Table
from drafter.markdown.parse import parse
from drafter.markdown.template import template
from drafter.markdown.template_form import expected, form_of
from scripts.update_template_form import FILE, form_text


def test_the_committed_form_is_that_of_the_models() -> None:
    assert FILE.read_text("utf-8") == form_text(), "run `make schemas`"


def test_the_printed_template_has_the_headings_columns_and_labels_of_the_form() -> None:
    parts = [part for part in parse(template()).parts if part.key]
    assert [part.key for part in parts] == [entry.key for entry in expected()]
    for part in parts:
        form, lists = form_of(part.key), [block for block in part.blocks if isinstance(block, ListBlock)]
        columns = tuple(cell.words for block in part.blocks if isinstance(block, Table) for cell in block.header)
        labels = tuple(item.label.words for block in lists for item in block.items if item.label)
        assert (form.columns, form.labels) == (columns, labels), part.key
        assert form.of_items == any(True for _ in part.items)
