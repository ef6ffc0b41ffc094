"""Options that several commands share."""

import os
import re
import sys
from contextlib import suppress
from datetime import date, datetime
from decimal import Decimal
from pathlib import Path
from typing import Annotated

import typer

from drafter.configuration import MOST_CONTEXT_TOKENS, Behaviour, Limits, ModelChoice, choose_model, read_settings
from drafter.errors import InputError, InputMissing
from drafter.llm.local import CONTEXT_TOKENS
from drafter.llm.window import ASSUMED_TOKENS
from drafter.outline_file import from_yaml
from drafter.stages.read_brief import Reading, read_brief

__all__ = [
    "AllowSecretsOption",
    "BaseUrlOption",
    "BriefArgument",
    "ContextTokensOption",
    "FreshOption",
    "MaxCallsOption",
    "MaxCostOption",
    "MaxTokensOption",
    "ModelFileOption",
    "ModelOption",
    "OverwriteOption",
    "TimeoutOption",
    "behaviour_of",
    "chosen_model",
    "day",
    "read",
    "shown_name",
]

BriefArgument = Annotated[
    str,
    typer.Argument(metavar="BRIEF", help="The project brief: Markdown, plain text or YAML; - for standard input."),
]
ModelOption = Annotated[
    str | None,
    typer.Option(
        metavar="NAME", help="local, openai:NAME, VENDOR:NAME, or with --base-url the endpoint's name for it."
    ),
]
BaseUrlOption = Annotated[
    str | None,
    typer.Option(metavar="URL", help="An endpoint that speaks the OpenAI protocol; mostly ends in /v1."),
]
ModelFileOption = Annotated[Path | None, typer.Option(metavar="GGUF", help="Another file for the local model.")]
TimeoutOption = Annotated[
    float | None,
    typer.Option(
        min=0.1,
        metavar="SECONDS",
        help="How long an answer may fall silent before it is given up: 120, for the local model 600.",
    ),
]
AllowSecretsOption = Annotated[
    bool, typer.Option("--allow-secrets", help="Send the brief although it seems to hold a key or password.")
]
ContextTokensOption = Annotated[
    int | None,
    typer.Option(
        metavar="N",
        min=1,
        max=MOST_CONTEXT_TOKENS,
        help=f"Tokens that the model takes, prompt and answer together. A brief that does not fit is reduced. Without "
        f"it: what is known of the model, else {ASSUMED_TOKENS:,}; the local model has {CONTEXT_TOKENS:,} at most.",
    ),
]
OverwriteOption = Annotated[
    bool, typer.Option("--overwrite", help="Replace a file that has changes of others; they are kept beside it.")
]
FreshOption = Annotated[bool, typer.Option("--fresh", help="Ask again, even for answers that are kept already.")]


def _dollars(text: str) -> Decimal:
    """Parse an amount of money."""
    try:
        amount = Decimal(text.removeprefix("$"))
    except ArithmeticError:
        amount = Decimal(-1)
    if not amount.is_finite() or amount < 0:
        raise typer.BadParameter("an amount in US dollars is written 0.50")
    return amount


MaxCostOption = Annotated[
    Decimal | None,
    typer.Option(parser=_dollars, metavar="USD", help="Stop before this run costs more, at list prices: 0.50."),
]
MaxTokensOption = Annotated[
    int | None,
    typer.Option(min=0, metavar="N", help="Stop before this run takes more tokens, prompt and generated together."),
]
MaxCallsOption = Annotated[
    int | None,
    typer.Option(min=0, metavar="N", help="Stop before this run sends more requests; 0 for kept answers alone."),
]


def read(brief: str) -> Reading:
    """Read the brief from a path or, for `-`, from standard input."""
    if brief != "-":
        reading = read_brief(Path(brief))
    elif sys.stdin is None:
        raise InputMissing("standard input is closed", hint="Name a file, or write: drafter draft - < brief.md")
    else:
        reading = read_brief(sys.stdin.buffer)
    if _is_outline(reading.brief.text):
        raise InputError(f"{brief}: is an outline, not a brief", hint="drafter draft BRIEF --outline outline.yaml")
    return reading


def _is_outline(text: str) -> bool:
    if not re.search(r"^components:", text, re.MULTILINE):
        return False
    with suppress(InputError):
        from_yaml(text, "")
        return True
    return False


def shown_name(brief: str) -> str:
    """Return how messages call the brief."""
    return "standard input" if brief == "-" else brief


def chosen_model(
    model: str | None, base_url: str | None, model_file: Path | None, context_tokens: int | None = None
) -> ModelChoice:
    """Return the model that options, environment and drafter.toml choose."""
    try:
        folder = Path.cwd()
    except OSError as error:
        raise InputMissing("the current folder is not there any more", hint="Change to another folder.") from error
    settings = read_settings(folder, os.environ)
    choice = choose_model(
        model=model, base_url=base_url, model_file=model_file, settings=settings, environment=os.environ
    )
    return choice.model_copy(update={"context_tokens": context_tokens or settings.context_tokens})


def behaviour_of(*, fresh: bool, timeout: float | None, limits: Limits, jobs: int | None = None) -> Behaviour:
    """Return how a run asks its model; what no option says comes from the environment or drafter.toml."""
    settings = read_settings(Path.cwd(), os.environ)
    stated = {"cost": settings.max_cost, "tokens": settings.max_tokens, "calls": settings.max_calls}
    stated |= {name: limit for name, limit in limits if limit is not None}
    return Behaviour(fresh=fresh, jobs=jobs or settings.jobs, timeout=timeout, limits=Limits.model_validate(stated))


def day(text: str) -> date:
    """Parse an option's date, YYYY-MM-DD."""
    try:
        return datetime.strptime(text, "%Y-%m-%d").date()
    except ValueError:
        raise typer.BadParameter("a date is written YYYY-MM-DD") from None
