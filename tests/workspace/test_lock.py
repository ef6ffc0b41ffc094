"""One run on a document at a time."""

import os
import socket
import subprocess
import sys
from pathlib import Path

import pytest

from drafter.errors import DocumentLocked, OutputUnwritable
from drafter.workspace import StateFolder, locked, write_atomically


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


def test_files_that_share_a_state_folder_are_locked_together(document: Path) -> None:
    with locked(document), pytest.raises(DocumentLocked), locked(document.with_suffix(".yaml")):
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
    folder = StateFolder(document.with_name("[a]*.md"))
    paths = (document.with_name("[a]*.md"), document.with_name("a.md"), folder.section("api_design"))
    folder.write(folder.section("api_design"), "")
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
