"""The journal of answers: what was paid for is on disk before it is used, and never asked for again.

An SQLite file (WAL, synchronous FULL, mode 0600) in the user's cache folder; plain JSON inside.
"""

import hashlib
import json
import sqlite3
import time
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

from drafter.errors import OutputUnwritable
from drafter.llm.port import Completion, ModelPort, OnTokens, Request

__all__ = ["Journal", "JournaledModel", "open_journal"]

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

    def keep(self, key: str, label: str, completion: Completion) -> None:
        """Store a completion; it is on the disk when this returns."""
        with self._connection:
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
    except sqlite3.Error:
        connection.close()
        raise
    return connection


class JournaledModel:
    """A model port that looks into the journal first."""

    def __init__(self, inner: ModelPort, journal: Journal, *, identity: str, fresh: bool) -> None:
        """Wrap a port.

        `identity` names model and endpoint so that another one misses; with `fresh`, nothing is
        looked up, but new answers are kept.
        """
        self._inner = inner
        self._journal = journal
        self._identity = identity
        self._fresh = fresh
        self.model = inner.model
        self.endpoint = inner.endpoint

    async def complete(self, request: Request, on_tokens: OnTokens) -> Completion:
        """Answer from the journal, else from the model, keeping the answer before it is used."""
        key = self._key(request)
        known = None if self._fresh else self._journal.find(key)
        if known is not None:
            return known.model_copy(update={"replayed": True})
        completion = await self._inner.complete(request, on_tokens)
        self._journal.keep(key, request.label, completion)
        return completion

    def _key(self, request: Request) -> str:
        shaped_by = [
            _FORMAT, self._identity, request.system, request.user, request.json_schema, request.max_tokens,
        ]  # fmt: skip
        return hashlib.sha256(json.dumps(shaped_by, sort_keys=True).encode()).hexdigest()
