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
from bench.table.prefix_cache import BLOCKS, OPENAI, Cache, Prompt, billed
from bench.table.row import Row
from tests.fault_server import Latency, Script

__all__ = ["COUNTED", "rows"]

COUNTED = """
The messages of all requests, as the endpoint got them, counted with o200k_base. A request's tokens that begin like an
earlier one which had been answered when it came count a tenth: from 1,024 tokens on and in steps of 128, as OpenAI
bills its current models, or whatever their length and in steps of 16, as servers keep them that cache blocks; all
others count in full. Distinct are the tokens of the tree of all prompts by their beginnings: what is said for the
first time. The JSON Schemas are not in the messages and not in these figures; OpenAI puts them before the messages,
so that two requests with different forms share nothing there, and what is sent is what is billed, of both. Eight jobs
at once, so that what is sent together finds nothing of the others in the cache. The peer is a chain that has the
brief and all earlier sections in each prompt, in this order, so that it can be cached.
"""
_BRIEFS = sorted(Path("fixtures/briefs").glob("*.md"))
_RATIO, _TOKENS, _CALLS = 1.35, 60_000, 20
_SCRIPT = Script(latency=Latency(seed=1, first_token=(0.1, 0.3)))


def rows(quick: bool) -> Iterator[Row]:
    """Yield a row for the ratio under each kind of cache, and one for what is sent in all."""
    briefs = _BRIEFS[:1] if quick else _BRIEFS
    n = f"{len(briefs)} briefs"
    ours, theirs = zip(*map(_prompts_for, briefs), strict=True)
    for cache, kind in ((OPENAI, "from 1,024 tokens on"), (BLOCKS, "of any length")):
        ratios, peers = _ratios(ours, cache), _ratios(theirs, cache)
        met = max(ratios) <= _RATIO
        yield Row(
            "P3", f"input tokens as billed under a cache of prefixes {kind}, over distinct ones", _PEER,
            f"at most {_RATIO:.2f}", f"{_shown(ratios, 2)}; {_bill(ours, cache)}",
            f"{_shown(peers, 2)}; {_bill(theirs, cache)}", n, None if quick else met,
            "" if quick or met else _WHY,
        )  # fmt: skip
    sent, peer_sent = ([billed(prompts, OPENAI).sent for prompts in each] for each in (ours, theirs))
    calls, peer_calls = (max(map(len, each)) for each in (ours, theirs))
    yield Row(
        "P3", "input tokens sent, and calls", _PEER, f"at most {_TOKENS:,}, {_CALLS}",
        f"{_shown(sent, 0)}; {calls} calls", f"{_shown(peer_sent, 0)}; {peer_calls} calls", n,
        None if quick else max(sent) <= _TOKENS and calls <= _CALLS,
        "" if quick or (max(sent) <= _TOKENS and calls <= _CALLS) else "a text was asked for again",
    )  # fmt: skip


_PEER = "a chain with all earlier sections in the prompt"
_WHY = (
    "each of twenty calls has the brief, and each of fourteen the outline: a tenth of that is a third of what is "
    "distinct already; eight sections are sent at once and find no outline in the cache; and a cache that keeps "
    "prefixes from 1,024 tokens on keeps nothing of a brief of a page"
)


def _ratios(runs: Sequence[Sequence[Prompt]], cache: Cache) -> list[float]:
    counted = (billed(prompts, cache) for prompts in runs)
    return [one.billed / one.distinct for one in counted]


def _bill(runs: Sequence[Sequence[Prompt]], cache: Cache) -> str:
    return f"{statistics.median(billed(prompts, cache).billed for prompts in runs):,.0f} billed"


def _shown(figures: Sequence[float], digits: int) -> str:
    return f"median {statistics.median(figures):,.{digits}f}, worst {max(figures):,.{digits}f}"


def _prompts_for(brief: Path) -> tuple[list[Prompt], list[Prompt]]:
    """Return what drafter and the chain send for a brief."""
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
            return ours, _prompts(at)


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
