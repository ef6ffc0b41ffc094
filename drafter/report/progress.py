"""Progress of a run: a live table for a terminal, plain lines for a log."""

import os
import sys
import time
from collections.abc import Callable
from contextlib import AbstractContextManager, nullcontext
from dataclasses import dataclass
from typing import Literal, Self, TextIO, cast

from rich.console import Console, Group
from rich.live import Live
from rich.table import Table
from rich.text import Text

from drafter.llm.port import Usage
from drafter.report.summary import duration
from drafter.stages.progress import Progress, SilentProgress
from drafter.visible import printable

__all__ = ["LineProgress", "TerminalProgress", "progress_for"]

_MARKS = {"waiting": ("·", " "), "working": ("▸", ">"), "done": ("✓", "+"), "incomplete": ("!", "!")}
"""The mark of a state, in Unicode and in ASCII."""
_STYLES = {"waiting": "dim", "working": "bold", "done": "green", "incomplete": "yellow"}


def progress_for(stream: TextIO | None) -> AbstractContextManager[Progress]:
    """Return what shows progress on a stream: a table, lines, or nothing where there is no stream."""
    if stream is None or stream.closed:
        return nullcontext(SilentProgress())
    animated = stream.isatty() and os.environ.get("TERM") != "dumb"
    return TerminalProgress(stream) if animated else LineProgress(stream)


class _Closing:
    """Closes when its block is left."""

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        """Do nothing: all is written."""


class LineProgress(_Closing):
    """Writes a line when a run begins, one for each finished part, and the notes."""

    def __init__(self, stream: TextIO, clock: Callable[[], float] = time.monotonic) -> None:
        self._stream = _UntilClosed(stream)
        self._run = _Run(clock)

    def begin(self, parts: dict[str, str], *, model: str, endpoint: str, sent: str) -> None:
        """Say where goes what is sent."""
        self._run.begin(parts)
        self.note(_destination(model, endpoint, sent))

    def working(self, part: str, what: str, tokens: int) -> None:
        """Show nothing: a log gets finished parts alone."""
        self._run.working(part, what, tokens)

    def end(self, part: str, state: Literal["done", "incomplete"], usage: Usage, seconds: float) -> None:
        """Say what a part took, and the times of the run."""
        row = self._run.end(part, state, usage, seconds)
        finished = sum(other.seconds is not None for other in self._run.rows.values())
        count = f"[{finished}/{len(self._run.rows)}]"
        self.note(f"{count} {row.title}: {state}, {_taken(row)}; {self._run.times()}")

    def note(self, message: str) -> None:
        """Write a line."""
        self._stream.write(f"{printable(message)}\n")
        self._stream.flush()


class TerminalProgress(_Closing):
    """Keeps a table of the parts up to date until it is closed; the last one stays."""

    def __init__(self, stream: TextIO, clock: Callable[[], float] = time.monotonic) -> None:
        self._run = _Run(clock)
        self._console = Console(file=cast("TextIO", _UntilClosed(stream)), markup=False, emoji=False)
        self._live = Live(
            get_renderable=self._table,
            console=self._console,
            refresh_per_second=2,  # the model needs the processor more
            redirect_stdout=False,  # the document may go there
            redirect_stderr=stream is sys.stderr,
        )

    def begin(self, parts: dict[str, str], *, model: str, endpoint: str, sent: str) -> None:
        """Say where goes what is sent, and show all parts."""
        self._run.begin(parts)
        self.note(_destination(model, endpoint, sent))
        self._live.start()

    def working(self, part: str, what: str, tokens: int) -> None:
        """Remember it: the table is drawn by the clock."""
        self._run.working(part, what, tokens)

    def end(self, part: str, state: Literal["done", "incomplete"], usage: Usage, seconds: float) -> None:
        """Remember it: the table is drawn by the clock."""
        self._run.end(part, state, usage, seconds)

    def note(self, message: str) -> None:
        """Write a line above the table."""
        self._console.print(Text(printable(message)), soft_wrap=True)

    def close(self) -> None:
        """Draw the table a last time and leave it; the cursor is shown again."""
        self._live.stop()

    def _table(self) -> Group:
        table = Table.grid(padding=(0, 2))
        for _ in range(3):
            table.add_column(no_wrap=True, overflow="ellipsis")
        for _ in range(3):
            table.add_column(no_wrap=True, justify="right")
        now = self._run.now()
        for row in self._shown():
            mark = _MARKS[row.state][self._console.options.ascii_only]
            table.add_row(*map(Text, (mark, row.title, *row.cells(now))), style=_STYLES[row.state])
        return Group(table, Text(self._run.times(), style="dim"))

    def _shown(self) -> list["_Row"]:
        """Return the parts, from the first unfinished one on when the terminal is too low for all."""
        rows = list(self._run.rows.values())
        room = max(1, self._console.height - 3)
        first = next((i for i, row in enumerate(rows) if row.seconds is None), len(rows))
        start = max(0, min(first, len(rows) - room))
        return rows[start : start + room]


