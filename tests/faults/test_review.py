"""A review where endpoint, disk or machine fail, and damaged files: the document is the old one or new."""

import json
import shutil
import signal
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Literal

import pytest

from drafter.document.suggestion import Review
from drafter.suggestions import Dismissed
from tests.cli.reviewed import DOUBLED, MISSPELT
from tests.fault_server import Fault, Rule, Script, asked_again, fault
from tests.faults.place import Place, place
from tests.faults.processes import Ended
from tests.faults.sabotage import Sabotage
from tests.faults.tally import Tally
from tests.standing import NAME, lay_out

KILLED = 128 + signal.SIGKILL
STEPS = 200
EVERY = 11
"""Which steps of a review are the sample for every day; the other commands take fewer, and more of them are tried."""
NOTHING = fault("prose", text='{"proposals": []}')
How = Literal["kill", "ENOSPC", "EIO"]
HOW = pytest.mark.parametrize("how", ["kill", "ENOSPC", "EIO"])
PART = pytest.mark.parametrize("part", [pytest.param("sample"), pytest.param("all", marks=pytest.mark.slow)])


def calm(*rules: Rule) -> Script:
    """An endpoint that finds nothing, but for some rules."""
    return Script(rules=(*rules, Rule(fault=NOTHING, times=None)))


def spoilt(here: Place) -> bytes:
    """Lay out a drafted document with two mistakes, and return what its file holds."""
    lay_out(here.folder)
    (here.folder / f"{NAME}.md").unlink()
    here.edited = frozenset({"component_design"})
    text = here.document.read_text("utf-8")
    for right, wrong in (DOUBLED, MISSPELT):
        assert right in text
        text = text.replace(right, wrong, 1)
    here.document.write_text(text, "utf-8")
    return here.document.read_bytes()


def kept_review(here: Place) -> bytes:
    return (here.folder / ".drafter/tdd/review.json").read_bytes()


def dismissals(here: Place) -> list[Dismissed]:
    file = here.folder / ".drafter/tdd/dismissed.jsonl"
    lines = file.read_text("utf-8").splitlines() if file.exists() else []
    return [Dismissed.model_validate_json(line) for line in lines]


def steps(before: Path, here: Place, part: str, every: int = 3) -> Iterator[int]:
    """Yield the steps that a run is broken off at, each with the files as they were before."""
    for step in range(1, STEPS):
        if (step % every == 1) is (part == "sample"):
            shutil.rmtree(here.folder)
            shutil.copytree(before, here.folder)
            yield step
    pytest.fail("a run has more steps than were tried")


def check_end(here: Place, ended: Ended, how: How) -> None:
    """Check what a run that was broken off says, and what it leaves behind."""
    assert ended.code in ((KILLED,) if how == "kill" else (73, 74)), ended.err
    assert "Traceback" not in ended.err
    if how != "kill":
        here.check_files(half_made=True)


@HOW
@PART
def test_a_review_that_is_broken_off_changes_nothing_and_asks_for_nothing_twice(
    how: How, part: str, tmp_path: Path, tally: Tally
) -> None:
    with place(tmp_path, calm(), "--jobs", "1") as here:
        old = spoilt(here)
        before = tmp_path / "before"
        shutil.copytree(here.folder, before)
        assert here.start_review().ended().code == 0
        whole = kept_review(here)
        for step in steps(before, here, part, EVERY):
            asked = len(here.entries)
            ended = here.start_review(sabotage=Sabotage(at=step, how=how, lasting=True)).ended()
            if ended.code == 0:
                return
            check_end(here, ended, how)
            assert here.document.read_bytes() == old
            under_way = here.under_way()
            assert here.start_review().ended().code == 0
            assert (here.document.read_bytes(), kept_review(here)) == (old, whole)
            here.wait_until_settled()
            again = max(0, len(asked_again(here.entries[asked:])) - under_way)
            tally.count(f"{how} while a document is reviewed", again)
            here.check_files()


@HOW
@PART
def test_suggestions_that_are_taken_are_in_the_document_or_not(
    how: How, part: str, tmp_path: Path, tally: Tally
) -> None:
    with place(tmp_path, calm()) as here:
        old = spoilt(here)
        assert here.start_review("--no-model").ended().code == 0
        before = tmp_path / "before"
        shutil.copytree(here.folder, before)
        assert here.apply().code == 0
        whole = here.document.read_bytes()
        for step in steps(before, here, part):
            ended = here.apply(sabotage=Sabotage(at=step, how=how, lasting=True))
            if ended.code == 0:
                assert here.document.read_bytes() == whole
                return
            check_end(here, ended, how)
            assert here.document.read_bytes() in (old, whole)
            if here.document.read_bytes() == old:
                assert here.apply().code == 0
            assert here.document.read_bytes() == whole
            undone = here.undo()
            assert undone.code == 0, undone.err
            assert here.document.read_bytes() == old
            here.check_files()
            tally.count(f"{how} while suggestions are taken", 0)


