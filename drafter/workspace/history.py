"""What was done to a document: a line of JSON a change."""

from collections.abc import Sequence

from pydantic import AwareDatetime, Field, ValidationError

from drafter.document.value import Value
from drafter.errors import DrafterError
from drafter.text_file import read_text
from drafter.workspace.folder import MOST_BYTES, StateFolder

__all__ = ["Change", "HistoryEntry", "append_entry", "last_standing", "last_undo", "next_number", "stored_entries"]


class Change(Value):
    """What a change is, as whoever makes it says."""

    command: str
    """What the user ran, without what says nothing of the document: `drafter draft brief.md`."""
    draft: bool = False
    """The whole text was generated anew from a brief."""
    undoes: int | None = None
    """The number of the change that this one takes back."""


class HistoryEntry(Change):
    """A change that was made."""

    n: int = Field(ge=1)
    """Its number, from 1 on: what it replaced is kept under that."""
    time: AwareDatetime
    file: str
    """The name of the file, which shares its state folder with others of its stem."""
    before: str | None
    """The SHA-256 of the text that was replaced; None when there was no file."""
    after: str
    """The SHA-256 of the new text."""
    state: bool
    """The state was replaced with the text."""
    added: int = 0
    """Lines that only the new text has; one that moved is none."""
    removed: int = 0
    """Lines that only the old text had."""

    @property
    def replaces(self) -> bool:
        """There was another text before, which was kept."""
        return self.before is not None and self.before != self.after


def stored_entries(folder: StateFolder) -> tuple[HistoryEntry, ...]:
    """Return the changes of all files of a folder, the first one first; lines that are damaged are left out."""
    try:
        lines = read_text(folder.history, "history", MOST_BYTES).splitlines()
    except DrafterError:
        return ()
    entries: dict[int, HistoryEntry] = {}
    for line in lines:
        try:
            entry = HistoryEntry.model_validate_json(line)
        except ValidationError:
            continue
        entries.setdefault(entry.n, entry)
    return tuple(entries.values())


def append_entry(folder: StateFolder, entry: HistoryEntry) -> None:
    """Add a change to the history, unless it is there already. Raises OutputUnwritable."""
    if all(known.n != entry.n for known in stored_entries(folder)):
        folder.append(folder.history, entry.model_dump_json())


def next_number(folder: StateFolder) -> int:
    """Return a number that neither a change has nor a text that is kept, whatever became of the history."""
    names = (path.name.partition(".")[0] for path in folder.replaced.glob("*")) if folder.replaced.is_dir() else ()
    kept = [int(name) for name in names if name.isascii() and name.isdecimal()]
    return max([*kept, *(entry.n for entry in stored_entries(folder))], default=0) + 1


def last_standing(history: Sequence[HistoryEntry]) -> HistoryEntry | None:
    """Return the last change of a text that is no undo and that no undo took back."""
    undone = _undone(history)
    made = (entry for entry in reversed(history) if entry.undoes is None and entry.before != entry.after)
    return next((entry for entry in made if entry.n not in undone), None)


def last_undo(history: Sequence[HistoryEntry]) -> HistoryEntry | None:
    """Return the last undo that can be taken back: no other change came after it but such that were taken back."""
    undone = _undone(history)
    undos = {entry.n for entry in history if entry.undoes is not None}
    for entry in reversed(history):
        if entry.n in undone or entry.before == entry.after:
            continue
        if entry.undoes is None:
            return None
        if entry.undoes not in undos:
            return entry
    return None


def _undone(history: Sequence[HistoryEntry]) -> set[int]:
    """Return the numbers of the changes that were taken back; an undo that was taken back does not count."""
    undone: set[int] = set()
    for entry in reversed(history):
        if entry.undoes is not None and entry.n not in undone:
            undone.add(entry.undoes)
    return undone
