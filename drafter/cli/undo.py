"""`drafter undo`: a document as it was before drafter changed it."""

import difflib
from collections.abc import Sequence
from pathlib import Path
from typing import Annotated, NamedTuple

import typer

from drafter.cli.terminal import say, show
from drafter.errors import InputMissing, UsageError
from drafter.workspace import (
    Change,
    HistoryEntry,
    State,
    bytes_of,
    hash_of,
    last_standing,
    last_undo,
    locked,
    read_history,
    read_state,
    replace_document,
    replaced_state,
    replaced_text,
)

__all__ = ["undo"]


class _Step(NamedTuple):
    """A change that is taken back, and what it replaced."""

    entry: HistoryEntry
    text: bytes
    state: State | None


def undo(
    document: Annotated[Path, typer.Argument(metavar="FILE", help="A document or outline that drafter wrote.")],
    *,
    listed: Annotated[bool, typer.Option("--list", help="Show what drafter did to the file; write nothing.")] = False,
    diff: Annotated[bool, typer.Option("--diff", help="Show what would change; write nothing.")] = False,
    redo: Annotated[bool, typer.Option("--redo", help="Take back the last undo instead.")] = False,
    overwrite: Annotated[
        bool, typer.Option("--overwrite", help="Replace a file that has changes of others; they are kept beside it.")
    ] = False,
) -> None:
    """Restore a file to what it held before drafter last changed it; once more, one step further.

    What it replaces is kept, so that nothing is lost: `--redo` goes forward again. What the file was drafted from,
    in `.drafter/`, goes back with it.
    """
    if listed and (diff or redo or overwrite):
        raise UsageError("--list goes with no other option", hint=f"drafter undo --list {document}")
    history = _history(document)
    if listed:
        for line in _lines(history):
            show(line)
        return
    if diff:
        step = _step(document, history, redo=redo)
        for line in _difference(document, bytes_of(document) or b"", step.text):
            show(line)
        return
    with locked(document) as lock:
        step = _step(document, _history(document), redo=redo)  # another run may have come first
        now = bytes_of(document)
        if hash_of(now) != step.entry.after and not overwrite:
            raise UsageError(
                f"{document}: was changed since `{step.entry.command}` (change {step.entry.n})",
                hint="add --overwrite, which keeps what it holds now; --diff shows what would change",
            )
        change = Change(command=f"drafter undo{' --redo' * redo}", undoes=step.entry.n)
        kept = replace_document(document, step.text, now, change, state=step.state, lock=lock)
    say(f"{document}: is what it was before {_told(step.entry)}")
    if kept is not None:
        back = "" if redo else f"; to go forward again: drafter undo --redo {document}"
        say(f"what it held until now is kept in {kept}{back}")


def _history(document: Path) -> tuple[HistoryEntry, ...]:
    """Return what drafter did to a file. Raises InputMissing when there is neither."""
    history = read_history(document)
    if not history and bytes_of(document) is None:
        raise InputMissing(f"{document}: there is no such file")
    return history


def _step(document: Path, history: Sequence[HistoryEntry], *, redo: bool) -> _Step:
    """Return the change that is taken back. Raises UsageError when there is none: a loop of undos must see its end."""
    entry = last_undo(history) if redo else last_standing(history)
    if entry is None:
        for lost in () if history else read_state(document).lost:
            say(f"drafter: warning: {lost}")
        what = "no undo to take back" if redo else "no change of drafter's to undo"
        raise UsageError(f"{document}: there is {what}", hint=f"drafter undo --list {document}")
    if not entry.replaces:
        raise UsageError(f"{document}: there was no text before {_told(entry)}", hint=f"drafter undo --list {document}")
    text = replaced_text(document, entry.n)
    if hash_of(text) != entry.before:
        say(f"drafter: warning: what is kept of change {entry.n} was edited there")
    if not entry.state:
        return _Step(entry, text, None)
    found = replaced_state(document, entry.n)
    for lost in found.lost:
        say(f"drafter: warning: {lost}; what the text was drafted from is not known any more")
    return _Step(entry, text, found.state)


def _told(entry: HistoryEntry) -> str:
    return f"`{entry.command}` of {entry.time.astimezone():%Y-%m-%d %H:%M} (change {entry.n})"


def _lines(history: Sequence[HistoryEntry]) -> list[str]:
    """Return a line for each change, the last one first."""
    return [
        f"{entry.n:>4}  {entry.time.astimezone():%Y-%m-%d %H:%M}  {f'+{entry.added}':>6} {f'-{entry.removed}':>6}  "
        f"{entry.command}{f' (takes back {entry.undoes})' if entry.undoes is not None else ''}"
        for entry in reversed(history)
    ]


def _difference(document: Path, now: bytes, then: bytes) -> list[str]:
    """Return the unified difference between two texts."""
    old, new = (data.decode(errors="replace").splitlines() for data in (now, then))
    return list(difflib.unified_diff(old, new, str(document), f"{document} (restored)", lineterm=""))
