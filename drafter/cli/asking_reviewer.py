"""What `drafter review` does with a model: it imports what talks to one, which a review without a model never loads."""

import asyncio
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field

from drafter.cli.ledger import note_in_ledger
from drafter.cli.secrets import refuse_secrets
from drafter.cli.session import check_model, open_session_with
from drafter.cli.standing import Opened
from drafter.configuration import Behaviour, ModelChoice
from drafter.document.suggestion import Candidate
from drafter.errors import DrafterError
from drafter.llm.asker import SystemFor
from drafter.llm.open_model import OpenModel
from drafter.llm.window import window_of
from drafter.prompt_files import filled
from drafter.stages.fit_brief import SystemPrompts
from drafter.stages.review import Reviewed, review
from drafter.stages.review_question import Reviewing
from drafter.stages.review_scope import Scope
from drafter.workspace import Lock

__all__ = ["Asked", "ask_reviewer"]

_NO_BRIEF = "There is none: only the document is known."


@dataclass(frozen=True)
class Asked:
    """What came of asking a model."""

    candidates: tuple[Candidate, ...] = ()
    dropped: Mapping[str, int] = field(default_factory=dict)
    not_run: tuple[str, ...] = ()
    failure: DrafterError | None = None
    """Why something is not run."""


def ask_reviewer(
    stood: Opened,
    reviewing: Reviewing,
    scopes: Sequence[Scope],
    choice: ModelChoice,
    behaviour: Behaviour,
    lock: Lock,
    *,
    allow_secrets: bool,
) -> Asked:
    """Return what a model proposes; what it could not be asked about is told, not raised.

    Raises InputError for secrets in what would be sent.
    """
    sent = {str(stood.path): stood.text}
    if reviewing.brief is not None:
        sent[reviewing.brief.name or "the brief"] = reviewing.brief.text
    refuse_secrets(sent, allowed=allow_secrets)
    try:
        check_model(choice)
        reviewed = asyncio.run(_run(stood, reviewing, scopes, choice, behaviour, lock))
    except DrafterError as error:
        return Asked(not_run=(f"all of it: {_told(error)}",), failure=error)
    titles: dict[str, list[str]] = {}
    for title, error in reviewed.failures.items():
        titles.setdefault(_told(error), []).append(title)
    return Asked(
        candidates=reviewed.candidates,
        dropped=reviewed.dropped,
        not_run=tuple(f"{', '.join(named)}: {told}" for told, named in titles.items()),
        failure=next(iter(reviewed.failures.values()), None),
    )


def _told(error: DrafterError) -> str:
    return " ".join(f"{error}; {error.hint}".split()) if error.hint else " ".join(str(error).split())


async def _run(
    stood: Opened,
    reviewing: Reviewing,
    scopes: Sequence[Scope],
    choice: ModelChoice,
    behaviour: Behaviour,
    lock: Lock,
) -> Reviewed:
    brief = reviewing.brief

    def system(opened: OpenModel, tell: Callable[[str], None]) -> str | SystemFor:
        if brief is None:
            return filled("reviewer", brief=_NO_BRIEF)
        return SystemPrompts(brief, window_of(choice), one_by_one=opened.one_by_one, tell=tell, prompt="reviewer")

    sent = "the document" if brief is None else "the document and its brief"
    parts = {scope.key: scope.title for scope in scopes}
    async with open_session_with(choice, parts, behaviour, system, sent=sent) as session:
        try:
            return await review(reviewing, scopes, session.asker, session.progress, jobs=session.opened.jobs)
        finally:
            note_in_ledger(stood.path, session, choice, lock)
