"""The page to read first: brief, outline, sections, findings, document.

    brief ─ make_outline ─▶ outline ─ draft_section ×14, at once ─▶ answers ─ assemble ─▶ document

The answers do not need each other: what one section says of another (the contract of the entities, the
records of the decisions, the glossary of the words) is computed when the document is assembled.
"""

import asyncio
from datetime import date
from typing import Literal

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
from drafter.stages.draft_section import Drafted, draft_section
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
    Raises the DrafterErrors that concern all sections: credentials, an unknown model, a budget.
    """
    seen = SeenSentences()
    places = asyncio.Semaphore(jobs)
    failures: list[str] = []

    async def one(kind: SectionType) -> Drafted:
        async with places:
            try:
                drafted = await draft_section(
                    kind, brief, settled, asker, seen,
                    lambda step, tokens: progress.working(kind.key, step, tokens),
                )  # fmt: skip
            except (TryAgain, OutputUnusable) as error:
                failures.append(f"section {kind.number} {kind.title}: {error}")
                drafted = _undrafted(kind, error)
            state: Literal["done", "incomplete"] = "incomplete" if drafted.gaps else "done"
            progress.end(kind.key, state, drafted.spent.usage, drafted.spent.seconds)
            return drafted

    try:
        async with asyncio.TaskGroup() as group:
            tasks = {kind.key: group.create_task(one(kind)) for kind in SECTIONS}
    except ExceptionGroup as errors:
        raise _first_of_ours(errors) from errors
    drafted = {key: task.result() for key, task in tasks.items()}
    gaps = tuple(gap for section in drafted.values() for gap in section.gaps)
    answers = Answers.model_validate({key: section.answer for key, section in drafted.items()} | {"gaps": gaps})
    material = Material(brief=brief, outline=settled, answers=answers, information=information, today=today)
    return Draft(document=assemble(material), gaps=gaps, failures=tuple(failures), spent=asker.spent)


def _undrafted(kind: SectionType, error: DrafterError) -> Drafted:
    """Return a section without an answer, each of its fields a gap."""
    gaps = tuple(Gap(section=kind.key, field=field, place="", reason=f"{error}.") for field in kind.answer.model_fields)
    return Drafted(answer=kind.answer(), gaps=gaps)


def _first_of_ours(errors: ExceptionGroup[Exception]) -> Exception:
    """Return the failure to tell the user; a bug in one section goes before the others' failures."""
    leaves = [error for error in errors.exceptions if not isinstance(error, DrafterError)]
    return leaves[0] if leaves else errors.exceptions[0]
