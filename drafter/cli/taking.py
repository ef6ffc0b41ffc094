"""Suggestions get into their document."""

from collections.abc import Sequence
from pathlib import Path

from drafter.cli.terminal import say
from drafter.document.suggestion import Suggestion
from drafter.suggestions import applied
from drafter.workspace import Change, Lock, replace_or_write_beside

__all__ = ["take"]


def take(document: Path, before: bytes, suggestions: Sequence[Suggestion], command: str, lock: Lock) -> None:
    """Write a document, which held `before`, with some suggestions made for it, and say how to go back.

    Raises UsageError for two that exclude each other, and OutputUnwritable; a document that has changed meanwhile
    stays as it is, and the new text goes to a file beside it.
    """
    ids = [one.id for one in suggestions]
    text = applied(before.decode(), suggestions, ids)
    if text == before.decode():
        say(f"{document}: nothing changed")
        return
    listed = ",".join(map(str, ids))
    change = Change(command=f"{command} {listed}")
    kept = replace_or_write_beside(document, text, before, change, state=None, lock=lock)
    say(f"{document}: took {len(ids)} suggestion{'s' * (len(ids) != 1)}: {listed}")
    if kept is not None:
        say(f"what {document} held before is kept in {kept}; to go back: drafter undo {document}")
