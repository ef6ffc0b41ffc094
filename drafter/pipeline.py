"""The page to read first: brief, outline, sections, findings, document.

    brief ─ make_outline ─▶ outline ─ draft_section ×14, at once ─▶ answers ─ assemble ─▶ document

The answers do not need each other: what one section says of another (the contract of the entities, the
records of the decisions, the glossary of the words) is computed when the document is assembled. Only then
are they compared: what an earlier section says already is asked for once more, so that the document is the
same in whatever order the answers came.
"""

import asyncio
from collections.abc import Callable, Coroutine, Iterable, Iterator, Sequence
from datetime import date
from functools import partial
from typing import Any, NamedTuple

from drafter.consistency.checking import Outcome, check_all
from drafter.consistency.text import SeenSentences
from drafter.derive.assembly import assemble
from drafter.derive.material import Material
from drafter.derive.names import names_of
from drafter.derive.takers import fields_asked
from drafter.document.answers import Answers, Gap
from drafter.document.brief import Brief
from drafter.document.document import Document, DocumentInformation
from drafter.document.expected_length import expected_length
from drafter.document.fault import Fault
from drafter.document.finding import BrokenRule, Finding
from drafter.document.outline import Outline
from drafter.document.page import Page
from drafter.document.sections import SECTIONS, SectionType
from drafter.document.value import Value
from drafter.errors import DrafterError, OutputUnusable, TryAgain
from drafter.llm.asker import Asker, Spent
from drafter.markdown.parse import parse
from drafter.markdown.render import render
from drafter.stages.draft_section import (
    Drafted,
    correct,
    draft_section,
    has_gaps,
    remember,
    reword,
    settle,
    with_fields,
)
from drafter.stages.make_outline import make_outline
from drafter.stages.progress import Progress
from drafter.stages.repair import At, at_fault, weight

__all__ = ["Draft", "draft", "outline"]

_REPAIRS = 2
"""So often at most the texts at fault are asked for again."""


class Draft(Value):
    """A drafted document, and what went wrong with it."""

    document: Document
    gaps: tuple[Gap, ...]
    findings: tuple[Finding, ...]
    """What the rules still find when the repairs are done."""
    broken: tuple[BrokenRule, ...]
    """Rules that failed on the document."""
    failures: tuple[str, ...]
    """Why sections could not be drafted now; running again may help."""
    spent: Spent


async def outline(brief: Brief, asker: Asker, progress: Progress) -> Outline:
    """Return the outline of a brief."""
    made = await make_outline(brief, asker, lambda step, tokens: progress.working("outline", step, tokens))
    progress.end("outline", "done", asker.spent.usage, asker.spent.seconds)
    return made


async def draft(
    brief: Brief,
    settled: Outline,
    asker: Asker,
    information: DocumentInformation,
    *,
    today: date,
    jobs: int,
    progress: Progress,
) -> Draft:
    """Return the document for a brief and its outline; at most `jobs` sections are asked for at once.

    A section whose model fails for now, or stays unusable, is marked incomplete; the others are finished.
    Raises the DrafterErrors that concern all sections (credentials, an unknown model, a budget), when what is
    under way, and paid for, has arrived.
    """
    run = _Run(brief, settled, asker, jobs, progress)
    drafts = await run.each((run.drafted(kind) for kind in SECTIONS), order=_longest_first(brief, settled, jobs))
    drafts = await run.each(run.reworded(drafts))

    def made_of(drafts: Sequence[Drafted]) -> _Made:
        answers = _settled_answers(drafts, run.failures)
        material = Material(brief=brief, outline=settled, answers=answers, information=information, today=today)
        return _Made.of(assemble(material), answers.gaps, brief)

    made = made_of(drafts)
    for _ in range(_REPAIRS):
        faults = at_fault(made.outcome.findings, made.page, [one.forms for one in drafts])
        if not faults:
            break
        drafts = await run.each(run.repaired(drafts, faults))
        again = made_of(drafts)
        if weight(again.outcome.findings) >= weight(made.outcome.findings):
            break
        made = again
    return Draft(
        document=made.document,
        gaps=made.gaps,
        findings=made.outcome.findings,
        broken=made.outcome.broken,
        failures=_in_words(run.failures),
        spent=asker.spent,
    )


class _Made(NamedTuple):
    """A document, and what the rules find in it."""

    document: Document
    gaps: tuple[Gap, ...]
    page: Page
    outcome: Outcome

    @classmethod
    def of(cls, document: Document, gaps: tuple[Gap, ...], brief: Brief) -> "_Made":
        page = parse(render(document))
        return cls(document, gaps, page, check_all(page, brief))


