"""The journal of answers: what was paid for is on disk before it is used, and never asked for again.

An SQLite file (WAL, synchronous FULL, mode 0600) in the user's cache folder; plain JSON inside.
"""

import hashlib
import json
import sqlite3
import time
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from pydantic import AwareDatetime, ValidationError

from drafter.document.value import Value
from drafter.errors import DrafterError, OutputUnwritable
from drafter.llm.cache_folder import cache_folder
from drafter.llm.port import Completion, ModelPort, OnTokens, Request

__all__ = ["Journal", "JournalState", "JournaledModel", "Recorder", "clear", "journal_path", "open_journal", "state"]

_FORMAT = "1"
"""Part of every key: a change of what a key or an entry means takes a new one."""
_LAYOUT = 1
"""The version of the tables, in `user_version`; 0 is the first one, whose answers do not name their model."""
_FILES = ("", "-wal", "-shm")


class JournalState(Value):
    """What a journal holds."""

    path: Path
    bytes: int
    """On the disk."""
    answers: int = 0
    unfinished: int = 0
    """Requests that were sent and never answered in full: they may have been billed."""
    oldest: AwareDatetime | None = None
    newest: AwareDatetime | None = None
    models: dict[str, int] = {}
    """Answers by model and endpoint."""


class Journal:
    """Completions by the hash of everything that shaped them."""

    def __init__(self, connection: sqlite3.Connection, path: Path) -> None:
        self._connection = connection
        self._path = path

    def find(self, key: str) -> Completion | None:
        """Return the completion that was delivered for this key before, None when there is none."""
        row = self._row("SELECT completion FROM answers WHERE key = ?", key)
        try:
            return Completion.model_validate_json(row[0]) if row else None
        except ValidationError:  # damaged, or of another version: as if it were not there
            return None

    def begin(self, key: str, label: str) -> bool:
        """Note that a request is about to be sent; return whether an earlier one for it was never answered."""
        known = self._row("SELECT 1 FROM attempts WHERE key = ?", key)
        insert = "INSERT OR IGNORE INTO attempts (key, label, partial, at) VALUES (?, ?, '', ?)"
        self._change((insert, (key, label, int(time.time()))))
        return known is not None

    def break_off(self, key: str, partial: str) -> None:
        """Keep what had arrived of an answer that was lost on the way."""
        self._change(("UPDATE attempts SET partial = ? WHERE key = ?", (partial, key)))

    def give_up(self, key: str) -> None:
        """Forget a request that was refused: nothing was made for it."""
        self._change(("DELETE FROM attempts WHERE key = ? AND partial = ''", (key,)))

    def keep(self, key: str, label: str, completion: Completion, identity: str = "") -> None:
        """Store a completion; it is on the disk when this returns."""
        insert = "INSERT OR REPLACE INTO answers (key, label, completion, at, identity) VALUES (?, ?, ?, ?, ?)"
        values = (key, label, completion.model_dump_json(), int(time.time()), identity)
        self._change(("DELETE FROM attempts WHERE key = ?", (key,)), (insert, values))

    def remove(self, before: int) -> int:
        """Remove what is older than a time, in seconds since the epoch; return how many answers that were."""
        (count,) = self._row("SELECT count(*) FROM answers WHERE at < ?", before) or (0,)
        self._change(("DELETE FROM answers WHERE at < ?", (before,)), ("DELETE FROM attempts WHERE at < ?", (before,)))
        with _explained(self._path):
            self._connection.execute("VACUUM")
        return int(count)

    def counted(self) -> JournalState:
        """Return what is in it."""
        answers, oldest, newest = self._row("SELECT count(*), min(at), max(at) FROM answers") or (0, None, None)
        (unfinished,) = self._row("SELECT count(*) FROM attempts") or (0,)
        with _explained(self._path):
            rows = self._connection.execute(
                "SELECT identity, count(*) FROM answers WHERE identity != '' GROUP BY identity ORDER BY identity"
            ).fetchall()
        return JournalState(
            path=self._path,
            bytes=_bytes(self._path),
            answers=answers,
            unfinished=unfinished,
            oldest=_time(oldest),
            newest=_time(newest),
            models=dict(rows),
        )

    def _row(self, query: str, *values: Any) -> Any:
        with _explained(self._path):
            return self._connection.execute(query, values).fetchone()

    def _change(self, *statements: tuple[str, tuple[Any, ...]]) -> None:
        """Make changes together, and wait for the disk."""
        with _explained(self._path), self._connection:
            for statement, values in statements:
                self._connection.execute(statement, values)


def journal_path() -> Path:
    """Return where the journal is; it need not exist."""
    return cache_folder() / "journal.sqlite"


@contextmanager
def open_journal(path: Path) -> Iterator[Journal]:
    """Open the journal, creating it when it is not there; OutputUnwritable when that fails."""
    with _explained(path):
        path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        path.touch(mode=0o600)
        connection = _connected(path)
    with closing(connection):
        yield Journal(connection, path)


def state(path: Path) -> JournalState | None:
    """Return what a journal holds, None when there is none; OutputUnwritable when it cannot be read."""
    if not path.is_file():
        return None
    with open_journal(path) as journal:
        return journal.counted()


def clear(path: Path, before: int | None = None) -> int:
    """Remove the answers older than a time in seconds since the epoch, else the whole journal, damaged or not.

    Returns how many answers that were, as far as they can be counted. Raises OutputUnwritable.
    """
    if not path.exists():
        return 0
    if before is not None:
        with open_journal(path) as journal:
            return journal.remove(before)
    try:
        found = state(path)
    except OutputUnwritable:
        found = None
    with _explained(path):
        for ending in _FILES:
            path.with_name(f"{path.name}{ending}").unlink(missing_ok=True)
    return found.answers if found else 0


