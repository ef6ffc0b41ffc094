"""What is known of a document: a change that a killed run made and did not finish counts as made.

Nothing is written, so no lock is needed.
"""

from pathlib import Path

from drafter.document.value import Value
from drafter.errors import DrafterError, InputMissing
from drafter.text_file import read_text
from drafter.workspace.files import bytes_of, hash_of
from drafter.workspace.folder import MOST_BYTES, StateFolder
from drafter.workspace.history import HistoryEntry, stored_entries
from drafter.workspace.state import State, stored_part, stored_state
from drafter.workspace.unfinished import Unfinished, found_unfinished, is_made

__all__ = ["FoundState", "has_written", "kept_outline", "read_history", "read_state", "replaced_state", "replaced_text"]


class FoundState(Value):
    """What is there of a document's state."""

    state: State
    lost: tuple[str, ...] = ()
    """What is not there or cannot be used, in words for the user, each with the path."""


def read_state(path: Path) -> FoundState:
    """Return the state of a document, as far as it is there and can be used."""
    folder = StateFolder(path)
    if version := folder.newer_version():
        return FoundState(
            state=State(),
            lost=(f"{folder.path}: was written by a newer drafter (format {version}), and is not used",),
        )
    if (made := _made(folder)) and made.state is not None:
        return FoundState(state=made.state)
    state, lost = stored_state(folder)
    return FoundState(state=state, lost=lost)


def kept_outline(path: Path) -> str:
    """Return the outline that a document was generated from. Raises InputMissing, and InputError for a damaged one."""
    folder = StateFolder(path)
    if (made := _made(folder)) and made.state is not None and made.state.outline is not None:
        return made.state.outline
    if folder.newer_version():
        raise InputMissing(f"{folder.outline}: was written by a newer drafter")
    return stored_part(folder.outline)


def read_history(path: Path) -> tuple[HistoryEntry, ...]:
    """Return the changes that drafter made to a file, the first one first, as far as they are known."""
    folder = StateFolder(path)
    if folder.newer_version():
        return ()
    entries = stored_entries(folder)
    if (made := _made(folder)) and made.told and all(entry.n != made.entry.n for entry in entries):
        entries = (*entries, made.entry)
    return tuple(entry for entry in entries if entry.file == folder.document.name)


def has_written(path: Path, data: bytes) -> bool:
    """Tell whether drafter itself generated these bytes, for this file."""
    return any(entry.after == hash_of(data) for entry in read_history(path) if entry.undoes is None)


def replaced_text(path: Path, n: int) -> bytes:
    """Return what the n-th change replaced. Raises InputMissing when it is not there any more."""
    kept = StateFolder(path).replaced_text(n)
    data = bytes_of(kept)
    if data is None:
        raise InputMissing(f"{kept}: is not there any more, and held what that change replaced")
    return data


def replaced_state(path: Path, n: int) -> FoundState:
    """Return the state that the n-th change replaced, as far as it is there and can be used."""
    kept = StateFolder(path).replaced_state(n)
    try:
        return FoundState(state=State.model_validate_json(read_text(kept, "state", MOST_BYTES)))
    except DrafterError as error:
        return FoundState(state=State(), lost=(str(error).splitlines()[0],))
    except ValueError:
        return FoundState(state=State(), lost=(f"{kept}: is damaged",))


def _made(folder: StateFolder) -> Unfinished | None:
    """Return the change that was made and not finished."""
    change = found_unfinished(folder)
    return change if change is not None and is_made(folder, change) else None
