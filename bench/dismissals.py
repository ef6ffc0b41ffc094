"""Whether what was dismissed stays away when it is said in other words, and whether other proposals do not.

    python -m bench.dismissals [--runs 10] [--documents 40] [--out FILE] [--tuning]

In each document what the rules propose and what a model might propose of sentences by chance is dismissed. Then the
same comes again and again: with another reason, change or quote, and with a paragraph put in above. Beside it come
proposals that mean something else. Drafter may learn from `--tuning`; figures are made without it, of a list of which
the failures were looked at and of one of which nothing was.
"""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import islice
from pathlib import Path
from random import Random
from typing import Annotated, NamedTuple

import typer

from bench.checker import brief_of
from bench.mutations import KNOWN
from bench.suggesting.proposing import different, proposals
from bench.suggesting.reworded import REWORDED
from bench.suggesting.rewording import Rewording, inserted_above
from bench.suggesting.tuning import TUNING
from bench.suggesting.unseen import UNSEEN
from drafter.consistency.checking import check
from drafter.consistency.fixes import fixes
from drafter.document.brief import Brief
from drafter.document.page import Page
from drafter.document.suggestion import Candidate, Suggestion
from drafter.markdown.parse import parse
from drafter.suggestions import Dismissed, admitted
from drafter.suggestions.admitting import DISMISSED

__all__ = ["main"]

_FOLDERS = ("fixtures/documents", "bench/documents", "fixtures/documents_by_others")
_DOCUMENTS = sorted(path for folder in _FOLDERS for path in Path(folder).glob("*.md"))
_PROPOSED = 7
"""Sentences of each document that a model might say something of."""
_TIME = "2026-01-15T00:00:00+00:00"


class _Document(NamedTuple):
    name: str
    text: str
    brief: Brief | None


@dataclass
class _Tally:
    """What came, by what it was, and what became of it."""

    kept_away: Counter[str] = field(default_factory=Counter)
    shown: Counter[str] = field(default_factory=Counter)
    not_worth_it: Counter[str] = field(default_factory=Counter)
    """What is not shown for another reason says nothing of dismissals."""
    examples: list[str] = field(default_factory=list)

    def count(self, what: str, document: _Document, candidate: Candidate, dismissed: Sequence[Dismissed]) -> bool:
        """Propose something, and return whether it was kept away as dismissed."""
        made = admitted(parse(document.text), document.brief, [candidate], dismissed)
        of = self.shown if made.suggestions else self.kept_away if DISMISSED in made.dropped else self.not_worth_it
        of[what] += 1
        return of is self.kept_away

    def row(self, what: str, wanted: Counter[str]) -> str:
        """Return how many of some that came did not become what they should."""
        came = self.kept_away[what] + self.shown[what]
        wrong = came - wanted[what]
        share = f"{100 * wrong / came:.1f} %" if came else "-"
        return f"| {what} | {came:,} | {wrong:,} ({share}) | {self.not_worth_it[what]:,} |"


def main(
    runs: Annotated[int, typer.Option(min=1, help="Times that each comes in other words.")] = 10,
    documents: Annotated[int, typer.Option(min=1, help="Drafts, and drafts with a defect.")] = 40,
    out: Annotated[Path | None, typer.Option(metavar="FILE", help="The table; standard output without it.")] = None,
    *,
    tuning: Annotated[bool, typer.Option("--tuning", help="The rewordings to learn from, with what failed.")] = False,
) -> None:
    """Count, and write a table."""
    lists = {"tuning": TUNING} if tuning else {"first list": REWORDED, "unseen list": UNSEEN}
    again, others, dismissed = {name: _Tally() for name in lists}, _Tally(), Counter[str]()
    for document in islice(_documents(), documents):
        known = _all_suggestions(document)
        dismissed.update(_by(one) for one in known)
        for name, ways in lists.items():
            _propose_again(document, known, ways, runs, again[name])
        _propose_others(document, known, others)
    text = "\n".join(_table(documents, dismissed, again, others))
    if tuning:
        text += "\n".join(["", *again["tuning"].examples, *others.examples])
    if out is None:
        print(text)
    else:
        out.write_text(f"{text}\n", "utf-8")


