"""`drafter review`, `apply` and `dismiss`, as a user runs them on a document that a real model drafted."""

import json
import subprocess
from pathlib import Path

import pytest

from drafter.document.suggestion import CATEGORIES, Review
from tests.cli.reviewed import DOUBLED, MISSPELT, Reviewer, mended, proposing
from tests.fault_server import MODEL, Rule, Script, fault, fault_server

PURPOSE = "1 Introduction"


@pytest.fixture
def reviewer(tmp_path: Path) -> Reviewer:
    return Reviewer(tmp_path)


def test_each_suggestion_shows_its_place_its_reason_and_what_changes(reviewer: Reviewer) -> None:
    ended = reviewer.review()
    lines = ended.out.splitlines()
    assert ended.code == 0
    assert lines[0].startswith("tdd.md:140:38 [1] warning (clear): “the” stands twice. It looks careless")
    assert lines[1:4] == ["  - the the", "  + the", "  because of TXT105"]
    assert lines[4].startswith("tdd.md:140:95 [2] error (consistent): Campaign Manager Service depends on Databse")
    assert ended.err == "tdd.md: 2 suggestions (1 error, 1 warning)\n"


def test_a_review_leaves_the_document_as_it_is_and_is_kept(reviewer: Reviewer) -> None:
    before = reviewer.text
    ended = reviewer.review("--format", "json")
    assert reviewer.text == before
    assert Review.model_validate_json(ended.out) == reviewer.kept
    assert [one.quote for one in reviewer.kept.suggestions] == ["the the", "Databse"]


def test_a_patch_is_what_git_applies(reviewer: Reviewer) -> None:
    patch = reviewer.review("--format", "diff").out
    assert patch.startswith("--- a/tdd.md\n+++ b/tdd.md\n@@")
    subprocess.run(["git", "apply"], cwd=reviewer.folder, input=patch.encode(), check=True)
    assert reviewer.text == mended(DOUBLED, MISSPELT)


def test_a_report_goes_to_a_file(reviewer: Reviewer) -> None:
    ended = reviewer.review("--format", "rdjson", "-o", "found.json")
    found = json.loads((reviewer.folder / "found.json").read_text("utf-8"))
    assert ended.out == ""
    assert [one["suggestions"][0]["text"] for one in found["diagnostics"]] == ["the", "Database"]


@pytest.mark.parametrize(("section", "number"), [("4.1", 2), ("4.2", 0), ("Component Design", 2), ("13", 0)])
def test_only_the_section_that_is_named_is_reviewed(section: str, number: int, reviewer: Reviewer) -> None:
    ended = reviewer.run("review", "tdd.md", "--no-model", "--section", section)
    assert (ended.code, len(reviewer.kept.suggestions)) == (0, number)


def test_a_focus_leaves_the_other_suggestions_out(reviewer: Reviewer) -> None:
    reviewer.review("--focus", "clarity")
    assert [one.category for one in reviewer.kept.suggestions] == ["clear"]


@pytest.mark.parametrize(("level", "code"), [("never", 0), ("error", 1), ("warning", 1), ("note", 1)])
def test_the_exit_code_follows_the_level_that_is_asked_for(level: str, code: int, reviewer: Reviewer) -> None:
    assert reviewer.review("--fail-on", level).code == code


def test_a_level_that_nothing_reaches_does_not_fail(reviewer: Reviewer) -> None:
    assert reviewer.review("--fail-on", "error", "--focus", "clear").code == 0


def test_what_a_model_proposes_is_tried_and_shown(reviewer: Reviewer) -> None:
    words = reviewer.text.partition("### 1.1 Purpose\n\n")[2].partition("\n")[0]
    script = proposing(PURPOSE, words=words[:30], text="This paper says")
    with fault_server(script) as endpoint:
        ended = reviewer.review("--section", "1", endpoint=endpoint)
        asked = len(endpoint.ledger.completions)
        again = reviewer.review("--section", "1", endpoint=endpoint)
        assert (asked, len(endpoint.ledger.completions)) == (2, 2)  # the answers are kept
    first = reviewer.kept.suggestions[0]
    assert (first.part, first.judged, first.category, first.quote) == ("1.1", True, "testable", words[:30])
    assert (ended.code, again.out) == (0, ended.out)
    assert "[1] note (testable): Nobody knows which posters are meant." in ended.out
    assert "the document and its brief" in ended.err


def test_words_that_do_not_stand_in_the_document_are_never_shown(reviewer: Reviewer) -> None:
    with fault_server(proposing(PURPOSE, words="a paragraph that is not there", text="x y")) as endpoint:
        ended = reviewer.review("--section", "1", endpoint=endpoint)
    assert not any(one.judged for one in reviewer.kept.suggestions)
    assert "not shown: 1 " in ended.err


