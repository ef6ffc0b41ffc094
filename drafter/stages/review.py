"""A model reads a document section by section and proposes changes, which nobody has looked at yet."""

import asyncio
from collections import Counter
from collections.abc import Mapping, Sequence
from functools import partial
from typing import Literal, NamedTuple

from drafter.document.suggestion import Candidate
from drafter.errors import DrafterError, OutputUnusable, TryAgain
from drafter.llm.ask import UNCHECKED, Answered
from drafter.llm.asker import Asker, Spent
from drafter.stages.progress import Progress
from drafter.stages.review_questions import review_questions
from drafter.stages.review_scope import Scope
from drafter.stages.reviewing import Proposed, Question, Reviewing

__all__ = ["Reviewed", "review"]


class Reviewed(NamedTuple):
    """What a model proposes."""

    candidates: tuple[Candidate, ...]
    dropped: Mapping[str, int]
    """How many of its proposals cannot be meant, by the reason."""
    failures: Mapping[str, DrafterError]
    """What could not be asked about, by the titles of the scopes."""


async def review(
    reviewing: Reviewing, scopes: Sequence[Scope], asker: Asker, progress: Progress, *, jobs: int
) -> Reviewed:
    """Return what a model proposes for each scope, in their order; at most `jobs` are worked on at once.

    A scope whose answers fail loses none of the others'. After a failure that would meet all of them nothing more is
    asked.
    """
    places = asyncio.Semaphore(jobs)
    failures: dict[str, DrafterError] = {}

    async def one(scope: Scope) -> list[Proposed]:
        proposed: list[Proposed] = []
        spent = Spent()
        async with places:
            try:
                for question in review_questions(reviewing, scope, one_by_one=asker.one_by_one):
                    if lasting := _lasting(failures):
                        raise lasting
                    answered = await _answered(question, scope, asker, progress)
                    spent = spent.plus(answered)
                    proposed.append(question.proposed(answered.data))
            except DrafterError as error:  # what was answered stays
                failures[scope.title] = error
        state: Literal["done", "incomplete"] = "incomplete" if scope.title in failures else "done"
        progress.end(scope.key, state, spent.usage, spent.seconds)
        return proposed

    async with asyncio.TaskGroup() as group:
        tasks = [group.create_task(one(scope)) for scope in scopes]
    proposed = [one for task in tasks for one in task.result()]
    return Reviewed(
        tuple(candidate for one in proposed for candidate in one.candidates),
        Counter(reason for one in proposed for reason in one.dropped),
        {scope.title: failures[scope.title] for scope in scopes if scope.title in failures},
    )


def _lasting(failures: Mapping[str, DrafterError]) -> DrafterError | None:
    return next((error for error in failures.values() if not isinstance(error, TryAgain | OutputUnusable)), None)


async def _answered(question: Question, scope: Scope, asker: Asker, progress: Progress) -> Answered:
    working = partial(progress.working, scope.key, "review")
    answered = await asker.ask(f"{scope.title}: review", question.prompt, question.answer, UNCHECKED, working)
    if answered.faults:
        raise OutputUnusable("the model's answer stayed unusable")
    return answered