@HOW
@PART
def test_a_dismissal_is_kept_whole_or_not_at_all(how: How, part: str, tmp_path: Path, tally: Tally) -> None:
    with place(tmp_path, calm()) as here:
        old = spoilt(here)
        assert here.start_review("--no-model").ended().code == 0
        assert here.dismiss("1").code == 0
        before = tmp_path / "before"
        shutil.copytree(here.folder, before)
        for step in steps(before, here, part):
            ended = here.dismiss("2", sabotage=Sabotage(at=step, how=how, lasting=True))
            if ended.code == 0:
                return
            check_end(here, ended, how)
            assert len(dismissals(here)) in (1, 2)
            assert here.document.read_bytes() == old
            assert here.dismiss("2").code == 0
            assert here.start_review("--no-model").ended().code == 0
            assert Review.model_validate_json(kept_review(here)).suggestions == ()
            here.check_files()
            tally.count(f"{how} while something is dismissed", 0)


ENDPOINTS = [
    pytest.param(fault("rate_limited", retry_after=0.1), 1, 0, id="429 once"),
    pytest.param(fault("rate_limited", retry_after=0.1), None, 75, id="429 for ever"),
    pytest.param(fault("rate_limited", retry_after=3600), None, 75, id="429 for an hour"),
    pytest.param(fault("unauthorized"), None, 75, id="401"),
    pytest.param(fault("server_error"), None, 75, id="500 for ever"),
    pytest.param(fault("cut", at=0.5, by="reset"), 1, 0, id="cut once"),
    pytest.param(fault("cut", at=0.5, by="clean"), None, 75, id="cut for ever"),
    pytest.param(fault("hang"), None, 75, id="never an answer"),
    pytest.param(fault("html"), None, 75, id="a page"),
]
NONSENSE = {
    "prose": fault("prose"),
    "an empty text": fault("empty"),
    "a wrong type": fault("prose", text='{"proposals": "none"}'),
    "brackets without end": fault("prose", text="[" * 20_000),
    "objects without end": fault("prose", text='{"proposals": ' * 20_000),
}


@pytest.mark.parametrize(("strange", "times", "code"), ENDPOINTS)
def test_a_failing_endpoint_leaves_what_the_rules_propose_and_the_answers_of_others(
    strange: Fault, times: int | None, code: int, tmp_path: Path, tally: Tally
) -> None:
    script = calm(Rule(fault=strange, contains="# Passages of 4 ", times=times))
    with place(tmp_path, script, "--jobs", "1", "--timeout", "1") as here:
        old = spoilt(here)
        ended = here.start_review().ended()
        assert ended.code == code, ended.err
        assert "Traceback" not in ended.err
        assert ("not reviewed by the model: 4 Component Design" in ended.err) is (code != 0)
        assert [one.quote for one in Review.model_validate_json(kept_review(here)).suggestions] == [
            "the the",
            "Databse",
        ]
        assert here.document.read_bytes() == old
        here.check_files()
        here.endpoint.use(calm())
        again = here.start_review().ended()
        assert (again.code, again.out) == (0, ended.out), again.err
        tally.count("a fault of the endpoint while a document is reviewed", len(here.asked_again()))


@pytest.mark.parametrize("answer", NONSENSE)
def test_nonsense_is_told_and_kept_until_a_fresh_answer_is_asked_for(answer: str, tmp_path: Path) -> None:
    script = calm(Rule(fault=NONSENSE[answer], contains="# Passages of 4 ", times=None))
    with place(tmp_path, script, "--jobs", "1") as here:
        old = spoilt(here)
        ended = here.start_review().ended()
        assert (ended.code, "Traceback" in ended.err, "Databse" in ended.out) == (76, False, True), ended.err
        assert "not reviewed by the model: 4 Component Design" in ended.err
        here.endpoint.use(calm())
        again = here.start_review("--fresh").ended()
        assert (again.code, again.out) == (0, ended.out), again.err
        assert here.document.read_bytes() == old
        here.check_files()


def test_an_endpoint_that_is_not_there_leaves_what_the_rules_propose(tmp_path: Path) -> None:
    with place(tmp_path, calm()) as here:
        old = spoilt(here)
        ended = here.start_review(base_url="http://127.0.0.1:9/v1").ended()
        assert ended.code == 75
        assert "Databse" in ended.out
        assert here.document.read_bytes() == old
        here.check_files()


def test_a_secret_stops_the_review_before_anything_is_sent(tmp_path: Path) -> None:
    with place(tmp_path, calm()) as here:
        spoilt(here)
        text = here.document.read_text("utf-8")
        here.document.write_text(text.replace("### 4.2", "The key is AKIAIOSFODNN7EXAMPLQ.\n\n### 4.2", 1), "utf-8")
        ended = here.start_review().ended()
        assert (ended.code, here.entries, ended.out) == (65, (), "")
        assert "AKIAIOSFODNN7EXAMPLQ" not in ended.err
        here.check_files()


