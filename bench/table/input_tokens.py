"""P3: the tokens of prompts, as they are billed, over those that are said for the first time."""

import json
import statistics
import sys
import tempfile
from collections.abc import Iterator, Sequence
from pathlib import Path

from bench.table.endpoint import Endpoint, drafter_command, drafter_environment, endpoint
from bench.table.forms import forms_of
from bench.table.graph import asked
from bench.table.pairs import command
from bench.table.prefix_cache import Billed, Prompt, billed
from bench.table.row import Row
from tests.fault_server import Latency, Script

__all__ = ["COUNTED", "rows"]

COUNTED = """
The messages of all requests, as the endpoint got them, counted with o200k_base. A request's tokens that begin like an
earlier one which had been answered when it came count a tenth, from 1,024 tokens on in steps of 128, as OpenAI bills
them; all others count in full. Distinct are the tokens of the tree of all prompts by their beginnings: what is said for
the first time. The JSON Schemas are not in the messages and not in these figures. Eight jobs at once, so that what is
sent together finds nothing of the others in the cache. The peer is a chain that has the brief and all earlier sections
in each prompt, in this order, so that it can be cached.
"""
_BRIEFS = sorted(Path("fixtures/briefs").glob("*.md"))
_RATIO, _TOKENS, _CALLS = 1.35, 60_000, 20
_SCRIPT = Script(latency=Latency(seed=1, first_token=(0.1, 0.3)))


def rows(quick: bool) -> Iterator[Row]:
    """Yield a row for the ratio and one for what is sent in all."""
    briefs = _BRIEFS[:1] if quick else _BRIEFS
    ours, peers = zip(*map(_counted, briefs), strict=True)
    calls, peer_calls = max(count for _, count in ours), max(count for _, count in peers)
    ratios, peer_ratios = _ratios(ours), _ratios(peers)
    met = max(ratios) <= _RATIO
    yield Row(
        "P3", "input tokens as billed under a prefix cache, over distinct ones",
        "a chain with all earlier sections in the prompt", f"at most {_RATIO:.2f}", _shown(ratios, 2),
        _shown(peer_ratios, 2), f"{len(briefs)} briefs", None if quick else met, "" if quick or met else _WHY,
    )  # fmt: skip
    sent, peer_sent = [one.sent for one, _ in ours], [one.sent for one, _ in peers]
    yield Row(
        "P3", "input tokens sent, and calls", "the same chain", f"at most {_TOKENS:,}, {_CALLS}",
        f"{_shown(sent, 0)}; {calls} calls", f"{_shown(peer_sent, 0)}; {peer_calls} calls", f"{len(briefs)} briefs",
        None if quick else max(sent) <= _TOKENS and calls <= _CALLS,
    )  # fmt: skip
    cost, peer_cost = [one.billed for one, _ in ours], [one.billed for one, _ in peers]
    yield Row(
        "P3", "input tokens as billed", "the same chain", "", _shown(cost, 0), _shown(peer_cost, 0),
        f"{len(briefs)} briefs", None,
    )  # fmt: skip


_WHY = "prompts of less than 1,024 tokens are not cached, and those of a short brief are that short"


def _ratios(counted: Sequence[tuple[Billed, int]]) -> list[float]:
    return [one.billed / one.distinct for one, _ in counted]


def _shown(figures: Sequence[float], digits: int) -> str:
    return f"median {statistics.median(figures):,.{digits}f}, worst {max(figures):,.{digits}f}"


def _counted(brief: Path) -> tuple[tuple[Billed, int], tuple[Billed, int]]:
    """Return what drafter and the chain send for a brief, with the number of calls."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        with endpoint(_SCRIPT) as at:
            draft = ["draft", str(brief), "-o", str(folder / "tdd.md"), "--jobs", "8"]
            command(drafter_command(draft, at), environment=drafter_environment(folder))
            ours = _prompts(at)
            forms = forms_of(asked(at.completions, at.bodies))
        (folder / "forms.json").write_text(json.dumps(forms), "utf-8")
        with endpoint(_SCRIPT) as at:
            files = str(folder / "forms.json"), str(brief), at.base_url, str(folder / "chain.md")
            command([sys.executable, "-m", "bench.table.chain", *files])
            theirs = _prompts(at)
    return (billed(ours), len(ours)), (billed(theirs), len(theirs))


def _prompts(at: Endpoint) -> list[Prompt]:
    bodies = at.bodies
    return [
        Prompt(
            "\n".join(f"<{message['role']}>\n{message['content']}" for message in bodies[one.sequence]["messages"]),
            one.at,
            one.ended_at or one.at,
        )
        for one in at.completions
    ]
