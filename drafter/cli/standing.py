"""A document as it stands in its file, with what is kept of how it came about."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from io import BytesIO
from pathlib import Path

from drafter.cli.inputs import read
from drafter.cli.terminal import say
from drafter.document.brief import Brief
from drafter.document.outline import Outline
from drafter.errors import DrafterError, InputError
from drafter.merge import has_markers
from drafter.outline_file import from_yaml
from drafter.regeneration import Standing, standing
from drafter.stages.read_brief import read_brief
from drafter.text_file import MOST_DOCUMENT_BYTES, read_text
from drafter.workspace import State, bytes_of, read_state

__all__ = ["Opened", "document_bytes", "found", "opened"]

_NO_BRIEF = Brief(name="", title="", text="", statements=())


@dataclass(frozen=True)
class Opened:
    """A document's file, its state, and what it should agree with."""

    path: Path
    data: bytes
    text: str
    state: State
    drafted_from: Outline | None
    drafted_for: Brief | None
    brief: Brief | None
    """None when nobody named one and none is kept."""
    today: date
    lost: tuple[str, ...]
    """What is not there of its state or cannot be used, in words."""
    _read: dict[str, Standing] = field(default_factory=dict, repr=False)
    """What each text that was read states."""

    @property
    def stands(self) -> Standing:
        """What the document states and should agree with."""
        return self.standing_of(self.text)

    def standing_of(self, text: str) -> Standing:
        """Return what a text of the document states; it is read once."""
        if text not in self._read:
            self._read[text] = standing(
                text,
                self.brief or _NO_BRIEF,
                drafted_from=self.drafted_from,
                drafted_for=self.drafted_for or self.brief,
                today=self.today,
            )
        return self._read[text]

    @property
    def bases(self) -> Mapping[str, str]:
        """The sections as they were generated last, by their keys."""
        return self.state.sections


def opened(path: Path, brief: str | None, today: date) -> Opened:
    """Return what `found` does, and warn of what is lost.

    Raises InputError, too, for a document that has no section of the template.
    """
    stood = found(path, brief, today)
    for lost in stood.lost:
        say(f"drafter: warning: {lost}")
    if not any(part.section for part in stood.stands.page.parts):
        raise InputError(
            f"{path}: has no section of a Technical Design Document", hint="`drafter template` prints its headings."
        )
    return stood


def found(path: Path, brief: str | None, today: date) -> Opened:
    """Read a document by anybody, its state and its brief: the one that is named, else the one that is kept.

    Raises what `document_bytes` does, InputMissing and InputError for a brief that cannot be used.
    """
    data = document_bytes(path)
    known = read_state(path)
    state = known.state
    drafted_for = _kept_brief(state.brief, state.brief_name)
    return Opened(
        path=path,
        data=data,
        text=data.decode(),
        state=state,
        drafted_from=_outline(path, state),
        drafted_for=drafted_for,
        today=today,
        lost=known.lost,
        brief=_named_brief(brief) if brief else _kept_brief(state.coming, state.brief_name) or drafted_for,
    )


def document_bytes(path: Path) -> bytes:
    """Return what a document's file holds: UTF-8, with its line ends.

    Raises InputMissing and InputError for a file that cannot be used, and for a document that has open conflicts.
    """
    read_text(path, "document", MOST_DOCUMENT_BYTES)
    data = bytes_of(path) or b""
    try:
        text = data.decode()
    except UnicodeDecodeError as error:
        raise InputError(f"{path}: is not UTF-8", hint="Save the document as UTF-8 text.") from error
    if has_markers(text):
        line = next(number for number, line in enumerate(text.splitlines(), 1) if line.startswith("<<<<<<< "))
        raise InputError(
            f"{path}:{line}: has an open conflict", hint="Choose one of the two texts, remove the markers."
        )
    return data


def _named_brief(name: str) -> Brief:
    reading = read(name)
    for warning in reading.warnings:
        say(f"drafter: warning: {warning}")
    return reading.brief


def _kept_brief(text: str | None, name: str | None) -> Brief | None:
    if not text or not text.strip():
        return None
    return replace(read_brief(BytesIO(text.encode())).brief, name=name or "brief.md")


def _outline(path: Path, state: State) -> Outline | None:
    if state.outline is None:
        return None
    try:
        return from_yaml(state.outline, f"the outline of {path}")
    except DrafterError as error:
        say(f"drafter: warning: {str(error).splitlines()[0]}; kinds and sources are guessed")
        return None
