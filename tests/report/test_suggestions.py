"""Suggestions in each form: with the places that it wants, and harmless."""

import json
from pathlib import Path
from typing import Any

import jsonschema
import pytest

from drafter.document.page import Page
from drafter.document.suggestion import Evidence, Review, Suggestion
from drafter.markdown.parse import parse
from drafter.report.pull_request import review_as_github
from drafter.report.suggestions import (
    review_as_json,
    review_as_rdjson,
    review_as_text,
    review_summary,
)

HOSTILE = "evil\x1b]0;owned\x07\u202e\x9b31m\r\n::error::x @team <b> [link](https://evil.example) \u2028"
TEXT = "# Größe 𐐀\n\nEin 𐐀 Übel ist `da`.\n\nZwei\nZeilen\n\nEnde ohne Zeilenende"


def suggested(words: str, replacement: str | None = "neu", number: int = 1, **more: Any) -> Suggestion:
    start = TEXT.index(words)
    line, column = parse(TEXT).line_column(start)
    return Suggestion(
        id=number, section=0, part="", severity="warning", category="clear", quote=words, start=start,
        end=start + len(words), line=line, column=column, replacement=replacement,
        question="" if replacement is not None else "Welches?", reason="Two can be meant.", fingerprint="0" * 16,
    ).model_copy(update=more)  # fmt: skip


def page(name: str = "docs/tdd.md") -> Page:
    return parse(TEXT, name)


def comments(*suggestions: Suggestion) -> list[dict[str, Any]]:
    made: list[dict[str, Any]] = json.loads(review_as_github(page(), suggestions))["comments"]
    return made


def block(comment: dict[str, Any]) -> str:
    body: str = comment["body"]
    return body.partition("```suggestion\n")[2].removesuffix("```")


def test_people_see_what_goes_what_comes_and_why() -> None:
    evidence = (
        Evidence(kind="finding", words="two can be meant", code="TXT1", line=3),
        Evidence(kind="passage", words="Es ist da.", part="4.1", line=9),
        Evidence(kind="statement", words="Nothing is lost.", line=2),
    )
    shown = review_as_text("tdd.md", [suggested("Zwei\nZeilen", "Eine", evidence=evidence, alternatives=(2, 3))])
    assert shown.splitlines() == [
        "tdd.md:5:1 [1] warning (clear): Two can be meant.",
        "  - Zwei",
        "  - Zeilen",
        "  + Eine",
        "  because of TXT1",
        "  because of 4.1, line 9: “Es ist da.”",
        "  because of the brief, line 2: “Nothing is lost.”",
        "  or else 2, 3",
    ]


def test_people_see_a_question_below_the_words_that_it_is_about() -> None:
    assert review_as_text("tdd.md", [suggested("Übel", None)]).splitlines()[1:] == ["    “Übel”", "  ? Welches?"]


@pytest.mark.parametrize(("words", "replacement", "shown"), [("Übel", "", ["  - Übel"])])
def test_words_that_are_removed_leave_nothing(words: str, replacement: str, shown: list[str]) -> None:
    assert review_as_text("tdd.md", [suggested(words, replacement)]).splitlines()[1:] == shown


def test_nothing_controls_a_terminal() -> None:
    evidence = (Evidence(kind="passage", words=HOSTILE, part="4.1", line=9),)
    hostile = suggested("Übel", HOSTILE, reason=HOSTILE, evidence=evidence)
    asking = suggested("Zwei", None, question=HOSTILE, reason=HOSTILE)
    review = Review(
        document=HOSTILE, sha256="", suggestions=(hostile, asking), dropped={HOSTILE: 1}, not_run=(HOSTILE,)
    )
    odd = page(f"{HOSTILE}.md")
    for written in (
        review_as_text(odd.name, review.suggestions),
        review_as_json(review),
        review_as_rdjson(odd, review.suggestions),
        review_as_github(odd, review.suggestions),
        "\n".join(review_summary(review)),
    ):
        assert [char for char in written if not (char.isprintable() or char == "\n")] == []


