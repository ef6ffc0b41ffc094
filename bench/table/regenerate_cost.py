"""P5: what drafting a part again costs, beside drafting all of it again."""

import difflib
import re
import tempfile
from collections.abc import Collection, Iterator, Mapping, Sequence
from functools import partial
from pathlib import Path
from typing import NamedTuple

from bench.table.changes import CASCADE, CHANGES, SECTION, Change, laid_out
from bench.table.endpoint import Endpoint, drafter_command, drafter_environment, endpoint
from bench.table.pairs import Spent, alternating, command, spin
from bench.table.row import Row
from tests.fault_server import Latency, Script
from tests.standing import NAME, brief_text

__all__ = ["COUNTED", "Cost", "changed_outside", "rows", "rows_of_costs"]

COUNTED = """\
The document is a draft of the local model with its state. For each of six changes (an instruction for a section; an
endpoint, a number, a name and a decision edited by hand; a number of the brief) `bench/table/changes.py` says by hand
how many calls are needed, which sections state what was changed, and why. Calls are the endpoint's ledger's. Changed
bytes are those of lines that differ in all other sections, without version, date and change log. The peer drafts the
whole document again from the brief with the instruction added to it, `draft --fresh`, by the same endpoint that drafted
it before. Wall times are those of whole processes, start-up included, with the same latencies (0.3 to 0.6 s to the
first token, 10 to 20 ms for each), in turns: with eight calls at once, where a full draft is as short as its longest
chain of calls, and with one at a time, as with a local model.
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


class Cost(NamedTuple):
    """What a change took."""

    change: Change
    calls: int
    outside: int
    """Bytes of lines that differ in sections that had no reason to change."""


def rows(quick: bool) -> Iterator[Row]:
    """Yield the rows of calls and bytes, and those of wall time."""
    changes = CHANGES[:2] if quick else CHANGES
    with endpoint(Script()) as at:
        costs = [_cost(change, at) for change in changes]
        redraft = _redraft(at)
    yield from rows_of_costs(costs, redraft)
    with endpoint(_QUICK if quick else _HOSTED) as at:
        for change, jobs in ((SECTION, 8),) if quick else ((SECTION, 8), (CASCADE, 8)):
            yield _wall_row(change, jobs, at, quick=quick)


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


def _wall_row(change: Change, jobs: int, at: Endpoint, *, quick: bool) -> Row:
    pairs = 1 if quick else 7
    found = alternating(
        partial(_timed_change, change, jobs, at),
        partial(_timed_draft, jobs, at),
        pairs,
        control=(lambda: 1.0) if quick else spin,
    )
    ratio = found.median_wall
    judged = change is SECTION
    return Row(
        id=_ID,
        measure=f"`regenerate`: wall time over a full draft, {change.name}, {jobs} at once",
        peer=_PEER,
        goal=f"at most {_MOST_OF_A_DRAFT:.2f}" if judged else "",
        found=f"{ratio:.2f}",
        peers="1",
        n=found.n,
        met=ratio <= _MOST_OF_A_DRAFT if judged else None,
        why=""
        if not judged or ratio <= _MOST_OF_A_DRAFT
        else "a draft is as short as its longest chain of calls, of which a section is one; starting up counts as well",
    )


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


def _timed_change(change: Change, jobs: int, at: Endpoint) -> Spent:
    with tempfile.TemporaryDirectory() as name:
        return _regenerate(change, laid_out(change, Path(name)), jobs, at)


def _timed_draft(jobs: int, at: Endpoint) -> Spent:
    with tempfile.TemporaryDirectory() as name:
        return _draft(brief_text(), Path(name), jobs, at)[1]


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