def _documents() -> Iterator[_Document]:
    """Yield the drafts, and then each with one defect after another."""
    drafts = [_Document(path.stem, path.read_text("utf-8"), brief_of(path)) for path in _DOCUMENTS]
    yield from drafts
    for operator in KNOWN[::7]:
        for draft in drafts:
            mutation = operator(draft.text, Random(f"{draft.name} {operator.name}"))
            if mutation is not None:
                yield draft._replace(name=f"{draft.name} with {operator.name}", text=mutation.text)
                break
        drafts = [*drafts[1:], drafts[0]]


def _all_suggestions(document: _Document) -> tuple[Suggestion, ...]:
    page = parse(document.text)
    computed = fixes(page, check(page, document.brief), document.brief)
    made = proposals(page, Random(document.name), _PROPOSED)
    return admitted(page, document.brief, [*computed, *made]).suggestions


def _propose_again(
    document: _Document, known: Sequence[Suggestion], ways: Sequence[Rewording], runs: int, tally: _Tally
) -> None:
    dismissed = [_dismissed(one) for one in known]
    for one in known:
        for run in range(runs):
            random = Random(f"{document.name} {one.fingerprint} {run}")
            reworded = _reworded(document.text, _candidate(one), random.sample(ways, len(ways)), random)
            text, moved = inserted_above(document.text, reworded)
            if not tally.count(_by(one), document._replace(text=text), moved, dismissed):
                tally.examples.append(_example(document, one, moved))


def _reworded(text: str, candidate: Candidate, ways: Sequence[Rewording], random: Random) -> Candidate:
    """Return a proposal reworded in one or two ways, of those that apply."""
    wanted = random.choice((1, 2))
    for way in ways:
        if wanted and (made := way(text, candidate, random)) is not None:
            candidate, wanted = made, wanted - 1
    return candidate


def _propose_others(document: _Document, known: Sequence[Suggestion], tally: _Tally) -> None:
    page = parse(document.text)
    dismissed = [_dismissed(one) for one in known]
    said = {(one.quote, one.reason) for one in known}
    for one in known:
        for what, other in _different(page, one, document):
            is_new = (other.quote, other.reason) not in said or other.quote == one.quote
            if is_new and tally.count(what, document, other, dismissed):
                tally.examples.append(_example(document, one, other))


def _different(page: Page, one: Suggestion, document: _Document) -> Iterator[tuple[str, Candidate]]:
    return different(page, _candidate(one), Random(f"{document.name} {one.fingerprint}"))


def _by(one: Suggestion) -> str:
    return "by a model" if one.judged else "by a rule"


def _candidate(one: Suggestion) -> Candidate:
    """Return a suggestion as it was proposed: the places of a model's words are looked for."""
    given = one.model_dump(include=set(Candidate.model_fields))
    return Candidate.model_validate(given | ({"start": None} if one.judged else {}))


def _dismissed(one: Suggestion) -> Dismissed:
    given = one.model_dump(include=set(Dismissed.model_fields))
    return Dismissed.model_validate(given | {"why": "it is meant so", "time": _TIME})


def _table(documents: int, dismissed: Counter[str], again: Mapping[str, _Tally], others: _Tally) -> Iterator[str]:
    for name, same in again.items():
        yield f"| dismissed in {documents} documents, proposed again ({name}) | came | come back | not shown anyway |"
        yield "| --- | ---: | ---: | ---: |"
        for what in sorted(dismissed):
            yield same.row(what, same.kept_away).replace(f"| {what} |", f"| {dismissed[what]:,} {what} |", 1)
        yield ""
    yield "| proposed newly | came | kept away | not shown anyway |"
    yield "| --- | ---: | ---: | ---: |"
    for what in sorted({*others.kept_away, *others.shown, *others.not_worth_it}):
        yield others.row(what, others.shown)


def _example(document: _Document, one: Suggestion, other: Candidate) -> str:
    shown = [
        str((each.quote[:70], (each.replacement or each.question)[:70], each.reason[:110])) for each in (one, other)
    ]
    return f"- {document.name}: {shown[0]}\n  {shown[1]}"


if __name__ == "__main__":
    typer.run(main)