def test_json_reads_back_as_the_same_review() -> None:
    review = Review(document="tdd.md", sha256="ab", suggestions=(suggested("Übel", HOSTILE),), dropped={"doubled": 2})
    assert Review.model_validate_json(review_as_json(review)) == review


def test_reviewdog_counts_columns_in_bytes_and_gets_the_new_text() -> None:
    asking = suggested("Zwei", None, 2)
    data = json.loads(review_as_rdjson(page(), [suggested("Übel"), asking]))
    first, second = data["diagnostics"]
    where = {"start": {"line": 3, "column": 10}, "end": {"line": 3, "column": 15}}
    assert first["location"] == {"path": "docs/tdd.md", "range": where}
    assert first["suggestions"] == [{"range": where, "text": "neu"}]
    assert "suggestions" not in second
    schema = json.loads((Path(__file__).parent / "schemas/rdjson.schema.json").read_text("utf-8"))
    jsonschema.Draft4Validator(schema).validate(data)


def test_a_pull_request_gets_whole_lines() -> None:
    (comment,) = comments(suggested("Übel"))
    assert (comment["path"], comment["line"], comment["side"], "start_line" in comment) == (
        "docs/tdd.md", 3, "RIGHT", False,
    )  # fmt: skip
    assert block(comment) == "Ein 𐐀 neu ist `da`.\n"


def test_lines_that_go_together_are_one_range() -> None:
    (comment,) = comments(suggested("Zwei\nZeilen", "Eine"))
    assert (comment["start_line"], comment["line"], block(comment)) == (5, 6, "Eine\n")


def test_a_line_that_is_removed_with_its_end_leaves_an_empty_block() -> None:
    (comment,) = comments(suggested("Zwei\n", ""))
    assert (comment["line"], "start_line" in comment, block(comment)) == (5, False, "")


def test_the_last_line_needs_no_end() -> None:
    (comment,) = comments(suggested("ohne", "mit"))
    assert block(comment) == "Ende mit Zeilenende\n"


def test_changes_of_the_same_line_share_a_comment_so_that_both_can_be_taken() -> None:
    (comment,) = comments(suggested("Übel"), suggested("da", "dort", 2))
    assert block(comment) == "Ein 𐐀 neu ist `dort`.\n"
    assert comment["body"].count("Two can be meant") == 2


def test_alternatives_and_questions_have_comments_of_their_own() -> None:
    either = comments(suggested("Übel", alternatives=(2,)), suggested("Übel", "gut", 2, alternatives=(1,)))
    assert [block(comment) for comment in either] == ["Ein 𐐀 neu ist `da`.\n", "Ein 𐐀 gut ist `da`.\n"]
    asked = comments(suggested("Übel"), suggested("da", None, 2))
    assert [bool(block(comment)) for comment in asked] == [True, False]


def test_a_fence_in_the_text_does_not_end_the_block() -> None:
    (comment,) = comments(suggested("Übel", "````x````"))
    assert "`````suggestion\nEin 𐐀 ````x```` ist `da`.\n`````" in comment["body"]


def test_a_comment_calls_nobody_and_shows_no_markup() -> None:
    (comment,) = comments(suggested("Übel", reason=HOSTILE))
    said = comment["body"].partition("```suggestion")[0]
    assert "@team" not in said
    assert "](https" not in said


def test_the_summary_says_what_is_not_shown_and_not_looked_at() -> None:
    review = Review(
        document="tdd.md", sha256="", suggestions=(suggested("Übel"),), dropped={"were doubled": 2, "was dismissed": 1},
        not_run=("4 Component Design: busy",),
    )  # fmt: skip
    assert review_summary(review) == [
        "tdd.md: 1 suggestion (1 warning)",
        "not shown: 1 was dismissed; 2 were doubled",
        "not reviewed by the model: 4 Component Design: busy",
    ]
    assert review_summary(Review(document="a.md", sha256="", suggestions=())) == ["a.md: no suggestions"]
