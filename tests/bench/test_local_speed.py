"""The row of the local model's speed: what counts of a draft, and how llama.cpp is asked for its own."""

import json
import subprocess
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from decimal import Decimal
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path
from typing import Any

import pytest

from bench.table import local_speed
from bench.table.local_speed import Drafted, Speeds, row_of, rows, speeds
from drafter.errors import ConfigurationError
from drafter.llm.local import LocalEndpoint
from drafter.workspace import LedgerEntry, StateFolder

SPENT = LedgerEntry(
    time=datetime(2026, 1, 15, tzinfo=UTC),
    model="local",
    calls=10,
    prompt_tokens=9_000,
    cached_tokens=8_000,
    completion_tokens=1_000,
    seconds=115.0,
    cost=Decimal(0),
)
SPEEDS = Speeds(load=5.0, reading=100.0, writing=10.0)
"""Of the 9,000 tokens of prompts 1,000 are read, in 10 s; to write takes 100 s."""


class LlamaCpp:
    """What answers at `/completion` as llama.cpp does: two milliseconds a token read, fifty a token written."""

    def __init__(self) -> None:
        self.asked: list[dict[str, Any]] = []
        self.authorised: set[str] = set()

    @contextmanager
    def served(self, _: Path) -> Iterator[LocalEndpoint]:
        fake = self

        class Handler(BaseHTTPRequestHandler):
            def do_POST(self) -> None:
                asked = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
                fake.asked.append(asked)
                fake.authorised.add(f"{self.headers['Authorization']} {self.path}")
                read, written = len(asked["prompt"].split()), asked["n_predict"]
                timings = {"prompt_n": read, "prompt_ms": 2.0 * read}
                timings |= {"predicted_n": written, "predicted_ms": 50.0 * written}
                body = json.dumps({"content": "", "timings": timings}).encode()
                self.send_response(200)
                self.send_header("Content-Length", str(len(body)))
                self.end_headers()
                self.wfile.write(body)

            def log_message(self, *_: object) -> None:
                """Say nothing."""

        with HTTPServer(("127.0.0.1", 0), Handler) as server:
            thread = threading.Thread(target=server.serve_forever)
            thread.start()
            try:
                yield LocalEndpoint(f"http://127.0.0.1:{server.server_port}/v1", "a key", "weights", 16_384)
            finally:
                server.shutdown()
                thread.join()


class Command:
    """A `drafter draft` that writes the ledger as often as it asks a model."""

    def __init__(self, *exits: int, asks_again: bool = False) -> None:
        self.exits = list(exits)
        self.asks_again = asks_again
        self.runs: list[list[str]] = []

    def run(self, command: list[str], **_: object) -> subprocess.CompletedProcess[str]:
        self.runs.append(command)
        ledger = StateFolder(Path(command[command.index("-o") + 1])).ledger
        if "--fresh" in command or self.asks_again:
            ledger.parent.mkdir(parents=True, exist_ok=True)
            with ledger.open("a", encoding="utf-8") as file:
                file.write(f"{SPENT.model_dump_json()}\n")
        return subprocess.CompletedProcess(command, self.exits.pop(0), "", "drafter: no\n  such luck\n")


@pytest.fixture
def llama(monkeypatch: pytest.MonkeyPatch) -> LlamaCpp:
    fake = LlamaCpp()
    monkeypatch.setattr(local_speed, "serve", fake.served)
    monkeypatch.setattr(local_speed, "model_file", lambda: Path("weights.gguf"))
    return fake


def test_the_bound_counts_what_was_read_and_written_and_the_time_neither_loading_nor_start() -> None:
    row = row_of(Drafted(seconds=126.0, replayed=2.0, spent=SPENT), SPEEDS)
    assert (row.found, row.peers, row.met) == ("0.92", "0.58", True)
    assert row.why == ""


def test_a_missed_bound_is_told_by_what_the_calls_took_and_what_passed_between_them() -> None:
    row = row_of(Drafted(seconds=137.0, replayed=2.0, spent=SPENT), SPEEDS)
    assert (row.found, row.met) == ("0.85", False)
    assert row.why == "the bound is 110 s; the calls took 115 s, and 15 s passed between them"


def test_speeds_are_llama_cpps_own_over_prompts_that_differ(llama: LlamaCpp) -> None:
    with llama.served(Path()) as endpoint:
        found = speeds(endpoint, 3.0, 20_000)
    assert found == pytest.approx((3.0, 500, 20))
    prompts = [asked["prompt"] for asked in llama.asked]
    assert len({prompt[:40] for prompt in prompts}) == 4
    assert [len(prompt.split()) for prompt in prompts] == [12_501] * 4
    assert all(asked["cache_prompt"] is False for asked in llama.asked)
    assert llama.authorised == {"Bearer a key /completion"}


@pytest.mark.parametrize("exits", [(0, 0), (76, 76)], ids=["whole", "with texts that stayed unusable"])
def test_a_draft_that_wrote_its_document_is_measured(
    exits: tuple[int, int], llama: LlamaCpp, monkeypatch: pytest.MonkeyPatch
) -> None:
    command = Command(*exits)
    monkeypatch.setattr(subprocess, "run", command.run)
    (row,) = rows(quick=False)
    assert (row.n, len(llama.asked)) == ("1 draft, 10 calls", 4)
    assert [run[-1] for run in command.runs] == ["--fresh", "--overwrite"]


@pytest.mark.parametrize(
    ("command", "why"),
    [
        (Command(75), "the draft ended with 75: drafter: no such luck"),
        (Command(0, 0, asks_again=True), "the journal did not hold all answers"),
    ],
)
def test_a_draft_that_cannot_be_compared_is_a_row_that_says_why(
    command: Command, why: str, llama: LlamaCpp, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(subprocess, "run", command.run)
    (row,) = rows(quick=False)
    assert (row.met, row.found, row.why) == (None, "", f"not measured: {why}")
    assert llama.asked == []


def test_nothing_is_measured_without_weights(monkeypatch: pytest.MonkeyPatch) -> None:
    def missing() -> Path:
        raise ConfigurationError("the local model is not installed")

    monkeypatch.setattr(local_speed, "model_file", missing)
    (row,) = rows(quick=False)
    assert (row.met, row.why) == (None, "not measured: the local model is not installed")
