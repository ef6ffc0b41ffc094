"""P8: the memory that a document takes, and what is left behind by doing the same again and again."""

import statistics
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

from bench.long_document import WORDS_A_PAGE, long_document
from bench.table.endpoint import drafter_environment, endpoint
from bench.table.row import Row
from tests.fault_server import MODEL, Script

__all__ = ["growth_row", "regenerations_row", "rows", "slope"]

_ID = "P8"
_ROOT = Path(__file__).parents[2]
_DOCUMENT = _ROOT / "bench/documents/tool_library.md"
_PAGES = (10, 50, 100, 200, 400)
_MOST_BYTES = 8.0
_MOST_GROWTH = 2.0
"""MB."""
_TIMES = 200
_MB = 1_000_000
_WHY = (
    "the page itself takes less than half of the goal, by tracemalloc; the rest is what rules share of it until the "
    "last one has run: the words of its lines, its sentences, and the values of the contract with their places. The "
    "tokens of markdown-it-py, which the usual blocks are read without, take {:.1f} alone"
)


_KEPT = "the stems of words are remembered for up to 1,024 texts and 4,096 statements; they end to grow"


def rows(quick: bool) -> Iterator[Row]:
    """Yield the growth with the length of a document, and that over many regenerations."""
    sizes = (10, 30) if quick else _PAGES
    check, parser = ({}, {})  # type: dict[int, int], dict[int, int]
    with tempfile.TemporaryDirectory() as name:
        for pages in sizes:
            document = Path(name, "document.md")
            document.write_text(_of_pages(pages), "utf-8")
            size = document.stat().st_size
            check[size] = _peak(["drafter", "check", str(document)], Path(name))
            parser[size] = _peak(["parser", str(document)], Path(name))
    yield growth_row(check, parser)
    yield regenerations_row(_residents(4 if quick else _TIMES))


def growth_row(check: Mapping[int, int], parser: Mapping[int, int]) -> Row:
    """Return the row of the peaks of memory by the size of the document, all in bytes."""
    found, peer = slope(check), slope(parser)
    return Row(
        id=_ID,
        measure="memory of `check`, bytes for a byte of Markdown",
        peer="markdown-it-py, its tokens alone",
        goal=f"at most {_MOST_BYTES:g}",
        found=f"{found:.1f}",
        peers=f"{peer:.1f}",
        n=f"{len(check)} lengths up to {max(check):,} bytes",
        met=found <= _MOST_BYTES,
        why="" if found <= _MOST_BYTES else _WHY.format(peer),
    )


def regenerations_row(residents: Sequence[int]) -> Row:
    """Return the row of the resident memory, in bytes, after each of many regenerations."""
    warm = len(residents) // 5
    grown = (
        (statistics.median(residents[-warm:]) - statistics.median(residents[warm : 2 * warm])) / _MB if warm else 0.0
    )
    return Row(
        id=_ID,
        measure=f"memory over {len(residents)} regenerations in one process, MB",
        peer="",
        goal=f"at most {_MOST_GROWTH:g}",
        found=f"{grown:.1f}",
        peers="",
        n=f"{len(residents)} regenerations",
        met=grown <= _MOST_GROWTH,
        why="" if grown <= _MOST_GROWTH else _KEPT,
    )


def slope(points: Mapping[int, float]) -> float:
    """Return the slope of the line through some points, by least squares."""
    return statistics.linear_regression(list(points), list(points.values())).slope


def _of_pages(pages: int) -> str:
    text = _DOCUMENT.read_text("utf-8")
    return long_document(text, max(1, round(pages * WORDS_A_PAGE / len(text.split()))))


def _peak(work: Sequence[str], folder: Path) -> int:
    written_to = folder / "peak"
    command = [sys.executable, "-m", "bench.table.peak", str(written_to), *work]
    subprocess.run(command, cwd=_ROOT, env=dict(drafter_environment(folder)), capture_output=True, check=False)
    return int(written_to.read_text("utf-8"))


def _residents(times: int) -> Sequence[int]:
    """Return the resident memory of a process after each of so many regenerations, in bytes."""
    with endpoint(Script()) as at:
        command = [sys.executable, "-m", "bench.table.again", str(times), at.base_url, MODEL]
        environment = dict(drafter_environment(at.folder))
        ended = subprocess.run(command, cwd=at.folder, env=environment, capture_output=True, check=True, text=True)
    return [int(line) for line in ended.stdout.split()]
