"""The page to read first: brief, outline, sections, findings, document.

    brief ─ make_outline ─▶ outline ─ draft_section ×14, at once ─▶ answers ─ assemble ─▶ document

The answers do not need each other: what one section says of another (the contract of the entities, the
records of the decisions, the glossary of the words) is computed when the document is assembled. Only then
are they compared: what an earlier section says already is asked for once more, so that the document is the
same in whatever order the answers came.
"""

import asyncio
from collections.abc import Coroutine, Iterable
from datetime import date
from typing import Any, Literal

from drafter.consistency.text import SeenSentences
from drafter.derive.assembly import assemble
from drafter.derive.material import Material
from drafter.document.answers import Answers, Gap
from drafter.document.brief import Brief
from drafter.document.document import Document, DocumentInformation
from drafter.document.outline import Outline
from drafter.document.sections import SECTIONS, SectionType
from drafter.document.value import Value
from drafter.errors import DrafterError, OutputUnusable, TryAgain
from drafter.llm.asker import Asker, Spent
from drafter.stages.draft_section import Drafted, draft_section, has_gaps, remember, reword, settle
from drafter.stages.make_outline import make_outline
from drafter.stages.progress import Progress

__all__ = ["Draft", "draft", "outline"]


class Draft(Value):
    """A drafted document, and what went wrong with it."""

    document: Document
    gaps: tuple[Gap, ...]
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
    places = asyncio.Semaphore(jobs)
    failures: dict[int, DrafterError] = {}

    async def drafted_one(kind: SectionType) -> Drafted:
        async with places:
            drafted = Drafted()
            if _lasting(failures):
                return drafted
            try:
                drafted = await draft_section(
                    kind, brief, settled, asker, lambda step, tokens: progress.working(kind.key, step, tokens)
                )
            except DrafterError as error:
                failures[kind.number] = error
            state: Literal["done", "incomplete"] = (
                "incomplete" if kind.number in failures or has_gaps(drafted) else "done"
            )
            progress.end(kind.key, state, drafted.spent.usage, drafted.spent.seconds)
            return drafted

    async def reworded_one(kind: SectionType, drafted: Drafted, seen: SeenSentences) -> Drafted:
        async with places:
            try:
                return drafted if _lasting(failures) else await reword(kind, drafted, seen, brief, settled, asker)
            except DrafterError as error:
                failures.setdefault(kind.number, error)
                return drafted

    drafts = await _for_each(drafted_one(kind) for kind in SECTIONS)
    _raise_lasting(failures)
    earlier = SeenSentences()
    rewordings = []
    for kind, drafted in zip(SECTIONS, drafts, strict=True):
        rewordings.append(reworded_one(kind, drafted, earlier.copy()))
        remember(kind, drafted, earlier)
    drafts = await _for_each(rewordings)
    _raise_lasting(failures)
    answers = _settled_answers(drafts, failures)
    gaps = answers.gaps
    material = Material(brief=brief, outline=settled, answers=answers, information=information, today=today)
    return Draft(document=assemble(material), gaps=gaps, failures=_in_words(failures), spent=asker.spent)


async def _for_each(works: Iterable[Coroutine[Any, Any, Drafted]]) -> list[Drafted]:
    """Return the results in order; a bug in one cancels the others."""
    try:
        async with asyncio.TaskGroup() as group:
            tasks = [group.create_task(work) for work in works]
    except ExceptionGroup as errors:
        raise errors.exceptions[0] from errors
    return [task.result() for task in tasks]


def _lasting(failures: dict[int, DrafterError]) -> list[DrafterError]:
    """Return the failures that every other section would meet as well."""
    return [error for error in failures.values() if not isinstance(error, TryAgain | OutputUnusable)]


def _raise_lasting(failures: dict[int, DrafterError]) -> None:
    if lasting := _lasting(failures):
        raise lasting[0]


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
