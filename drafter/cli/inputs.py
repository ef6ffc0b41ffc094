"""The brief that a command line names, and how much of it a model takes."""

import re
import sys
from contextlib import suppress
from pathlib import Path
from typing import Annotated

import typer

from drafter.configuration import ASSUMED_TOKENS, CONTEXT_TOKENS, MOST_CONTEXT_TOKENS
from drafter.errors import InputError, InputMissing
from drafter.outline_file import from_yaml
from drafter.stages.read_brief import Reading, read_brief

__all__ = ["ContextTokensOption", "name_alone", "read", "shown_name"]

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


def name_alone(path: str) -> str:
    """Return how what is kept and committed calls a file: without the folders of somebody's machine."""
    return path if path == "-" else Path(path).name
