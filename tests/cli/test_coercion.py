"""What typer need not convert is taken as it is, and what it must is still refused."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]


def _drafter(*arguments: str | bytes, folder: Path) -> subprocess.CompletedProcess[bytes]:
    command = [sys.executable, "-m", "drafter", *arguments]
    return subprocess.run(
        command, cwd=folder, capture_output=True, env=os.environ | {"PYTHONPATH": str(ROOT)}, check=False
    )


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["--format", "yaml"], b"--format"),
        (["--fail-on", "all"], b"--fail-on"),
        (["--pairs", "0"], b"--pairs"),
        (["--pairs", "many"], b"--pairs"),
        (["--timeout", "soon"], b"--timeout"),
    ],
)
def test_a_value_that_an_option_cannot_have_is_a_usage_error(arguments: list[str], said: bytes, tmp_path: Path) -> None:
    ended = _drafter("check", "tdd.md", *arguments, folder=tmp_path)
    assert ended.returncode == 2
    assert said in ended.stderr


def test_several_documents_and_repeated_options_arrive_as_lists(tmp_path: Path) -> None:
    for name in ("a.md", "b.md"):
        (tmp_path / name).write_text("# Lanterns\n\nEach is lit at dusk.\n", "utf-8")
    options = ["--select", "TXT", "--select", "REF", "--ignore", "REF101", "--format", "json"]
    ended = _drafter("check", "a.md", "b.md", *options, folder=tmp_path)
    assert ended.returncode == 0
    assert ended.stderr.splitlines() == [
        b"a.md: no findings",
        b"b.md: no findings",
        b"2 documents: no findings",
    ]
