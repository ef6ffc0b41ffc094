"""What `drafter check` does with a model: it imports what talks to one, which other checks never load."""

import asyncio
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from drafter.cli.model_options import behaviour_of, chosen_model
from drafter.cli.secrets import refuse_secrets
from drafter.cli.session import check_model, open_session_with
from drafter.cli.terminal import say
from drafter.configuration import Behaviour, Limits, ModelChoice
from drafter.consistency.pairs import Pair, pairs
from drafter.document.finding import Finding
from drafter.document.page import Page
from drafter.errors import DrafterError
from drafter.prompt_files import filled
from drafter.report.checked import Checked
from drafter.stages.judge import PART, judge

__all__ = ["judge_of", "judged"]


def judge_of(
    model: str | None, base_url: str | None, model_file: Path | None, *, fresh: bool, timeout: float | None
) -> tuple[ModelChoice, Behaviour]:
    """Return the model that options, environment and `drafter.toml` choose, and how it is asked."""
    choice = chosen_model(model, base_url, model_file)
    return choice, behaviour_of(fresh=fresh, timeout=timeout, limits=Limits())


def judged(
    results: Sequence[Checked], choice: ModelChoice, behaviour: Behaviour, most: int, *, allow_secrets: bool
) -> tuple[list[Checked], DrafterError | None]:
    """Return the results with what a model calls contradictions, and why it was not asked to the end, if so.

    Raises what concerns the documents: secrets in them.
    """
    refuse_secrets({result.page.name: result.page.text for result in results}, allowed=allow_secrets)
    candidates = [pairs(result.page, most) for result in results]
    try:
        check_model(choice)
        found = asyncio.run(_run([result.page for result in results], candidates, choice, behaviour))
    except DrafterError as error:
        say(f"contradictions in prose: not run: {error}")
        return list(results), error
    merged = [
        replace(result, findings=tuple(sorted((*result.findings, *more), key=lambda one: one.place.start)))
        for result, more in zip(results, found, strict=True)
    ]
    return merged, None


async def _run(
    pages: Sequence[Page], candidates: Sequence[Sequence[Pair]], choice: ModelChoice, behaviour: Behaviour
) -> list[tuple[Finding, ...]]:
    parts = {PART: "Contradictions in prose"}
    sent = "the document" if len(pages) == 1 else "each document"
    async with open_session_with(choice, parts, behaviour, lambda _, __: filled("judge"), sent=sent) as session:
        return [
            await judge(page, found, session.asker, session.progress, jobs=session.opened.jobs)
            for page, found in zip(pages, candidates, strict=True)
        ]