class _Run:
    """The questions of a draft, at most so many sections at once; what failed is kept by section."""

    def __init__(self, brief: Brief, outline: Outline, asker: Asker, jobs: int, progress: Progress) -> None:
        self._brief = brief
        self._outline = outline
        self._asker = asker
        self._places = asyncio.Semaphore(jobs)
        self._progress = progress
        self.failures: dict[int, DrafterError] = {}

    async def each(
        self, works: Iterable[Coroutine[Any, Any, Drafted]], *, order: Sequence[int] = range(len(SECTIONS))
    ) -> list[Drafted]:
        """Return the results in the order of the works, which are begun in another; raises what all would meet."""
        results = await _for_each(works, order)
        if lasting := _lasting(self.failures):
            raise lasting[0]
        return results

    async def drafted(self, kind: SectionType) -> Drafted:
        """Return a section as the model wrote it, and tell how it went."""
        drafted = await self._asked(
            kind,
            Drafted(),
            lambda: draft_section(
                kind,
                self._brief,
                self._outline,
                self._asker,
                lambda step, tokens: self._progress.working(kind.key, step, tokens),
            ),
        )
        if not _lasting(self.failures) or drafted.written:
            bad = kind.number in self.failures or has_gaps(kind, drafted)
            self._progress.end(kind.key, "incomplete" if bad else "done", drafted.spent.usage, drafted.spent.seconds)
        return drafted

    def reworded(self, drafts: Sequence[Drafted]) -> Iterator[Coroutine[Any, Any, Drafted]]:
        """Yield for each section: what earlier sections say already is asked for once more."""
        earlier = SeenSentences()
        for kind, drafted in zip(SECTIONS, drafts, strict=True):
            work = partial(reword, kind, drafted, earlier.copy(), self._brief, self._outline, self._asker)
            yield self._asked(kind, drafted, work)
            remember(kind, drafted, earlier)

    def repaired(self, drafts: Sequence[Drafted], faults: Sequence[At]) -> Iterator[Coroutine[Any, Any, Drafted]]:
        """Yield for each section: its texts at fault are asked for once more."""
        for number, (kind, drafted) in enumerate(zip(SECTIONS, drafts, strict=True)):
            forms: dict[int, list[Fault]] = {}
            for at in faults:
                if at.section == number:
                    forms.setdefault(at.form, []).append(at.fault)
            work = partial(correct, kind, drafted, forms, self._brief, self._outline, self._asker, SeenSentences())
            yield self._asked(kind, drafted, work)

    async def _asked(
        self, kind: SectionType, before: Drafted, work: Callable[[], Coroutine[Any, Any, Drafted]]
    ) -> Drafted:
        """Return what comes of some work on a section, and what was there before when it fails."""
        async with self._places:
            if _lasting(self.failures):
                return before
            try:
                return await work()
            except DrafterError as error:
                self.failures.setdefault(kind.number, error)
                return before


async def _for_each(works: Iterable[Coroutine[Any, Any, Drafted]], order: Sequence[int]) -> list[Drafted]:
    """Return the results in the order of the works; a bug in one cancels the others."""
    waiting = list(works)
    try:
        async with asyncio.TaskGroup() as group:
            tasks = {}
            for number in order:
                tasks[number] = group.create_task(waiting[number])
                await asyncio.sleep(0)  # what was prepared so far is sent while the next is prepared
    except ExceptionGroup as errors:
        raise errors.exceptions[0] from errors
    finally:
        for work in waiting:  # those that were not begun
            work.close()
    return [tasks[number].result() for number in range(len(waiting))]


def _longest_first(brief: Brief, outline: Outline, jobs: int) -> Sequence[int]:
    """Return the order to begin the sections in: a long answer that is begun last is waited for alone."""
    if jobs == 1:
        return range(len(SECTIONS))
    names = names_of(outline, brief)
    lengths = [expected_length(with_fields(kind, fields_asked(kind, outline)), names) for kind in SECTIONS]
    return sorted(range(len(SECTIONS)), key=lambda number: -lengths[number])


def _lasting(failures: dict[int, DrafterError]) -> list[DrafterError]:
    """Return the failures that every other section would meet as well."""
    return [error for error in failures.values() if not isinstance(error, TryAgain | OutputUnusable)]


def _settled_answers(drafts: Iterable[Drafted], failures: dict[int, DrafterError]) -> Answers:
    """Return all answers in the order of the document, so that what comes first is kept and later repetitions go."""
    seen = SeenSentences()
    found: dict[str, Any] = {}
    gaps: list[Gap] = []
    for kind, drafted in zip(SECTIONS, drafts, strict=True):
        settled = settle(kind, drafted, seen)
        found[kind.key] = settled.answer
        gaps += settled.gaps
        if (error := failures.get(kind.number)) and not drafted.written:
            gaps += [Gap(section=kind.key, field=f, place="", reason=f"{error}.") for f in kind.answer.model_fields]
    return Answers.model_validate(found | {"gaps": tuple(gaps)})


def _in_words(failures: dict[int, DrafterError]) -> tuple[str, ...]:
    return tuple(
        f"section {kind.number} {kind.title}: {failures[kind.number]}" for kind in SECTIONS if kind.number in failures
    )
