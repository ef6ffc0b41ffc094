"""P7: how long a check takes, beside parsing alone, with the length of the document, and of the worst documents."""

import math
import statistics
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import partial
from pathlib import Path
from typing import NamedTuple

from markdown_it import MarkdownIt

from bench.long_document import WORDS_A_PAGE, long_document
from bench.table.adversarial import ADVERSARIAL
from bench.table.pairs import Ratios, alternating, spent, spin
from bench.table.row import Row
from drafter.consistency.checking import check
from drafter.markdown.parse import parse

__all__ = ["COUNTED", "Worst", "exponent", "rows", "worst_row"]

COUNTED = """\
CPU time of reading a document and running all rules over it, in one process. Beside it, markdown-it-py parses the same
text, in turns. The documents are 100 pages of 400 words, made of each of seven drafts with other names in each copy.
The growth is the exponent of a power law through the least CPU times of five lengths, by least squares; the peer's is
that of markdown-it-py. Adversarial documents are a great deal of one thing: quantities in one line, nodes of a
diagram, words of a thousand letters, capitals, components, lists in lists, equal headings (`bench/table/adversarial.py`
has them all); each is measured in turns with a document of the same length made of an ordinary draft, and what counts
is the time for a byte over that one's.
"""
_ID = "P7"
_ROOT = Path(__file__).parents[2]
_DOCUMENTS = sorted(
    path for folder in ("fixtures/documents", "bench/documents") for path in (_ROOT / folder).glob("*.md")
)
_ORDINARY = _ROOT / "bench/documents/tool_library.md"
_PEER = "markdown-it-py"
_PAGES = 100
_LENGTHS = (25, 50, 100, 200, 400)
_ADVERSARIAL_SIZE = 150_000
"""Characters: about fifty pages, and eight thousand edges of a diagram."""
_MOST_OVER_PARSING = 2.0
_MOST_GROWTH = 1.1
_MOST_OVER_ORDINARY = 5.0
_SHOWN = 3


class _InTurns(NamedTuple):
    """How often two kinds of work are done in turns, and what tells that something disturbs them."""

    pairs: int
    control: Callable[[], float]

    def ratios(self, first: Callable[[str], object], text: str, second: Callable[[str], object], other: str) -> Ratios:
        """Return what some work on a text takes over what some work on another one takes."""
        works = (partial(spent, partial(first, text)), partial(spent, partial(second, other)))
        return alternating(*works, self.pairs, control=self.control)


class Worst(NamedTuple):
    """What an adversarial document takes for a byte, over an ordinary one of its size."""

    kind: str
    ratio: float
    pairs: int
    """How many were measured."""


def rows(quick: bool) -> Iterator[Row]:
    """Yield the row beside the parser, that of the growth, and that of the worst documents."""
    _checked(_ORDINARY.read_text("utf-8"))  # what is read once a process
    in_turns = _InTurns(1, lambda: 1.0) if quick else _InTurns(7, spin)
    documents = _DOCUMENTS[:1] if quick else _DOCUMENTS
    yield _beside_the_parser(documents, 10 if quick else _PAGES, in_turns)
    yield _growth(documents, (10, 30) if quick else _LENGTHS, 1 if quick else 3)
    yield _adversarial(5_000 if quick else _ADVERSARIAL_SIZE, in_turns)


def _beside_the_parser(documents: Sequence[Path], pages: int, in_turns: _InTurns) -> Row:
    ratios, reading, pairs = {}, [], []
    for path in documents:
        text, alone = _of_pages(path, pages), _parser().parse
        checking, parsing = (in_turns.ratios(work, text, alone, text) for work in (_checked, parse))
        ratios[path.stem] = checking.median_cpu
        reading.append(parsing.median_cpu)
        pairs += [len(checking.cpu), len(parsing.cpu)]
    median, worst = statistics.median(ratios.values()), max(ratios, key=lambda name: ratios[name])
    return Row(
        id=_ID,
        measure=f"`check` over parsing, {pages} pages",
        peer=_PEER,
        goal=f"at most {_MOST_OVER_PARSING:g}",
        found=f"{median:.2f}, of which reading the page {statistics.median(reading):.2f}; "
        f"worst {ratios[worst]:.2f} ({worst})",
        peers="1",
        n=f"{len(ratios)} documents, {_between(pairs)} pairs each",
        met=median <= _MOST_OVER_PARSING,
        why="" if median <= _MOST_OVER_PARSING else "a long tail of more than two hundred rules",
    )


