"""`drafter apply`: what a review proposes gets into the document."""

from collections.abc import Collection
from datetime import date
from pathlib import Path
from typing import Annotated

import typer

from drafter.cli.kept_reviews import best_together, numbers_in, read_review
from drafter.cli.review_options import DocumentArgument
from drafter.cli.standing import document_bytes, found
from drafter.cli.taking import take
from drafter.cli.terminal import put, say
from drafter.document.suggestion import Review
from drafter.merge import unified
from drafter.suggestions import Relocated, applied, is_as_reviewed, relocated, worsening
from drafter.workspace import locked

__all__ = ["apply"]


def apply(
    document: DocumentArgument,
    review: Annotated[
        Path | None, typer.Argument(metavar="[REVIEW]", help="A review in JSON; without it, the last one of TDD.")
    ] = None,
    *,
    only: Annotated[
        list[str] | None, typer.Option("--only", metavar="NUMBERS", help="Only these suggestions: 3,5 or 3-5.")
    ] = None,
    diff: Annotated[bool, typer.Option("--diff", help="Show what would change; write nothing.")] = False,
) -> None:
    """Take over suggestions, all of them or some.

    A document that has changed since the review takes those whose words still stand there and that do not bring in
    findings; the others are named, and the exit code is 1. Questions go to the open questions of their sections. Of
    alternatives one is taken.

    Examples: `drafter apply tdd.md --only 3,5`, `drafter apply tdd.md review.json --diff`; `drafter undo tdd.md` goes
    back.
    """
    made = read_review(document, review)
    with locked(document) as lock:
        before = document_bytes(document)
        wanted = numbers_in(only, made.suggestions) if only else [one.id for one in made.suggestions]
        suggestions, refused = _fitting(made, document, before.decode(), wanted)
        ids, excluded = best_together(suggestions, [number for number in wanted if number not in refused])
        chosen = [one for one in suggestions if one.id in ids]
        for number in excluded:
            say(f"suggestion {number} is left out: another one changes the same words")
        gone = [number for number in wanted if number in refused]
        for number in gone:
            say(f"suggestion {number} is left out: {refused[number]}")
        if diff:
            put(unified(before.decode(), applied(before.decode(), chosen, ids), str(document)))
        else:
            take(document, before, chosen, "drafter apply", lock)
    if gone:
        raise typer.Exit(1)


def _fitting(review: Review, document: Path, text: str, wanted: Collection[int]) -> Relocated:
    """Return the suggestions with their places in what a document holds, and why some of them do not fit it."""
    located = relocated(review, text)
    if is_as_reviewed(review, text):
        return located
    brief = found(document, None, date.today()).brief
    worse = worsening(text, located.suggestions, wanted, brief)
    return located._replace(refused={**located.refused, **worse})
