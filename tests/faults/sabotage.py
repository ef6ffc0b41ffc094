"""Breaks off a run at its n-th step to the disk: the calls of Python's that change files or commit to SQLite."""

import errno
import os
import signal
import sqlite3
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Literal

__all__ = ["Sabotage"]

_CALLS = ("fsync", "replace", "rename", "open", "mkdir", "unlink", "chmod")
_CHANGING = os.O_WRONLY | os.O_RDWR


@dataclass(frozen=True)
class Sabotage:
    """What happens at which step."""

    at: int
    """1 for the first step."""
    how: Literal["kill", "ENOSPC", "EIO"] = "kill"
    lasting: bool = False
    """Every later step fails as well: a disk that is full stays full."""

    def install(self) -> None:
        """Count the steps of this process from now on."""
        counted = _Steps(self)
        for name in _CALLS:
            setattr(os, name, counted.before(name, getattr(os, name)))
        connect = sqlite3.connect

        def connected(*arguments: Any, **options: Any) -> sqlite3.Connection:
            connection: sqlite3.Connection = connect(*arguments, factory=counted.connection(), **options)
            return connection

        sqlite3.connect = connected  # type: ignore[assignment]


class _Steps:
    """Counts steps, and does at one of them what was planned."""

    def __init__(self, plan: Sabotage) -> None:
        self._plan = plan
        self._taken = 0

    def step(self, *, database: bool = False) -> None:
        self._taken += 1
        if self._taken < self._plan.at or (self._taken > self._plan.at and not self._plan.lasting):
            return
        if self._plan.how == "kill":
            os.kill(os.getpid(), signal.SIGKILL)
        if database:
            full = self._plan.how == "ENOSPC"
            raise sqlite3.OperationalError("database or disk is full" if full else "disk I/O error")
        number = getattr(errno, self._plan.how)
        raise OSError(number, os.strerror(number))

    def before(self, name: str, call: Callable[..., Any]) -> Callable[..., Any]:
        """Return a call that is a step of its own; opening is one when it is for writing."""

        def counted(*arguments: Any, **options: Any) -> Any:
            frees = name == "unlink" and self._plan.how != "kill"  # a disk that takes nothing gives back
            if not frees and (name != "open" or (len(arguments) > 1 and arguments[1] & _CHANGING)):
                self.step()
            return call(*arguments, **options)

        return counted

    def connection(self) -> type[sqlite3.Connection]:
        """Return connections whose statements are steps, and whose commits are two: before and after."""
        steps = self

        class Counted(sqlite3.Connection):
            def execute(self, *arguments: Any) -> sqlite3.Cursor:
                if not str(arguments[0]).startswith("SELECT"):
                    steps.step(database=True)
                return super().execute(*arguments)

            def __exit__(self, *raised: Any) -> Any:
                if raised[0] is None:
                    steps.step(database=True)
                result = super().__exit__(*raised)
                if raised[0] is None and steps._plan.how == "kill":
                    steps.step()
                return result

        return Counted
