"""P3: the tokens of prompts, as they are billed, over those that are said for the first time."""

import json
import statistics
import sys
import tempfile
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any, NamedTuple

from bench.table.endpoint import Endpoint, drafter_command, drafter_environment, endpoint
from bench.table.forms import forms_of
from bench.table.graph import asked
from bench.table.pairs import command
from bench.table.prefix_cache import BLOCKS, OPENAI, TOKENIZER, Billed, Prompt, billed
from bench.table.row import Row
from drafter.llm.tokens import count
from tests.fault_server import Latency, Script

__all__ = ["COUNTED", "rows"]

COUNTED = """
All requests as the endpoint got them, counted with o200k_base. A request's tokens that begin like an earlier one which
had been answered when it came count a tenth; all others count in full. Twice: of the messages alone, whatever the
length of the beginning and in steps of 16, as servers keep them that cache blocks; and with the JSON Schema of the form
before the messages, from 1,024 tokens on and in steps of 128, as OpenAI does it, where two requests with different
forms share nothing. Distinct are the tokens of the tree of all messages by their beginnings, and those of the forms:
what is said for the first time. Eight jobs at once, so that what is sent together finds nothing of the others in the
cache. The peer is a chain that has the brief and all earlier sections in each prompt, in this order, so that it can be
cached.
"""
_BRIEFS = sorted(Path("fixtures/briefs").glob("*.md"))
_RATIO, _TOKENS, _CALLS = 1.35, 60_000, 20
_SCRIPT = Script(latency=Latency(seed=1, first_token=(0.1, 0.3)))


def rows(quick: bool) -> Iterator[Row]:
    """Yield a row for the ratio under each kind of cache, and one for what is sent in all."""
    briefs = _BRIEFS[:1] if quick else _BRIEFS
    n = f"{len(briefs)} briefs"
    ours, theirs = zip(*map(_prompts_for, briefs), strict=True)
    for counted, kind, why in (
        (_of_messages, "of messages, of any length", _why_messages(ours)),
        (_with_forms, "of forms and messages, from 1,024 tokens on", _WHY_FORMS),
    ):
        bills, peers = [[counted(requests) for requests in each] for each in (ours, theirs)]
        met = max(bill.ratio for bill in bills) <= _RATIO
        yield Row(
            "P3", f"input tokens as billed under a cache of prefixes {kind}, over distinct ones", _PEER,
            f"at most {_RATIO:.2f}", _bill(bills), _bill(peers), n, None if quick else met,
            "" if quick or met else why,
        )  # fmt: skip
    sent, peer_sent = ([_of_messages(requests).sent for requests in each] for each in (ours, theirs))
    calls, peer_calls = (max(map(len, each)) for each in (ours, theirs))
    yield Row(
        "P3", "input tokens sent, and calls", _PEER, f"at most {_TOKENS:,}, {_CALLS}",
        f"{_shown(sent, 0)}; {calls} calls", f"{_shown(peer_sent, 0)}; {peer_calls} calls", n,
        None if quick else max(sent) <= _TOKENS and calls <= _CALLS,
        "" if quick or (max(sent) <= _TOKENS and calls <= _CALLS) else "a text was asked for again",
    )  # fmt: skip


_PEER = "a chain with all earlier sections in the prompt"
_WHY_FORMS = (
    "OpenAI puts a request's form before its messages, and twenty questions have twenty forms: nothing is found in the "
    "cache, of either; one form for all would let the model answer what was not asked"
)


class _Request(NamedTuple):
    """A request's messages, and the same with its form before them."""

    messages: Prompt
    whole: Prompt
    form: int
    """The tokens of the form."""


def _of_messages(requests: Sequence[_Request]) -> Billed:
    return billed([request.messages for request in requests], BLOCKS)


def _with_forms(requests: Sequence[_Request]) -> Billed:
    distinct = _of_messages(requests).distinct + sum(request.form for request in requests)
    return billed([request.whole for request in requests], OPENAI)._replace(distinct=distinct)


def _why_messages(runs: Sequence[Sequence[_Request]]) -> str:
    least = statistics.median(
        1 + BLOCKS.share * (bill.sent - bill.distinct) / bill.distinct for bill in map(_of_messages, runs)
    )
    return (
        f"with all that was said before in the cache it would be {least:.2f}: each of twenty calls has the brief, and "
        "each of fourteen the outline; what is over is sent at once and finds nothing of the others: to send one and "
        "wait would cost the time that P1 and P2 measure"
    )


def _bill(bills: Sequence[Billed]) -> str:
    tokens = statistics.median(bill.billed for bill in bills)
    return f"{_shown([bill.ratio for bill in bills], 2)}; {tokens:,.0f} billed"


def _shown(figures: Sequence[float], digits: int) -> str:
    return f"median {statistics.median(figures):,.{digits}f}, worst {max(figures):,.{digits}f}"


def _prompts_for(brief: Path) -> tuple[list[_Request], list[_Request]]:
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


def _prompts(at: Endpoint) -> list[_Request]:
    bodies = at.bodies
    return [_request(bodies[one.sequence], one.at, one.ended_at or one.at) for one in at.completions]


def _request(body: Mapping[str, Any], at: float, ended_at: float) -> _Request:
    messages = "\n".join(f"<{message['role']}>\n{message['content']}" for message in body["messages"])
    form = json.dumps(body["response_format"]["json_schema"])
    return _Request(Prompt(messages, at, ended_at), Prompt(f"{form}\n{messages}", at, ended_at), count(form, TOKENIZER))
