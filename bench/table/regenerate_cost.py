"""P5: what drafting a part again costs, beside drafting all of it again."""

import difflib
import re
import statistics
import tempfile
import time
from collections.abc import Collection, Iterator, Mapping, Sequence
from functools import partial
from pathlib import Path
from typing import NamedTuple

from bench.table.changes import CASCADE, CHANGES, SECTION, Change, laid_out
from bench.table.endpoint import Endpoint, drafter_command, drafter_environment, endpoint
from bench.table.pairs import Ratios, Spent, alternating, command, spin
from bench.table.row import Row
from tests.fault_server import Latency, Script
from tests.standing import NAME, brief_text

__all__ = ["COUNTED", "Cost", "Parts", "changed_outside", "rows", "rows_of_costs", "wall_row"]

COUNTED = """\
The document is a draft of the local model with its state. For each of six changes (an instruction for a section; an
endpoint, a number, a name and a decision edited by hand; a number of the brief) `bench/table/changes.py` says by hand
how many calls are needed, which sections state what was changed, and why. Calls are the endpoint's ledger's. Changed
bytes are those of lines that differ in all other sections, without version, date and change log. The peer drafts the
whole document again from the brief with the instruction added to it, `draft --fresh`, by the same endpoint that drafted
it before. Wall times are those of whole processes, start-up included, with the same latencies (0.3 to 0.6 s to the
first token, 10 to 20 ms for each), in turns: with eight calls at once, where a full draft is as short as its longest
chain of calls, and with one at a time, as with a local model or an endpoint that limits its rate. The goal is meant for
one section; a change that makes others stale takes the calls that it takes. Where it is missed, the parts of
`regenerate` are told by the endpoint's ledger: up to the arrival of its first request, up to the end of its last
answer, and from there.
"""
_ID = "P5"
_PEER = "`draft --fresh`"
_MOST_OF_A_DRAFT = 0.10
_HEADING = re.compile(r"^## (\d+)\. ")
_FENCE = re.compile(r"^(`{3,}|~{3,})")
_RECORD = re.compile(r"- \*\*(?:Version|Date|v\d+\.\d+, \d{4}-\d\d-\d\d)\*\*")
_HOSTED = Script(latency=Latency(seed=5, first_token=(0.3, 0.6), per_token=(0.01, 0.02)))
_QUICK = Script(latency=Latency(seed=5, first_token=(0.01, 0.02)))
_ON = ("--date", "2026-03-02")
_JOBS = (8, 1)
_PAIRS = 7
_WHY = (
    "of a draft, which takes {draft:.1f} s{short}, the calls of the change alone are {calls:.2f}, starting up and "
    "reading before them {before:.2f}, merging, checking and writing after them {after:.2f}"
)
_SHORT = " since it is as short as its longest chain of calls"


class Cost(NamedTuple):
    """What a change took."""

    change: Change
    calls: int
    outside: int
    """Bytes of lines that differ in sections that had no reason to change."""


class Parts(NamedTuple):
    """What a run that asked a model consists of, in seconds."""

    before: float
    calls: float
    """From the arrival of its first request to the end of its last answer."""
    after: float


def rows(quick: bool) -> Iterator[Row]:
    """Yield the rows of calls and bytes, and those of wall time."""
    changes = CHANGES[:2] if quick else CHANGES
    with endpoint(Script()) as at:
        costs = [_cost(change, at) for change in changes]
        redraft = _redraft(at)
    yield from rows_of_costs(costs, redraft)
    with endpoint(_QUICK if quick else _HOSTED) as at:
        for jobs in _JOBS:
            for change in (SECTION,) if quick else (SECTION, CASCADE):
                yield _timed(change, jobs, at, quick=quick)


def rows_of_costs(costs: Sequence[Cost], redraft: Cost) -> Iterator[Row]:
    """Yield the row of calls over those that are needed, and the row of bytes that changed elsewhere."""
    calls, needed = sum(cost.calls for cost in costs), sum(cost.change.calls for cost in costs)
    wrong = [
        f"{cost.change.name}: {cost.calls} of {cost.change.calls}" for cost in costs if cost.calls != cost.change.calls
    ]
    yield Row(
        id=_ID,
        measure="`regenerate`: calls over the least that are needed",
        peer=_PEER,
        goal="1.00",
        found=f"{calls / needed:.2f}",
        peers=f"{redraft.calls * len(costs) / needed:.0f}",
        n=f"{len(costs)} changes, {needed} calls needed",
        met=not wrong,
        why="; ".join(wrong),
    )
    outside = [f"{cost.change.name}: {cost.outside}" for cost in costs if cost.outside]
    yield Row(
        id=_ID,
        measure="`regenerate`: bytes changed outside of what had to change",
        peer=_PEER,
        goal="0",
        found=f"{sum(cost.outside for cost in costs):,}",
        peers=f"{redraft.outside:,}",
        n=f"{len(costs)} changes",
        met=not outside,
        why="; ".join(outside),
    )


