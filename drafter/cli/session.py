"""What draft and outline do around the pipeline: open the model, show progress, count."""

import sys
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from decimal import Decimal
from pathlib import Path

from drafter.configuration import Behaviour, ModelChoice
from drafter.document.brief import Brief
from drafter.document.sections import SECTIONS
from drafter.llm.asker import Asker, Spent, SystemFor
from drafter.llm.journal import journal_path
from drafter.llm.local import model_file
from drafter.llm.open_model import OpenModel, open_model, place_of
from drafter.llm.prices import cost, priced_as
from drafter.llm.window import window_of
from drafter.report.progress import progress_for
from drafter.stages.fit_brief import SystemPrompts
from drafter.stages.progress import Progress

__all__ = ["OUTLINE_PART", "SECTION_PARTS", "Session", "check_model", "open_session", "open_session_with", "price_of"]

OUTLINE_PART = {"outline": "Outline"}
SECTION_PARTS = {kind.key: f"{kind.number} {kind.title}" for kind in SECTIONS}


class Session:
    """A model that is asked with a brief, and the progress that is shown."""

    def __init__(self, opened: OpenModel, asker: Asker, progress: Progress) -> None:
        self.opened = opened
        self.asker = asker
        self.progress = progress


def check_model(choice: ModelChoice) -> None:
    """Raise what `model_file` raises for a chosen file that cannot be used, before anything is written.

    The installed model need not be there when the journal may hold all answers.
    """
    if choice.kind == "local" and (choice.model_file is not None or not _is_there(journal_path())):
        model_file(choice.model_file)


def _is_there(path: Path) -> bool:
    try:
        return path.exists()
    except OSError:  # a name that is too long, a user that is not known
        return False


@asynccontextmanager
async def open_session(
    choice: ModelChoice, brief: Brief, parts: dict[str, str], behaviour: Behaviour, *, sent: str = "the brief"
) -> AsyncIterator[Session]:
    """Open the model for a run over these parts of a brief's document; progress goes to standard error."""
    async with open_session_with(
        choice,
        parts,
        behaviour,
        lambda opened, tell: SystemPrompts(brief, window_of(choice), one_by_one=opened.one_by_one, tell=tell),
        sent=sent,
    ) as session:
        yield session


@asynccontextmanager
async def open_session_with(
    choice: ModelChoice,
    parts: dict[str, str],
    behaviour: Behaviour,
    system: Callable[[OpenModel, Callable[[str], None]], str | SystemFor],
    *,
    sent: str,
) -> AsyncIterator[Session]:
    """Open the model for a run over these parts; progress goes to standard error, with what is sent: `the brief`.

    `system` makes the system prompt of an open model, and may tell the user something.
    """
    with progress_for(sys.stderr) as progress:

        def on_wait() -> None:
            progress.note("another run holds the local model; waiting for it")

        async with open_model(choice, behaviour, on_wait=on_wait, on_note=progress.note) as opened:
            progress.begin(parts, model=opened.port.model, endpoint=place_of(choice), sent=sent)
            asker = Asker(
                opened.port,
                system=system(opened, progress.note),
                openai=opened.strict_openai,
                one_by_one=opened.one_by_one,
            )
            yield Session(opened, asker, progress)


def price_of(choice: ModelChoice, spent: Spent) -> Decimal | None:
    """Return what was spent in US dollars, None when the price is not known."""
    return cost(priced_as(choice), spent.usage)
