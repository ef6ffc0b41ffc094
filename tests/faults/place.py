"""A folder with a brief, an endpoint with a ledger, and what must be true of both after any run."""

import re
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from pathlib import Path

from drafter.document.sections import SECTIONS
from drafter.workspace import read_history, read_state
from tests.fault_server import MODEL, Entry, FaultServer, Script, asked_again, fault_server
from tests.faults.processes import KEY, Ended, Process, start
from tests.faults.sabotage import Sabotage

__all__ = ["BRIEF", "Place", "Undisturbed", "incomplete_sections", "place"]

BRIEF = """# Tool library

Members borrow tools from a shed. Today a paper list says who has what, and it gets lost.

- A member borrows and returns a tool; a librarian adds tools.
- It is a web service in Python with PostgreSQL.
- A request is answered within 200 ms.
"""
_MOST_ERROR_LINES = 12


@dataclass(frozen=True)
class Undisturbed:
    """What a run makes when nothing goes wrong."""

    document: bytes
    asked: int
    """Completion requests."""


class Place:
    """Where drafter runs in a test."""

    def __init__(self, folder: Path, endpoint: FaultServer, *options: str) -> None:
        self.folder = folder / "work"
        self.folder.mkdir()
        (self.folder / "brief.md").write_text(BRIEF, "utf-8")
        self.endpoint = endpoint
        self.document = self.folder / "tdd.md"
        self.edited: frozenset[str] = frozenset()
        """The keys of sections that somebody edited."""
        self._options = options

    @property
    def entries(self) -> tuple[Entry, ...]:
        """The completion requests so far."""
        return self.endpoint.ledger.completions

    def start(self, *more: str, sabotage: Sabotage | None = None, base_url: str = "") -> Process:
        """Start the command that is the same in all runs here."""
        at = ("--base-url", base_url or self.endpoint.base_url, "--model", MODEL)
        arguments = ("draft", "brief.md", "-o", "tdd.md", "--date", "2026-01-15", *at, *self._options, *more)
        return start(self.folder, *arguments, sabotage=sabotage)

    def run(self, *more: str, sabotage: Sabotage | None = None, base_url: str = "") -> Ended:
        """Run that command, check what holds for every end of it, and return how it ended."""
        ended = self.start(*more, sabotage=sabotage, base_url=base_url).ended()
        self.check(ended)
        return ended

    def undo(self, *more: str, sabotage: Sabotage | None = None) -> Ended:
        """Run `drafter undo` on the document and return how it ended."""
        return start(self.folder, "undo", "tdd.md", *more, sabotage=sabotage).ended()

    def regenerate(self, *more: str, sabotage: Sabotage | None = None) -> Ended:
        """Run `drafter regenerate` on the document and return how it ended."""
        return self.start_regenerate(*more, sabotage=sabotage).ended()

    def start_regenerate(self, *more: str, sabotage: Sabotage | None = None) -> Process:
        """Start `drafter regenerate` on the document."""
        at = ("--base-url", self.endpoint.base_url, "--model", MODEL)
        arguments = ("regenerate", "tdd.md", "8", "-i", "cache more", "--date", "2026-01-16", *at, *self._options)
        return start(self.folder, *arguments, *more, sabotage=sabotage)

    def start_review(self, *more: str, sabotage: Sabotage | None = None, base_url: str = "") -> Process:
        """Start `drafter review` on two sections of the document."""
        at = ("--base-url", base_url or self.endpoint.base_url, "--model", MODEL)
        sections = ("--section", "1", "--section", "4")
        return start(self.folder, "review", "tdd.md", *sections, *at, *self._options, *more, sabotage=sabotage)

    def apply(self, *more: str, sabotage: Sabotage | None = None) -> Ended:
        """Run `drafter apply` with the last review and return how it ended."""
        return start(self.folder, "apply", "tdd.md", *more, sabotage=sabotage).ended()

    def dismiss(self, *more: str, sabotage: Sabotage | None = None) -> Ended:
        """Run `drafter dismiss` and return how it ended."""
        return start(self.folder, "dismiss", "tdd.md", *more, "--why", "it is a name", sabotage=sabotage).ended()

    def check(self, ended: Ended, *, half_made: bool = False) -> None:
        """Check what holds after every run that was not killed; a disk that fails may leave a change half made."""
        assert "Traceback" not in ended.err, ended.err
        _, said, last = ended.err.rpartition("drafter: ")
        assert not said or len(last.splitlines()) <= _MOST_ERROR_LINES, ended.err
        assert ended.out == ""
        assert KEY not in ended.err
        self.check_files(half_made=half_made)

    def check_files(self, *, half_made: bool = False) -> None:
        """Check the disk: nothing half written, no key, a sound journal, and a state that is the document's."""
        assert set(self.leftovers()) <= ({".drafter/tdd/unfinished.json"} if half_made else set())
        self.check_state()
        with_key = [path for path in self.folder.rglob("*") if path.is_file() and KEY.encode() in path.read_bytes()]
        assert with_key == []
        journal = self.folder / "cache/journal.sqlite"
        if journal.exists():
            with closing(sqlite3.connect(journal)) as connection:
                assert connection.execute("PRAGMA integrity_check").fetchall() == [("ok",)]

    def check_state(self) -> None:
        """Check that the sections that are kept beside the document are those that it has."""
        if not self.document.exists():
            return
        text = self.document.read_text("utf-8")
        sections = read_state(self.document).state.sections
        assert all(section.rstrip() in text for key, section in sections.items() if key not in self.edited)

    def leftovers(self) -> list[str]:
        """Return the files in the document's folder that a reader would not expect."""
        parts = {
            "outline.yaml",
            "brief.md",
            "brief.name",
            "ledger.jsonl",
            "history.jsonl",
            "format.json",
            "review.json",
            "dismissed.jsonl",
        }
        parts |= {f"sections/{kind.key}.md" for kind in SECTIONS}
        parts |= {f"replaced/{entry.n}{end}" for entry in read_history(self.document) for end in (".md", ".state.json")}
        state = {f".drafter/tdd/{part}" for part in parts}
        found = (path.relative_to(self.folder) for path in self.folder.rglob("*") if path.is_file())
        names = (str(path) for path in found if path.parts[0] != "cache")
        return sorted(set(names) - state - {"brief.md", "tdd.md"})

    def kept(self) -> int:
        """Return how many answers are in the journal."""
        return self._count("answers")

    def under_way(self) -> int:
        """Return how many requests are in the journal that have no whole answer."""
        return self._count("attempts")

    def wait_until_settled(self) -> None:
        """Wait until the endpoint is done with everything it was asked."""
        assert self.endpoint.ledger.wait_until(lambda entries: all(entry.ended_at for entry in entries))

    def asked_again(self) -> list[Entry]:
        """Return the requests for what had been delivered in full before."""
        self.wait_until_settled()
        return asked_again(self.entries)

    def _count(self, table: str) -> int:
        journal = self.folder / "cache/journal.sqlite"
        if not journal.exists():
            return 0
        with closing(sqlite3.connect(journal)) as connection:
            tables = {name for (name,) in connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'")}
            if table not in tables:
                return 0
            return int(connection.execute(f"SELECT count(*) FROM {table}").fetchone()[0])


@contextmanager
def place(folder: Path, script: Script | None = None, *options: str, prefix: str = "/v1") -> Iterator[Place]:
    """Open a place; the ledger is in a file as well."""
    folder.mkdir(parents=True, exist_ok=True)
    with fault_server(script, ledger=folder / "ledger.jsonl", prefix=prefix) as endpoint:
        yield Place(folder, endpoint, *options)


def incomplete_sections(document: str) -> set[int]:
    """Return the numbers of the sections that say that something in them is incomplete."""
    parts = re.split(r"^## (\d+)\. ", document, flags=re.MULTILINE)
    return {int(number) for number, text in zip(parts[1::2], parts[2::2], strict=True) if "Incomplete" in text}
