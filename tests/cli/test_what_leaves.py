"""What leaves the machine: no secrets, and nothing for anybody but the chosen endpoint."""

import hashlib
import os
import re
import socketserver
import subprocess
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from drafter.cli.surroundings import shield
from tests.cli.test_draft_command import BRIEF, KEY, ROOT, Drafter, Ended, at
from tests.fault_server import FaultServer, fault_server

SECRET = "Tr0ub4dor&3"
WITH_SECRET = f"{BRIEF}\nThe old one runs at postgres://shed:{SECRET}@db.internal/tools for now.\n"
OUTLINE = f"""title: Tool library
kind: web service
interfaces: [http]
storage: none
components:
  - name: API
    kind: service
    responsibility: "Uses password: {SECRET}"
"""


@pytest.fixture
def endpoint() -> Iterator[FaultServer]:
    with fault_server() as served:
        yield served


@pytest.fixture
def drafter(tmp_path: Path) -> Drafter:
    made = Drafter(tmp_path)
    (tmp_path / "secret.md").write_text(WITH_SECRET, "utf-8")
    (tmp_path / "outline.yaml").write_text(OUTLINE, "utf-8")
    return made


@pytest.mark.parametrize(
    ("arguments", "place"),
    [
        (("draft", "secret.md", "-o", "tdd.md"), "secret.md:9: holds what looks like a connection string"),
        (("outline", "secret.md", "-o", "made.yaml"), "secret.md:9: holds what looks like a connection string"),
        (("draft", "brief.md", "--outline", "outline.yaml"), "outline.yaml:8: holds what looks like a password"),
        (("draft", "-"), "standard input:9: holds what looks like a connection string"),
    ],
    ids=["draft", "outline", "the outline's file", "standard input"],
)
def test_a_secret_stops_the_run_before_anything_is_sent(
    arguments: tuple[str, ...], place: str, drafter: Drafter, endpoint: FaultServer
) -> None:
    before = drafter.files()
    ended = drafter.run(*arguments, *at(endpoint), given=WITH_SECRET)
    assert (ended.code, ended.out) == (65, "")
    assert ended.err.startswith(f"drafter: error: {place}")
    assert "--allow-secrets" in ended.err
    assert SECRET not in ended.err
    assert (endpoint.ledger.questions, drafter.files()) == ((), before)


def test_a_dry_run_warns_of_a_secret_and_sends_nothing(drafter: Drafter, endpoint: FaultServer) -> None:
    ended = drafter.run("draft", "secret.md", "--dry-run", *at(endpoint))
    assert ended.code == 0
    assert "warning: secret.md:9: holds what looks like a connection string with a password" in ended.err
    assert SECRET not in ended.out + ended.err
    assert endpoint.ledger.questions == ()


def test_a_secret_that_is_allowed_is_a_warning(drafter: Drafter, endpoint: FaultServer) -> None:
    ended = drafter.run("outline", "secret.md", "--allow-secrets", *at(endpoint))
    assert ended.code == 0
    assert "warning: secret.md:9: holds what looks like a connection string" in ended.err
    assert endpoint.ledger.questions != ()


def test_an_outlines_invisible_characters_are_removed_and_reported(drafter: Drafter, endpoint: FaultServer) -> None:
    text = OUTLINE.replace(SECRET, "none").replace("name: API", "name: A\u200bPI")
    (drafter.folder / "outline.yaml").write_text(text, "utf-8")
    ended = drafter.run("draft", "brief.md", "--outline", "outline.yaml", "-o", "tdd.md", *at(endpoint))
    assert ended.code == 0
    assert "outline.yaml: removed 1 invisible or control character (U+200B" in ended.err
    assert all("\u200b" not in question for question in endpoint.ledger.questions)


@contextmanager
def trap() -> Iterator[tuple[str, list[bytes]]]:
    """A port of this machine, and what anybody said to it first."""
    said: list[bytes] = []

    class Handler(socketserver.BaseRequestHandler):
        def handle(self) -> None:
            said.append(self.request.recv(1000))

    with socketserver.ThreadingTCPServer(("127.0.0.1", 0), Handler) as server:
        thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05})
        thread.start()
        yield f"http://127.0.0.1:{server.server_address[1]}", said
        server.shutdown()
        thread.join()


