"""One run at a time on a document."""

import hashlib
import os
import socket
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path

from filelock import FileLock, Timeout

from drafter.errors import DocumentLocked, OutputUnwritable
from drafter.llm.cache_folder import cache_folder
from drafter.workspace.files import UNFINISHED
from drafter.workspace.folder import StateFolder
from drafter.workspace.unfinished import repair

__all__ = ["Lock", "locked"]


@dataclass(frozen=True)
class Lock:
    """The proof that a document is locked, which what writes it demands; `locked` alone makes one."""

    folder: Path
    """The state folder: files that share it are locked together."""
    _held: FileLock

    def demand(self, document: Path) -> None:
        """Raise RuntimeError unless this document is locked now: whoever writes has made a mistake then."""
        if StateFolder(document).path != self.folder or not self._held.is_locked:
            raise RuntimeError(f"{document} is written without its lock")


@contextmanager
def locked(document: Path) -> Iterator[Lock]:
    """Keep other runs off a document while the context lasts, without waiting for one that holds it.

    The lock dies with its process. What a killed run left half made is repaired. Raises DocumentLocked,
    which names the holder, and OutputUnwritable when the lock's file in the cache cannot be written, or what
    should be repaired cannot.
    """
    folder = StateFolder(document)
    path = cache_folder() / "locks" / f"{hashlib.sha256(os.fsencode(folder.path)).hexdigest()[:32]}.lock"
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        lock = FileLock(path)
        lock.acquire(timeout=0)
    except Timeout as error:
        raise DocumentLocked(
            f"{document}: {_holder(path)} works on this document",
            hint="Run the command again when it has finished.",
        ) from error
    except OSError as error:
        raise OutputUnwritable(
            f"{path}: cannot be locked: {error.strerror}", hint="Set DRAFTER_CACHE_DIR to another folder."
        ) from error
    try:
        with suppress(OSError):  # the lock holds without the name of its holder
            path.write_text(f"{os.getpid()} {socket.gethostname()}\n", "utf-8")
        repair(folder)
        _remove_unfinished(folder)
        yield Lock(folder.path, lock)
    finally:
        lock.release()


def _remove_unfinished(folder: StateFolder) -> None:
    """Remove temporary files of killed runs; only the lock's holder writes here, so none is in use."""
    document = folder.document
    for found in (
        *document.parent.glob(f".{_literal(document.name[:40])}.*{UNFINISHED}"),
        *folder.path.rglob(f".*{UNFINISHED}"),
    ):
        with suppress(OSError):
            found.unlink()


def _literal(name: str) -> str:
    """Return a pattern for `glob` that matches this name alone."""
    return "".join(f"[{char}]" if char in "*?[" else char for char in name)


def _holder(lock: Path) -> str:
    """Return who holds a lock, as far as its file says."""
    try:
        process, host = lock.read_text("utf-8").split()
    except (OSError, ValueError):
        return "another run"
    return f"process {process} on {host}"
