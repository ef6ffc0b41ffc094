"""drafter beside a plain langchain chain: the same faults, the requests that each makes, and how each ends.

    python -m bench.faults [--out docs/faults.md]

Both ask the same server on this machine, whose ledger counts; nothing of what either says of itself is used.
"""

import subprocess
import sys
import tempfile
import time
from importlib.metadata import version
from pathlib import Path
from typing import Annotated

import typer
from langchain_openai import ChatOpenAI
from pydantic import BaseModel, Field, SecretStr

from drafter.document.value import Value
from tests.fault_server import MODEL, Rule, Script, fault_server
from tests.faults.cases import CASES, SECTION, Case
from tests.faults.place import BRIEF

__all__ = ["main"]

_COMPARED = (
    "401", "429 without quota", "404", "a page", "a redirect", "server_error once", "server_error for ever", "429",
    "429 for an hour", "no schema", "cut at 0.5 by reset", "cut at 0.5 by length", "cut for ever", "no answer",
    "never an answer", "closed", "an error in the stream", "an error object", "no choices", "no content", "no end",
    "ignores_stream", "fenced", "think", "trailing_comma", "cut by its limit", "cut by its limit, and JSON",
    "a filter", "a refusal", "prose", "a field is missing", "a field too many",
)  # fmt: skip
_PATIENCE = 1.0
"""Seconds of silence that both allow."""


class Layers(BaseModel):
    """What a chain asks for."""

    unit: str = Field(description="Which rules are tested alone?")
    system: str = Field(description="Which run through the whole system is tested?")


class _Row(Value):
    """One fault."""

    name: str
    chain: str
    chain_requests: int
    drafter: str
    drafter_requests: int


def main(out: Annotated[Path, typer.Option(metavar="FILE")] = Path("docs/faults.md")) -> None:
    """Compare, and write the table."""
    by_name = {case.name: case for case in CASES}
    rows = []
    for name in _COMPARED:
        case = by_name[name]
        chain, chain_requests = _chain(case)
        drafted, drafter_requests = _drafter(case)
        row = _Row(
            name=name, chain=chain, chain_requests=chain_requests, drafter=drafted, drafter_requests=drafter_requests
        )
        rows.append(row)
        print(row.model_dump_json(), flush=True)
    out.write_text(_page(rows), encoding="utf-8")
    print(out)


def _chain(case: Case) -> tuple[str, int]:
    """Ask once through `with_structured_output`, as its documentation shows it."""
    script = Script(rules=(Rule(fault=case.fault, times=case.times),))
    with fault_server(script) as endpoint:
        llm = ChatOpenAI(
            model=MODEL, base_url=endpoint.base_url, api_key=SecretStr("none"), timeout=_PATIENCE, temperature=0
        )
        chain = llm.with_structured_output(Layers)
        started = time.monotonic()
        try:
            answer = chain.invoke(f"Write for section {SECTION}, Testing Strategy.\n\n{BRIEF}")
            ended = "answer" if isinstance(answer, Layers) else f"no error, {answer!r}"
        except Exception as error:  # noqa: BLE001 - which one it is, is what is measured
            ended = type(error).__name__
        seconds = time.monotonic() - started
        waited = f" after {seconds:.0f} s" if seconds > 5 else ""
        return f"{ended}{waited}", len(endpoint.ledger.completions)


def _drafter(case: Case) -> tuple[str, int]:
    """Draft a whole document in which this section's request goes wrong; return the exit code and its requests."""
    script = Script(rules=(Rule(fault=case.fault, contains=case.contains, times=case.times),))
    with tempfile.TemporaryDirectory() as folder, fault_server(script) as endpoint:
        work = Path(folder)
        (work / "brief.md").write_text(BRIEF, "utf-8")
        command = [sys.executable, "-m", "drafter", "draft", "brief.md", "-o", "tdd.md", "--timeout", str(_PATIENCE)]
        environment = {"PATH": "/usr/bin:/bin", "HOME": folder, "DRAFTER_CACHE_DIR": f"{folder}/cache"}
        environment["PYTHONPATH"] = str(Path(__file__).parents[1])
        ended = subprocess.run(
            [*command, "--base-url", endpoint.base_url, "--model", MODEL],
            cwd=work, env=environment, capture_output=True, check=False, timeout=300,
        )  # fmt: skip
        entries = [entry for entry in endpoint.ledger.completions if f"section {SECTION}," in entry.task]
        return str(ended.returncode), len(entries)


def _page(rows: list[_Row]) -> str:
    versions = ", ".join(f"{name} {version(name)}" for name in ("langchain-openai", "openai"))
    lines = "\n".join(
        f"| {row.name} | {row.chain} | {row.chain_requests} | {row.drafter} | {row.drafter_requests} |" for row in rows
    )
    return f"""# The same faults, beside a plain chain

`ChatOpenAI(timeout={_PATIENCE:.0f}).with_structured_output(Model)` with its default retries ({versions}), and \
`drafter draft --timeout {_PATIENCE:.0f}`, against the same server on this machine, one fault after the other \
(n = 1 each; the answers follow from the request, so they do not vary). The chain asks one question; drafter drafts \
a whole document in which one section's request meets the fault. Requests are those for that question, as the \
server's ledger counts them. `python -m bench.faults` makes this page.

| fault | chain ends with | its requests | drafter's exit code | its requests |
|-------|-----------------|-------------:|--------------------:|-------------:|
{lines}

0 is a whole document, 75 a document with that section marked and the way to go on, 76 one with a text marked as \
unusable, 69 and 77 a message and nothing written.
"""


if __name__ == "__main__":
    typer.run(main)
