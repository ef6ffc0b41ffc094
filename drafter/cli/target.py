"""The file that a command writes a text to, or standard output."""

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from drafter.cli.terminal import say
from drafter.workspace import Change, Lock, State, locked, replace_or_write_beside, text_before

__all__ = ["Target", "locked_target", "put_into"]


@dataclass(frozen=True)
class Target:
    """A file that is locked."""

    path: Path
    before: bytes | None
    """What it held when the work began."""
    lock: Lock


@contextmanager
def locked_target(output: Path | None, *, overwrite: bool) -> Iterator[Target | None]:
    """Lock a file while the context lasts; None stands for standard output.

    Raises DocumentLocked, OutputUnwritable, and UsageError for a file that somebody edited, unless it may be
    overwritten.
    """
    if output is None:
        yield None
        return
    with locked(output) as lock:
        yield Target(output, text_before(output, overwrite=overwrite), lock)


def put_into(target: Target | None, text: str, change: Change, state: State | None) -> None:
    """Write a text, say where what it replaces is kept, and how to go back.

    Raises OutputUnwritable; a file that has changed since it was locked stays, and the text goes to one beside it.
    """
    if target is None:
        sys.stdout.buffer.write(text.encode())
        sys.stdout.buffer.flush()
        return
    path = target.path
    if kept := replace_or_write_beside(path, text, target.before, change, state=state, lock=target.lock):
        say(f"what {path} held before is kept in {kept}; to go back: drafter undo {path}")
