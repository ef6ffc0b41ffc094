"""Paths that a document cannot be written to."""

import os
from pathlib import Path

import pytest

from drafter.errors import OutputUnwritable, UsageError
from drafter.workspace import check_output, write_atomically


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
