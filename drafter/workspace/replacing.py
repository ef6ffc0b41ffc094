"""A document gets another text and another state, and what it held is kept."""

from collections import Counter
from datetime import UTC, datetime
from pathlib import Path

from drafter.errors import DocumentChanged, UsageError
from drafter.workspace.files import bytes_of, hash_of, move, staged, unwritable, write_atomically
from drafter.workspace.folder import StateFolder
from drafter.workspace.history import Change, HistoryEntry, next_number
from drafter.workspace.lock import Lock
from drafter.workspace.reading import has_written, read_state
from drafter.workspace.state import State
from drafter.workspace.unfinished import Unfinished, announced, finish

__all__ = ["replace_document", "replace_or_write_beside", "text_before"]


def text_before(path: Path, *, overwrite: bool) -> bytes | None:
    """Return what a file holds that is about to be drafted, None when it is not there.

    Raises UsageError when somebody else than drafter wrote it, unless it may be overwritten.
    """
    data = bytes_of(path)
    if data and not overwrite and not has_written(path, data):
        folder = StateFolder(path)
        newer = f"; {folder.path}, which a newer drafter wrote, is set aside then" if folder.newer_version() else ""
        raise UsageError(
            f"{path}: holds changes that drafter did not write",
            hint=f"add --overwrite, which keeps them in {folder.replaced}, or name another file{newer}",
        )
    return data


def replace_document(
    path: Path, text: str | bytes, before: bytes | None, change: Change, *, state: State | None, lock: Lock
) -> Path | None:
    """Write a text, and the state that belongs to it, to a file that held `before` when the work began.

    What the file held is kept with the state that it had; returns where, None when there was no file or the text is
    the same. Without a state, for a file that has none, that of its folder stays. Killed at any step, the file has
    either text and, after the next command's `locked`, the state that belongs to it.

    Raises DocumentChanged when the file has changed meanwhile, and OutputUnwritable when something cannot be
    written; when it is the state, the next command does it.
    """
    lock.demand(path)
    if bytes_of(path) != before:
        raise DocumentChanged(f"{path}: was changed while drafter worked on it, and stays as it is")
    new = text.encode() if isinstance(text, str) else text
    folder = StateFolder(path)
    folder.claim()
    entry = _entry(folder, change, before, new, with_state=state is not None)
    told = before != new or change.undoes is not None or not has_written(path, new)
    if not told and state is None:
        return None
    kept = folder.replaced_text(entry.n) if entry.replaces else None
    try:
        with staged(folder.document, new) as temporary:
            unfinished = Unfinished(entry=entry, told=told, state=state, temporary=temporary.name)
            replaced = read_state(path).state
            with announced(folder, unfinished):
                if kept is not None and before is not None:
                    folder.write(kept, before)
                    if state is not None:
                        folder.write(folder.replaced_state(entry.n), replaced.model_dump_json() + "\n")
                move(temporary, folder.document)
    except OSError as error:
        raise unwritable(path, error) from error
    finish(folder, unfinished)
    return kept


def replace_or_write_beside(
    path: Path, text: str, before: bytes | None, change: Change, *, state: State | None, lock: Lock
) -> Path | None:
    """Do what `replace_document` does, and write to a file beside it what a document that has changed does not take.

    Raises DocumentChanged, which names that file, and OutputUnwritable.
    """
    try:
        return replace_document(path, text, before, change, state=state, lock=lock)
    except DocumentChanged as error:
        beside = path.with_name(f"{path.stem}.new{path.suffix}")
        write_atomically(beside, text)
        raise DocumentChanged(str(error), hint=f"the new text is in {beside}: take over what you want of it") from error


def _entry(folder: StateFolder, change: Change, before: bytes | None, new: bytes, *, with_state: bool) -> HistoryEntry:
    old_lines, new_lines = (Counter(data.decode(errors="replace").splitlines()) for data in (before or b"", new))
    return HistoryEntry(
        **change.model_dump(include=set(Change.model_fields)),
        n=next_number(folder),
        time=datetime.now(UTC),
        file=folder.document.name,
        before=hash_of(before),
        after=str(hash_of(new)),
        state=with_state,
        added=(new_lines - old_lines).total(),
        removed=(old_lines - new_lines).total(),
    )