def wall_row(change: Change, jobs: int, found: Ratios, parts: Sequence[Parts], drafts: Sequence[float]) -> Row:
    """Return the row of wall time, from the parts of each run and the seconds of each draft; one section is judged."""
    ratio = found.median_wall
    met = ratio <= _MOST_OF_A_DRAFT if change is SECTION else None
    draft = statistics.median(drafts)
    before, calls, after = (statistics.median(column) / draft for column in zip(*parts, strict=True))
    return Row(
        id=_ID,
        measure=f"`regenerate`: wall time over a full draft, {change.name}, {jobs} at once",
        peer=_PEER,
        goal="" if met is None else f"at most {_MOST_OF_A_DRAFT:.2f}",
        found=f"{ratio:.2f}",
        peers="1",
        n=found.n,
        met=met,
        why=""
        if met is not False
        else _WHY.format(draft=draft, short=_SHORT if jobs > 1 else "", before=before, calls=calls, after=after),
    )


def _timed(change: Change, jobs: int, at: Endpoint, *, quick: bool) -> Row:
    parts: list[Parts] = []
    drafts: list[float] = []
    found = alternating(
        partial(_timed_change, change, jobs, at, parts),
        partial(_timed_draft, jobs, at, drafts),
        1 if quick else _PAIRS,
        control=(lambda: 1.0) if quick else spin,
    )
    return wall_row(change, jobs, found, parts, drafts)


def _cost(change: Change, at: Endpoint) -> Cost:
    with tempfile.TemporaryDirectory() as name:
        document = laid_out(change, Path(name))
        before, asked = document.read_text("utf-8"), len(at.completions)
        _regenerate(change, document, 8, at)
        return Cost(
            change, len(at.completions) - asked, changed_outside(before, document.read_text("utf-8"), change.sections)
        )


def _redraft(at: Endpoint) -> Cost:
    """Return what it costs to draft all again when section 8 should be otherwise."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        before = _draft(brief_text(), folder, 8, at)[0]
        asked = len(at.completions)
        after = _draft(f"{brief_text()}\nThe document must {SECTION.arguments[-1]}.\n", folder, 8, at)[0]
        return Cost(SECTION, len(at.completions) - asked, changed_outside(before, after, SECTION.sections))


def _timed_change(change: Change, jobs: int, at: Endpoint, parts: list[Parts]) -> Spent:
    with tempfile.TemporaryDirectory() as name:
        document, asked, started = laid_out(change, Path(name)), len(at.completions), time.time()
        took = _regenerate(change, document, jobs, at)
        entries = at.completions[asked:]
    begun = min(entry.at for entry in entries) - started
    answered = max(entry.ended_at or entry.at for entry in entries) - started
    parts.append(Parts(begun, answered - begun, took.wall - answered))
    return took


def _timed_draft(jobs: int, at: Endpoint, drafts: list[float]) -> Spent:
    with tempfile.TemporaryDirectory() as name:
        took = _draft(brief_text(), Path(name), jobs, at)[1]
    drafts.append(took.wall)
    return took


def _regenerate(change: Change, document: Path, jobs: int, at: Endpoint) -> Spent:
    arguments = ("regenerate", document.name, *change.arguments, "--conflict", "theirs", *_ON, "--jobs", str(jobs))
    return _run(arguments, document.parent, at)


def _draft(brief: str, folder: Path, jobs: int, at: Endpoint) -> tuple[str, Spent]:
    """Draft a brief; return the document and what that took."""
    (folder / f"{NAME}.md").write_text(brief, "utf-8")
    arguments = ("draft", f"{NAME}.md", "-o", "drafted.md", "--fresh", "--overwrite", *_ON, "--jobs", str(jobs))
    took = _run(arguments, folder, at)
    return (folder / "drafted.md").read_text("utf-8"), took


def _run(arguments: Sequence[str], folder: Path, at: Endpoint) -> Spent:
    return command(drafter_command(arguments, at), folder=folder, environment=drafter_environment(folder))


def changed_outside(before: str, after: str, sections: Collection[int]) -> int:
    """Return how many bytes the lines have that differ in sections other than some, those of records left aside.

    Both versions of a line that was changed count.
    """
    old, new = _by_section(before), _by_section(after)
    keys = [key for key in {**old, **new} if key not in sections]
    return sum(_differing(old.get(key, []), new.get(key, [])) for key in keys)


def _differing(old: Sequence[str], new: Sequence[str]) -> int:
    matcher = difflib.SequenceMatcher(None, old, new, autojunk=False)
    changed = (
        line
        for tag, start, end, first, last in matcher.get_opcodes()
        if tag != "equal"
        for line in (*old[start:end], *new[first:last])
    )
    return sum(len(line.encode()) for line in changed)


def _by_section(text: str) -> Mapping[int, list[str]]:
    """Return the lines of each section by its number, 0 for what stands before; without version, date and records."""
    found: dict[int, list[str]] = {0: []}
    number, fence = 0, ""
    for line in text.splitlines(keepends=True):
        mark = _FENCE.match(line)
        if mark and (not fence or line.startswith(fence)):
            fence = "" if fence else mark[1]
        if not fence and (heading := _HEADING.match(line)):
            number = int(heading[1])
        if not _RECORD.match(line):
            found.setdefault(number, []).append(line)
    return found
