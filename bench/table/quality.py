"""Q1: what can be counted in drafts by the local model, beside what the same model writes when it is asked once."""

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import combinations
from pathlib import Path
from typing import NamedTuple

from bench.measures import Measures, measure
from bench.reading import Text
from bench.table.row import Row
from drafter.derive.sources import content_words
from drafter.document.brief import Brief
from drafter.document.notes import is_about_untaken
from drafter.stages.read_brief import read_brief

__all__ = ["COUNTED", "rows", "shared", "taken_up"]

COUNTED = """\
Over drafts by the local model for the eight briefs of `fixtures/briefs` (`fixtures/documents`,
`bench/documents/drafted`), and over what the same model answers when it gets brief and template in one prompt,
temperature 0, at most 4,000 tokens (`bench/documents/one_shot`, as it was written; `python -m bench.one_shot`).
`bench/measures.py` counts, a document on the average, and knows the template and the brief alone. A statement of the
brief is taken up when one paragraph, item or row holds half of its words with meaning; beside it, without the open
questions that quote what no text takes up. Text is shared when eight words in a row, outside of code, headings and
the table of contents, stand in two documents; the share is that of all such runs, the mean of all pairs of briefs.
"""
_FOLDERS = ("fixtures/documents", "bench/documents/drafted")
_ONE_SHOT = Path("bench/documents/one_shot")
_WHY = {
    "placeholders left": "a text of the model stayed unusable, asked twice; the document says so, and the exit code is "
    "76",
    "statements of the brief taken up": "what tells of the situation today, of people, or leads in to a list is not "
    "asked about; `drafter check --brief` names what nothing takes up",
    "text shared between documents": "what a brief leaves open is said in the same words everywhere: the questions, "
    "that nothing was measured or reviewed, definitions of common terms",
}
_RUN = 8
_ENOUGH = 0.5
_FEWEST_WORDS = 3


class _Written(NamedTuple):
    brief: Brief
    text: str
    counts: Measures


def rows(_quick: bool) -> Iterator[Row]:
    """Yield what was counted; it takes no model and no time."""
    briefs = {path.stem: read_brief(path).brief for path in sorted(Path("fixtures/briefs").glob("*.md"))}
    places = {path.stem: path for folder in _FOLDERS for path in sorted(Path(folder).glob("*.md"))}
    ours = [_written(briefs[name], places[name]) for name in briefs if name in places]
    peers = [_written(briefs[name], path) for name in briefs if (path := _ONE_SHOT / f"{name}.md").exists()]
    n = f"{len(ours)}, {len(peers)}"

    def row(name: str, goal: str, count: Callable[[Sequence[_Written]], float], met: Callable[[float], bool]) -> Row:
        found = count(ours)
        shown = [f"{value:.0%}" if "%" in goal else f"{value:,.1f}" for value in (found, count(peers) if peers else 0)]
        why = "" if met(found) else _WHY.get(name, "")
        return Row("Q1", name, "one prompt for all", goal, shown[0], shown[1], n, met(found), why)

    def none(field: str) -> tuple[str, Callable[[Sequence[_Written]], float], Callable[[float], bool]]:
        return "0", lambda all_: sum(getattr(one.counts, field) for one in all_) / len(all_), lambda found: found == 0

    yield row("placeholders left", *none("placeholders"))
    yield row("sections missing, of 14 a document", *none("missing_sections"))
    yield row("subsections missing", *none("missing_subsections"))
    yield row("columns and labels missing", *none("missing_columns_and_labels"))
    yield row("names defined nowhere", *none("unresolved_names"))
    yield row("artefacts missing", *none("artefacts_missing"))
    yield row("artefacts invalid", *none("artefacts_invalid"))
    yield row("specifics that are neither in the brief nor marked", *none("unsourced_specifics"))
    taken = row("statements of the brief taken up", "at least 95 %", _taken_up, lambda share: share >= 0.95)
    designed = _taken_up([one._replace(text=_without_questions(one.text)) for one in ours])
    yield taken._replace(found=f"{taken.found}; {designed:.0%} without the questions that quote the others")
    yield row("text shared between documents", "at most 5 %", _shared, lambda share: share <= 0.05)
    words = [f"{sum(one.counts.words for one in all_) / 14 / max(len(all_), 1):,.0f}" for all_ in (ours, peers)]
    yield Row("Q1", "words a section, of 14", "one prompt for all", "", words[0], words[1], n, None)


def taken_up(brief: Brief, markdown: str) -> tuple[int, int]:
    """Return how many statements of a brief a document takes up, and of how many that say enough to tell."""
    said = [content_words(line) for line in markdown.splitlines()]
    wanted = [words for one in brief.statements if len(words := content_words(one.text)) >= _FEWEST_WORDS]
    return sum(any(len(words & line) >= _ENOUGH * len(words) for line in said) for words in wanted), len(wanted)


def shared(one: str, other: str) -> float:
    """Return the share of the shorter document's runs of eight words that stand in the other as well."""
    first, second = _runs(one), _runs(other)
    return len(first & second) / (min(len(first), len(second)) or 1)


def _written(brief: Brief, path: Path) -> _Written:
    text = path.read_text("utf-8")
    return _Written(brief, text, measure(text, brief))


def _taken_up(written: Iterable[_Written]) -> float:
    counts = [taken_up(one.brief, one.text) for one in written]
    return sum(taken for taken, _ in counts) / sum(of for _, of in counts)


def _without_questions(markdown: str) -> str:
    return "\n".join(line for line in markdown.splitlines() if not is_about_untaken(line.removeprefix("- ")))


def _shared(written: Sequence[_Written]) -> float:
    shares = [shared(one.text, other.text) for one, other in combinations(written, 2)]
    return sum(shares) / (len(shares) or 1)


def _runs(markdown: str) -> set[tuple[str, ...]]:
    runs: set[tuple[str, ...]] = set()
    for block in Text(markdown).blocks:
        if block.kind != "code" and not block.text.startswith("[Introduction]"):
            words = re.findall(r"\w+", block.text.casefold())
            runs.update(tuple(words[at : at + _RUN]) for at in range(len(words) - _RUN + 1))
    return runs
