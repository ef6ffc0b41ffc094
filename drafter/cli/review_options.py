"""The options of `drafter review`, and the document that three commands take."""

from pathlib import Path
from typing import Annotated, Literal

import typer

from drafter.document.finding import Level

__all__ = [
    "DocumentArgument",
    "FailOnOption",
    "FocusOption",
    "InteractiveOption",
    "JobsOption",
    "NoModelOption",
    "ReviewBriefOption",
    "ReviewForm",
    "ReviewFormatOption",
    "SectionsOption",
]

ReviewForm = Literal["text", "json", "rdjson", "github", "diff"]

DocumentArgument = Annotated[Path, typer.Argument(metavar="TDD", help="The document, in Markdown.")]
SectionsOption = Annotated[
    list[str] | None,
    typer.Option("--section", metavar="S", help="Only this section or part, by number, key or heading; several times."),
]
FocusOption = Annotated[
    str,
    typer.Option(
        metavar="WORDS",
        help="Only this: correct, complete, consistent, testable, operable, secure, affordable, clear; or own words.",
    ),
]
ReviewBriefOption = Annotated[
    str | None, typer.Option("--brief", metavar="BRIEF", help="Its brief; without it, the one that is kept beside TDD.")
]
NoModelOption = Annotated[bool, typer.Option("--no-model", help="Only what follows from the rules of check.")]
ReviewFormatOption = Annotated[
    ReviewForm,
    typer.Option("--format", help="For people; for programs; for a pull request; or as a patch for git apply."),
]
InteractiveOption = Annotated[bool, typer.Option("--interactive", help="Ask for each change whether to take it.")]
FailOnOption = Annotated[
    Level, typer.Option("--fail-on", help="Exit with 1 for suggestions of this severity or a worse one.")
]
JobsOption = Annotated[int | None, typer.Option(min=1, max=64, help="Sections asked about at once.")]
