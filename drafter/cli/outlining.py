"""The outline of a brief, by a model."""

import asyncio

from drafter import pipeline
from drafter.cli.secrets import refuse_secrets
from drafter.cli.session import OUTLINE_PART, check_model, open_session
from drafter.configuration import Behaviour, ModelChoice
from drafter.document.brief import Brief
from drafter.document.outline import Outline

__all__ = ["made_outline", "refuse"]


def refuse(name: str, brief: Brief, choice: ModelChoice, *, allow_secrets: bool) -> None:
    """Raise a DrafterError for a brief or a model that cannot be used, before a file is locked."""
    refuse_secrets({name: brief.text}, allowed=allow_secrets)
    check_model(choice)


def made_outline(brief: Brief, choice: ModelChoice, behaviour: Behaviour) -> Outline:
    """Return the outline that a model makes of a brief; raises the DrafterErrors of a draft."""
    return asyncio.run(_run(brief, choice, behaviour))


async def _run(brief: Brief, choice: ModelChoice, behaviour: Behaviour) -> Outline:
    async with open_session(choice, brief, OUTLINE_PART, behaviour) as session:
        return await pipeline.outline(brief, session.asker, session.progress)
