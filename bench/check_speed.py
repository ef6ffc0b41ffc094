"""How long a check takes: beside markdown-it-py's parsing, with the length of the document, and to start.

    python -m bench.check_speed [--pairs 7] [--out FILE]

Both read the same text in one process, in turns; a figure is the median of the pairs' ratios of CPU time. The growth
is the exponent of a power law, fitted through the least times of five lengths.
"""

import gc
import math
import os
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import Annotated, Any

import typer
from markdown_it import MarkdownIt

from bench.long_document import WORDS_A_PAGE, long_document
from drafter.consistency.checking import check
from drafter.markdown.parse import parse

__all__ = ["main"]

_DOCUMENTS = sorted(path for folder in ("fixtures/documents", "bench/documents") for path in Path(folder).glob("*.md"))
_PAGES = 100
_LENGTHS = (25, 50, 100, 200, 400)
_STARTS = (("--help",), ("--version",), ("check", "fixtures/documents/log_sweeper.md"))


def main(
    pairs: Annotated[int, typer.Option(min=1, help="Times that each is measured.")] = 7,
    out: Annotated[Path | None, typer.Option(metavar="FILE", help="The table; standard output without it.")] = None,
) -> None:
    """Measure, and write a table."""
    text = "\n".join([*_beside_the_parser(pairs), "", *_growth(pairs), "", *_starts(pairs), ""])
    if out is None:
        print(text)
    else:
        out.write_text(text, "utf-8")


def _beside_the_parser(pairs: int) -> Iterator[str]:
    yield f"| {_PAGES} pages made of | words | reading | rules | check / markdown-it-py | n |"
    yield "| --- | ---: | ---: | ---: | ---: | ---: |"
    everything = []
    for path in _DOCUMENTS:
        text = _of_pages(path, _PAGES)
        peer = MarkdownIt("commonmark").enable("table")
        check(parse(text))  # what is read once a process
        ratios = []
        for _ in range(pairs):
            alone = _cpu(peer.parse, text)
            reading = _cpu(parse, text)
            page = parse(text)
            rules = _cpu(check, page)
            ratios.append((reading / alone, rules / alone, (reading + rules) / alone))
        reading, rules, both = (statistics.median(column) for column in zip(*ratios, strict=True))
        everything.append(both)
        yield f"| {path.stem} | {len(text.split()):,} | {reading:.2f} | {rules:.2f} | {both:.2f} | {pairs} |"
    yield f"| median | | | | {statistics.median(everything):.2f} | {len(everything)} |"


def _growth(pairs: int) -> Iterator[str]:
    yield f"| pages made of | {' | '.join(f'{pages} pages' for pages in _LENGTHS)} | exponent | last doubling | n |"
    yield f"| --- |{' ---: |' * (len(_LENGTHS) + 3)}"
    for path in _DOCUMENTS:
        points = []
        for pages in _LENGTHS:
            text = _of_pages(path, pages)
            points.append((len(text), min(_cpu(_checked, text) for _ in range(max(2, pairs // 2)))))
        first = points[0][1] / points[0][0]
        shown = " | ".join(f"{seconds / size / first:.2f}" for size, seconds in points)
        exponent, last = _slope(points), _slope(points[-2:])
        yield f"| {path.stem} | {shown} | {exponent:.2f} | {last:.2f} | {max(2, pairs // 2)} |"


def _starts(pairs: int) -> Iterator[str]:
    yield "| command | wall time / `python -c pass` | n |"
    yield "| --- | ---: | ---: |"
    with tempfile.TemporaryDirectory() as folder:
        compiled = os.environ | {"PYTHONDONTWRITEBYTECODE": "", "PYTHONPYCACHEPREFIX": folder}
        for arguments in _STARTS:
            command = [str(Path(sys.executable).with_name("drafter")), *arguments]
            _wall(command, folder, compiled)  # it writes the bytecode, as an installation does
            ratios = []
            for _ in range(pairs):
                alone = _wall([sys.executable, "-c", "pass"], folder, compiled)
                ratios.append(_wall(command, folder, compiled) / alone)
            yield f"| `drafter {' '.join(arguments)}` | {statistics.median(ratios):.1f} | {pairs} |"


def _of_pages(path: Path, pages: int) -> str:
    text = path.read_text("utf-8")
    return long_document(text, max(1, round(pages * WORDS_A_PAGE / len(text.split()))))


def _checked(text: str) -> None:
    check(parse(text))


def _cpu(work: Callable[[Any], object], given: object) -> float:
    gc.collect()
    start = time.process_time()
    work(given)
    return time.process_time() - start


def _wall(command: list[str], folder: str, environment: Mapping[str, str]) -> float:
    start = time.perf_counter()
    with Path(folder, "output").open("wb") as output:
        subprocess.run(command, stdout=output, stderr=output, env=environment, check=False)
    return time.perf_counter() - start


def _slope(points: list[tuple[int, float]]) -> float:
    """Return the exponent of the power law through some points, by least squares."""
    logs = [(math.log(size), math.log(seconds)) for size, seconds in points]
    across, up = statistics.fmean(x for x, _ in logs), statistics.fmean(y for _, y in logs)
    return sum((x - across) * (y - up) for x, y in logs) / sum((x - across) ** 2 for x, _ in logs)


if __name__ == "__main__":
    typer.run(main)
