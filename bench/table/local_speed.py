"""P4: a whole draft by the local model beside what its tokens take llama.cpp at the least."""

import json
import shutil
import subprocess
import sys
import tempfile
import time
import urllib.request
from collections.abc import Iterator
from pathlib import Path
from typing import Any, NamedTuple

from bench.table.row import Row
from drafter.errors import ConfigurationError
from drafter.llm.local import LocalEndpoint, model_file, serve
from drafter.workspace import LedgerEntry, StateFolder

__all__ = ["COUNTED", "rows"]

COUNTED = """One draft of `fixtures/briefs/log_sweeper.md` with `--fresh`, by the wall clock, less the time in
which the same command answers from its journal (start-up, check, writing) and less the time in which llama.cpp loads
the weights. The bound: the prompt tokens that were not in llama.cpp's prefix cache, at the speed at which it reads a
plain prompt of as many tokens as a call has on the average, and the generated tokens, at the speed at which it writes
plain text; both measured after the draft, with the same weights, threads and context and no grammar. The tokens are
those that llama.cpp reports. The peer is computed from the same speeds: all prompt tokens read anew."""
_BRIEF = Path("fixtures/briefs/log_sweeper.md")
_WRITTEN = 128
"""Tokens that are written to measure the speed."""


class _Speeds(NamedTuple):
    load: float
    """Seconds."""
    reading: float
    writing: float
    """Tokens a second."""


def rows(quick: bool) -> Iterator[Row]:
    """Yield the row, or why it is not there: it takes the weights, some minutes and an idle machine."""
    goal = "at least 0.92"
    name, peer = "bound by llama.cpp's raw speeds / time of a draft by the local model", "no prefix reuse"
    try:
        model_file()
    except ConfigurationError as error:
        yield Row("P4", name, peer, goal, "", "", "0", None, f"not measured: {error}")
        return
    if quick:
        yield Row("P4", name, peer, goal, "", "", "0", None, "not measured: it takes minutes")
        return
    with tempfile.TemporaryDirectory() as folder:
        brief = Path(shutil.copy(_BRIEF, folder))
        drafted = _seconds(brief, "--fresh")
        ledger = StateFolder(brief.with_name("tdd.md")).ledger.read_text("utf-8").splitlines()
        spent = LedgerEntry.model_validate_json(ledger[-1])
        replayed = _seconds(brief, "--overwrite")
    read = spent.prompt_tokens - spent.cached_tokens
    speeds = _speeds(max(read // spent.calls, 32))
    took = drafted - replayed - speeds.load
    bound = read / speeds.reading + spent.completion_tokens / speeds.writing
    without = spent.prompt_tokens / speeds.reading + spent.completion_tokens / speeds.writing
    found = bound / took
    yield Row(
        "P4", name, peer, goal, f"{found:.2f}", f"{bound / without:.2f}", f"1 draft, {spent.calls} calls", found >= 0.92
    )


def _seconds(brief: Path, *options: str) -> float:
    command = [sys.executable, "-m", "drafter", "draft", str(brief), "-o", str(brief.with_name("tdd.md"))]
    started = time.perf_counter()
    subprocess.run([*command, "--model", "local", *options], check=True, capture_output=True)
    return time.perf_counter() - started


def _speeds(tokens: int) -> _Speeds:
    """Return how fast llama.cpp is by itself with prompts of about so many tokens."""
    started = time.perf_counter()
    with serve(model_file()) as endpoint:
        load = time.perf_counter() - started
        words = Path("fixtures/documents/url_shortener.md").read_text("utf-8").split()
        timings = []
        for number in range(4):
            said = " ".join(words[number * tokens : number * tokens + tokens * 5 // 8])  # 1.6 tokens a word
            timings.append(_timings(endpoint, f"{number} {said}"))
    return _Speeds(
        load,
        sum(one["prompt_n"] for one in timings) / (sum(one["prompt_ms"] for one in timings) / 1000),
        sum(one["predicted_n"] for one in timings) / (sum(one["predicted_ms"] for one in timings) / 1000),
    )


def _timings(endpoint: LocalEndpoint, prompt: str) -> dict[str, Any]:
    asked = {"prompt": prompt, "n_predict": _WRITTEN, "temperature": 0, "cache_prompt": False, "ignore_eos": True}
    request = urllib.request.Request(
        endpoint.base_url.removesuffix("/v1") + "/completion",
        json.dumps(asked).encode(),
        {"Content-Type": "application/json", "Authorization": f"Bearer {endpoint.api_key}"},
    )
    with urllib.request.urlopen(request) as answer:
        timings: dict[str, Any] = json.load(answer)["timings"]
    return timings