@dataclass(slots=True)
class _Row:
    """What is known of a part."""

    title: str
    state: Literal["waiting", "working", "done", "incomplete"] = "waiting"
    step: str = ""
    tokens: int = 0
    """Of this step while it works, of the whole part when it is finished."""
    earlier: int = 0  # tokens of the steps before this one
    began: float = 0.0
    first: tuple[float, int] = (0.0, 0)
    """When the first tokens of this step arrived, and how many: reading the prompt comes before."""
    seconds: float | None = None  # None before the part is finished

    def rate(self, now: float) -> float:
        """Return tokens a second, 0 when it cannot be told."""
        if self.seconds is not None:
            return self.tokens / self.seconds if self.seconds else 0.0
        since, tokens = self.first
        return (self.tokens - tokens) / (now - since) if tokens and now - since >= 1 else 0.0

    def cells(self, now: float) -> tuple[str, str, str, str]:
        """Return state, tokens, tokens a second and seconds; empty where there is nothing to tell."""
        if self.state == "waiting":
            return self.state, "", "", ""
        total, rate = self.earlier + self.tokens, self.rate(now)
        counted = (f"{total} tokens" if total else "", f"{rate:.1f} tokens/s" if rate else "")
        if self.seconds is None:
            received = f" {self.tokens} tokens" if self.tokens else ""
            return f"working {self.step}{received}", *counted, f"{now - self.began:.1f} s"
        if not self.seconds:
            return f"{self.state}, from the journal", "", "", ""
        return self.state, *counted, f"{self.seconds:.1f} s"


class _Run:
    """The parts of a run and its times; parts that were not announced are added."""

    def __init__(self, clock: Callable[[], float]) -> None:
        self.now = clock
        self.begin({})

    def begin(self, parts: dict[str, str]) -> None:
        self._began = self._ended = self.now()
        self.rows = {part: _Row(printable(title)) for part, title in parts.items()}

    def working(self, part: str, what: str, tokens: int) -> None:
        row, step = self._row(part), printable(what)
        if row.state != "working":
            row.state, row.seconds, row.tokens, row.earlier, row.began = "working", None, 0, 0, self.now()
        if step != row.step or tokens < row.tokens:
            row.step, row.earlier, row.first = step, row.earlier + row.tokens, (0.0, 0)
        if tokens and not row.first[1]:
            row.first = (self.now(), tokens)
        row.tokens = tokens

    def end(self, part: str, state: Literal["done", "incomplete"], usage: Usage, seconds: float) -> _Row:
        row = self._row(part)
        row.state, row.tokens, row.earlier, row.seconds = state, usage.completion, 0, seconds
        self._ended = self.now()
        return row

    def times(self) -> str:
        """Return the time that has passed, and the one that is left when it can be told."""
        now, rows = self.now(), list(self.rows.values())
        took = sum(bool(row.seconds) for row in rows)
        left = sum(row.seconds is None for row in rows)
        passed = f"{duration(now - self._began)} elapsed"
        if not (took and left):
            return passed
        # By the clock, so that parts worked on at the same time count as such.
        remaining = (self._ended - self._began) / took * left - (now - self._ended)
        return f"{passed}, about {duration(remaining)} remaining" if remaining > 0 else passed

    def _row(self, part: str) -> _Row:
        return self.rows.setdefault(part, _Row(printable(part)))


class _UntilClosed:
    """A stream that may go away: a closed terminal does not end a run that works."""

    def __init__(self, stream: TextIO) -> None:
        self._stream = stream
        self._lost = False
        self.encoding = stream.encoding or "utf-8"

    def write(self, text: str) -> int:
        self._try(lambda: self._stream.write(text))
        return len(text)

    def flush(self) -> None:
        self._try(self._stream.flush)

    def isatty(self) -> bool:
        return not self._stream.closed and self._stream.isatty()

    def _try(self, act: Callable[[], object]) -> None:
        try:
            if not (self._lost or self._stream.closed):
                act()
        except OSError:
            self._lost = True


def _destination(model: str, endpoint: str, sent: str) -> str:
    several = " and " in sent
    if endpoint == "this machine":
        return f"model {model} on this machine: {sent} {'stay' if several else 'stays'} here"
    return f"model {model} at {endpoint}: {sent} {'go' if several else 'goes'} there"


def _taken(row: _Row) -> str:
    if not row.seconds:
        return "from the journal"
    if not row.tokens:
        return f"{row.seconds:.1f} s"
    return f"{row.tokens} tokens in {row.seconds:.1f} s ({row.rate(0):.1f} tokens/s)"