def test_a_question_of_a_model_goes_to_the_open_questions(reviewer: Reviewer) -> None:
    with fault_server(proposing(PURPOSE, change="ask", text="Which posters are meant?")) as endpoint:
        reviewer.review("--section", "1", endpoint=endpoint)
    assert reviewer.run("apply", "tdd.md", "--only", "1").code == 0
    section = reviewer.text.partition("\n## 2")[0]
    assert "**Open questions**" in section
    assert "- Which posters are meant?" in section


def test_what_a_model_says_cannot_control_the_terminal(reviewer: Reviewer) -> None:
    script = proposing(PURPOSE, problem="bad\x1b]0;owned\x07 \u202e", words="", change="ask", text="Is it?")
    with fault_server(script) as endpoint:
        for form in ("text", "diff"):
            ended = reviewer.review("--section", "1", "--format", form, endpoint=endpoint)
            assert "Is it?" in ended.out
            assert [char for char in ended.out if not (char.isprintable() or char == "\n")] == []


def test_when_the_endpoint_fails_the_computed_suggestions_are_shown(reviewer: Reviewer) -> None:
    where = ("--base-url", "http://127.0.0.1:9/v1", "--model", MODEL)
    ended = reviewer.run("review", "tdd.md", "--section", "4", *where)
    assert ended.code == 75
    assert ended.out.count("[") >= 2
    assert "not reviewed by the model: " in ended.err
    assert len(reviewer.kept.not_run) == 1


def test_a_section_that_fails_takes_nothing_from_the_others(reviewer: Reviewer) -> None:
    script = proposing(PURPOSE, words="", change="ask", text="Which posters are meant?")
    broken = Rule(fault=fault("server_error"), contains="# Passages of 4 ", times=None)
    with fault_server(script.model_copy(update={"rules": (broken, *script.rules)})) as endpoint:
        ended = reviewer.review("--section", "1", endpoint=endpoint)
    assert ended.code == 75
    assert "not reviewed by the model: 4 Component Design: " in ended.err
    assert [one.judged for one in reviewer.kept.suggestions] == [True, False, False]


def test_a_budget_stops_the_model_and_says_so(reviewer: Reviewer) -> None:
    with fault_server() as endpoint:
        ended = reviewer.review("--max-calls", "0", endpoint=endpoint)
        assert endpoint.ledger.completions == ()
    assert ended.code == 79
    assert len(reviewer.kept.suggestions) == 2


def test_secrets_in_the_document_are_not_sent(reviewer: Reviewer) -> None:
    reviewer.edit("### 4.2", "The key is AKIAIOSFODNN7EXAMPLQ.\n\n### 4.2")
    with fault_server() as endpoint:
        ended = reviewer.review(endpoint=endpoint)
        assert endpoint.ledger.completions == ()
    assert ended.code == 65


def test_taken_suggestions_are_in_the_document_and_undo_goes_back(reviewer: Reviewer) -> None:
    before = reviewer.text
    reviewer.review()
    assert reviewer.run("apply", "tdd.md", "--only", "2").code == 0
    assert reviewer.text == mended(MISSPELT)
    assert reviewer.run("undo", "tdd.md").code == 0
    assert reviewer.text == before
    assert reviewer.run("apply", "tdd.md").code == 0
    assert reviewer.text == mended(DOUBLED, MISSPELT)


def test_line_ends_and_all_other_bytes_stay(reviewer: Reviewer) -> None:
    reviewer.document.write_bytes(reviewer.text.rstrip("\n").replace("\n", "\r\n").encode())
    reviewer.review()
    reviewer.run("apply", "tdd.md")
    assert reviewer.text == mended(DOUBLED, MISSPELT).rstrip("\n").replace("\n", "\r\n")


def test_a_difference_is_shown_and_nothing_is_written(reviewer: Reviewer) -> None:
    before = reviewer.text
    reviewer.review("--format", "json", "-o", "review.json")
    ended = reviewer.run("apply", "tdd.md", "review.json", "--only", "1", "--diff")
    assert (ended.code, ended.out.count("\n+"), reviewer.text) == (0, 2, before)


def test_a_document_that_changed_takes_what_still_stands_there(reviewer: Reviewer) -> None:
    reviewer.review()
    reviewer.edit("Databse", "Store")
    reviewer.edit("## 2. System", "A line.\n\n## 2. System")
    ended = reviewer.run("apply", "tdd.md")
    assert ended.code == 1
    assert "suggestion 2 is left out: its words are not in the document any more" in ended.err
    assert "Manages the creation" in reviewer.text


def test_a_document_that_changed_does_not_take_what_would_bring_in_findings_now(reviewer: Reviewer) -> None:
    reviewer.review()
    reviewer.edit("| Database | Stores", "| Databse | Stores")
    renamed = reviewer.text
    ended = reviewer.run("apply", "tdd.md")
    assert ended.code == 1
    assert "suggestion 2 is left out: it would bring in findings, as the document is now" in ended.err
    assert reviewer.text == renamed.replace(DOUBLED[1], DOUBLED[0])


