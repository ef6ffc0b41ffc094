"""Whether what `drafter review` proposes without a model applies, makes nothing worse, and mends what was broken.

    python -m bench.suggestions [--seeds 1] [--out FILE] [--listed FILE]

All drafts at hand are reviewed, and each again with each defect of `bench.mutations` that has a place in it. The
suggestions are applied alone, in pairs and all at once; a check of the text, counted here, says what that made worse.
"""

from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Annotated, NamedTuple

import typer

from bench.checker import brief_of
from bench.suggesting.planted import Planted, codes_of, mutated
from bench.suggesting.trying import HOW, How, Reviewed, Tried, reviewed, tried
from drafter.document.suggestion import Suggestion

__all__ = ["main"]

_FOLDERS = ("fixtures/documents", "bench/documents", "fixtures/documents_by_others")
_DOCUMENTS = sorted(path for folder in _FOLDERS for path in Path(folder).glob("*.md"))
_SHOWN = 120
"""Characters of a suggestion in the list."""


class _Looked(NamedTuple):
    """A document with its suggestions, and what became of it with them."""

    name: str
    group: str
    reviewed: Reviewed
    tried: tuple[Tried, ...]


def main(
    seeds: Annotated[int, typer.Option(min=0, help="Places of each defect; 0 leaves the defects out.")] = 1,
    out: Annotated[Path | None, typer.Option(metavar="FILE", help="The tables; standard output without it.")] = None,
    listed: Annotated[Path | None, typer.Option(metavar="FILE", help="What was about no planted defect.")] = None,
    only: Annotated[str, typer.Option(help="Documents whose name has this in it.")] = "",
) -> None:
    """Count, and write tables."""
    looked: list[_Looked] = []
    planted: list[Planted] = []
    for path in (path for path in _DOCUMENTS if only in path.stem):
        clean = reviewed(path.read_text("utf-8"), brief_of(path))
        looked.append(_Looked(path.stem, "as they are", clean, tuple(tried(clean))))
        for one in mutated(path, clean, seeds):
            name = f"{path.stem} with {one.operator.name}"
            looked.append(_Looked(name, one.operator.group, one.reviewed, tuple(tried(one.reviewed))))
            planted.append(one)
        if out is not None:  # a long run that is stopped has its figures so far
            out.write_text(_report(looked, planted), "utf-8")
        if listed is not None:
            listed.write_text("\n".join([*_unplanted(looked, planted), ""]), "utf-8")
    if out is None:
        print(_report(looked, planted))


def _report(looked: Sequence[_Looked], planted: Sequence[Planted]) -> str:
    drafts = sum(one.group == "as they are" for one in looked)
    return "\n".join([f"{drafts} drafts", "", *_effects(looked), "", *_hits(planted), "", *_trouble(looked), ""])


def _effects(looked: Sequence[_Looked]) -> Iterator[str]:
    effects = "change other bytes | more errors and warnings | of one code | more findings"
    yield f"| documents | n | suggestions | applied | times | apply | {effects} |"
    yield "| --- | ---: | ---: | --- | ---: | ---: | ---: | ---: | ---: | ---: |"
    for group in ("as they are", "known", "held out"):
        own = [one for one in looked if one.group == group]
        shown = sum(len(one.reviewed.suggestions) for one in own)
        for how in HOW:
            yield f"| {group} | {len(own):,} | {shown:,} | {how} | {_effect(own, how)} |"


def _effect(own: Sequence[_Looked], how: How) -> str:
    done = [one for each in own for one in each.tried if one.how == how]
    worse = [
        sum(any(one.more_serious for one in each.tried if one.how == how) for each in own),
        sum(any(one.brings for one in each.tried if one.how == how) for each in own),
        sum(any(one.more for one in each.tried if one.how == how) for each in own),
    ]
    applies, changed = sum(one.applies for one in done), sum(not one.keeps_the_rest for one in done)
    return f"{len(done):,} | {applies:,} | {changed} | {' | '.join(map(str, worse))}"


def _hits(planted: Sequence[Planted]) -> Iterator[str]:
    yield "| defects | planted | a suggestion is about it | and restores the text | new suggestions | about no defect |"
    yield "| --- | ---: | ---: | ---: | ---: | ---: |"
    for group in ("known", "held out"):
        own = [one for one in planted if one.operator.group == group]
        hit, restored = sum(bool(one.hits) for one in own), sum(one.restored for one in own)
        new, others = sum(len(one.hits) + len(one.others) for one in own), sum(len(one.others) for one in own)
        shares = f"{hit:,} ({_share(hit, len(own))}) | {restored:,} ({_share(restored, hit)})"
        yield f"| {group} | {len(own):,} | {shares} | {new:,} | {others:,} |"


def _share(some: int, of: int) -> str:
    return f"{100 * some / of:.0f} %" if of else "-"


def _trouble(looked: Sequence[_Looked]) -> Iterator[str]:
    """Yield each document in which something does not apply, changes more than it says, or makes something worse."""
    for each in looked:
        for one in each.tried:
            wrong = {
                "does not apply": not one.applies,
                "changes other bytes": not one.keeps_the_rest,
                f"brings {', '.join(one.brings)}": bool(one.brings),
                "more errors and warnings": one.more_serious,
                "more findings": one.more,
            }
            if any(wrong.values()):
                chosen = [suggestion for suggestion in each.reviewed.suggestions if suggestion.id in one.ids]
                said = "; ".join(map(_said, chosen[:2]))
                yield f"- {each.name}, {one.how}: {', '.join(why for why, holds in wrong.items() if holds)}: {said}"


def _unplanted(looked: Sequence[_Looked], planted: Sequence[Planted]) -> Iterator[str]:
    """Yield what was about no planted defect, once for a code and a part, with how often it came."""
    found = [(each.name, one) for each in looked if each.group == "as they are" for one in each.reviewed.suggestions]
    found += [(f"{each.document} with {each.operator.name}", one) for each in planted for one in each.others]
    times = Counter(_kind(one) for _, one in found)
    first: dict[tuple[str, str], tuple[str, Suggestion]] = {}
    for name, one in found:
        first.setdefault(_kind(one), (name, one))
    for kind, (name, one) in sorted(first.items()):
        yield f"- {times[kind]} x {name}:{one.line}: {_said(one)}: {' '.join(one.reason.split())[: 2 * _SHOWN]}"


def _kind(one: Suggestion) -> tuple[str, str]:
    return codes_of(one), one.part


def _said(one: Suggestion) -> str:
    new = one.question if one.replacement is None else one.replacement
    return f"{codes_of(one)} in {one.part or '-'}: {_cut(one.quote)!r} -> {_cut(new)!r}"


def _cut(words: str) -> str:
    return words if len(words) <= _SHOWN else f"{words[:_SHOWN]}..."


if __name__ == "__main__":
    typer.run(main)
