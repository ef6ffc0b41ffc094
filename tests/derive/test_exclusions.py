"""What the brief leaves out, and what it says of today."""

import pytest

from drafter.derive.background import background
from drafter.derive.exclusions import exclusions
from tests.materials import brief_of


@pytest.mark.parametrize(
    ("text", "excluded"),
    [
        ("## Not in this project\n\n- Invoices.\n- Mail.", ("Invoices.", "Mail.")),
        ("## Out of scope\n\nInvoices.", ("Invoices.",)),
        ("## Non-goals\n\nInvoices.", ("Invoices.",)),
        ("## What it must not become\n\nA plotting tool.", ("A plotting tool.",)),
        ("## Non-goals\n\nA shop: we sell by mail.", ("A shop.",)),
        ("## Non-goals\n\nA shop. It should need nothing but Python.", ("A shop.",)),
        ("## Nicht enthalten\n\nRechnungen.", ("Rechnungen.",)),
        ("We lend. No invoices.", ("No invoices.",)),
        ("We lend. Invoices are out of scope.", ("Invoices are out of scope.",)),
        ("We lend. We don't need invoices.", ("We don't need invoices.",)),
        ("Wir verleihen. Keine Rechnungen.", ("Keine Rechnungen.",)),
        ("## Not now\n\n- Invoices. Perhaps next year.", ("Invoices. Perhaps next year.",)),
    ],
)
def test_what_is_not_wanted_is_excluded_in_the_briefs_words(text: str, excluded: tuple[str, ...]) -> None:
    assert exclusions(brief_of(text)) == excluded


@pytest.mark.parametrize(
    "text", ["We lend tools.", "Not later than in May.", "No more than 3 tools.", "Notes are kept."]
)
def test_a_brief_that_leaves_nothing_out_excludes_nothing(text: str) -> None:
    assert exclusions(brief_of(text)) == ("The brief excludes nothing.",)


def test_no_more_than_six_exclusions_are_listed() -> None:
    items = "\n".join(f"- thing {number}" for number in range(9))
    assert len(exclusions(brief_of(f"## Out of scope\n\n{items}"))) == 6


@pytest.mark.parametrize(
    ("text", "situation"),
    [
        ("We lend.\n\n## Why\n\nA list gets lost.\n\n## What\n\nA service.", ("A list gets lost.",)),
        ("We lend. Today a list gets lost. It is big.", ("Today a list gets lost.",)),
        ("Wir verleihen. Bisher gibt es Zettel.", ("Bisher gibt es Zettel.",)),
        ("One. Two. Three. Four.", ("One.", "Two.", "Three.")),
        ("", ()),
    ],
)
def test_the_present_is_told_by_a_heading_else_by_words_else_first(text: str, situation: tuple[str, ...]) -> None:
    assert background(brief_of(text)) == situation
