"""The peer of a draft: one question for the whole document, with the same brief and the same local model.

    python -m bench.one_shot [BRIEF...] [--out bench/documents/one_shot]

What it writes stays as the model wrote it, and is compared with drafts by `bench/table/quality.py`. A document that is
there already is not asked for again.
"""

import sys
import time
from pathlib import Path
from string import Template
from typing import Annotated

import typer
from openai import OpenAI

from drafter.document.brief import Brief
from drafter.llm.local import LocalEndpoint, model_file, serve
from drafter.markdown.template import template
from drafter.report.summary import duration
from drafter.stages.read_brief import read_brief

__all__ = ["main"]

_MOST_TOKENS = 4000
"""About what the calls of a draft generate together."""
_PROMPT = Template("""\
Write the Technical Design Document for the project brief below.
Fill in every placeholder of the template: keep its headings, tables and labels, and answer with the whole \
document in Markdown and nothing else.

# Template

$template

# Project brief

$brief
""")


def main(
    briefs: Annotated[list[Path] | None, typer.Argument(metavar="[BRIEF]...", help="All fixtures without it.")] = None,
    chosen: Annotated[Path | None, typer.Option("--model-file", metavar="GGUF")] = None,
    out: Annotated[Path, typer.Option(metavar="FOLDER", help="Where they go.")] = Path("bench/documents/one_shot"),
) -> None:
    """Ask the local model once for each brief's document."""
    out.mkdir(parents=True, exist_ok=True)
    missing = [
        brief for brief in briefs or sorted(Path("fixtures/briefs").glob("*.md")) if not _of(brief, out).exists()
    ]
    if not missing:
        return
    with serve(model_file(chosen), on_wait=lambda: _say("another run holds the local model; waiting")) as model:
        for brief in missing:
            _say(f"{brief.stem}: one question, up to {_MOST_TOKENS} tokens")
            _of(brief, out).write_text(_asked(read_brief(brief).brief, model), "utf-8")


def _of(brief: Path, out: Path) -> Path:
    return out / f"{brief.stem}.md"


def _asked(brief: Brief, endpoint: LocalEndpoint) -> str:
    """Ask once, in free text; the document may be cut off by the limit."""
    prompt = _PROMPT.substitute(template=template(), brief=brief.text.strip())
    client = OpenAI(base_url=endpoint.base_url, api_key=endpoint.api_key, max_retries=0, timeout=3600)
    pieces: list[str] = []
    finish = "no reason"
    started = time.monotonic()
    stream = client.chat.completions.create(
        model=endpoint.model,
        messages=[{"role": "user", "content": prompt}],
        temperature=0,
        seed=1,
        max_tokens=_MOST_TOKENS,
        stream=True,
    )
    for chunk in stream:
        for choice in chunk.choices:
            finish = choice.finish_reason or finish
            if choice.delta.content:
                pieces.append(choice.delta.content)
                if len(pieces) % 500 == 0:
                    _say(f"{len(pieces)} tokens in {duration(time.monotonic() - started)}")
    _say(f"ended by {finish}: {len(pieces)} tokens in {duration(time.monotonic() - started)}")
    return "".join(pieces).rpartition("</think>")[2].strip() + "\n"


def _say(message: str) -> None:
    print(f"one-shot: {message}", file=sys.stderr, flush=True)


if __name__ == "__main__":
    typer.run(main)
