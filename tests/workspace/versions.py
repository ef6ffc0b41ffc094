"""A document that is changed several times, each time with its state."""

from contextlib import nullcontext
from pathlib import Path

from drafter.document.sections import SECTIONS
from drafter.workspace import Change, Lock, State, bytes_of, locked, replace_document

__all__ = ["change_to", "state_of", "text_of"]


def text_of(version: int) -> str:
    return f"# Design\n\nThis is version {version}.\n"


def state_of(version: int, *, sections: int = len(SECTIONS)) -> State:
    texts = {kind.key: f"{kind.title}, version {version}\n" for kind in SECTIONS[:sections]}
    return State(outline=f"title: version {version}\n", brief=f"Brief {version}\n", sections=texts)


def change_to(
    document: Path,
    version: int,
    *,
    undoes: int | None = None,
    held: Lock | None = None,
    sections: int = len(SECTIONS),
) -> Path | None:
    """Write a version of a document, whatever it holds; return where that is kept."""
    change = Change(command=f"change {version}", undoes=undoes)
    with nullcontext(held) if held is not None else locked(document) as lock:
        state = state_of(version, sections=sections)
        return replace_document(document, text_of(version), bytes_of(document), change, state=state, lock=lock)
