"""An endpoint in a process of its own, and drafter as a user starts it against one."""

import os
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any, NamedTuple

from tests.fault_server import MODEL, Entry, Script, read_bodies, read_ledger

__all__ = ["Endpoint", "drafter_command", "drafter_environment", "endpoint"]

_ROOT = Path(__file__).parents[2]


class Endpoint(NamedTuple):
    """A running endpoint, and what it was asked."""

    base_url: str
    folder: Path
    """Where its files are."""

    @property
    def completions(self) -> list[Entry]:
        """The completion requests so far, in the order of their arrival."""
        return [entry for entry in read_ledger(self.folder / "ledger.jsonl") if entry.key]

    @property
    def bodies(self) -> dict[int, dict[str, Any]]:
        """The bodies of the completion requests, by their sequence numbers."""
        return read_bodies(self.folder / "bodies.jsonl")


@contextmanager
def endpoint(script: Script) -> Iterator[Endpoint]:
    """Serve by a script, in another process, as long as the context lasts."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        (folder / "script.json").write_text(script.model_dump_json(), "utf-8")
        files = {option: str(folder / file) for option, file in _FILES.items()}
        command = [sys.executable, "-m", "tests.fault_server", *(word for pair in files.items() for word in pair)]
        with subprocess.Popen(
            command, cwd=_ROOT, env=os.environ | {"PYTHONPATH": str(_ROOT)}, stdin=subprocess.PIPE,
            stdout=subprocess.PIPE, text=True,
        ) as process:  # fmt: skip
            if process.stdout is None:
                raise RuntimeError("a pipe was asked for")
            try:
                yield Endpoint(process.stdout.readline().strip(), folder)
            finally:
                process.communicate(timeout=30)


_FILES = {"--script": "script.json", "--ledger": "ledger.jsonl", "--bodies": "bodies.jsonl"}


def drafter_command(arguments: Sequence[str], at: Endpoint | None = None) -> list[str]:
    """Return the command line of drafter, asking an endpoint if there is one."""
    where = ("--base-url", at.base_url, "--model", MODEL) if at else ()
    return [sys.executable, "-m", "drafter", *arguments, *where]


def drafter_environment(folder: Path) -> Mapping[str, str]:
    """Return an environment in which nothing of the user counts, and answers are kept in a folder."""
    return {
        "PATH": os.defpath,
        "HOME": str(folder),
        "DRAFTER_CACHE_DIR": str(folder / "cache"),
        "PYTHONPATH": str(_ROOT),
    }