def surrounded(drafter: Drafter, elsewhere: str, *arguments: str) -> Ended:
    """Run where everything in the environment points at somebody else."""
    proxies = ("HTTP_PROXY", "HTTPS_PROXY", "ALL_PROXY", "http_proxy", "https_proxy", "all_proxy")
    urls = (
        "OPENAI_BASE_URL", "OPENAI_API_BASE", "OPENAI_PROXY", "LANGSMITH_ENDPOINT", "LANGCHAIN_ENDPOINT",
        "LANGSMITH_GATEWAY_URL", "OTEL_EXPORTER_OTLP_ENDPOINT",
    )  # fmt: skip
    switches = (
        "LANGSMITH_TRACING", "LANGSMITH_TRACING_V2", "LANGCHAIN_TRACING_V2", "LANGCHAIN_TRACING", "LANGSMITH_GATEWAY",
        "LANGSMITH_OTEL_ENABLED", "LANGCHAIN_VERBOSE",
    )  # fmt: skip
    keys = ("LANGSMITH_API_KEY", "LANGCHAIN_API_KEY", "OPENAI_API_KEY")
    environment = (
        {"PATH": os.environ["PATH"], "HOME": str(drafter.folder), "LC_ALL": "C.UTF-8", "PYTHONPATH": str(ROOT)}
        | {"DRAFTER_CACHE_DIR": str(drafter.folder / "cache"), "DRAFTER_API_KEY": KEY}
        | dict.fromkeys(switches, "true")
        | dict.fromkeys(urls, f"{elsewhere}/v1")
        | dict.fromkeys(keys, "another-key-of-the-user")
        | dict.fromkeys(proxies, elsewhere)
    )
    ended = subprocess.run(
        [sys.executable, "-m", "drafter", *arguments],
        cwd=drafter.folder, env=environment, capture_output=True, text=True, encoding="utf-8", timeout=120, check=False,
    )  # fmt: skip
    return Ended(ended.returncode, ended.stdout, ended.stderr)


@pytest.mark.parametrize("arguments", [("draft", "brief.md"), ("doctor",)], ids=["draft", "doctor"])
def test_nothing_but_the_chosen_endpoint_is_asked(
    arguments: tuple[str, ...], drafter: Drafter, endpoint: FaultServer
) -> None:
    with trap() as (url, connections):
        ended = surrounded(drafter, url, *arguments, *at(endpoint))
    assert (ended.code, connections) == (0, [])
    header = hashlib.sha256(f"Bearer {KEY}".encode()).hexdigest()
    assert {entry.authorization for entry in endpoint.ledger.entries} == {header}
    assert endpoint.ledger.questions != ()
    assert "drafter: warning" not in ended.err
    assert not {KEY, "another-key-of-the-user"} & {*ended.err.split(), *ended.out.split()}


def test_no_key_is_kept_in_the_cache(drafter: Drafter, endpoint: FaultServer) -> None:
    assert drafter.run("outline", "brief.md", *at(endpoint)).code == 0
    kept = [path for path in drafter.folder.rglob("*") if path.is_file()]
    assert any(path.name.startswith("journal") for path in kept)
    assert [path for path in kept if KEY.encode() in path.read_bytes()] == []


def test_a_proxy_stays_in_use_for_other_hosts_and_tracing_does_not() -> None:
    environment = {
        "HTTPS_PROXY": "http://proxy.example", "NO_PROXY": "internal.example", "LANGSMITH_TRACING": "true",
        "LANGCHAIN_TRACING": "true", "PATH": "/bin",
    }  # fmt: skip
    shield(environment)
    assert environment == {
        "HTTPS_PROXY": "http://proxy.example", "PATH": "/bin", "LANGCHAIN_OPENAI_TCP_KEEPALIVE": "0",
        "NO_PROXY": "internal.example,localhost,127.0.0.1,::1", "no_proxy": "internal.example,localhost,127.0.0.1,::1",
    }  # fmt: skip


@pytest.mark.parametrize("given", ["*", "localhost"])
def test_hosts_that_need_no_proxy_are_kept(given: str) -> None:
    environment = {"no_proxy": given, "OPENAI_PROXY": "http://proxy.example"}
    shield(environment)
    assert environment["no_proxy"] in ("*", "localhost,127.0.0.1,::1")
    assert environment["HTTPS_PROXY"] == "http://proxy.example"
    assert "OPENAI_PROXY" not in environment


def test_nothing_is_unpickled_or_kept_by_a_library_that_pickles() -> None:
    sources = {path: path.read_text("utf-8") for path in (ROOT / "drafter").rglob("*.py")}
    forbidden = re.compile(
        r"^\s*(?:import|from) (?:pickle|shelve|marshal|diskcache|dill|langchain_core\.load)\b", re.MULTILINE
    )
    assert [path for path, text in sources.items() if forbidden.search(text)] == []
