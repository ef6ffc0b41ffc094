"""Options that several commands share."""

from datetime import date, datetime
from decimal import Decimal
from pathlib import Path
from typing import Annotated

import typer

from drafter.errors import InputMissing

__all__ = [
    "AllowSecretsOption",
    "BaseUrlOption",
    "BriefArgument",
    "FreshOption",
    "MaxCallsOption",
    "MaxCostOption",
    "MaxTokensOption",
    "ModelFileOption",
    "ModelOption",
    "OverwriteOption",
    "TimeoutOption",
    "current_folder",
    "day",
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


def current_folder() -> Path:
    """Return the folder that the command runs in. Raises InputMissing when somebody has removed it."""
    try:
        return Path.cwd()
    except OSError as error:
        raise InputMissing("the current folder is not there any more", hint="Change to another folder.") from error


def day(text: str) -> date:
    """Parse an option's date, YYYY-MM-DD."""
    try:
        return datetime.strptime(text, "%Y-%m-%d").date()
    except ValueError:
        raise typer.BadParameter("a date is written YYYY-MM-DD") from None
