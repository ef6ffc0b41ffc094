"""The journal of answers: what was paid for is on disk before it is used, and never asked for again.

An SQLite file (WAL, synchronous FULL, mode 0600) in the user's cache folder; plain JSON inside.
"""

import hashlib
import json
import sqlite3
import time
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from pathlib import Path

from drafter.errors import DrafterError, OutputUnwritable
from drafter.llm.port import Completion, ModelPort, OnTokens, Request

__all__ = ["Journal", "JournaledModel", "Recorder", "open_journal"]

_FORMAT = "1"
"""Part of every key: a change of what a key or an entry means takes a new one."""


class Journal:
    """Completions by the hash of everything that shaped them."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._connection = connection

    def find(self, key: str) -> Completion | None:
        """Return the completion that was delivered for this key before, None when there is none."""
        row = self._connection.execute("SELECT completion FROM answers WHERE key = ?", (key,)).fetchone()
        return Completion.model_validate_json(row[0]) if row else None

    def begin(self, key: str, label: str) -> bool:
        """Note that a request is about to be sent; return whether an earlier one for it was never answered."""
        with self._connection:
            known = self._connection.execute("SELECT 1 FROM attempts WHERE key = ?", (key,)).fetchone()
            self._connection.execute(
                "INSERT OR IGNORE INTO attempts (key, label, partial, at) VALUES (?, ?, '', ?)",
                (key, label, int(time.time())),
            )
        return known is not None

    def break_off(self, key: str, partial: str) -> None:
        """Keep what had arrived of an answer that was lost on the way."""
        with self._connection:
            self._connection.execute("UPDATE attempts SET partial = ? WHERE key = ?", (partial, key))

    def give_up(self, key: str) -> None:
        """Forget a request that was refused: nothing was made for it."""
        with self._connection:
            self._connection.execute("DELETE FROM attempts WHERE key = ? AND partial = ''", (key,))

    def keep(self, key: str, label: str, completion: Completion) -> None:
        """Store a completion; it is on the disk when this returns."""
        with self._connection:
            self._connection.execute("DELETE FROM attempts WHERE key = ?", (key,))
            self._connection.execute(
                "INSERT OR REPLACE INTO answers (key, label, completion, at) VALUES (?, ?, ?, ?)",
                (key, label, completion.model_dump_json(), int(time.time())),
            )


@contextmanager
def open_journal(path: Path) -> Iterator[Journal]:
    """Open the journal, creating it when it is not there; OutputUnwritable when that fails."""
    try:
        path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        path.touch(mode=0o600)
        connection = _connected(path)
    except (OSError, sqlite3.Error) as error:
        raise OutputUnwritable(f"{path}: the journal of answers cannot be written: {error}") from error
    with closing(connection):
        yield Journal(connection)


def _connected(path: Path) -> sqlite3.Connection:
    connection = sqlite3.connect(path, timeout=30)
    try:
        connection.execute("PRAGMA journal_mode = WAL")
        connection.execute("PRAGMA synchronous = FULL")
        connection.execute(
            "CREATE TABLE IF NOT EXISTS answers (key TEXT PRIMARY KEY, label TEXT, completion TEXT, at INTEGER)"
        )
        connection.execute(
            "CREATE TABLE IF NOT EXISTS attempts (key TEXT PRIMARY KEY, label TEXT, partial TEXT, at INTEGER)"
        )
    except sqlite3.Error:
        connection.close()
        raise
    return connection


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
        self._journal.keep(self._key(request), request.label, completion)

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
