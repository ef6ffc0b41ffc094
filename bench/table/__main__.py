"""Print the table of benchmarks.

python -m bench.table [--quick] [--only P1 --only P7] [--rows FILE] [--out docs/benchmarks.md]
"""

import sys
from collections.abc import Iterator, Sequence
from datetime import date
from importlib import import_module
from pathlib import Path
from typing import Annotated, Protocol, cast

import typer

from bench.table.kept import keep, kept
from bench.table.page import page, table
from bench.table.pairs import Disturbed
from bench.table.row import Row

_MODULES = {
    "P1": "critical_path",
    "P2": "whole_document",
    "P3": "input_tokens",
    "P4": "local_speed",
    "P5": "regenerate_cost",
    "P6": "start_up",
    "P7": "check_time",
    "P8": "overheads",
    "P9": "tenfold",
    "Q1": "quality",
}
"""The module of each measure, imported when it is asked for: not everybody has all peers."""


class _Measure(Protocol):
    """What a module of a measure has."""

    COUNTED: str
    """How it is counted."""

    def rows(self, quick: bool) -> Iterator[Row]:
        """Yield what is found; `quick` measures as little as shows that the measuring works."""


def main(
    quick: Annotated[bool, typer.Option("--quick", help="See that it works; the figures say little.")] = False,
    only: Annotated[list[str] | None, typer.Option(metavar="ID", help="These measures alone: P1.")] = None,
    out: Annotated[Path | None, typer.Option(metavar="FILE", help="The page.")] = None,
    rows: Annotated[
        Path | None, typer.Option(metavar="FILE", help="Keeps rows, and adds those of measures that are not asked for.")
    ] = None,
) -> None:
    """Measure, and print the table; with --out, write the page as well."""
    if unknown := set(only or ()) - set(_MODULES):
        raise typer.BadParameter(f"there are {', '.join(_MODULES)}, and no {', '.join(sorted(unknown))}")
    found: dict[str, Sequence[Row]] = dict(kept(rows)) if rows else {}
    for id_ in only or _MODULES:
        found[id_] = ()
        for row in _rows(id_, quick=quick):
            found[id_] = (*found[id_], row)
            if rows:
                keep(rows, id_, found[id_])
    ordered = [row for id_ in _MODULES for row in found.get(id_, ())]
    print(table(ordered))
    if out is not None:
        counted = {id_: _measure(id_).COUNTED for id_ in _MODULES if id_ in found}
        out.write_text(page(ordered, counted, today=date.today()), "utf-8")


def _measure(id_: str) -> _Measure:
    return cast("_Measure", import_module(f"bench.table.{_MODULES[id_]}"))


def _rows(id_: str, *, quick: bool) -> Iterator[Row]:
    """Yield the rows of a measure, each as soon as it is there, which a line on standard error says."""
    try:
        for row in _measure(id_).rows(quick):
            print(f"{row.id} {row.measure}: {row.found} (goal {row.goal}, n {row.n})", file=sys.stderr, flush=True)
            yield row
    except Disturbed as disturbed:
        yield Row(id_, "not measured", "", "", "", "", "0", None, f"{disturbed}")


if __name__ == "__main__":
    typer.run(main)
