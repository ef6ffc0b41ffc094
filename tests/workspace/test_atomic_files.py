"""Files that are whole at any time."""

import errno
import os
import stat
from pathlib import Path

import pytest

from drafter.errors import OutputUnwritable
from drafter.workspace import write_atomically


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
