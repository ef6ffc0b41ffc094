"""The server as a process of its own."""

import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import httpx2
import pytest

from tests.fault_server import Rule, Script, Seeded, fault, fault_server, read_bodies, read_ledger
from tests.fault_server.client import ask, body_of

ROOT = Path(__file__).parents[2]
SCRIPT = Script(
    rules=(Rule(fault=fault("cut", at=0.5, by="length"), contains="b"),), seeded=Seeded(seed=1, probability=0.5)
)
USERS = ("a", "b", "c", "d", "e", "f")


@contextmanager
def started(*arguments: str) -> Iterator[subprocess.Popen[str]]:
    command = [sys.executable, "-m", "tests.fault_server", *arguments]
    environment = {**os.environ, "PYTHONPATH": str(ROOT), "PYTHONHASHSEED": "7"}
    with subprocess.Popen(
        command, cwd=ROOT, env=environment, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    ) as process:
        try:
            yield process
        finally:
            process.kill()


def bodies(base_url: str) -> list[bytes]:
    with httpx2.Client() as client:
        return [ask(client, base_url, body_of(user)).body for user in USERS]


def test_it_answers_as_in_a_thread_and_ends_when_its_input_does(tmp_path: Path) -> None:
    (tmp_path / "script.json").write_text(SCRIPT.model_dump_json(), "utf-8")
    files = ["--script", str(tmp_path / "script.json"), "--ledger", str(tmp_path / "ledger.jsonl")]
    files += ["--bodies", str(tmp_path / "bodies.jsonl")]
    with started(*files, "--port", "0") as process:
        assert process.stdout is not None
        there = bodies(process.stdout.readline().strip())
        process.communicate(timeout=5)
    with fault_server(SCRIPT) as server:
        assert bodies(server.base_url) == there
        assert server.ledger.wait_until(lambda entries: all(entry.ended_at for entry in entries))
        faults = [entry.fault for entry in server.ledger.entries]
    assert process.returncode == 0
    assert [entry.fault for entry in read_ledger(tmp_path / "ledger.jsonl")] == faults
    assert list(read_bodies(tmp_path / "bodies.jsonl").values()) == [body_of(user) for user in USERS]
    assert faults[1] == "cut"
    assert "" in faults


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT])
def test_it_ends_with_a_signal(number: signal.Signals) -> None:
    with started("--ignore-stdin") as process:
        assert process.stdout is not None
        assert process.stdout.readline().startswith("http://127.0.0.1:")
        process.send_signal(number)
        assert process.wait(5) == 0
