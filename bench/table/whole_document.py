"""P2: how much longer a chain takes for a document that it writes section by section."""

import json
import statistics
import sys
import tempfile
from collections.abc import Iterator
from functools import partial
from pathlib import Path

from bench.table.endpoint import drafter_command, drafter_environment, endpoint
from bench.table.forms import forms_of
from bench.table.graph import asked, bound, took
from bench.table.pairs import Ratios, Spent, alternating, command, watched_command
from bench.table.row import Row
from tests.fault_server import Latency, Script

__all__ = ["COUNTED", "rows"]

COUNTED = """
Both commands from their start to their end. `drafter draft` reads the brief, settles the outline, drafts fourteen
sections, assembles, checks and writes. The chain is a process of its own that asks for the outline and then for each
section with `prompt | llm.with_structured_output(form)`, all earlier sections in the prompt, and writes Markdown; it
checks nothing. The forms are those that drafter asks for, the six of the outline in one, so that both have the same
values to generate; the texts in them are as long on average. In fact a chain would generate more: the tables,
diagrams, schema and contract that drafter computes. The endpoint is the same for both: 0.3 to 0.8 s to the first
event, 8 to 12 ms a token, four tokens at once.
"""
_BRIEF = "fixtures/briefs/url_shortener.md"
_GOALS = {4: 2.6, 8: 3.3}
_PAIRS = 7


def rows(quick: bool) -> Iterator[Row]:
    """Yield a row for each number of jobs."""
    scale = 0.1 if quick else 1.0
    latency = Latency(
        seed=1, first_token=(0.3 * scale, 0.8 * scale), per_token=(0.008 * scale, 0.012 * scale), tokens_at_once=4
    )
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        (folder / "forms.json").write_text(json.dumps(_forms(folder)), "utf-8")
        for jobs, goal in _GOALS.items():
            script, spared = Script(latency=latency), []  # type: Script, list[float]
            ratios = alternating(
                partial(_chain, folder, script), partial(_draft, folder, script, jobs, spared), 1 if quick else _PAIRS
            )
            yield _row(jobs, goal, ratios, statistics.median(spared), quick=quick)


def _row(jobs: int, goal: float, ratios: Ratios, spared: float, *, quick: bool) -> Row:
    """Return the row; `spared` is the share of drafter's time that the best schedule of its requests would spare."""
    met = ratios.median_wall >= goal
    return Row(
        "P2", f"wall time of a sequential chain over drafter's, whole document with check, {jobs} jobs",
        "`prompt | llm.with_structured_output(form)`, section by section", f"at least {goal:.1f}",
        f"{ratios.median_wall:.2f}", "1.00", ratios.n, None if quick else met,
        "" if met or quick else _WHY.format(ratios.median_wall / (1 - spared)),
    )  # fmt: skip


_WHY = (
    "the outline's questions need each other's answers, and the sections need the outline: the best schedule of these "
    "requests, of one who knows all times beforehand and makes no pauses, would give {:.2f} between drafter's start "
    "and its end"
)


def _forms(folder: Path) -> dict[str, object]:
    with endpoint(Script()) as at:
        command(drafter_command(["draft", _BRIEF, "-o", str(folder / "forms.md")], at),
                environment=drafter_environment(folder / "forms"))  # fmt: skip
        return forms_of(asked(at.completions, at.bodies))


def _chain(folder: Path, script: Script) -> Spent:
    with endpoint(script) as at:
        files = str(folder / "forms.json"), _BRIEF, at.base_url, str(folder / "chain.md")
        return watched_command([sys.executable, "-m", "bench.table.chain", *files])


def _draft(folder: Path, script: Script, jobs: int, spared: list[float]) -> Spent:
    with endpoint(script) as at, tempfile.TemporaryDirectory(dir=folder) as own:
        draft = ["draft", _BRIEF, "-o", f"{own}/tdd.md", "--jobs", str(jobs)]
        spent = watched_command(drafter_command(draft, at), environment=drafter_environment(Path(own)))
        requests = asked(at.completions, at.bodies)
        spared.append((took(requests) - bound(requests, jobs)) / spent.wall)
        return spent
