"""A change of a document and its state that a kill cannot leave half made.

What the change is stands on the disk before the document is renamed. Found there later, it is carried through when the
document is the new one, and given up when it is the old one: the state follows the document.
"""

from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from pydantic import ValidationError

from drafter.document.value import Value
from drafter.errors import DrafterError, OutputUnwritable
from drafter.text_file import read_text
from drafter.workspace.files import UNFINISHED, bytes_of, hash_of
from drafter.workspace.folder import MOST_BYTES, StateFolder
from drafter.workspace.history import HistoryEntry, append_entry, stored_entries
from drafter.workspace.state import State, write_state

__all__ = ["Unfinished", "announced", "finish", "found_unfinished", "is_made", "repair"]


class Unfinished(Value):
    """A change that was begun."""

    entry: HistoryEntry
    told: bool
    """The history shall have the entry."""
    state: State | None
    """The new state; None when the change has none, and leaves the files of the state alone."""
    temporary: str
    """The name of the file with the new text; the rename that makes the change takes it away."""


@contextmanager
def announced(folder: StateFolder, change: Unfinished) -> Iterator[None]:
    """Note a change on the disk before it is made within the context; give it up when the context fails."""
    try:
        folder.write(folder.unfinished, change.model_dump_json() + "\n")
        yield
    except BaseException:
        with suppress(OutputUnwritable):  # then the next command looks at the document as after a kill
            if not is_made(folder, change):
                _give_up(folder, change)
        raise


def finish(folder: StateFolder, change: Unfinished) -> None:
    """Write what belongs to a document that has its new text. Raises OutputUnwritable; the next command goes on."""
    if change.state is not None:
        write_state(folder, change.state)
    if change.told:
        append_entry(folder, change.entry)
    folder.remove(folder.unfinished)


def repair(folder: StateFolder) -> None:
    """Carry through or give up what a killed run began; whoever calls holds the lock. Raises OutputUnwritable."""
    change = found_unfinished(folder)
    if change is None:
        return
    if is_made(folder, change):
        finish(folder, change)
    else:
        _give_up(folder, change)
    folder.remove(_temporary(folder, change))


def found_unfinished(folder: StateFolder) -> Unfinished | None:
    """Return the change that was begun, None when there is none that can be used."""
    if not folder.unfinished.is_file() or folder.newer_version():
        return None
    try:
        change = Unfinished.model_validate_json(read_text(folder.unfinished, "change", MOST_BYTES))
    except (DrafterError, ValidationError):
        return None
    file, temporary = change.entry.file, change.temporary
    names = Path(file).name == file and Path(temporary).name == temporary
    own = Path(file).stem == folder.document.stem and temporary.endswith(UNFINISHED)
    return change if names and own else None  # else it would lead to files of others


def is_made(folder: StateFolder, change: Unfinished) -> bool:
    """Tell whether the document has its new text, also when it was edited since."""
    if change.told and any(entry.n == change.entry.n for entry in stored_entries(folder)):
        return True
    now = hash_of(bytes_of(folder.document.with_name(change.entry.file)))
    if now in (change.entry.after, change.entry.before):
        return now == change.entry.after
    return not _temporary(folder, change).exists()


def _give_up(folder: StateFolder, change: Unfinished) -> None:
    """Remove what was written ahead; the announcement goes last, so that a kill here loses nothing of it."""
    own = StateFolder(folder.document.with_name(change.entry.file))
    for path in (own.replaced_text(change.entry.n), own.replaced_state(change.entry.n)):
        folder.remove(path)
    folder.remove(folder.unfinished)


def _temporary(folder: StateFolder, change: Unfinished) -> Path:
    return folder.document.with_name(change.temporary)
