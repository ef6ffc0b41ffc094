"""One question for the whole document against drafter, with the same brief and the same local model."""

import subprocess
import sys
import time
from pathlib import Path
from string import Template
from typing import Annotated

import typer
from openai import OpenAI

from bench.measures import Measures, measure
from drafter.document.brief import Brief
from drafter.document.value import Value
from drafter.llm.local import LocalEndpoint, model_file, serve
from drafter.markdown.template import template
from drafter.report.summary import duration
from drafter.stages.read_brief import read_brief
from drafter.workspace import LedgerEntry, StateFolder

__all__ = ["main"]

_MOST_TOKENS = 6000
_PROMPT = Template("""\
Write the Technical Design Document for the project brief below.
Fill in every placeholder of the template: keep its headings, tables and labels, and answer with the whole \
document in Markdown and nothing else.

# Template

$template

# Project brief

$brief
""")


class _Run(Value):
    """A document and what it took; None for what is not known."""

    markdown: str
    seconds: float | None = None
    tokens: int | None = None


def main(
    brief: Annotated[Path, typer.Argument(metavar="BRIEF")],
    chosen: Annotated[Path | None, typer.Option("--model-file", metavar="GGUF")] = None,
    drafted: Annotated[
        Path | None, typer.Option(metavar="TDD.md", help="A document that drafter made of this brief already.")
    ] = None,
    out: Annotated[Path, typer.Option(metavar="FOLDER", help="Where the documents go.")] = Path("one-shot"),
) -> None:
    """Ask the local model once for the whole document, draft the same brief, and compare the two."""
    reading = read_brief(brief).brief
    out.mkdir(parents=True, exist_ok=True)
    _say(f"one question to {model_file(chosen).stem}, up to {_MOST_TOKENS} tokens")
    with serve(model_file(chosen), on_wait=lambda: _say("another run holds the local model; waiting")) as model:
        one_shot = _asked(reading, model)
    (out / f"{brief.stem}.one-shot.md").write_text(one_shot.markdown, encoding="utf-8")
    other = _read_drafted(drafted) if drafted else _draft(brief, chosen, out / f"{brief.stem}.drafter.md")
    print("\n".join(_table(reading, one_shot, other)))


def _asked(brief: Brief, endpoint: LocalEndpoint) -> _Run:
    """Ask once, in free text; the document may be cut off by the limit."""
    prompt = _PROMPT.substitute(template=template(), brief=brief.text.strip())
    client = OpenAI(base_url=endpoint.base_url, api_key=endpoint.api_key, max_retries=0, timeout=3600)
    pieces: list[str] = []
    tokens = 0
    finish = "no reason"
    started = time.monotonic()
    stream = client.chat.completions.create(
        model=endpoint.model,
        messages=[{"role": "user", "content": prompt}],
        temperature=0,
        seed=1,
        max_tokens=_MOST_TOKENS,
        stream=True,
        stream_options={"include_usage": True},
    )
    for chunk in stream:
        tokens = chunk.usage.completion_tokens if chunk.usage else tokens
        for choice in chunk.choices:
            finish = choice.finish_reason or finish
            if choice.delta.content:
                pieces.append(choice.delta.content)
                if len(pieces) % 100 == 0:
                    _say(f"{len(pieces)} tokens in {duration(time.monotonic() - started)}")
    seconds = time.monotonic() - started
    _say(f"ended by {finish}: {tokens or len(pieces)} tokens in {duration(seconds)}")
    markdown = "".join(pieces).rpartition("</think>")[2].lstrip()
    return _Run(markdown=markdown, seconds=seconds, tokens=tokens or len(pieces))


def _draft(brief: Path, chosen: Path | None, output: Path) -> _Run:
    """Draft with drafter in a process of its own; a document with incomplete parts counts as it is."""
    output.unlink(missing_ok=True)
    command = [sys.executable, "-m", "drafter", "draft", str(brief), "--output", str(output)]
    command += ["--model", "local", "--fresh", *(["--model-file", str(chosen)] if chosen else [])]
    started = time.monotonic()
    code = subprocess.run(command, check=False).returncode
    seconds = time.monotonic() - started
    if not output.is_file():
        raise SystemExit(f"drafter ended with {code} and without a document")
    return _read_drafted(output).model_copy(update={"seconds": seconds})


def _read_drafted(document: Path) -> _Run:
    """Read a document and what its last run took of the model, if the ledger beside it is there."""
    markdown = document.read_text(encoding="utf-8")
    ledger = StateFolder(document).ledger
    if not ledger.is_file():
        return _Run(markdown=markdown)
    last = LedgerEntry.model_validate_json(ledger.read_text(encoding="utf-8").splitlines()[-1])
    return _Run(markdown=markdown, seconds=last.seconds, tokens=last.completion_tokens)


def _table(brief: Brief, one_shot: _Run, drafted: _Run) -> list[str]:
    left, right = measure(one_shot.markdown, brief), measure(drafted.markdown, brief)
    rows = [(name.replace("_", " "), getattr(left, name), getattr(right, name)) for name in Measures.model_fields]
    rows += [
        ("wall time, s", one_shot.seconds, drafted.seconds),
        ("generated tokens", one_shot.tokens, drafted.tokens),
    ]
    head = ["| measure | one-shot | drafter | ratio |", "|---------|---------:|--------:|------:|"]
    return [*head, *(_row(*row) for row in rows)]


def _row(name: str, left: float | None, right: float | None) -> str:
    ratio = f"{right / left:.2f}" if left and right is not None else "-"
    return f"| {name} | {_number(left)} | {_number(right)} | {ratio} |"


def _number(value: float | None) -> str:
    return "unknown" if value is None else f"{value:,.0f}"


def _say(message: str) -> None:
    print(f"one-shot: {message}", file=sys.stderr, flush=True)


if __name__ == "__main__":
    typer.run(main)
