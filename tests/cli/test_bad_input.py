"""Bad input, as a user would give it: each case is a TOML file in `fixtures/bad` with what must happen.

`args` is the command line; `code` the exit code; `says` what standard error must contain, and without it a
run that ends with 0 must say nothing. `files` are written beside a good `brief.md`, as are the files that
share the case's name; `make` names a function of `tests.cli.bad_files` for what git cannot hold. `stdin` is
text, `env` the environment, and `process` asks for a process of its own.
"""

import io
import os
import signal
import socket
import subprocess
import sys
import time
import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import Any, NamedTuple

import pytest

from drafter.cli import app
from drafter.llm.tokens import count
from tests.cli.bad_files import MAKERS

ROOT = Path(__file__).parents[2]
CASES = sorted((ROOT / "fixtures" / "bad").rglob("*.toml"))
GOOD_BRIEF = "# Tool library\n\nMembers borrow tools from a shed. It is a web service in Python with PostgreSQL.\n"
MOST_SECONDS = 5.0
"""Of the processor's time, which does not depend on what else the machine does."""
HANGING = 60.0
MOST_LINES = 12


class Ended(NamedTuple):
    code: Any
    err: str
    seconds: float
    """0 for another process, which a timeout ends when it hangs."""


class Hung(BaseException):
    """Nothing in drafter catches it."""


def _id(case: Path) -> str:
    return f"{case.parent.name}-{case.stem}"


@pytest.fixture(autouse=True, scope="module")
def _encoding_is_loaded(tmp_path_factory: pytest.TempPathFactory) -> None:
    """Load what a dry run counts tokens with, so that no case pays for it or finds it in its cache."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("DRAFTER_CACHE_DIR", str(tmp_path_factory.mktemp("cache")))
        for model in ("local", "gpt-4"):  # one model of each encoding
            count("a", model)


@pytest.fixture
def connections(monkeypatch: pytest.MonkeyPatch) -> list[Any]:
    """Return the list of connections that were tried; none is made."""
    tried: list[Any] = []

    def refuse(*target: Any, **_: Any) -> None:
        tried.append(target)
        raise ConnectionRefusedError

    monkeypatch.setattr(socket.socket, "connect", refuse)
    monkeypatch.setattr(socket.socket, "connect_ex", refuse)
    monkeypatch.setattr(socket, "getaddrinfo", refuse)
    return tried


@pytest.fixture
def folder(tmp_path: Path) -> Iterator[Path]:
    path = tmp_path / "project"
    path.mkdir()
    (path / ".git").mkdir()
    yield path
    for left in path.rglob("*"):
        if left.is_dir() and not left.is_symlink():
            left.chmod(0o755)


@pytest.mark.parametrize("path", CASES, ids=_id)
def test_bad_input_is_refused_and_odd_input_is_not(
    path: Path,
    folder: Path,
    monkeypatch: pytest.MonkeyPatch,
    connections: list[Any],
    capsys: pytest.CaptureFixture[str],
) -> None:
    case = tomllib.loads(path.read_text("utf-8"))
    _fill(folder, path, case)
    environment = {"HOME": str(folder.parent), "PATH": os.environ["PATH"], "COLUMNS": "80", "LC_ALL": "C.UTF-8"}
    environment |= {"DRAFTER_CACHE_DIR": str(folder.parent / "cache")} | case.get("env", {})
    before = _contents(folder)
    if case.get("process"):
        ended = _as_process(case, folder, environment)
    else:
        ended = _in_here(case, folder, environment, monkeypatch, capsys)

    assert ended.code == case["code"], ended.err
    assert [words for words in case.get("says", []) if words not in ended.err] == [], ended.err
    assert ended.code or case.get("says") or ended.err == ""
    assert not ended.code or len(ended.err.splitlines()) <= MOST_LINES, ended.err
    assert "Traceback" not in ended.err
    assert "\x1b" not in ended.err
    assert ended.seconds < MOST_SECONDS
    assert connections == []
    assert _contents(folder) == before
    assert not (folder.parent / "cache").exists()


def test_the_corpus_is_whole() -> None:
    stems = {path.with_suffix("") for path in CASES}
    others = [path for path in (ROOT / "fixtures" / "bad").rglob("*") if path.is_file() and path.suffix != ".toml"]
    assert len(CASES) >= 100
    assert [path for path in others if path.with_suffix("") not in stems] == []


def _fill(folder: Path, path: Path, case: dict[str, Any]) -> None:
    (folder / "brief.md").write_text(GOOD_BRIEF, "utf-8")
    for beside in path.parent.glob(f"{path.stem}.*"):
        if beside != path:
            (folder / beside.name).write_bytes(beside.read_bytes())
    for name, text in case.get("files", {}).items():
        (folder / name).write_text(text, "utf-8", newline="")
    if maker := case.get("make"):
        MAKERS[maker](folder)


def _contents(folder: Path) -> dict[str, tuple[Any, ...]]:
    """Return what lies in a folder: kind, mode, size, and the bytes of small files."""
    found = {}
    for path in sorted(folder.rglob("*")):
        status = path.lstat()
        small = path.is_file() and status.st_size < 1_000_000 and os.access(path, os.R_OK)
        found[str(path)] = (status.st_mode, status.st_size, status.st_mtime_ns, path.read_bytes() if small else b"")
    return found


def _in_here(
    case: dict[str, Any],
    folder: Path,
    environment: dict[str, str],
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> Ended:
    """Run the command line in this process, which an alarm ends."""

    def ring(_number: int, _frame: object) -> None:
        raise Hung

    for name in os.environ:
        monkeypatch.delenv(name)
    for name, value in environment.items():
        monkeypatch.setenv(name, value)
    monkeypatch.chdir(folder)
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(_given(case, folder))))
    monkeypatch.setattr(sys, "argv", ["drafter", *case["args"]])
    before = {number: signal.getsignal(number) for number in (signal.SIGTERM, signal.SIGALRM)}
    signal.signal(signal.SIGALRM, ring)
    signal.setitimer(signal.ITIMER_REAL, HANGING)
    started = time.process_time()
    try:
        with pytest.raises(SystemExit) as stop:
            app.main()
    except Hung:
        pytest.fail(f"it had not ended after {HANGING:.0f} s")
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)
        for number, handler in before.items():
            signal.signal(number, handler)
    return Ended(stop.value.code or 0, capsys.readouterr().err, time.process_time() - started)


def _as_process(case: dict[str, Any], folder: Path, environment: dict[str, str]) -> Ended:
    """Run the command line through a shell, which a case's `shell` may change."""
    script = case.get("shell", '"$@"')
    ended = subprocess.run(
        ["sh", "-c", script, "sh", sys.executable, "-m", "drafter", *case["args"]],
        cwd=folder,
        env=environment | {"PYTHONPATH": str(ROOT)},
        input=_given(case, folder),
        capture_output=True,
        timeout=HANGING,
        check=False,
    )
    return Ended(ended.returncode, ended.stderr.decode(), 0.0)


def _given(case: dict[str, Any], folder: Path) -> bytes:
    given = case.get("stdin", "")
    return (folder / case["stdin_file"]).read_bytes() if "stdin_file" in case else str(given).encode()