def test_what_is_dismissed_does_not_come_back(reviewer: Reviewer) -> None:
    reviewer.review()
    ended = reviewer.run("dismiss", "tdd.md", "1", "--why", "the vendor is called so")
    (line,) = (reviewer.folder / ".drafter/tdd/dismissed.jsonl").read_text("utf-8").splitlines()
    assert (ended.code, json.loads(line)["why"]) == (0, "the vendor is called so")
    reviewer.edit("## 2. System", "A line.\n\n## 2. System")
    ended = reviewer.review()
    assert [one.quote for one in reviewer.kept.suggestions] == ["Databse"]
    assert "not shown: 1 " in ended.err


def test_a_damaged_dismissal_is_told_and_does_not_count(reviewer: Reviewer) -> None:
    (reviewer.folder / ".drafter/tdd/dismissed.jsonl").write_text('{"why": "cut of', "utf-8")
    ended = reviewer.review()
    assert ended.code == 0
    assert "1 of 1 dismissals of tdd.md are damaged" in ended.err
    assert len(reviewer.kept.suggestions) == 2


def test_suggestions_are_taken_and_dismissed_with_a_key(reviewer: Reviewer) -> None:
    ended = reviewer.review("--interactive", given="?\ns\nit is a name\ny\n")
    assert "Take this [y,n,e,s,a,d,q,?]?" in ended.out
    assert "dismiss it for good" in ended.out
    assert reviewer.text == mended(MISSPELT)
    assert "it is a name" in (reviewer.folder / ".drafter/tdd/dismissed.jsonl").read_text("utf-8")


@pytest.mark.parametrize("given", ["y\nq\n", "y\n", "", "d\n"])
def test_whoever_stops_keeps_the_document(given: str, reviewer: Reviewer) -> None:
    before = reviewer.text
    ended = reviewer.review("--interactive", given=given)
    assert (ended.code, reviewer.text) == (0, before)
    assert "tdd.md: stays as it is" in ended.err


def test_all_that_follow_are_taken_with_one_key(reviewer: Reviewer) -> None:
    reviewer.review("--interactive", given="a\n")
    assert reviewer.text == mended(DOUBLED, MISSPELT)


@pytest.mark.parametrize(
    ("arguments", "code", "said"),
    [
        (("review", "tdd.md", "--no-model", "--section", "99"), 2, "'99' is no section or part"),
        (("review", "tdd.md", "--no-model", "--focus", "GDPR"), 2, ", ".join(CATEGORIES)),
        (("review", "tdd.md", "--no-model", "-o", "tdd.md"), 2, "would be overwritten"),
        (("review", "tdd.md", "--no-model", "--interactive", "--format", "json"), 2, "goes with neither"),
        (("review", "none.md", "--no-model"), 66, "none.md: there is no such file"),
        (("apply", "tdd.md"), 66, "tdd.md: was not reviewed yet"),
        (("apply", "tdd.md", "brief.md"), 65, "brief.md: is not a review"),
        (("dismiss", "tdd.md", "1", "--why", "x"), 66, "tdd.md: was not reviewed yet"),
    ],
)
def test_what_cannot_be_meant_is_refused(arguments: tuple[str, ...], code: int, said: str, reviewer: Reviewer) -> None:
    before = reviewer.text
    ended = reviewer.run(*arguments)
    assert (ended.code, said in ended.err) == (code, True), ended.err
    assert reviewer.text == before


@pytest.mark.parametrize("numbers", ["9", "x", "2-x", "3-9", "1" * 5_000])
def test_a_number_that_no_suggestion_has_is_refused(numbers: str, reviewer: Reviewer) -> None:
    reviewer.review()
    before = reviewer.text
    assert reviewer.run("apply", "tdd.md", "--only", numbers).code == 2
    assert reviewer.run("dismiss", "tdd.md", numbers, "--why", "x").code == 2
    assert reviewer.text == before


def test_a_document_from_another_template_is_reviewed_by_chapter(reviewer: Reviewer) -> None:
    (reviewer.folder / "rfc.md").write_text("# Drafts\n\nThe the app keeps drafts.\n\n## Plan\n\nShip it.\n", "utf-8")
    script = Script(rules=(Rule(fault=fault("prose", text='{"proposals": []}'), times=None),))
    with fault_server(script) as endpoint:
        ended = reviewer.run("review", "rfc.md", "--base-url", endpoint.base_url, "--model", MODEL)
        assert len(endpoint.ledger.completions) == 2
    assert (ended.code, "  - The the" in ended.out) == (0, True)
    assert "warning" not in ended.err.partition("rfc.md: ")[0]
