"""`drafter dismiss`: what nobody wants does not come back."""

from pathlib import Path
from typing import Annotated

import typer

from drafter.cli.dismissals import dismiss_for_good
from drafter.cli.kept_reviews import numbers_in, read_review
from drafter.cli.review_options import DocumentArgument
from drafter.cli.terminal import say
from drafter.errors import UsageError
from drafter.workspace import StateFolder, locked

__all__ = ["dismiss"]


def dismiss(
    document: DocumentArgument,
    numbers: Annotated[list[str], typer.Argument(metavar="NUMBER...", help="Suggestions of the review: 3 or 3,5.")],
    *,
    review: Annotated[
        Path | None, typer.Option("--review", metavar="REVIEW", help="A review in JSON; without it, the last one.")
    ] = None,
    why: Annotated[str, typer.Option("--why", metavar="TEXT", help="For whoever asks later.")],
) -> None:
    """Refuse suggestions for good: no later review proposes the same, in these words or others.

    They are kept with why in `.drafter/`, a line each, to be committed; without its line a suggestion may come back.

    Example: `drafter dismiss tdd.md 4 --why "the vendor guarantees it"`
    """
    if not why.strip():
        raise UsageError("--why says nothing", hint="somebody will ask why it was dismissed")
    found = read_review(document, review)
    chosen = numbers_in(numbers, found.suggestions)
    with locked(document) as lock:
        for one in found.suggestions:
            if one.id in chosen:
                dismiss_for_good(document, one, why.strip(), lock)
    say(f"{document}: dismissed {', '.join(map(str, chosen))}; kept in {StateFolder(document).dismissed}")
