"""`drafter undo`, as a user runs it."""

import signal
from pathlib import Path

import pytest

from tests.cli.test_draft_command import Drafter, Ended, at
from tests.fault_server import Rule, Script, fault, fault_server

DAYS = ("2026-01-15", "2026-01-16", "2026-01-17")
EDIT = "\nThis is mine.\n"


class Written(Drafter):
    """A document that was drafted three times."""

    def __init__(self, folder: Path) -> None:
        super().__init__(folder)
        self.document = folder / "tdd.md"
        self.texts: list[bytes] = []
        self.states: list[dict[str, bytes]] = []
        with fault_server() as endpoint:
            for day in DAYS:
                (folder / "brief.md").write_text(f"{(folder / 'brief.md').read_text('utf-8')}- On {day}.\n", "utf-8")
                assert self.run("draft", "brief.md", "-o", "tdd.md", "--date", day, *at(endpoint)).code == 0
                self.texts.append(self.document.read_bytes())
                self.states.append(self.state())

    def undo(self, *more: str) -> Ended:
        return self.run("undo", "tdd.md", *more)

    def state(self) -> dict[str, bytes]:
        folder = self.folder / ".drafter/tdd"
        paths = (folder / "outline.yaml", folder / "brief.md", *(folder / "sections").iterdir())
        return {path.name: path.read_bytes() for path in paths}

    def held(self) -> dict[str, bytes]:
        return {name: (self.folder / name).read_bytes() for name in self.files()}


@pytest.fixture(scope="module")
def drafted_once(tmp_path_factory: pytest.TempPathFactory) -> Written:
    return Written(tmp_path_factory.mktemp("drafted"))


@pytest.fixture
def drafter(drafted_once: Written, tmp_path: Path) -> Written:
    """A copy that a test may change."""
    copied = object.__new__(Written)
    copied.__dict__.update(drafted_once.__dict__, folder=tmp_path, document=tmp_path / "tdd.md")
    for name, data in drafted_once.held().items():
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_bytes(data)
    return copied


def test_each_undo_goes_one_step_further_with_the_state_of_that_text(drafter: Written) -> None:
    for version in (1, 0):
        ended = drafter.undo()
        assert (ended.code, ended.out) == (0, "")
        assert drafter.document.read_bytes() == drafter.texts[version]
        assert drafter.state() == drafter.states[version]
    assert drafter.undo().code == 2
    assert drafter.document.read_bytes() == drafter.texts[0]


def test_it_says_what_was_taken_back_and_where_the_text_is_kept_that_it_replaced(drafter: Written) -> None:
    first, second = drafter.undo().err.splitlines()
    assert first.startswith("tdd.md: is what it was before `drafter draft brief.md` of 20")
    assert first.endswith("(change 3)")
    kept = drafter.folder.resolve() / ".drafter/tdd/replaced/4.md"
    assert second == f"what it held until now is kept in {kept}; to go forward again: drafter undo --redo tdd.md"
    assert kept.read_bytes() == drafter.texts[2]


def test_redo_takes_back_undos_and_then_they_can_be_done_again(drafter: Written) -> None:
    for options, version in (("", 1), ("", 0), ("--redo", 1), ("--redo", 2), ("", 1)):
        assert drafter.undo(*options.split()).code == 0
        assert drafter.document.read_bytes() == drafter.texts[version]
        assert drafter.state() == drafter.states[version]


def test_there_is_nothing_to_redo_without_an_undo_and_after_another_draft(drafter: Written) -> None:
    assert drafter.undo("--redo").code == 2
    drafter.undo()
    with fault_server() as endpoint:
        assert drafter.run("draft", "brief.md", "-o", "tdd.md", "--date", "2026-02-01", *at(endpoint)).code == 0
    ended = drafter.undo("--redo")
    assert (ended.code, "there is no undo to take back" in ended.err) == (2, True)
    assert drafter.undo().code == 0
    assert drafter.document.read_bytes() == drafter.texts[1]


