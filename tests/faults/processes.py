"""drafter as a real process that starts at once: forked from one that has everything imported."""

import multiprocessing
import os
import signal
import sys
import threading
import time
from multiprocessing.connection import wait
from pathlib import Path
from typing import NamedTuple

from tests.faults.sabotage import Sabotage

__all__ = ["KEY", "Ended", "Process", "start"]

KEY = "sk-a-key-that-nobody-may-see"
_FORKING = multiprocessing.get_context("forkserver")
_FORKING.set_forkserver_preload(["tests.faults.preloaded"])
_ONE_AT_A_TIME = threading.Lock()
"""multiprocessing looks at all children whenever one starts, and two looks at the same end would lose its code."""


class Ended(NamedTuple):
    """How a run ended."""

    code: int
    """128 and the signal's number when a signal ended it, as in a shell."""
    out: str
    err: str
    seconds: float


class Process:
    """A run under way."""

    def __init__(self, folder: Path, arguments: tuple[str, ...], sabotage: Sabotage | None) -> None:
        self._folder = folder
        self._streams = folder.parent / f"{folder.name}.out", folder.parent / f"{folder.name}.err"
        self._started = time.monotonic()
        with _ONE_AT_A_TIME:
            self._process = _FORKING.Process(target=_run, args=(folder, arguments, self._streams, sabotage))
            self._process.start()

    @property
    def pid(self) -> int:
        """The id of the process."""
        if self._process.pid is None:
            raise RuntimeError("a started process has an id")
        return self._process.pid

    def send(self, number: signal.Signals) -> None:
        """Send a signal, unless the run has ended."""
        if not wait([self._process.sentinel], 0):
            os.kill(self.pid, number)

    def ended(self, timeout: float = 120) -> Ended:
        """Wait for the end; a run that is not over in time is killed and raises TimeoutError."""
        over = bool(wait([self._process.sentinel], timeout))
        if not over:
            self._process.kill()
        with _ONE_AT_A_TIME:
            self._process.join()
        # Killed early, it had no streams yet.
        out, err = (path.read_text("utf-8") if path.exists() else "" for path in self._streams)
        if not over:
            raise TimeoutError(f"not over after {timeout} s: {err}")
        code = self._process.exitcode or 0
        return Ended(128 - code if code < 0 else code, out, err, time.monotonic() - self._started)


def start(folder: Path, *arguments: str, sabotage: Sabotage | None = None) -> Process:
    """Start drafter in a folder, with its caches in `cache` there."""
    return Process(folder, arguments, sabotage)


def _run(folder: Path, arguments: tuple[str, ...], streams: tuple[Path, Path], sabotage: Sabotage | None) -> None:
    """Be drafter: what a shell would set up, and then its entry point."""
    import drafter.cli.app  # noqa: PLC0415 - in the child alone: the process that forks has it
    import drafter.llm.patience  # noqa: PLC0415

    os.chdir(folder)
    for name in [name for name in os.environ if name.endswith(("_API_KEY", "_PROXY", "_proxy"))]:
        del os.environ[name]
    os.environ.update(HOME=str(folder), DRAFTER_CACHE_DIR=str(folder / "cache"), DRAFTER_API_KEY=KEY, COLUMNS="80")
    for number, path in enumerate(streams, start=1):
        file = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
        os.dup2(file, number)
        os.close(file)
    drafter.llm.patience._FIRST_PAUSE = 0.05  # what is tested is that it pauses, not that a test waits
    sys.argv = ["drafter", *arguments]
    if sabotage:
        sabotage.install()
    drafter.cli.app.main()
