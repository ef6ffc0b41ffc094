"""What a draft of a brief asks: the questions, with the models of their answers."""

import asyncio
from collections.abc import Sequence
from datetime import date
from typing import Any, NamedTuple

from pydantic import BaseModel

from drafter import pipeline
from drafter.document.brief import Brief
from drafter.document.document import DocumentInformation
from drafter.llm.ask import Answered, Checks
from drafter.llm.asker import Asker
from drafter.llm.port import OnTokens
from drafter.prompt_files import filled
from tests.fake_model import FakeModel

__all__ = ["DAY", "INFORMATION", "Asked", "Silent", "asked_of", "system_of"]

DAY = date(2026, 1, 15)
INFORMATION = DocumentInformation(
    id="TDD-1", version="v1.0", date=DAY.isoformat(), authors="A", reviewers="B", status="Draft"
)


class Asked(NamedTuple):
    """A question."""

    label: str
    user: str
    model: type[BaseModel]


class Silent:
    """Shows no progress."""

    def begin(self, *_: Any, **__: Any) -> None:
        """Do nothing."""

    def working(self, *_: Any) -> None:
        """Do nothing."""

    def end(self, *_: Any) -> None:
        """Do nothing."""

    def note(self, *_: Any) -> None:
        """Do nothing."""


class _Recording(Asker):
    """Keeps what it is asked."""

    def __init__(self, system: str) -> None:
        super().__init__(FakeModel(), system=system, openai=False, one_by_one=False)
        self.asked: list[Asked] = []

    async def ask(self, label: str, user: str, model: type[BaseModel], checks: Checks, on_tokens: OnTokens) -> Answered:
        """Keep the question, and answer it as the endpoint would."""
        self.asked.append(Asked(label, user, model))
        return await super().ask(label, user, model, checks, on_tokens)


def system_of(brief: Brief) -> str:
    """Return what stands above each question."""
    return filled("system", brief=brief.text.strip())


def asked_of(brief: Brief) -> Sequence[Asked]:
    """Return the questions of a draft, in order."""
    asker = _Recording(system_of(brief))

    async def drafted() -> None:
        outline = await pipeline.outline(brief, asker, Silent())
        await pipeline.draft(brief, outline, asker, INFORMATION, today=DAY, jobs=1, progress=Silent())

    asyncio.run(drafted())
    return asker.asked
