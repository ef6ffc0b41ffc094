"""The passages of a document: what a reviewer can point at."""

from drafter.derive.passages import Passage, passages
from drafter.markdown.parse import parse

TEXT = """# Lockers

## Rows

A locker opens
in 2 s.

- **Door**: It closes.
- **Bare**
- Plain *words*
  - Inner

1. __Step__: Go.

| Name | Kind |
|------|------|
| Box |  |
| `Big` | steel |

**Assumptions**

- Steel

```sql
SELECT 1;
```

<p>html</p>
"""


def found() -> tuple[Passage, ...]:
    page = parse(TEXT)
    return passages(page, page.parts)


def test_paragraphs_items_and_rows_are_passages_with_their_marks() -> None:
    assert [passage.text for passage in found()] == [
        "A locker opens\nin 2 s.",
        "**Door**: It closes.",
        "**Bare**",
        "Plain *words*",
        "Inner",
        "__Step__: Go.",
        "Box",
        "`Big` | steel",
        "Steel",
    ]


def test_a_passage_is_what_stands_at_its_place() -> None:
    assert all(TEXT[one.start : one.start + len(one.text)] == one.text for one in found())


def test_a_row_knows_the_columns_above_it() -> None:
    assert [one.columns for one in found() if one.columns] == ["Name | Kind"] * 2
