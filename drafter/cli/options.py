"""Options that several commands share."""

import os
import sys
from datetime import date, datetime
from pathlib import Path
from typing import Annotated

import typer

from drafter.configuration import MOST_CONTEXT_TOKENS, ModelChoice, choose_model, read_settings
from drafter.llm.local import CONTEXT_TOKENS
from drafter.llm.window import ASSUMED_TOKENS
from drafter.stages.read_brief import Reading, read_brief

__all__ = [
    "BaseUrlOption",
    "BriefArgument",
    "ContextTokensOption",
    "FreshOption",
    "ModelFileOption",
    "ModelOption",
    "chosen_model",
    "day",
    "read",
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
FreshOption = Annotated[bool, typer.Option("--fresh", help="Ask again, even for answers that are kept already.")]


def read(brief: str) -> Reading:
    """Read the brief from a path or, for `-`, from standard input."""
    return read_brief(sys.stdin.buffer if brief == "-" else Path(brief))


def chosen_model(
    model: str | None, base_url: str | None, model_file: Path | None, context_tokens: int | None = None
) -> ModelChoice:
    """Return the model that options, environment and drafter.toml choose."""
    settings = read_settings(Path.cwd(), os.environ)
    choice = choose_model(
        model=model, base_url=base_url, model_file=model_file, settings=settings, environment=os.environ
    )
    return choice.model_copy(update={"context_tokens": context_tokens or settings.context_tokens})


def day(text: str) -> date:
    """Parse an option's date, YYYY-MM-DD."""
    try:
        return datetime.strptime(text, "%Y-%m-%d").date()
    except ValueError:
        raise typer.BadParameter("a date is written YYYY-MM-DD") from None
