"""What was asked of the server and what became of it, in memory and in a file that survives a kill."""

import json
import math
import threading
import time
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import IO, Any, Literal

from drafter.document.value import Value

__all__ = ["Entry", "Ledger", "asked_again", "read_bodies", "read_ledger"]

_ASKED_BEFORE = ("key", "max_tokens", "response_format")
"""What makes two requests the same: more room or another form is another request."""


class Entry(Value):
    """One request."""

    sequence: int
    """1 for the first request."""
    at: float
    """When its headers and body were read, in seconds since the epoch."""
    method: str
    path: str
    accepted: bool
    """The headers were read in full."""
    authorization: str = ""
    """SHA-256 of the Authorization header, empty without one."""
    key: str = ""
    """SHA-256 of model and messages, empty for what is no completion request."""
    attempt: int = 0
    """How often this key came so far, this time included."""
    task: str = ""
    """The first line under `# Task` of the last user message."""
    response_format: str = ""
    max_tokens: int | None = None
    fault: str = ""
    """The kind of the fault, empty for a healthy answer."""
    ended_at: float | None = None
    """When the server was done with it; None while it is not."""
    written: int = 0
    """Bytes of the body with its framing that went to the client."""
    finished: bool = False
    """The text of the completion and the reason for its end were written."""
    delivered: bool = False
    """A completion, whatever it says, was written to its last byte."""
    reset_after: bool = False
    """The client reset the connection after the answer: it may have left some of it unread."""


class _Line(Value):
    """A line of the file."""

    event: Literal["arrival", "end", "reset"]
    entry: Entry


class Ledger:
    """All requests so far; may be read from any thread.

    A file is appended to, one JSON line at arrival and one at the end; its earlier entries count on.
    """

    def __init__(self, file: Path | None = None, bodies: Path | None = None) -> None:
        """Append entries to a file, and bodies of completion requests to another, where they are named."""
        earlier = read_ledger(file) if file and file.exists() else ()
        self._entries = {entry.sequence: entry for entry in earlier}
        self._questions: list[str] = []
        self._systems: list[str] = []
        self._file: IO[str] | None = file.open("a", encoding="utf-8") if file else None
        self._bodies: IO[str] | None = bodies.open("a", encoding="utf-8") if bodies else None
        self._changed = threading.Condition()

    @property
    def entries(self) -> tuple[Entry, ...]:
        """The requests in the order of their arrival."""
        with self._changed:
            return tuple(self._entries.values())

    @property
    def questions(self) -> tuple[str, ...]:
        """The last user message of each completion request, in order; not kept in the file."""
        with self._changed:
            return tuple(self._questions)

    @property
    def systems(self) -> tuple[str, ...]:
        """The system messages of each completion request, in order; not kept in the file."""
        with self._changed:
            return tuple(self._systems)

    @property
    def completions(self) -> tuple[Entry, ...]:
        """The completion requests."""
        return tuple(entry for entry in self.entries if entry.key)

    def attempts(self, key: str) -> int:
        """Return how often a key came so far."""
        return sum(entry.key == key for entry in self.entries)

    def wait_until(self, condition: Callable[[tuple[Entry, ...]], bool], seconds: float = 10.0) -> bool:
        """Block until a condition holds for the entries; returns False when time is up.

        Never call it in the thread of the server's loop.
        """
        with self._changed:
            return self._changed.wait_for(lambda: condition(tuple(self._entries.values())), seconds)

    def arrived(self, entry: Entry, question: str | None = None, system: str = "") -> Entry:
        """Add a request, and return it with its sequence number and time."""
        with self._changed:
            numbered = entry.model_copy(update={"sequence": max(self._entries, default=0) + 1, "at": time.time()})
            if question is not None:
                self._questions.append(question)
                self._systems.append(system)
        return self._put("arrival", numbered)

    def keep_body(self, entry: Entry, body: bytes) -> None:
        """Append the body of a completion request to the file of bodies, if there is one."""
        with self._changed:
            if self._bodies and not self._bodies.closed:
                self._bodies.write(json.dumps({"sequence": entry.sequence, "body": json.loads(body)}) + "\n")
                self._bodies.flush()

    def ended(self, entry: Entry, *, written: int, finished: bool, delivered: bool) -> Entry:
        """Record that the server is done with a request."""
        update = {"ended_at": time.time(), "written": written, "finished": finished, "delivered": delivered}
        return self._put("end", entry.model_copy(update=update))

    def reset(self, entry: Entry) -> Entry:
        """Record that the client reset the connection after an answer."""
        return self._put("reset", entry.model_copy(update={"reset_after": True}))

    def close(self) -> None:
        """Close the files."""
        for file in (self._file, self._bodies):
            if file:
                file.close()

    def _put(self, event: Literal["arrival", "end", "reset"], entry: Entry) -> Entry:
        with self._changed:
            self._entries[entry.sequence] = entry
            if self._file and not self._file.closed:
                self._file.write(_Line(event=event, entry=entry).model_dump_json() + "\n")
                self._file.flush()
            self._changed.notify_all()
        return entry


def read_ledger(file: Path) -> tuple[Entry, ...]:
    """Return the entries of a ledger file, each as it was in the end; a last line that was cut is left out."""
    entries: dict[int, Entry] = {}
    for line in file.read_text("utf-8").splitlines(keepends=True):
        if line.endswith("\n"):
            entry = _Line.model_validate_json(line).entry
            entries[entry.sequence] = entry
    return tuple(entries.values())


def read_bodies(file: Path) -> dict[int, dict[str, Any]]:
    """Return the bodies of the completion requests in a file of bodies, by the sequence numbers of their entries."""
    lines = (json.loads(line) for line in file.read_text("utf-8").splitlines(keepends=True) if line.endswith("\n"))
    return {line["sequence"]: line["body"] for line in lines}


def asked_again(entries: Iterable[Entry]) -> list[Entry]:
    """Return the requests for what had been delivered in full before, each of them paid for twice."""
    delivered: dict[tuple[object, ...], float] = {}
    again = []
    for entry in sorted((entry for entry in entries if entry.key), key=lambda entry: entry.at):
        identity = tuple(getattr(entry, name) for name in _ASKED_BEFORE)
        if entry.at >= delivered.get(identity, math.inf):
            again.append(entry)
        if entry.delivered and entry.ended_at is not None:
            delivered[identity] = min(entry.ended_at, delivered.get(identity, math.inf))
    return again
