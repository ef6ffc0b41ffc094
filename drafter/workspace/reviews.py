"""The last review of a document, and the suggestions that its team dismissed, a line of JSON each."""

from pathlib import Path

from drafter.errors import InputMissing
from drafter.text_file import read_text
from drafter.workspace.folder import MOST_BYTES, StateFolder
from drafter.workspace.lock import Lock

__all__ = ["append_dismissed", "keep_review", "kept_dismissed", "kept_review"]


def keep_review(document: Path, review: str, *, lock: Lock) -> None:
    """Keep a review in JSON in the place of the last one. Raises OutputUnwritable."""
    lock.demand(document)
    folder = StateFolder(document)
    folder.write(folder.review, review)


def kept_review(document: Path) -> str:
    """Return the last review in JSON. Raises InputMissing, and InputError for a damaged file."""
    return read_text(StateFolder(document).review, "review", MOST_BYTES)


def append_dismissed(document: Path, line: str, *, lock: Lock) -> None:
    """Add a line to `dismissed.jsonl`. Raises OutputUnwritable."""
    lock.demand(document)
    folder = StateFolder(document)
    folder.append(folder.dismissed, line)


def kept_dismissed(document: Path) -> tuple[str, ...]:
    """Return the lines of `dismissed.jsonl`, none when it is not there. Raises InputError for a damaged file."""
    try:
        text = read_text(StateFolder(document).dismissed, "list of what was dismissed", MOST_BYTES)
    except InputMissing:
        return ()
    return tuple(line for line in text.split("\n") if line.strip())