def test_an_edited_document_is_restored_only_when_it_may_be_overwritten(drafter: Written) -> None:
    edited = drafter.texts[2] + EDIT.encode()
    drafter.document.write_bytes(edited)
    before = drafter.held()
    ended = drafter.undo()
    assert (ended.code, "tdd.md: was changed since" in ended.err, "--overwrite" in ended.err) == (2, True, True)
    assert drafter.held() == before
    assert drafter.undo("--overwrite").code == 0
    assert drafter.document.read_bytes() == drafter.texts[1]
    assert (drafter.folder / ".drafter/tdd/replaced/4.md").read_bytes() == edited
    assert drafter.undo("--redo").code == 0
    assert drafter.document.read_bytes() == edited


def test_edits_that_an_undo_brings_back_are_not_undone_or_drafted_over_silently(drafter: Written) -> None:
    edited = drafter.texts[2] + EDIT.encode()
    drafter.document.write_bytes(edited)
    with fault_server() as endpoint:
        draft = ("draft", "brief.md", "-o", "tdd.md", "--date", "2026-02-01", *at(endpoint))
        assert drafter.run(*draft, "--overwrite").code == 0
        assert drafter.undo().code == 0
        assert drafter.document.read_bytes() == edited
        assert (drafter.undo().code, drafter.run(*draft).code) == (2, 2)
        assert drafter.document.read_bytes() == edited


def test_a_text_that_is_brought_back_may_be_drafted_over(drafter: Written) -> None:
    drafter.undo()
    with fault_server() as endpoint:
        assert drafter.run("draft", "brief.md", "-o", "tdd.md", "--date", "2026-02-01", *at(endpoint)).code == 0


def test_a_text_by_somebody_else_comes_back_with_no_state(tmp_path: Path) -> None:
    drafter = Drafter(tmp_path)
    (tmp_path / "tdd.md").write_bytes(b"mine\r\n\xff")
    with fault_server() as endpoint:
        assert drafter.run("draft", "brief.md", "-o", "tdd.md", "--overwrite", *at(endpoint)).code == 0
    assert drafter.run("undo", "tdd.md").code == 0
    assert (tmp_path / "tdd.md").read_bytes() == b"mine\r\n\xff"
    assert not (tmp_path / ".drafter/tdd/outline.yaml").exists()
    assert list((tmp_path / ".drafter/tdd/sections").iterdir()) == []


def test_the_list_shows_the_last_change_first_and_writes_nothing(drafter: Written) -> None:
    drafter.undo()
    before = drafter.held()
    ended = drafter.undo("--list")
    lines = [line.split() for line in ended.out.splitlines()]
    assert [line[0] for line in lines] == ["4", "3", "2", "1"]
    assert " ".join(lines[0][5:]) == "drafter undo (takes back 3)"
    assert " ".join(lines[3][5:]) == "drafter draft brief.md"
    assert lines[3][3:5] == [f"+{len(drafter.texts[0].splitlines())}", "-0"]
    assert lines[0][3:5] == [lines[1][4].replace("-", "+"), lines[1][3].replace("+", "-")]
    assert (ended.code, ended.err, drafter.held()) == (0, "", before)


def test_the_difference_is_shown_and_nothing_is_written(drafter: Written) -> None:
    drafter.document.write_bytes(drafter.texts[2] + b"\n\x1b[31mThis is mine.\n")
    before = drafter.held()
    ended = drafter.undo("--diff")
    assert ended.out.startswith("--- tdd.md\n+++ tdd.md (restored)\n@@ ")
    assert "-[31mThis is mine." in ended.out
    changed = [line for line in ended.out.splitlines() if DAYS[1] in line or DAYS[2] in line]
    assert {line[0] for line in changed if DAYS[1] in line} >= {"+"}
    assert {line[0] for line in changed if DAYS[2] in line} == {"-"}
    assert (ended.code, ended.err, drafter.held()) == (0, "", before)


