"""Suggestions for a document that was edited after the review."""

import hashlib

from drafter.document.suggestion import Candidate, Review
from drafter.markdown.parse import parse
from drafter.suggestions import admitted, applied, relocated, worsening
from tests.sound_document import SOUND
from tests.suggestions.candidates import asked, fixed, proposed

RETENTION = "Retain click events for 13 months, then keep daily totals only."
TABLE = "# N\n\n## Rows\n\n| Name | Kind |\n|---|---|\n| Archive | store |\n| Locker, large | store |\n"


def review(text: str, *candidates: Candidate) -> Review:
    made = admitted(parse(text), None, candidates)
    assert made.dropped == {}
    digest = hashlib.sha256(text.encode()).hexdigest()
    return Review(document="tdd.md", sha256=digest, suggestions=made.suggestions)


def test_in_the_same_text_all_places_stay_even_of_words_that_stand_twice() -> None:
    made = review(TABLE, fixed(TABLE, "store", "cupboard", nth=2))
    assert relocated(made, TABLE) == (made.suggestions, {})


def test_a_suggestion_moves_with_its_words() -> None:
    made = review(SOUND, proposed(RETENTION, RETENTION.replace("keep daily", "keep the daily")))
    edited = SOUND.replace("## 1. ", "## 1. ", 1).replace("### 1.1", "New words.\n\n### 1.1", 1)
    now, refused = relocated(made, edited)
    assert refused == {}
    assert now[0].line == made.suggestions[0].line + 2
    assert applied(edited, now, [1]) == edited.replace("keep daily", "keep the daily")


def test_a_suggestion_whose_words_were_edited_is_refused_and_the_others_stay() -> None:
    made = review(TABLE, proposed("Archive", "Attic"), fixed(TABLE, "Locker, large", "Large locker"))
    now, refused = relocated(made, TABLE.replace("Archive", "Cellar"))
    assert [each.id for each in now] == [2]
    assert refused == {1: "its words are not in the document any more"}


def test_few_words_are_refused_where_they_may_be_others() -> None:
    made = review(TABLE, fixed(TABLE, "store", "cupboard", nth=1))
    _, gone = relocated(made, TABLE.replace("| Archive | store |\n", ""))
    assert gone == {1: "its words are few and stand elsewhere now"}
    _, twice = relocated(made, TABLE.replace("| Locker, large |", "| Lockers |").replace("Kind", "Sort"))
    assert twice == {1: "its words stand in the document more than once"}
    now, _ = relocated(made, TABLE.replace("Kind", "Sort"))
    assert now[0].quote == "store"
    assert now[0].line == 7


def test_what_was_taken_already_is_not_taken_twice() -> None:
    longer = proposed("click events for 13 months", "click events for 13 months of each year")
    made = review(SOUND, longer, asked("then keep daily totals only", "Who deletes them?"))
    after = applied(SOUND, made.suggestions, [1, 2])
    assert "- Who deletes them?" in after
    assert relocated(made, after).refused == dict.fromkeys((1, 2), "the document says so already")


LOCKERS = "# Notes\n\nThe app of the clerk opens the red locker. Nobody else gets at what is in it.\n"
RED = [
    fixed(LOCKERS, "red locker. Nobody else gets", "blue locker. Nobody else gets"),
    asked("Nobody else gets at what is in it.", "Who has the key?"),
]


def test_what_would_bring_in_a_finding_since_an_edit_is_told() -> None:
    edited = LOCKERS.replace("the red", "the blue red")
    now, refused = relocated(review(LOCKERS, *RED), edited)
    assert refused == {}
    assert worsening(edited, now, [1, 2], None) == {1: "it would bring in findings, as the document is now"}
    assert worsening(edited, now, [2], None) == {}
    assert worsening(LOCKERS, review(LOCKERS, *RED).suggestions, [1, 2], None) == {}
