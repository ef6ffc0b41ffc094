"""What `drafter review` does with a model: it imports what talks to one, which a review without a model never loads."""

import asyncio
from collections.abc import Callable, Sequence

from drafter.cli.asked import Asked
from drafter.cli.ledger import note_in_ledger
from drafter.cli.secrets import refuse_secrets
from drafter.cli.session import check_model, open_session_with
from drafter.cli.standing import Opened
from drafter.configuration import Behaviour, ModelChoice
from drafter.derive.stated import stated_outline
from drafter.document.finding import Finding
from drafter.document.page import Page
from drafter.errors import DrafterError, OutputUnusable
from drafter.llm.asker import SystemFor
from drafter.llm.open_model import OpenModel
from drafter.llm.window import window_of
from drafter.markdown.recognise import follows_template
from drafter.markdown.typed import document as document_of
from drafter.prompt_files import filled
from drafter.stages.draft_section import outline_in_words
from drafter.stages.fit_brief import SystemPrompts
from drafter.stages.review import Reviewed, review
from drafter.stages.review_questions import asks_openly
from drafter.stages.review_scope import Scope
from drafter.stages.reviewing import Reviewing
from drafter.workspace import Lock

__all__ = ["ask_reviewer"]

_NO_BRIEF = "There is none: only the document is known."


def ask_reviewer(
    stood: Opened,
    page: Page,
    findings: Sequence[Finding],
    scopes: Sequence[Scope],
    focus: str,
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
    if stood.brief is not None:
        sent[stood.brief.name or "the brief"] = stood.brief.text
    refuse_secrets(sent, allowed=allow_secrets)
    reviewing = Reviewing(page, findings, stood.brief, _outline(stood, page), focus)
    try:
        check_model(choice)
        reviewed = asyncio.run(_run(stood, reviewing, scopes, choice, behaviour, lock))
    except DrafterError as error:
        return Asked(not_run=(f"all of it: {_told(error)}",), failure=error)
    titles: dict[str, list[str]] = {}
    for title, failure in reviewed.failures.items():
        titles.setdefault(_told(failure), []).append(title)
    return Asked(
        candidates=reviewed.candidates,
        dropped=reviewed.dropped,
        not_run=tuple(f"{', '.join(named)}: {told}" for told, named in titles.items()),
        failure=min(reviewed.failures.values(), key=_helps_little_to_repeat, default=None),
    )


def _helps_little_to_repeat(error: DrafterError) -> bool:
    return isinstance(error, OutputUnusable)


def _outline(stood: Opened, page: Page) -> str:
    """Return the names that the document states, in words; of another template nothing is known."""
    if not follows_template(page):
        return ""
    return outline_in_words(stated_outline(document_of(page).document, stood.drafted_from, stood.brief))


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
        if not asks_openly(reviewing.focus, one_by_one=opened.one_by_one):
            return filled("reviewer_alone")
        if brief is None:
            return filled("reviewer", brief=_NO_BRIEF)
        return SystemPrompts(brief, window_of(choice), one_by_one=opened.one_by_one, tell=tell, prompt="reviewer")

    sent = "the document" if brief is None else "the document and its brief"
    parts = {scope.key: scope.title for scope in scopes}
    async with open_session_with(choice, parts, behaviour, system, sent=sent) as session:
        reviewed = await review(reviewing, scopes, session.asker, session.progress, jobs=session.opened.jobs)
        note_in_ledger(stood.path, session, choice, lock)
    return reviewed
