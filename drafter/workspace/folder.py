"""Where the state of a document is: `.drafter/<stem>/` beside it."""

import json
from contextlib import suppress
from pathlib import Path

from drafter.errors import DrafterError
from drafter.text_file import read_text
from drafter.workspace.files import real, unwritable, write_atomically

__all__ = ["MOST_BYTES", "StateFolder"]

MOST_BYTES = 20_000_000
"""Of a file of the state: ten times the longest document. Whoever can write here could hand in anything."""
_VERSION = 1


class StateFolder:
    """The paths of one document's state; the folder is created when something is written.

    Files of the same stem in the same place, such as `tdd.md` and `tdd.yaml`, share a folder.
    """

    def __init__(self, document: Path) -> None:
        self.document = real(document)
        self.path = self.document.parent / ".drafter" / self.document.stem
        self.outline = self.path / "outline.yaml"
        self.brief = self.path / "brief.md"
        self.brief_name = self.path / "brief.name"
        self.coming = self.path / "brief.next.md"
        self.ledger = self.path / "ledger.jsonl"
        self.history = self.path / "history.jsonl"
        self.unfinished = self.path / "unfinished.json"
        """The change that is being made; there only while it is, or after a run that was killed."""
        self.replaced = self.path / "replaced"
        self.review = self.path / "review.json"
        self.dismissed = self.path / "dismissed.jsonl"
        self._format = self.path / "format.json"

    def section(self, key: str) -> Path:
        """Return where the text of a section is kept as it was last generated."""
        return self.path / "sections" / f"{key}.md"

    def replaced_text(self, n: int) -> Path:
        """Return where the text is kept that a change replaced."""
        return self.replaced / f"{n}{self.document.suffix}"

    def replaced_state(self, n: int) -> Path:
        """Return where the state is kept that a change replaced."""
        return self.replaced / f"{n}.state.json"

    def newer_version(self) -> int | None:
        """Return the version of the folder's format when only a newer drafter can read it."""
        with suppress(DrafterError, ValueError, RecursionError):  # a damaged file says nothing: its parts may be whole
            record = json.loads(read_text(self._format, "format", MOST_BYTES))
            version = record.get("version") if isinstance(record, dict) else None
            if isinstance(version, int) and version > _VERSION:
                return version
        return None

    def claim(self) -> None:
        """Make this a folder of this version; what a newer drafter left stands in another folder beside it then.

        Raises OutputUnwritable.
        """
        if version := self.newer_version():
            aside = self.path.with_name(f"{self.path.name}.format-{version}")
            number = 1
            while aside.exists():
                number += 1
                aside = self.path.with_name(f"{self.path.name}.format-{version}-{number}")
            try:
                self.path.rename(aside)
            except OSError as error:
                raise unwritable(self.path, error) from error
        if not self._format.exists():
            self.write(self._format, json.dumps({"version": _VERSION}) + "\n")

    def write(self, path: Path, text: str | bytes) -> None:
        """Write a file in the folder, unless it holds this already. Raises OutputUnwritable."""
        data = text.encode() if isinstance(text, str) else text
        for folder in (self.path.parent, self.path, path.parent):
            try:
                folder.mkdir(exist_ok=True)
            except OSError as error:
                raise unwritable(folder, error) from error
        with suppress(OSError):
            if path.is_file() and path.read_bytes() == data:
                return
        write_atomically(path, data)

    def append(self, path: Path, line: str) -> None:
        """Add a line to a file in the folder; whatever lines it has stay. Raises OutputUnwritable."""
        try:
            before = path.read_bytes()
        except FileNotFoundError:
            before = b""
        except OSError as error:
            raise unwritable(path, error) from error
        if before and not before.endswith(b"\n"):
            before += b"\n"
        self.write(path, before + f"{line}\n".encode())

    def remove(self, path: Path) -> None:
        """Remove a file in the folder, if it is there. Raises OutputUnwritable."""
        try:
            path.unlink(missing_ok=True)
        except NotADirectoryError:
            return
        except OSError as error:
            raise unwritable(path, error) from error
