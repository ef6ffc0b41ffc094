"""Files that are whole at any time, and one run on a document at a time."""

import errno
import json
import os
import socket
import stat
import subprocess
import sys
from datetime import UTC, datetime
from decimal import Decimal
from pathlib import Path

import pytest

from drafter.errors import DocumentLocked, OutputUnwritable, UsageError
from drafter.workspace import LedgerEntry, Workspace, check_output, locked, write_atomically

ENTRY = LedgerEntry(
    time=datetime(2026, 1, 2, tzinfo=UTC), model="m", calls=2, prompt_tokens=9, cached_tokens=3,
    completion_tokens=4, seconds=1.5, cost=None,
)  # fmt: skip


@pytest.fixture(autouse=True)
def cache(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DRAFTER_CACHE_DIR", str(tmp_path / "cache"))


@pytest.fixture
def document(tmp_path: Path) -> Path:
    path = tmp_path / "docs" / "design.md"
    path.parent.mkdir()
    return path


@pytest.mark.parametrize("text", ["", "a\r\nb\n", "no final newline", "Größe 😀\u2028\x00"])
def test_file_has_exactly_the_text(document: Path, text: str) -> None:
    document.write_text("before")
    write_atomically(document, text)
    assert document.read_bytes() == text.encode()
    assert [path.name for path in document.parent.iterdir()] == ["design.md"]


@pytest.mark.parametrize("mode", [0o600, 0o640, 0o755])
def test_mode_of_a_file_that_is_there_stays(document: Path, mode: int) -> None:
    document.write_text("before")
    document.chmod(mode)
    write_atomically(document, "after")
    assert stat.S_IMODE(document.stat().st_mode) == mode


def test_new_file_has_the_mode_of_new_files(document: Path) -> None:
    write_atomically(document, "text")
    (document.parent / "other").touch()
    assert document.stat().st_mode == (document.parent / "other").stat().st_mode


@pytest.mark.parametrize("there", [True, False])
def test_link_stays_and_its_target_is_written(document: Path, there: bool) -> None:
    target = document.parent / "target.md"
    if there:
        target.write_text("before")
    document.symlink_to("target.md")
    write_atomically(document, "after")
    assert document.is_symlink()
    assert target.read_text() == "after"


def test_name_may_be_as_long_as_names_can_be(document: Path) -> None:
    long = document.with_name("ü" * 125 + ".md")
    write_atomically(long, "text")
    assert long.read_text() == "text"


@pytest.mark.parametrize("call", ["os.fsync", "pathlib.Path.replace"])
@pytest.mark.parametrize("code", [errno.ENOSPC, errno.EIO])
def test_failure_leaves_the_old_file_and_nothing_else(
    document: Path, monkeypatch: pytest.MonkeyPatch, call: str, code: int
) -> None:
    def fail(*_: object) -> None:
        raise OSError(code, os.strerror(code))

    document.write_text("before")
    monkeypatch.setattr(call, fail)
    with pytest.raises(OutputUnwritable, match=os.strerror(code)) as raised:
        write_atomically(document, "after")
    assert str(document) in str(raised.value)
    assert ("Make room" in raised.value.hint) == (code == errno.ENOSPC)
    assert document.read_text() == "before"
    assert len(list(document.parent.iterdir())) == 1


def test_folder_that_cannot_be_synchronised_is_no_failure(document: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    real = os.fsync

    def refuse_folders(descriptor: int) -> None:
        if stat.S_ISDIR(os.fstat(descriptor).st_mode):
            raise OSError(errno.EINVAL, "Invalid argument")
        real(descriptor)

    monkeypatch.setattr(os, "fsync", refuse_folders)
    write_atomically(document, "text")
    assert document.read_text() == "text"


def test_files_stand_in_a_folder_of_the_document_s_stem(document: Path) -> None:
    saved = Workspace(document)
    saved.save_outline("title: a\n")
    saved.save_section("api_design", "## 6. API Design\n")
    assert (document.parent / ".drafter/design/outline.yaml").read_text() == "title: a\n"
    assert (document.parent / ".drafter/design/sections/api_design.md").read_text() == "## 6. API Design\n"


def test_workspace_of_a_link_is_beside_its_target(document: Path, tmp_path: Path) -> None:
    (tmp_path / "link.md").symlink_to(document)
    assert Workspace(tmp_path / "link.md").folder == Workspace(document).folder


def test_ledger_has_a_line_of_json_for_each_entry(document: Path) -> None:
    saved = Workspace(document)
    saved.append_ledger(ENTRY)
    saved.ledger.write_text(saved.ledger.read_text().rstrip("\n"))
    saved.append_ledger(ENTRY.model_copy(update={"cost": Decimal("0.25")}))
    lines = [json.loads(line) for line in saved.ledger.read_text().splitlines()]
    assert [line["cost"] for line in lines] == [None, 0.25]
    assert lines[0]["time"] == "2026-01-02T00:00:00Z"
    assert lines[0]["prompt_tokens"] == 9


@pytest.mark.parametrize("taken", ["docs/.drafter", "docs/.drafter/design"])
def test_file_in_the_place_of_the_folder_is_reported(document: Path, tmp_path: Path, taken: str) -> None:
    (tmp_path / taken).parent.mkdir(exist_ok=True)
    (tmp_path / taken).touch()
    with pytest.raises(OutputUnwritable, match=r"\.drafter"):
        Workspace(document).save_outline("")


def test_workspace_makes_no_folder_for_the_document(tmp_path: Path) -> None:
    with pytest.raises(OutputUnwritable):
        Workspace(tmp_path / "absent" / "design.md").save_outline("")
    assert not (tmp_path / "absent").exists()


def test_second_run_is_told_who_holds_the_document(document: Path, tmp_path: Path) -> None:
    (tmp_path / "link.md").symlink_to(document)
    with (
        locked(document),
        pytest.raises(DocumentLocked, match=f"process {os.getpid()} on {socket.gethostname()}") as raised,
        locked(tmp_path / "link.md"),
    ):
        pass
    assert raised.value.hint
    with locked(document):
        assert not (document.parent / ".drafter").exists()


def test_other_document_is_not_locked(document: Path) -> None:
    with locked(document), locked(document.with_name("other.md")):
        pass


def test_lock_dies_with_its_holder(document: Path) -> None:
    script = (
        "import pathlib, sys, time\nfrom drafter.workspace import locked\n"
        "with locked(pathlib.Path(sys.argv[1])):\n    print('held', flush=True)\n    time.sleep(60)\n"
    )
    with subprocess.Popen([sys.executable, "-c", script, document], stdout=subprocess.PIPE) as holder:
        assert holder.stdout is not None
        assert holder.stdout.readline() == b"held\n"
        with pytest.raises(DocumentLocked, match=f"process {holder.pid} "), locked(document):
            pass
        holder.kill()
    with locked(document):
        pass


def test_lock_removes_what_a_killed_run_left_of_this_document(document: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    saved = Workspace(document.with_name("[a]*.md"))
    paths = (document.with_name("[a]*.md"), document.with_name("a.md"), saved.section("api_design"))
    saved.save_section("api_design", "")
    with monkeypatch.context() as patched:
        patched.setattr(Path, "replace", lambda *_: os.kill(os.getpid(), 0))
        patched.setattr(Path, "unlink", lambda *_, **__: None)
        for path in paths:
            write_atomically(path, "half")
    with locked(paths[0]):
        left = sorted(path.name[:6] for path in document.parent.rglob("*.drafter-tmp"))
    assert left == [".a.md."]


def test_cache_that_cannot_be_written_is_reported(
    document: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "file").touch()
    monkeypatch.setenv("DRAFTER_CACHE_DIR", str(tmp_path / "file"))
    with pytest.raises(OutputUnwritable) as raised, locked(document):
        pass
    assert "DRAFTER_CACHE_DIR" in raised.value.hint


@pytest.mark.parametrize("other", ["brief.md", "docs/../brief.md", "link.md", "hard.md"])
def test_output_that_is_the_brief_is_refused(tmp_path: Path, document: Path, other: str) -> None:
    brief = tmp_path / "brief.md"
    brief.write_text("brief")
    (tmp_path / "link.md").symlink_to(brief)
    (tmp_path / "hard.md").hardlink_to(brief)
    with pytest.raises(UsageError, match="is the brief"):
        check_output(tmp_path / other, brief)
    check_output(document, brief)
    check_output(document, None)


@pytest.mark.parametrize(
    ("path", "why"),
    [
        ("absent/design.md", "there is no folder"),
        ("file/design.md", "not a folder|Not a directory"),
        ("docs", "it is a folder"),
        ("pipe", "it is a pipe or device"),
        ("loop", "leads to itself"),
        ("n" * 300, "too long"),
    ],
)
def test_output_that_cannot_be_written_is_refused(tmp_path: Path, document: Path, path: str, why: str) -> None:
    (tmp_path / "file").touch()
    os.mkfifo(tmp_path / "pipe")
    (tmp_path / "loop").symlink_to("loop")
    with pytest.raises(OutputUnwritable, match=why):
        check_output(tmp_path / path, document)
    with pytest.raises(OutputUnwritable):
        write_atomically(tmp_path / path, "text")


@pytest.mark.parametrize("read_only", ["docs", "docs/design.md"])
def test_what_is_read_only_stays(
    tmp_path: Path, document: Path, monkeypatch: pytest.MonkeyPatch, read_only: str
) -> None:
    document.write_text("before")
    monkeypatch.setattr(os, "access", lambda path, _: Path(path) != tmp_path / read_only)
    with pytest.raises(OutputUnwritable, match="read-only"):
        check_output(document, None)