@contextmanager
def _explained(path: Path) -> Iterator[None]:
    """Turn what the disk or SQLite says into OutputUnwritable."""
    try:
        yield
    except sqlite3.ProgrammingError:  # a bug of ours
        raise
    except sqlite3.DatabaseError as error:
        hint = "Make room on the disk and run the command again."
        if isinstance(error, sqlite3.OperationalError):
            raise OutputUnwritable(f"{path}: the journal of answers cannot be used: {error}", hint=hint) from error
        hint = "`drafter journal clear` removes it; its answers are lost, and are asked for again."
        raise OutputUnwritable(f"{path}: the journal of answers is damaged: {error}", hint=hint) from error
    except OSError as error:
        raise OutputUnwritable(
            f"{path}: the journal of answers cannot be written: {error.strerror}",
            hint="Set DRAFTER_CACHE_DIR to another folder.",
        ) from error


def _connected(path: Path) -> sqlite3.Connection:
    connection = sqlite3.connect(path, timeout=30)
    try:
        _refuse_newer(connection, path)
        connection.execute("PRAGMA journal_mode = WAL")
        connection.execute("PRAGMA synchronous = FULL")
        with connection:
            _lay_out(connection)
    except (sqlite3.Error, OutputUnwritable):
        connection.close()
        raise
    return connection


def _refuse_newer(connection: sqlite3.Connection, path: Path) -> None:
    (layout,) = connection.execute("PRAGMA user_version").fetchone()
    if layout > _LAYOUT:
        raise OutputUnwritable(
            f"{path}: the journal of answers is from a newer drafter",
            hint="Use that one, or set DRAFTER_CACHE_DIR to another folder.",
        )


def _lay_out(connection: sqlite3.Connection) -> None:
    """Create the tables, or bring those of an earlier version up to date; every step may have been made before."""
    connection.execute(
        "CREATE TABLE IF NOT EXISTS answers (key TEXT PRIMARY KEY, label TEXT, completion TEXT, at INTEGER)"
    )
    connection.execute(
        "CREATE TABLE IF NOT EXISTS attempts (key TEXT PRIMARY KEY, label TEXT, partial TEXT, at INTEGER)"
    )
    if "identity" not in {row[1] for row in connection.execute("PRAGMA table_info(answers)")}:
        connection.execute("ALTER TABLE answers ADD COLUMN identity TEXT NOT NULL DEFAULT ''")
    connection.execute(f"PRAGMA user_version = {_LAYOUT}")


def _bytes(path: Path) -> int:
    files = (path.with_name(f"{path.name}{ending}") for ending in _FILES)
    return sum(file.stat().st_size for file in files if file.exists())


def _time(seconds: int | None) -> datetime | None:
    return None if seconds is None else datetime.fromtimestamp(seconds, UTC)


class Recorder:
    """A journal for one model: the keys of its requests name it too."""

    def __init__(self, journal: Journal, identity: str) -> None:
        """Take `identity`, which names model, endpoint and parameters so that others miss."""
        self._journal = journal
        self._identity = identity

    def find(self, request: Request) -> Completion | None:
        """Return what was answered to this request before."""
        return self._journal.find(self._key(request))

    def begin(self, request: Request) -> bool:
        """Note that a request is about to be sent; return whether an earlier one for it was never answered."""
        return self._journal.begin(self._key(request), request.label)

    def break_off(self, request: Request, partial: str) -> None:
        """Keep what had arrived of an answer that was lost on the way."""
        self._journal.break_off(self._key(request), partial or " ")

    def give_up(self, request: Request) -> None:
        """Forget a request that was refused."""
        self._journal.give_up(self._key(request))

    def keep(self, request: Request, completion: Completion) -> None:
        """Store a completion; it is on the disk when this returns."""
        self._journal.keep(self._key(request), request.label, completion, self._identity)

    def _key(self, request: Request) -> str:
        shaped_by = [
            _FORMAT, self._identity, request.system, request.user, request.json_schema, request.max_tokens,
        ]  # fmt: skip
        return hashlib.sha256(json.dumps(shaped_by, sort_keys=True).encode()).hexdigest()


class JournaledModel:
    """A model port that looks into the journal first."""

    def __init__(
        self, inner: ModelPort, recorder: Recorder, *, fresh: bool, on_note: Callable[[str], None] = lambda _: None
    ) -> None:
        """Wrap a port; with `fresh`, nothing is looked up, but new answers are kept."""
        self._inner = inner
        self._recorder = recorder
        self._fresh = fresh
        self._on_note = on_note
        self.model = inner.model
        self.endpoint = inner.endpoint

    async def complete(self, request: Request, on_tokens: OnTokens) -> Completion:
        """Answer from the journal, else from the model, keeping the answer before it is used."""
        known = None if self._fresh else self._recorder.find(request)
        if known is not None:
            return known.model_copy(update={"replayed": True})
        if self._recorder.begin(request) and not self._fresh:
            self._on_note(f"{request.label}: was under way when an earlier run ended, and may have been billed then")
        try:
            completion = await self._inner.complete(request, on_tokens)
        except DrafterError:
            self._recorder.give_up(request)
            raise
        self._recorder.keep(request, completion)
        return completion
