"""Print the table of benchmarks.

python -m bench.table [--quick] [--only P1 --only P7] [--out docs/benchmarks.md]
"""

import sys
from collections.abc import Iterator
from datetime import date
from importlib import import_module
from pathlib import Path
from typing import Annotated, Protocol, cast

import typer

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
) -> None:
    """Measure, and print the table; with --out, write the page as well."""
    found: list[Row] = []
    counted: dict[str, str] = {}
    for id_ in only or _MODULES:
        if id_ not in _MODULES:
            raise typer.BadParameter(f"there are {', '.join(_MODULES)}")
        measure = cast("_Measure", import_module(f"bench.table.{_MODULES[id_]}"))
        counted[id_] = measure.COUNTED
        for row in _rows(id_, measure, quick=quick):
            print(f"{row.id} {row.measure}: {row.found} (goal {row.goal}, n {row.n})", file=sys.stderr, flush=True)
            found.append(row)
    print(table(found))
    if out is not None:
        out.write_text(page(found, counted, today=date.today()), "utf-8")


def _rows(id_: str, measure: _Measure, *, quick: bool) -> Iterator[Row]:
    try:
        yield from measure.rows(quick)
    except Disturbed as disturbed:
        yield Row(id_, "not measured", "", "", "", "", "0", None, f"{disturbed}")


if __name__ == "__main__":
    typer.run(main)
