"""The page that is made of rows."""

import platform
import subprocess
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from importlib.metadata import PackageNotFoundError, version
from os import cpu_count
from pathlib import Path

from bench.table.row import Row

__all__ = ["page", "table"]

_COLUMNS = ("", "measure", "drafter", "goal", "", "peer", "the peer's", "n")
_PEERS = ("langchain", "langchain-openai", "langgraph", "openai", "markdown-it-py", "llm", "xllamacpp")
_INTRODUCTION = (
    "Ratios, each against a peer that does the same work in the same run. Calls and tokens are counted by the "
    "endpoint's own ledger, an endpoint on loopback whose latencies are drawn from a seed. Where two run in turns, a "
    "figure is the median of the pairs' ratios, and a pair is dropped when a fixed loop before or after it took over "
    "a tenth longer than the least. `make bench` makes this page.\n"
)
_JUDGED = {True: "met", False: "**missed**", None: "not judged"}


def table(rows: Iterable[Row]) -> str:
    """Return the rows as a Markdown table."""
    lines = [_COLUMNS, ("---",) * len(_COLUMNS)]
    lines += [(row.id, row.measure, row.found, row.goal, _JUDGED[row.met], row.peer, row.peers, row.n) for row in rows]
    return "\n".join(f"| {' | '.join(cell.replace('|', chr(92) + '|') for cell in line)} |" for line in lines) + "\n"


def page(rows: Sequence[Row], counted: Mapping[str, str], *, today: date) -> str:
    """Return the page: the table, what is missed and why, and how each is counted, by the ids of the rows."""
    missed = [f"- {row.id}, {row.measure}: {row.why}\n" for row in rows if row.why]
    parts = [
        "# Benchmarks\n",
        _INTRODUCTION,
        table(rows),
        *(["## What is missed, and why\n", "".join(missed)] if missed else []),
        "## How it is counted\n",
        *(f"**{id_}.** {' '.join(text.split())}\n" for id_, text in counted.items()),
        "## Where\n",
        f"{_machine()}; commit {_commit()}; {today.isoformat()}.\n",
    ]
    return "\n".join(parts)


def _machine() -> str:
    packages = ", ".join(f"{name} {found}" for name in _PEERS if (found := _version(name)))
    return f"{_processor()}, {cpu_count()} cores, Python {platform.python_version()}; {packages}"


def _processor() -> str:
    try:
        lines = Path("/proc/cpuinfo").read_text("utf-8").splitlines()
    except OSError:
        lines = []
    names = (line.partition(":")[2].strip() for line in lines if line.startswith("model name"))
    return next(names, platform.processor() or platform.machine())


def _commit() -> str:
    asked = subprocess.run(["git", "describe", "--always", "--dirty"], capture_output=True, text=True, check=False)
    return asked.stdout.strip() or "unknown"


def _version(name: str) -> str:
    try:
        return version(name)
    except PackageNotFoundError:
        return ""