def test_what_is_kept_and_was_lost_or_edited_is_told(drafter: Written) -> None:
    kept = drafter.folder.resolve() / ".drafter/tdd/replaced"
    (kept / "3.state.json").write_text("{", "utf-8")
    (kept / "3.md").write_text("edited there\n", "utf-8")
    (kept / "2.md").unlink()
    ended = drafter.undo()
    assert ended.code == 0
    assert "warning: what is kept of change 3 was edited there" in ended.err
    assert f"warning: {kept}/3.state.json: is damaged; what the text was drafted from is not known" in ended.err
    assert drafter.document.read_text("utf-8") == "edited there\n"
    ended = drafter.undo("--overwrite")
    assert (ended.code, f"{kept}/2.md: is not there any more" in ended.err) == (66, True)
    assert drafter.document.read_text("utf-8") == "edited there\n"


def test_a_document_that_was_removed_comes_back_when_that_is_asked_for(drafter: Written) -> None:
    drafter.document.unlink()
    assert drafter.undo().code == 2
    assert drafter.undo("--overwrite").code == 0
    assert drafter.document.read_bytes() == drafter.texts[1]


def test_an_outline_is_undone_too_and_the_state_of_a_document_stays(drafter: Written) -> None:
    texts = []
    for number in (3, 4):
        drafter.document.write_bytes(drafter.texts[2].replace(b"200 ms", b"%d00 ms" % number))
        assert drafter.run("outline", "--from", "tdd.md", "-o", "tdd.yaml").code == 0
        texts.append((drafter.folder / "tdd.yaml").read_bytes())
    assert texts[0] != texts[1]
    assert drafter.run("undo", "tdd.yaml").code == 0
    assert (drafter.folder / "tdd.yaml").read_bytes() == texts[0]
    assert drafter.state() == drafter.states[2]


@pytest.mark.parametrize(
    ("arguments", "code", "message"),
    [
        (("gone.md",), 66, "gone.md: there is no such file"),
        (("gone.md", "--list"), 66, "gone.md: there is no such file"),
        (("brief.md",), 2, "brief.md: there is no change of drafter's to undo"),
        (("brief.md", "--diff"), 2, "brief.md: there is no change of drafter's to undo"),
        (("tdd.md", "--list", "--diff"), 2, "--list goes with no other option"),
        ((".",), 73, "it is a folder"),
        ((), 2, "FILE"),
    ],
    ids=["no file", "no file to list", "not drafter's", "no difference", "two things", "a folder", "nothing"],
)
def test_what_cannot_be_undone_is_said_and_nothing_is_written(
    arguments: tuple[str, ...], code: int, message: str, drafter: Written
) -> None:
    before = drafter.held()
    ended = drafter.run("undo", *arguments)
    assert (ended.code, ended.out) == (code, "")
    assert message in ended.err
    assert drafter.held() == before


def test_nothing_before_the_first_draft_is_said(drafter: Written) -> None:
    drafter.undo()
    drafter.undo()
    ended = drafter.undo()
    assert (ended.code, "there was no text before `drafter draft brief.md`" in ended.err) == (2, True)


def test_a_folder_of_a_newer_drafter_is_told(drafter: Written) -> None:
    (drafter.folder / ".drafter/tdd/format.json").write_text('{"version": 2}', "utf-8")
    ended = drafter.undo()
    assert (ended.code, "was written by a newer drafter (format 2)" in ended.err) == (2, True)


def test_it_waits_for_nobody_who_works_on_the_document(drafter: Written) -> None:
    with fault_server(Script(rules=(Rule(fault=fault("hang"), times=None),))) as endpoint:
        process = drafter.start("draft", "brief.md", "-o", "tdd.md", "--fresh", *at(endpoint))
        assert endpoint.ledger.wait_until(bool, 60)
        ended = drafter.undo()
        process.send_signal(signal.SIGINT)
        process.communicate(timeout=60)
    assert (ended.code, "works on this document" in ended.err) == (80, True)
