"""`drafter outline`: names and numbers first."""

import asyncio
import sys
from contextlib import nullcontext
from pathlib import Path
from typing import Annotated

import typer

from drafter import pipeline
from drafter.cli.inputs import ContextTokensOption, read, shown_name
from drafter.cli.options import (
    AllowSecretsOption,
    BaseUrlOption,
    BriefArgument,
    FreshOption,
    MaxCallsOption,
    MaxCostOption,
    MaxTokensOption,
    ModelFileOption,
    ModelOption,
    OverwriteOption,
    TimeoutOption,
    behaviour_of,
    chosen_model,
)
from drafter.cli.secrets import refuse_secrets
from drafter.cli.session import OUTLINE_PART, check_model, open_session
from drafter.cli.terminal import say
from drafter.configuration import Behaviour, Limits, ModelChoice
from drafter.document.brief import Brief
from drafter.document.outline import Outline
from drafter.outline_file import to_yaml
from drafter.workspace import check_output, locked, replace_text, text_before

__all__ = ["outline"]


def outline(
    brief: BriefArgument,
    output: Annotated[
        Path | None,
        typer.Option("--output", "-o", metavar="YAML", help="The outline; standard output without it."),
    ] = None,
    model: ModelOption = None,
    base_url: BaseUrlOption = None,
    model_file: ModelFileOption = None,
    context_tokens: ContextTokensOption = None,
    timeout: TimeoutOption = None,
    max_cost: MaxCostOption = None,
    max_tokens: MaxTokensOption = None,
    max_calls: MaxCallsOption = None,
    overwrite: OverwriteOption = False,
    fresh: FreshOption = False,
    allow_secrets: AllowSecretsOption = False,
) -> None:
    """Settle the names and numbers of a design, as YAML to edit.

    Then: `drafter draft BRIEF --outline outline.yaml -o tdd.md`. All sections use these names, so what is
    right here is right everywhere.
    """
    if output is not None:
        check_output(output, None if brief == "-" else Path(brief))
    reading = read(brief)
    for warning in reading.warnings:
        say(f"drafter: warning: {warning}")
    refuse_secrets({shown_name(brief): reading.brief.text}, allowed=allow_secrets)
    choice = chosen_model(model, base_url, model_file, context_tokens)
    check_model(choice)
    limits = Limits(cost=max_cost, tokens=max_tokens, calls=max_calls)
    with locked(output) if output is not None else nullcontext():
        before = text_before(output, overwrite=overwrite) if output is not None else None
        made = asyncio.run(_run(reading.brief, choice, behaviour_of(fresh=fresh, timeout=timeout, limits=limits)))
        _write(to_yaml(made, reading.brief), brief, output, before)


def _write(text: str, brief: str, output: Path | None, before: bytes | None) -> None:
    if output is None:
        sys.stdout.buffer.write(text.encode())
        return
    if kept := replace_text(output, text, before, keep=False):
        say(f"what {output} held before is kept in {kept}")
    say(f"{output}: edit it, then: drafter draft {brief} --outline {output} -o tdd.md")


async def _run(brief: Brief, choice: ModelChoice, behaviour: Behaviour) -> Outline:
    async with open_session(choice, brief, OUTLINE_PART, behaviour) as session:
        return await pipeline.outline(brief, session.asker, session.progress)
