"""What `drafter review` with the local model proposes for documents with planted defects.

    python -m bench.review_with_model --out FOLDER [--variants 3] [--defects 6] [--only url_shortener]

Each variant of a draft gets some defects by operators that are drawn with a seed; the command reviews it with its
brief, as a user would. A defect counts as hit when a suggestion changes or questions words within three lines of it, or
rests on a place there, or names what it is about. Which suggestions are about something real a person tells: they are
written to `FOLDER/suggestions.md`, each once, to be classified.
"""

import json
import subprocess
import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from difflib import SequenceMatcher
from pathlib import Path
from random import Random
from typing import Annotated, Any

import typer

from bench.checker import Finding
from bench.mutations import OPERATORS
from bench.mutations.matching import points_to
from bench.mutations.mutation import Mutation, Operator

__all__ = ["main"]

_DOCUMENTS = sorted(path for folder in ("fixtures/documents", "bench/documents") for path in Path(folder).glob("*.md"))


@dataclass(frozen=True)
class _Planted:
    operator: Operator
    mutation: Mutation
    """Its lines are those of the last text."""


def main(
    out: Annotated[Path, typer.Option(metavar="FOLDER", help="Where documents, reviews and the tables go.")],
    variants: Annotated[int, typer.Option(min=1, help="Documents made of each draft.")] = 3,
    defects: Annotated[int, typer.Option(min=1, help="Planted in each.")] = 6,
    only: Annotated[list[str] | None, typer.Option(metavar="NAME", help="Drafts, by name; several times.")] = None,
) -> None:
    """Plant, review, and write a table and a list."""
    out.mkdir(parents=True, exist_ok=True)
    rows: list[str] = []
    listed: list[str] = []
    for variant in range(variants):
        for path in _DOCUMENTS:
            if only and path.stem not in only:
                continue
            text, planted = _planted(path, variant, defects)
            document = out / f"{path.stem}-{variant}.md"
            document.write_text(text, "utf-8")
            suggestions = _reviewed(document, Path("fixtures/briefs") / path.name)
            rows.append(_row(document.stem, planted, suggestions))
            listed.extend(_listed(document.stem, planted, suggestions))
            (out / "table.md").write_text("\n".join([*_HEAD, *rows, ""]), "utf-8")
            (out / "suggestions.md").write_text("\n".join([*listed, ""]), "utf-8")


_HEAD = (
    "| document | defects | hit by a rule | by the model alone | changes by rules | by the model | questions |",
    "| --- | ---: | ---: | ---: | ---: | ---: | ---: |",
)


def _planted(path: Path, variant: int, defects: int) -> tuple[str, list[_Planted]]:
    text = path.read_text("utf-8")
    random = Random(f"{path.stem} {variant}")
    planted: list[_Planted] = []
    for operator in random.sample(OPERATORS, len(OPERATORS)):
        mutation = operator(text, Random(f"{path.stem} {variant} {operator.name}"))
        if mutation is None:
            continue
        moved = _moves(text, mutation.text)
        planted = [
            replace(
                one,
                mutation=replace(
                    one.mutation,
                    lines=tuple(moved[line] for line in one.mutation.lines),
                    seen_at=tuple(moved[line] for line in one.mutation.seen_at),
                ),
            )
            for one in planted
        ]
        planted.append(_Planted(operator, mutation))
        text = mutation.text
        if len(planted) == defects:
            break
    return text, planted


def _moves(before: str, after: str) -> dict[int, int]:
    """Return where each line of a text stands after a change; both from 1."""
    old, new = before.split("\n"), after.split("\n")
    moved: dict[int, int] = {}
    for _, start, end, first, last in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        for line in range(start, end):
            moved[line + 1] = min(first + line - start, max(last - 1, first)) + 1
    return {line: moved.get(line, line) for line in range(1, len(old) + 2)}


def _reviewed(document: Path, brief: Path) -> list[dict[str, Any]]:
    kept = document.with_suffix(".json")
    if not kept.exists():
        command = [sys.executable, "-m", "drafter", "review", str(document), "--model", "local", "--format", "json"]
        command += ["--brief", str(brief)] if brief.exists() else []
        done = subprocess.run([*command, "-o", str(kept)], check=False, capture_output=True, text=True)
        if done.returncode:
            sys.stderr.write(done.stderr)
            raise typer.Exit(done.returncode)
    suggestions: list[dict[str, Any]] = json.loads(kept.read_text("utf-8"))["suggestions"]
    return suggestions


def _hits(suggestion: dict[str, Any], planted: _Planted) -> bool:
    end = suggestion["line"] + suggestion["quote"].count("\n")
    lines = (suggestion["line"], end, *(one["line"] for one in suggestion["evidence"] if one["line"]))
    said = f"{suggestion['reason']} {suggestion['quote'] if suggestion['replacement'] is not None else ''}"
    if suggestion["judged"] and suggestion["replacement"] is None:
        return False  # a question of the checklist asks what the document leaves open, whatever stands there
    return points_to(Finding("", suggestion["severity"], said, lines), planted.mutation)


def _row(name: str, planted: Sequence[_Planted], suggestions: Sequence[dict[str, Any]]) -> str:
    by_rule = [one for one in suggestions if not one["judged"]]
    changes = [one for one in suggestions if one["judged"] and one["replacement"] is not None]
    questions = [one for one in suggestions if one["judged"] and one["replacement"] is None]
    hit = [any(_hits(one, defect) for one in by_rule) for defect in planted]
    also = [not done and any(_hits(one, defect) for one in changes) for done, defect in zip(hit, planted, strict=True)]
    counts = (len(planted), sum(hit), sum(also), len(by_rule), len(changes), len(questions))
    return f"| {name} | {' | '.join(map(str, counts))} |"


def _listed(name: str, planted: Sequence[_Planted], suggestions: Sequence[dict[str, Any]]) -> Iterator[str]:
    yield f"\n## {name}\n"
    for defect in planted:
        hit = "hit" if any(_hits(one, defect) for one in suggestions) else "missed"
        name = f"{defect.operator.name} ({defect.operator.group})"
        yield f"- {hit}: {name}, {defect.mutation.did}, {defect.mutation.lines}"
    yield ""
    for one in suggestions:
        by = "model" if one["judged"] else "rule"
        codes = " ".join(ground["code"] for ground in one["evidence"] if ground["code"])
        hits = " ".join(defect.operator.name for defect in planted if _hits(one, defect)) or "-"
        new = f"? {one['question']}" if one["replacement"] is None else f"+ {one['replacement']!r}"
        yield f"{one['id']}. [{by} {codes}] {one['part']} line {one['line']}, hits {hits}: {one['quote'][:160]!r} {new}"


if __name__ == "__main__":
    typer.run(main)
