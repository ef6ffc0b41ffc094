"""`drafter model install`."""

from pathlib import Path

import pytest
from typer.testing import CliRunner

from drafter.cli.model import _install_with_bar, app
from drafter.errors import InputError, InputMissing
from drafter.llm import weights


@pytest.fixture
def target(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Where an install that needs no network puts its ten steps' worth of bytes."""
    path = tmp_path / "model.gguf"

    def install(source: Path | None, progress: weights.Progress) -> Path:
        for done in range(101):
            progress(done, 100, "copying" if source else "downloading")
        path.write_bytes(b"GGUF")
        return path

    monkeypatch.setattr(weights, "install", install)
    return path


def test_log_gets_a_line_at_every_tenth_and_stdout_the_path(target: Path) -> None:
    result = CliRunner().invoke(app, ["install"])
    assert result.stderr.splitlines() == [f"downloading {tenth} %" for tenth in range(0, 101, 10)]
    assert result.stdout == f"{target} (0.00 GB)\n"
    assert result.exit_code == 0


@pytest.mark.usefixtures("target")
def test_file_option_reaches_the_install() -> None:
    assert "copying 100 %" in CliRunner().invoke(app, ["install", "--file", "mine.gguf"]).stderr


def test_failure_is_left_to_the_caller(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DRAFTER_CACHE_DIR", str(tmp_path))
    absent = CliRunner().invoke(app, ["install", "--file", str(tmp_path / "absent.gguf")])
    assert isinstance(absent.exception, InputMissing)
    (tmp_path / "other.gguf").write_bytes(b"GGUF")
    other = CliRunner().invoke(app, ["install", "--file", str(tmp_path / "other.gguf")])
    assert isinstance(other.exception, InputError)


def test_terminal_gets_a_bar_instead_of_lines(target: Path, capfd: pytest.CaptureFixture[str]) -> None:
    assert _install_with_bar(None) == target
    assert "%" not in capfd.readouterr().err
