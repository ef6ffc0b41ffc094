"""`drafter journal`: the answers that are kept."""

import sys
import time
from typing import Annotated, Literal

import typer

from drafter.cli.terminal import say, show
from drafter.errors import UsageError
from drafter.llm.journal import JournalState, clear, journal_path, state

__all__ = ["app"]

app = typer.Typer(invoke_without_command=True)
_DAY = 86_400


@app.callback()
def journal(
    ctx: typer.Context,
    form: Annotated[Literal["text", "json"], typer.Option("--format", help="text, or json for programs.")] = "text",
) -> None:
    """Show what the journal of answers holds: where it is, its size, its entries.

    What a model answered is kept there before it is used, so that nothing is paid for twice.
    """
    if ctx.invoked_subcommand is not None:
        return
    path = journal_path()
    found = state(path) or JournalState(path=path, bytes=0)
    if form == "json":
        show(found.model_dump_json())
        return
    show(f"journal:    {found.path}")
    show(f"size:       {found.bytes:,} bytes")
    days = f", {found.oldest:%Y-%m-%d} to {found.newest:%Y-%m-%d}" if found.oldest else ""
    show(f"answers:    {found.answers:,}{days}")
    show(f"unfinished: {found.unfinished:,}")
    for name, count in found.models.items():
        show(f"  {name}: {count:,}")


@app.command("clear")
def clear_journal(
    older_than: Annotated[
        int | None, typer.Option(metavar="DAYS", min=0, max=100_000, help="Only answers older than this many days.")
    ] = None,
    yes: Annotated[bool, typer.Option("--yes", help="Do not ask.")] = False,
) -> None:
    """Remove kept answers: all, or old ones. What is removed is asked for, and paid for, again."""
    path = journal_path()
    if not yes:
        if not sys.stdin.isatty():
            raise UsageError("nobody can be asked whether to remove kept answers", hint="add --yes")
        typer.confirm(f"Remove the answers in {path}?", abort=True, err=True)
    before = None if older_than is None else int(time.time()) - older_than * _DAY
    say(f"{path}: removed {clear(path, before):,} answers")
