"""Lines for the terminal: what they quote of briefs, models and files cannot control it."""

import typer

from drafter.visible import printable

__all__ = ["say", "show"]


def say(line: str) -> None:
    """Write a line to standard error."""
    typer.echo(printable(line), err=True)


def show(line: str) -> None:
    """Write a line to standard output."""
    typer.echo(printable(line))
