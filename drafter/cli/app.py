"""The command line: a command's module is imported when that command runs or its help is shown."""

import gc
import os
import signal
import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from importlib import import_module
from types import FrameType
from typing import Annotated, Any, NamedTuple, NoReturn

import typer
from typer.core import TyperCommand, TyperGroup
from typer.main import get_group

from drafter import __version__
from drafter.cli.coercion import spare_conversions
from drafter.cli.surroundings import shield
from drafter.errors import DrafterError
from drafter.visible import printable

__all__ = ["COMMANDS", "Command", "main"]


class Command(NamedTuple):
    """Where a command is, and what it does."""

    module: str
    attribute: str
    """A function with typer's annotations, or a `typer.Typer` for a group of commands."""
    help: str
    """One line."""


COMMANDS = {
    "draft": Command("drafter.cli.draft", "draft", "Draft the document for a project brief."),
    "outline": Command("drafter.cli.outline", "outline", "Make the outline alone, to be read and corrected."),
    "regenerate": Command("drafter.cli.regenerate", "regenerate", "Draft sections again, and keep what you changed."),
    "plan": Command("drafter.cli.plan", "plan", "Say what is stale, why, and what drafting it again takes."),
    "review": Command("drafter.cli.review", "review", "Propose changes of a document, each with its reason."),
    "apply": Command("drafter.cli.apply", "apply", "Take over what a review proposes."),
    "dismiss": Command("drafter.cli.dismiss", "dismiss", "Refuse what a review proposes, so that it stays away."),
    "undo": Command("drafter.cli.undo", "undo", "Restore a file to what it was before drafter changed it."),
    "check": Command("drafter.cli.check", "check", "Find what is wrong with a document."),
    "rules": Command("drafter.cli.rules", "rules", "List the rules of check."),
    "explain": Command("drafter.cli.rules", "explain", "Say what a rule means."),
    "template": Command("drafter.cli.template", "template", "Print the empty document."),
    "doctor": Command("drafter.cli.doctor", "doctor", "Check that drafter can work here."),
    "journal": Command("drafter.cli.journal", "app", "Show or clear the journal of answers."),
    "model": Command("drafter.cli.model", "app", "Install the local model."),
}
"""The commands by name, in the order of the help."""

_EXITS = {
    signal.SIGINT: (130, "interrupted"),
    signal.SIGTERM: (143, "terminated"),
}
_PIPE_CLOSED = 141


def main() -> NoReturn:
    """Run the command line of this process and exit with its code."""
    # Without rich, usage errors and help stay plain lines, and nothing of them is read as markup.
    app = typer.Typer(cls=_Commands, rich_markup_mode=None, pretty_exceptions_enable=False)
    app.callback(no_args_is_help=True)(_drafter)
    sys.exit(get_group(app).main(prog_name="drafter"))


def _print_version(asked: bool) -> None:
    if asked:
        typer.echo(f"drafter {__version__}")
        raise typer.Exit


def _drafter(
    *,
    version: Annotated[
        bool,
        typer.Option("--version", help="Print the version.", callback=_print_version, is_eager=True),
    ] = False,
) -> None:
    """Draft a Technical Design Document from a project brief.

    A model writes an outline and answers questions about fourteen sections; what one section says of
    another is computed, so that they agree. An interrupted draft goes on where it stopped.

    \b
    drafter model install                         get the local model, once
    drafter draft brief.md -o tdd.md              draft with it, on this machine
    drafter outline brief.md -o outline.yaml      settle names and numbers first
    """  # noqa: D301 - the help's own sign for lines that are not joined


# typer brings its own click under private names, so what is only passed on has no type here.
class _Command(TyperCommand):
    """A command that has typer convert only what needs it."""

    def get_params(self, ctx: Any) -> list[Any]:
        """Return the options, `--help` too, and the arguments."""
        return spare_conversions(super().get_params(ctx))


class _Commands(TyperGroup):
    """Lists stubs of the table's commands; the one that is asked for gives way to the real one."""

    def __init__(self, **attributes: Any) -> None:
        super().__init__(**attributes)
        self._stopped_by = signal.SIGINT
        for name, command in COMMANDS.items():
            self.add_command(TyperCommand(name, short_help=command.help))

    def get_params(self, ctx: Any) -> list[Any]:
        """Return the options before the command."""
        return spare_conversions(super().get_params(ctx))

    def main(self, *arguments: Any, **options: Any) -> Any:
        """Run; SIGTERM ends it as an interrupt does."""
        signal.signal(signal.SIGTERM, self._terminate)
        return super().main(*arguments, **options)

    def make_context(self, *arguments: Any, **options: Any) -> Any:
        """Parse the options before the command; prints the help and the version."""
        with self._explained():
            return super().make_context(*arguments, **options)

    def resolve_command(self, ctx: Any, args: list[str]) -> Any:
        """Return the name, the command itself and its arguments."""
        name, _, rest = super().resolve_command(ctx, args)
        return name, None if name is None else _loaded(name), rest

    def invoke(self, ctx: Any) -> Any:
        """Run the command."""
        shield(os.environ)
        with self._explained():
            result = super().invoke(ctx)
            sys.stdout.flush()
            return result

    def _terminate(self, _number: int, frame: FrameType | None) -> None:
        """Do what an interrupt does now: asyncio's handler, where it stands, cancels the tasks first."""
        self._stopped_by = signal.SIGTERM
        interrupt = signal.getsignal(signal.SIGINT)
        if callable(interrupt):
            interrupt(signal.SIGINT, frame)
        else:
            raise KeyboardInterrupt

    @contextmanager
    def _explained(self) -> Iterator[None]:
        """Exit with a message and the right code; SystemExit alone gets past typer's own handlers."""
        try:
            yield
        except DrafterError as error:
            _say(f"error: {error}", *error.hint.splitlines())
            raise SystemExit(error.exit_code) from None
        except KeyboardInterrupt:
            code, what = _EXITS[self._stopped_by]
            _say(f"{what}; finished sections are kept, and the same command goes on from there")
            raise SystemExit(code) from None
        except BrokenPipeError:
            _abandon_stdout()
            raise SystemExit(_PIPE_CLOSED) from None


def _loaded(name: str) -> Any:
    """Import a command."""
    gc.disable()  # looking for garbage among what imports made, which stays, takes a tenth of a short check
    attribute = getattr(import_module(COMMANDS[name].module), COMMANDS[name].attribute)
    gc.freeze()
    gc.enable()
    single = typer.Typer(rich_markup_mode=None, pretty_exceptions_enable=False)
    if isinstance(attribute, typer.Typer):
        single.add_typer(attribute, name=name)
    else:
        single.command(name, cls=_Command)(attribute)
    return get_group(single).commands[name]


def _say(message: str, *more: str) -> None:
    """Write to stderr: the message, and its further lines indented."""
    first, *rest = [*(message.splitlines() or [""]), *more]
    lines = [f"drafter: {printable(first)}", *(f"  {printable(line)}" for line in rest)]
    with suppress(OSError):  # nobody reads it; the exit code still tells
        typer.echo("\n".join(lines), err=True)


def _abandon_stdout() -> None:
    """Let Python's last flush go nowhere instead of failing."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
