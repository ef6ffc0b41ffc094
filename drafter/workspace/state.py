"""What is kept beside a document as it was last generated."""

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Annotated

from pydantic import Field

from drafter.document.sections import SECTIONS
from drafter.document.value import Value
from drafter.errors import DrafterError, InputMissing
from drafter.text_file import read_text
from drafter.workspace.folder import MOST_BYTES, StateFolder

__all__ = ["State", "stored_part", "stored_state", "write_state"]

_Key = Annotated[str, Field(pattern="^[a-z_]{1,64}$")]
"""A section's key; it becomes a file's name, and may come from a file."""


class State(Value):
    """What a document was generated from, and its sections as they were generated."""

    outline: str | None = None
    """YAML."""
    brief: str | None = None
    """Markdown, plain text or YAML, without invisible characters: what all sections agree with."""
    brief_name: str | None = None
    """How the brief's file is called, which the document refers to."""
    coming: str | None = None
    """A later brief that some sections follow already."""
    sections: Mapping[_Key, str] = {}
    """Markdown by the section's key: the base of three-way merges."""


def stored_state(folder: StateFolder) -> tuple[State, tuple[str, ...]]:
    """Return what the files of a folder hold, and which of them are not there or cannot be used, in words."""
    found: dict[Path, str] = {}
    missing: list[str] = []
    lost: list[str] = []
    for path in _paths(folder):
        try:
            found[path] = stored_part(path)
        except InputMissing:
            if path not in (folder.brief_name, folder.coming):
                missing.append(str(path.relative_to(folder.path)))
        except DrafterError as error:
            lost.append(str(error).splitlines()[0])
    sections = {kind.key: folder.section(kind.key) for kind in SECTIONS}
    state = State(
        outline=found.get(folder.outline),
        brief=found.get(folder.brief),
        brief_name=(found.get(folder.brief_name) or "").strip() or None,
        coming=found.get(folder.coming),
        sections={key: found[path] for key, path in sections.items() if path in found},
    )
    if not found and not lost:
        return state, (f"{folder.path}: holds nothing of what the document was generated from",)
    return state, (*lost, *([f"{folder.path}: lacks {', '.join(missing)}"] if missing else []))


def stored_part(path: Path) -> str:
    """Return the text of one file of the state. Raises InputMissing and InputError, which name it."""
    return read_text(path, "text", MOST_BYTES)


def write_state(folder: StateFolder, state: State) -> None:
    """Make the files of a folder hold this state and no other; run again after a kill, it goes on.

    Raises OutputUnwritable.
    """
    name = f"{state.brief_name}\n" if state.brief_name else None
    texts = {
        folder.outline: state.outline, folder.brief: state.brief, folder.brief_name: name, folder.coming: state.coming,
    }  # fmt: skip
    texts |= {folder.section(key): text for key, text in state.sections.items()}
    for path in (*texts, *_paths(folder)):
        text = texts.get(path)
        if text is None:
            folder.remove(path)
        else:
            folder.write(path, text)


def _paths(folder: StateFolder) -> Iterator[Path]:
    yield folder.outline
    yield folder.brief
    yield folder.brief_name
    yield folder.coming
    for kind in SECTIONS:
        yield folder.section(kind.key)
