"""From the command line to the document, with an endpoint on this machine."""

import hashlib
import json
import os
import re
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

import pytest

from drafter.document.sections import SECTIONS
from tests.fault_server import MODEL, FaultServer, Rule, Script, asked_again, fault, fault_server

ROOT = Path(__file__).parents[2]
KEY = "sk-very-secret-key"
BRIEF = """# Tool library

Members borrow tools from a shed. Today a paper list says who has what, and it gets lost.

- A member borrows and returns a tool; a librarian adds tools.
- It is a web service in Python with PostgreSQL.
- A request is answered within 200 ms.
"""


class Ended(NamedTuple):
    code: int
    out: str
    err: str


class Drafter:
    """drafter as a process of its own, in a folder with a brief."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        folder.mkdir(exist_ok=True)
        (folder / "brief.md").write_text(BRIEF, "utf-8")

    def start(self, *arguments: str) -> subprocess.Popen[str]:
        inherited = {"PATH": os.environ["PATH"], "HOME": str(self.folder), "LC_ALL": "C.UTF-8"}
        environment = inherited | {
            "PYTHONPATH": str(ROOT),
            "DRAFTER_CACHE_DIR": str(self.folder / "cache"),
            "DRAFTER_API_KEY": KEY,
            "COLUMNS": "80",
        }
        return subprocess.Popen(
            [sys.executable, "-m", "drafter", *arguments],
            cwd=self.folder,
            env=environment,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
            encoding="utf-8",
        )

    def run(self, *arguments: str, given: str = "") -> Ended:
        process = self.start(*arguments)
        out, err = process.communicate(given, timeout=60)
        return Ended(process.returncode, out, err)

    def files(self) -> set[str]:
        """The files in the folder, without the cache."""
        found = (path.relative_to(self.folder) for path in self.folder.rglob("*") if path.is_file())
        return {str(path) for path in found if path.parts[0] != "cache"}


def run_in(folder: Path, command: list[str], environment: dict[str, str]) -> Ended:
    """Run a command in a folder, with nothing else in its environment."""
    ended = subprocess.run(
        command, cwd=folder, env=environment, capture_output=True, text=True, encoding="utf-8", timeout=60, check=False
    )
    return Ended(ended.returncode, ended.stdout, ended.stderr)


def at(endpoint: FaultServer) -> tuple[str, ...]:
    return ("--base-url", endpoint.base_url, "--model", MODEL)


def headings(text: str) -> list[str]:
    """Headings outside code, without the names of items."""
    prose = re.sub(r"^```.*?^```", "", text, flags=re.MULTILINE | re.DOTALL)
    return re.findall(r"^#{1,3} .*|^#### Class/Module Diagram$", prose, re.MULTILINE)


@pytest.fixture
def endpoint() -> Iterator[FaultServer]:
    with fault_server() as served:
        yield served


@pytest.fixture
def drafter(tmp_path: Path) -> Drafter:
    return Drafter(tmp_path)


class Drafted(NamedTuple):
    """A finished run: what others of these tests go on from."""

    drafter: Drafter
    endpoint: FaultServer
    ended: Ended
    document: bytes
    asked: list[str]


@pytest.fixture(scope="module")
def drafted(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Drafted]:
    drafter = Drafter(tmp_path_factory.mktemp("drafted"))
    with fault_server() as served:
        ended = drafter.run("draft", "brief.md", "-o", "tdd.md", *at(served))
        document = (drafter.folder / "tdd.md").read_bytes()
        yield Drafted(drafter, served, ended, document, list(served.ledger.questions))


def test_draft_writes_a_document_with_all_headings_of_the_template(drafted: Drafted) -> None:
    template = (ROOT / "fixtures/tdd-template.md").read_text("utf-8")
    assert drafted.ended.code == 0
    assert headings(drafted.document.decode()) == headings(template)


def test_draft_prints_nothing_and_sums_up_on_standard_error(drafted: Drafted) -> None:
    assert drafted.ended.out == ""
    assert "tdd.md: 14 parts complete\n" in drafted.ended.err
    assert f"{len(drafted.asked)} calls in " in drafted.ended.err
    assert "cost: unknown" in drafted.ended.err


def test_draft_keeps_its_state_beside_the_document(drafted: Drafted) -> None:
    sections = {f".drafter/tdd/sections/{kind.key}.md" for kind in SECTIONS}
    state = {".drafter/tdd/outline.yaml", ".drafter/tdd/ledger.jsonl"}
    assert sections | state | {"brief.md", "tdd.md"} <= drafted.drafter.files()
    for section in sections:
        assert (drafted.drafter.folder / section).read_bytes().rstrip() in drafted.document


def test_the_ledger_says_what_the_first_run_took(drafted: Drafted) -> None:
    lines = (drafted.drafter.folder / ".drafter/tdd/ledger.jsonl").read_text("utf-8").splitlines()
    entry = json.loads(lines[0])
    assert entry["calls"] == len(drafted.asked)
    assert entry["prompt_tokens"] > entry["calls"]
    assert entry["completion_tokens"] > entry["calls"]
    assert (entry["model"], entry["cost"]) == (MODEL, None)


def test_the_key_goes_to_the_endpoint_alone(drafted: Drafted) -> None:
    authorizations = {entry.authorization for entry in drafted.endpoint.ledger.completions}
    assert authorizations == {hashlib.sha256(f"Bearer {KEY}".encode()).hexdigest()}
    written = [path for path in drafted.drafter.folder.rglob("*") if path.is_file()]
    assert [path for path in written if KEY.encode() in path.read_bytes()] == []
    assert KEY not in drafted.ended.err


def test_a_second_run_asks_nothing_and_writes_the_same_bytes(drafted: Drafted) -> None:
    before = len(drafted.endpoint.ledger.questions)
    ended = drafted.drafter.run("draft", "brief.md", "-o", "tdd.md", *at(drafted.endpoint))
    assert ended.code == 0
    assert len(drafted.endpoint.ledger.questions) == before
    assert (drafted.drafter.folder / "tdd.md").read_bytes() == drafted.document
    assert f"no calls and {before} answers from the journal" in ended.err


def test_a_fresh_run_asks_everything_again(drafted: Drafted) -> None:
    before = len(drafted.endpoint.ledger.questions)
    ended = drafted.drafter.run("draft", "brief.md", "-o", "fresh.md", "--fresh", *at(drafted.endpoint))
    assert ended.code == 0
    assert sorted(drafted.endpoint.ledger.questions[before:]) == sorted(drafted.asked)


def test_a_brief_on_standard_input_gives_the_document_on_standard_output(drafted: Drafted) -> None:
    before = drafted.drafter.files()
    ended = drafted.drafter.run("draft", "-", *at(drafted.endpoint), given=BRIEF)
    assert ended.code == 0
    expected = drafted.document.decode().replace("`brief.md`", "`standard input`")
    assert ended.out == expected
    assert "the document on standard output: 14 parts complete" in ended.err
    assert drafted.drafter.files() == before


def test_the_sections_use_the_names_of_an_edited_outline(drafted: Drafted) -> None:
    folder = drafted.drafter.folder
    made = drafted.drafter.run("outline", "brief.md", "-o", "outline.yaml", *at(drafted.endpoint))
    assert (made.code, made.out) == (0, "")
    assert "drafter draft brief.md --outline outline.yaml -o tdd.md" in made.err
    text = (folder / "outline.yaml").read_text("utf-8")
    name = re.findall(r"name: (.+)", text)[0]
    (folder / "outline.yaml").write_text(text.replace(name, "Shed Counter"), "utf-8")

    before = len(drafted.endpoint.ledger.questions)
    ended = drafted.drafter.run(
        "draft", "brief.md", "--outline", "outline.yaml", "-o", "edited.md", *at(drafted.endpoint)
    )
    document = (folder / "edited.md").read_text("utf-8")
    assert ended.code == 0
    assert "#### Shed Counter\n" in document
    assert name not in document
    assert all("Shed Counter" in question for question in drafted.endpoint.ledger.questions[before:])


def test_an_interrupted_run_goes_on_with_what_is_missing(
    drafted: Drafted, drafter: Drafter, endpoint: FaultServer
) -> None:
    answered = 9
    endpoint.use(Script(rules=(Rule(fault=fault("hang"), after=answered, times=None),)))
    arguments = ("draft", "brief.md", "-o", "tdd.md", "--jobs", "1", *at(endpoint))
    process = drafter.start(*arguments)
    assert endpoint.ledger.wait_until(lambda entries: len(entries) > answered, 60)
    process.send_signal(signal.SIGINT)
    out, err = process.communicate(timeout=30)
    assert (process.returncode, out) == (130, "")
    assert "interrupted" in err
    assert not (drafter.folder / "tdd.md").exists()

    endpoint.use(Script())
    asked = endpoint.ledger.questions
    assert drafter.run(*arguments).code == 0
    finished, resumed = asked[:answered], endpoint.ledger.questions[len(asked) :]
    assert set(resumed).isdisjoint(finished)
    assert sorted([*finished, *resumed]) == sorted(drafted.asked)
    assert asked_again(endpoint.ledger.entries) == []
    assert (drafter.folder / "tdd.md").read_bytes() == drafted.document


def test_what_the_rules_find_in_the_draft_is_told(drafter: Drafter, endpoint: FaultServer) -> None:
    (drafter.folder / "brief.md").write_text(BRIEF.replace("within 200 ms.", "within 200 ms (TBD)."), "utf-8")
    ended = drafter.run("draft", "brief.md", "-o", "tdd.md", *at(endpoint))
    assert ended.code == 0
    assert re.search(r"^tdd\.md:\d+:\d+ STR105 error: the placeholder TBD is left$", ended.err, re.MULTILINE)
    assert re.search(r", \d errors?.* \(`drafter check` shows them\)$", ended.err, re.MULTILINE)


@pytest.mark.parametrize(
    ("model", "cost"), [("gpt-5-mini", r"cost: \$\d\.\d{4} \(list prices of "), (MODEL, r"cost: unknown")]
)
def test_a_dry_run_shows_what_it_would_take_and_sends_and_writes_nothing(
    model: str, cost: str, drafter: Drafter, endpoint: FaultServer
) -> None:
    ended = drafter.run(
        "draft", "brief.md", "-o", "tdd.md", "--dry-run", "--base-url", endpoint.base_url, "--model", model
    )
    assert ended.code == 0
    assert re.search(cost, ended.out)
    assert re.search(r"^together +[1-9]\d* +\d[\d,]+ +\d[\d,]+$", ended.out, re.MULTILINE)
    assert endpoint.ledger.entries == ()
    assert drafter.files() == {"brief.md"}


def test_an_endpoint_that_cannot_be_reached_ends_the_run_soon(drafter: Drafter) -> None:
    with socket.socket() as taken:  # bound and not listening: nobody else gets the port
        taken.bind(("127.0.0.1", 0))
        url = f"http://127.0.0.1:{taken.getsockname()[1]}/v1"
        started = time.monotonic()
        ended = drafter.run("draft", "brief.md", "-o", "tdd.md", "--base-url", url, "--model", MODEL)
    assert ended.code == 69
    assert "cannot be reached" in ended.err
    assert time.monotonic() - started < 20
    assert drafter.files() == {"brief.md"}


def test_refused_credentials_are_told_without_the_key(drafter: Drafter, endpoint: FaultServer) -> None:
    endpoint.use(Script(rules=(Rule(fault=fault("unauthorized"), times=None),)))
    ended = drafter.run("draft", "brief.md", "-o", "tdd.md", *at(endpoint))
    assert ended.code == 77
    assert "DRAFTER_API_KEY" in ended.err
    assert KEY not in ended.out + ended.err
    assert len(endpoint.ledger.completions) == 1


@pytest.mark.parametrize(
    ("arguments", "code", "words"),
    [
        (("brief.md", "-o", "tdd.md", "--outline", "bad.yaml"), 65, "bad.yaml:2"),
        (("brief.md", "-o", "./brief.md"), 2, "is the brief"),
        (("other.md", "-o", "tdd.md"), 66, "other.md: there is no such file"),
    ],
    ids=["an outline with a wrong value", "a document that is the brief", "no brief"],
)
def test_what_cannot_be_used_is_refused_before_anything_is_sent(
    arguments: tuple[str, ...], code: int, words: str, drafter: Drafter, endpoint: FaultServer
) -> None:
    (drafter.folder / "bad.yaml").write_text("title: Tool library\nkind: spaceship\n", "utf-8")
    ended = drafter.run("draft", *arguments, *at(endpoint))
    assert ended.code == code
    assert words in ended.err
    assert endpoint.ledger.entries == ()
    assert drafter.files() == {"brief.md", "bad.yaml"}
    assert (drafter.folder / "brief.md").read_text("utf-8") == BRIEF


@pytest.mark.parametrize(("honours", "code", "verdict"), [(True, 0, "honoured"), (False, 69, "ignored")])
def test_doctor_says_whether_the_endpoint_honours_a_schema(
    honours: bool, code: int, verdict: str, drafter: Drafter, endpoint: FaultServer
) -> None:
    if not honours:
        endpoint.use(Script(rules=(Rule(fault=fault("prose"), times=None),)))
    ended = drafter.run("doctor", *at(endpoint))
    assert ended.code == code
    assert f"JSON Schema: {verdict}" in ended.out
    assert f"{MODEL} ({MODEL}: offered)" in ended.out
    assert KEY not in ended.out + ended.err
    assert not any("borrow" in question for question in endpoint.ledger.questions)