def _growth(documents: Sequence[Path], lengths: Sequence[int], times: int) -> Row:
    found = [_exponent_of(_checked, path, lengths, times) for path in documents]
    peers = [_exponent_of(_parser().parse, path, lengths, times) for path in documents]
    median = statistics.median(found)
    return Row(
        id=_ID,
        measure=f"growth exponent of `check`, {lengths[0]} to {lengths[-1]} pages",
        peer=_PEER,
        goal=f"at most {_MOST_GROWTH:g}",
        found=f"{median:.2f}, worst {max(found):.2f}",
        peers=f"{statistics.median(peers):.2f}",
        n=f"{len(found)} documents, {len(lengths)} lengths, the least of {times}",
        met=max(found) <= _MOST_GROWTH,
    )


def _adversarial(size: int, in_turns: _InTurns) -> Row:
    ordinary = _ORDINARY.read_text("utf-8")
    ordinary = long_document(ordinary, max(1, round(size / len(ordinary))))
    ours, peers = (
        [_over_the_ordinary(work, kind, size, ordinary, in_turns) for kind in ADVERSARIAL]
        for work in (_checked, _parser().parse)
    )
    return worst_row(ours, peers, size)


def worst_row(ours: Iterable[Worst], peers: Iterable[Worst], size: int) -> Row:
    """Return the row of the documents that take longest, of drafter and of the parser alone."""
    ours = sorted(ours, key=lambda one: -one.ratio)
    over = [one.kind for one in ours if one.ratio > _MOST_OVER_ORDINARY]
    return Row(
        id=_ID,
        measure=f"`check` of adversarial documents of {size:,} characters, for a byte over an ordinary one's",
        peer=_PEER,
        goal=f"at most {_MOST_OVER_ORDINARY:g}",
        found=_most(ours),
        peers=_most(sorted(peers, key=lambda one: -one.ratio)),
        n=f"{len(ours)} documents, {_between([one.pairs for one in ours])} pairs each",
        met=not over,
        why=f"{', '.join(over)}" if over else "",
    )


def _most(sorted_: Sequence[Worst]) -> str:
    return "worst " + ", ".join(f"{one.ratio:.2f} ({one.kind})" for one in sorted_[:_SHOWN])


def _over_the_ordinary(work: Callable[[str], object], kind: str, size: int, ordinary: str, in_turns: _InTurns) -> Worst:
    text = ADVERSARIAL[kind](size)
    ratios = in_turns.ratios(work, text, work, ordinary)
    return Worst(kind, ratios.median_cpu * len(ordinary) / len(text), len(ratios.cpu))


def _between(counts: Sequence[int]) -> str:
    least, most = min(counts), max(counts)
    return f"{most}" if least == most else f"{least} to {most}"


def _exponent_of(work: Callable[[str], object], path: Path, lengths: Sequence[int], times: int) -> float:
    texts = [_of_pages(path, pages) for pages in lengths]
    return exponent({len(text): min(spent(partial(work, text)).cpu for _ in range(times)) for text in texts})


def exponent(points: Mapping[int, float]) -> float:
    """Return the exponent of the power law through some points of size and time, by least squares."""
    logs = [(math.log(size), math.log(seconds)) for size, seconds in points.items()]
    across, up = statistics.fmean(x for x, _ in logs), statistics.fmean(y for _, y in logs)
    return sum((x - across) * (y - up) for x, y in logs) / sum((x - across) ** 2 for x, _ in logs)


def _of_pages(path: Path, pages: int) -> str:
    text = path.read_text("utf-8")
    return long_document(text, max(1, round(pages * WORDS_A_PAGE / len(text.split()))))


def _checked(text: str) -> None:
    check(parse(text))


def _parser() -> MarkdownIt:
    return MarkdownIt("commonmark").enable("table")
