"""P4: a whole draft by the local model beside what its tokens take llama.cpp at the least."""

import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from itertools import cycle, islice
from pathlib import Path
from typing import Any, NamedTuple

import httpx2

from bench.table.pairs import Failed
from bench.table.row import Row
from drafter.errors import ConfigurationError, OutputUnusable
from drafter.llm.local import LocalEndpoint, model_file, serve
from drafter.workspace import LedgerEntry, StateFolder

__all__ = ["COUNTED", "Drafted", "Speeds", "row_of", "rows", "speeds"]

COUNTED = """\
One draft of `fixtures/briefs/log_sweeper.md` with `--fresh`, by the wall clock, less the time in which the same
command answers from its journal (start-up, check, writing) and less the time in which llama.cpp loads the weights.
The bound: the prompt tokens that were not in llama.cpp's prefix cache, at the speed at which it reads a plain prompt
of as many tokens as a call has on the average, and the generated tokens, at the speed at which it writes plain text;
both measured after the draft, with the same weights, threads and context and no grammar. The tokens are those that
llama.cpp reports. A draft with texts that stayed unusable counts: it asked for all of them. The peer is computed from
the same speeds: all prompt tokens read anew.
"""
_ROOT = Path(__file__).parents[2]
_BRIEF = _ROOT / "fixtures/briefs/log_sweeper.md"
_PROSE = _ROOT / "fixtures/documents/url_shortener.md"
_NAME, _PEER = "bound by llama.cpp's raw speeds / time of a draft by the local model", "no prefix reuse"
_LEAST = 0.92
_GOAL = f"at least {_LEAST:.2f}"
_WRITTEN = 128
"""Tokens that are written to measure the speed."""
_WRITTEN_DOCUMENT = {0, OutputUnusable.exit_code}
"""A small model's draft may hold texts that are marked incomplete."""


class Speeds(NamedTuple):
    """How fast llama.cpp is by itself."""

    load: float
    """Seconds."""
    reading: float
    writing: float
    """Tokens a second."""


class Drafted(NamedTuple):
    """What a draft took."""

    seconds: float
    replayed: float
    """Seconds of the same command when its journal answers."""
    spent: LedgerEntry


def rows(quick: bool) -> Iterator[Row]:
    """Yield the row, or why it is not there: it takes the weights, some minutes and an idle machine."""
    try:
        weights = model_file()
    except ConfigurationError as error:
        yield _not_measured(str(error))
        return
    if quick:
        yield _not_measured("it takes minutes")
        return
    try:
        drafted = _drafted()
    except Failed as failed:
        yield _not_measured(str(failed))
        return
    with _serving(weights) as (endpoint, load):
        found = speeds(endpoint, load, max(_read(drafted.spent) // drafted.spent.calls, 32))
    yield row_of(drafted, found)


def row_of(drafted: Drafted, speeds: Speeds) -> Row:
    """Return the row of a draft beside the speeds of llama.cpp."""
    spent = drafted.spent
    took = drafted.seconds - drafted.replayed - speeds.load
    writing = spent.completion_tokens / speeds.writing
    bound = _read(spent) / speeds.reading + writing
    without = spent.prompt_tokens / speeds.reading + writing
    found = bound / took
    return Row(
        id="P4",
        measure=_NAME,
        peer=_PEER,
        goal=_GOAL,
        found=f"{found:.2f}",
        peers=f"{bound / without:.2f}",
        n=f"1 draft, {spent.calls} calls",
        met=found >= _LEAST,
        why=""
        if found >= _LEAST
        else f"the bound is {bound:.0f} s; the calls took {spent.seconds:.0f} s, and {took - spent.seconds:.0f} s "
        "passed between them",
    )


def _not_measured(why: str) -> Row:
    return Row("P4", _NAME, _PEER, _GOAL, "", "", "0", None, f"not measured: {' '.join(why.split())}")


def _read(spent: LedgerEntry) -> int:
    """Return the prompt tokens that were not in the prefix cache."""
    return spent.prompt_tokens - spent.cached_tokens


def _drafted() -> Drafted:
    """Draft the brief, and again from the journal. Raises Failed when that does not go through."""
    with tempfile.TemporaryDirectory() as folder:
        brief = Path(shutil.copy(_BRIEF, folder))
        ledger = StateFolder(brief.with_name("tdd.md")).ledger
        seconds = _seconds(brief, "--fresh")
        asked = ledger.read_text("utf-8").splitlines()
        replayed = _seconds(brief, "--overwrite")
        if ledger.read_text("utf-8").splitlines() != asked:
            raise Failed("the journal did not hold all answers")
    return Drafted(seconds, replayed, LedgerEntry.model_validate_json(asked[-1]))


def _seconds(brief: Path, *options: str) -> float:
    command = [sys.executable, "-m", "drafter", "draft", str(brief), "-o", str(brief.with_name("tdd.md"))]
    started = time.perf_counter()
    ended = subprocess.run(
        [*command, "--model", "local", *options], cwd=_ROOT, check=False, capture_output=True, text=True
    )
    took = time.perf_counter() - started
    if ended.returncode not in _WRITTEN_DOCUMENT:
        raise Failed(f"the draft ended with {ended.returncode}: {ended.stderr[-500:]}")
    return took


@contextmanager
def _serving(weights: Path) -> Iterator[tuple[LocalEndpoint, float]]:
    """Serve the weights, and tell how many seconds it took to load them."""
    started = time.perf_counter()
    with serve(weights) as endpoint:
        yield endpoint, time.perf_counter() - started


def speeds(endpoint: LocalEndpoint, load: float, tokens: int) -> Speeds:
    """Return how fast llama.cpp is with prompts of about so many tokens, which are never the same."""
    words = _PROSE.read_text("utf-8").split()
    many = tokens * 5 // 8  # 1.6 tokens a word
    said = (islice(cycle(words), number * many, (number + 1) * many) for number in range(4))
    timings = [_timings(endpoint, f"{number} {' '.join(some)}") for number, some in enumerate(said)]
    return Speeds(
        load,
        sum(one["prompt_n"] for one in timings) / (sum(one["prompt_ms"] for one in timings) / 1000),
        sum(one["predicted_n"] for one in timings) / (sum(one["predicted_ms"] for one in timings) / 1000),
    )


def _timings(endpoint: LocalEndpoint, prompt: str) -> dict[str, Any]:
    asked = {"prompt": prompt, "n_predict": _WRITTEN, "temperature": 0, "cache_prompt": False, "ignore_eos": True}
    answer = httpx2.post(
        f"{endpoint.base_url.removesuffix('/v1')}/completion",
        json=asked,
        headers={"Authorization": f"Bearer {endpoint.api_key}"},
        timeout=None,
        trust_env=False,  # no proxy stands before loopback
    )
    timings: dict[str, Any] = answer.raise_for_status().json()["timings"]
    return timings