def test_an_edit_while_the_model_reads_stays_and_the_suggestions_apply_beside_it(tmp_path: Path) -> None:
    slow = Rule(fault=fault("late", seconds=1.0), contains="# Passages of 4 ", times=1)
    with place(tmp_path, calm(slow), "--jobs", "1") as here:
        spoilt(here)
        process = here.start_review()
        assert here.endpoint.ledger.wait_until(lambda entries: len(entries) >= 1, 20)
        text = here.document.read_text("utf-8").replace("### 1.1 Purpose\n", "### 1.1 Purpose\n\nMy own line.\n", 1)
        temporary = here.folder / "edited"
        temporary.write_text(text, "utf-8")
        temporary.replace(here.document)
        assert process.ended().code == 0
        here.edited = frozenset({"introduction", "component_design"})
        assert here.document.read_text("utf-8") == text
        assert here.apply().code == 0
        after = here.document.read_text("utf-8")
        assert after == text.replace(DOUBLED[1], DOUBLED[0]).replace(MISSPELT[1], MISSPELT[0])
        here.check_files()


REVIEWS: dict[str, Callable[[str], str]] = {
    "cut off": lambda text: text[: len(text) // 2],
    "empty": lambda _: "",
    "binary": lambda _: "\0\x01",
    "a later version": lambda text: text.replace('"version": 1', '"version": 9'),
    "a list": lambda _: "[]",
    "deeply nested": lambda _: "[" * 100_000,
}


@pytest.mark.parametrize("damage", REVIEWS)
def test_a_damaged_review_is_refused_and_a_new_one_takes_its_place(damage: str, tmp_path: Path) -> None:
    with place(tmp_path, calm()) as here:
        old = spoilt(here)
        assert here.start_review("--no-model").ended().code == 0
        file = here.folder / ".drafter/tdd/review.json"
        file.write_text(REVIEWS[damage](file.read_text("utf-8")), "utf-8")
        for ended in (here.apply(), here.dismiss("1")):
            assert (ended.code, "Traceback" in ended.err) == (65, False), ended.err
        assert (here.document.read_bytes(), dismissals(here)) == (old, [])
        assert here.start_review("--no-model").ended().code == 0
        assert here.apply().code == 0
        here.check_files()


PLACES = {
    "far behind the end": {"start": 10**9, "end": 10**9 + 7},
    "before the beginning": {"start": -20, "end": -1},
    "the wrong way round": {"start": 900, "end": 100, "quote": ""},
    "other words": {"quote": "words that are not there at all"},
    "in another part": {"part": "9.1", "start": 0, "end": 7},
}


@pytest.mark.parametrize("where", PLACES)
def test_a_review_with_wrong_places_changes_no_other_words(where: str, tmp_path: Path) -> None:
    with place(tmp_path, calm()) as here:
        old = spoilt(here)
        assert here.start_review("--no-model").ended().code == 0
        file = here.folder / ".drafter/tdd/review.json"
        made = json.loads(file.read_text("utf-8"))
        made["suggestions"][1].update(PLACES[where])
        file.write_text(json.dumps(made), "utf-8")
        ended = here.apply()
        assert (ended.code in (0, 1), "Traceback" in ended.err) == (True, False), ended.err
        half = old.replace(DOUBLED[1].encode(), DOUBLED[0].encode())
        assert here.document.read_bytes() in (half, half.replace(b"Databse", b"Database"))
        here.check_files()


DISMISSALS = {
    "a line that is cut off": b'{"fingerprint": "12',
    "no UTF-8": b"\xff\xfe\xfa{}\n",
    "another form": b'{"id": 1}\n[]\nnull\n7\n',
    "a conflict of git": b"<<<<<<< HEAD\n=======\n>>>>>>> theirs\n",
    "deeply nested": b"[" * 100_000,
}


@pytest.mark.parametrize("damage", DISMISSALS)
def test_a_damaged_list_of_dismissals_is_told_and_takes_more(damage: str, tmp_path: Path) -> None:
    with place(tmp_path, calm()) as here:
        old = spoilt(here)
        file = here.folder / ".drafter/tdd/dismissed.jsonl"
        file.write_bytes(DISMISSALS[damage])
        ended = here.start_review("--no-model").ended()
        assert (ended.code, "drafter: warning: " in ended.err, "Databse" in ended.out) == (0, True, True)
        assert here.dismiss("1").code == 0
        assert file.read_bytes().startswith(DISMISSALS[damage])
        assert b"it is a name" in file.read_bytes()
        assert here.document.read_bytes() == old
        assert here.leftovers() == []


@pytest.mark.parametrize("odd", ["\u2028", "\x85", "\x0c", "\u2029"])
def test_a_dismissal_with_an_odd_line_end_in_its_words_counts(odd: str, tmp_path: Path) -> None:
    with place(tmp_path, calm()) as here:
        spoilt(here)
        text = here.document.read_text("utf-8").replace("the the creation", f"the the creation{odd}of it", 1)
        here.document.write_text(text, "utf-8")
        assert here.start_review("--no-model").ended().code == 0
        file = here.folder / ".drafter/tdd/review.json"
        made = json.loads(file.read_text("utf-8"))
        for one in made["suggestions"]:
            one["reason"] += odd
        file.write_text(json.dumps(made), "utf-8")
        assert here.dismiss("1,2").code == 0
        ended = here.start_review("--no-model").ended()
        assert Review.model_validate_json(kept_review(here)).suggestions == ()
        assert "damaged" not in ended.err
