"""Lines for the terminal: what they quote of briefs, models and files cannot control it."""

import os
import sys

import typer

from drafter.visible import printable

__all__ = ["has_colours", "put", "say", "show"]


def say(line: str) -> None:
    """Write a line to standard error."""
    typer.echo(printable(line), err=True)


def show(line: str) -> None:
    """Write a line to standard output."""
    typer.echo(printable(line))


def put(text: str) -> None:
    """Write a whole text, which must be printable already, to standard output: in UTF-8, wherever it goes."""
    sys.stdout.buffer.write(text.encode())
    sys.stdout.buffer.flush()


def has_colours() -> bool:
    """Tell whether standard output is a terminal whose user wants colours (https://no-color.org)."""
    return sys.stdout.isatty() and not os.environ.get("NO_COLOR") and os.environ.get("TERM") != "dumb"
