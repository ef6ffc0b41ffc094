"""A model reads a document section by section and proposes changes, which nobody has looked at yet."""

import asyncio
from collections import Counter
from collections.abc import Mapping, Sequence
from functools import partial
from typing import Any, Literal, NamedTuple

from drafter.document.proposal import Proposal
from drafter.document.suggestion import Candidate, Category
from drafter.errors import DrafterError, OutputUnusable, TryAgain
from drafter.llm.ask import UNCHECKED, Answered
from drafter.llm.asker import Asker, Spent
from drafter.markdown.foreign import brought_in
from drafter.stages.progress import Progress
from drafter.stages.review_question import Reviewing, ReviewQuestion, review_questions
from drafter.stages.review_scope import Scope

__all__ = ["Reviewed", "review"]

_WORSE: frozenset[Category] = frozenset({"correct", "consistent", "secure"})
"""What is not only better with a change, but wrong without it."""
_FOREIGN = "would bring in HTML, an image, a heading or a link"
_EMPTY = "says neither what to write nor what to ask"


class Reviewed(NamedTuple):
    """What a model proposes."""

    candidates: tuple[Candidate, ...]
    dropped: Mapping[str, int]
    """How many of its proposals cannot be meant, by the reason."""
    failures: Mapping[str, DrafterError]
    """What could not be asked about, by the titles of the scopes."""


class _Proposed(NamedTuple):
    candidates: tuple[Candidate, ...] = ()
    dropped: tuple[str, ...] = ()


async def review(
    reviewing: Reviewing, scopes: Sequence[Scope], asker: Asker, progress: Progress, *, jobs: int
) -> Reviewed:
    """Return what a model proposes for each scope, in their order; at most `jobs` are worked on at once.

    A scope whose answers fail loses none of the others'. After a failure that would meet all of them nothing more is
    asked.
    """
    places = asyncio.Semaphore(jobs)
    failures: dict[str, DrafterError] = {}

    async def one(scope: Scope) -> list[_Proposed]:
        proposed: list[_Proposed] = []
        spent = Spent()
        async with places:
            try:
                for question in review_questions(reviewing, scope, one_by_one=asker.one_by_one):
                    if lasting := _lasting(failures):
                        raise lasting
                    answered = await _answered(question, scope, asker, progress)
                    spent = spent.plus(answered)
                    proposed.append(_proposed(question, answered))
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


async def _answered(question: ReviewQuestion, scope: Scope, asker: Asker, progress: Progress) -> Answered:
    working = partial(progress.working, scope.key, "review")
    answered = await asker.ask(f"{scope.title}: review", question.prompt, question.answer, UNCHECKED, working)
    if answered.faults:
        raise OutputUnusable("the model's answer stayed unusable")
    return answered


def _proposed(question: ReviewQuestion, answered: Answered) -> _Proposed:
    proposals = question.answer.model_validate(answered.data).proposals
    made = [_candidate(question, proposal) for proposal in proposals]
    return _Proposed(
        tuple(one for one in made if isinstance(one, Candidate)), tuple(one for one in made if isinstance(one, str))
    )


def _candidate(question: ReviewQuestion, proposal: Proposal) -> Candidate | str:
    """Return what a proposal means, or why it cannot be meant."""
    passage = question.passages[proposal.passage]
    quote = proposal.words or passage.text
    text = " ".join(proposal.text.split())
    change: dict[str, Any] = {"replacement": "" if proposal.change == "remove" else text}
    if proposal.change == "ask":
        change = {"replacement": None, "question": text}
    if not text and proposal.change != "remove":
        return _EMPTY
    if brought_in(text, passage.text):
        return _FOREIGN
    ground = question.grounds.get(proposal.shown_by)
    return Candidate(
        part=passage.part.key,
        severity="warning" if proposal.category in _WORSE else "note",
        category=proposal.category,
        quote=quote,
        start=passage.start + passage.text.index(quote) if passage.text.count(quote) == 1 else None,
        reason=" ".join(proposal.problem.split()),
        evidence=(ground,) if ground else (),
        judged=True,
        **change,
    )
