"""The options of `drafter check`."""

from pathlib import Path
from typing import Annotated, Literal

import typer

from drafter.document.finding import Level

__all__ = [
    "BaselineOption",
    "BriefOption",
    "DocumentsArgument",
    "FailOnOption",
    "Form",
    "FormatOption",
    "IgnoreOption",
    "JudgeOption",
    "PairsOption",
    "ReportOption",
    "SelectOption",
    "WriteBaselineOption",
]

Form = Literal["text", "json", "sarif", "rdjson", "github"]

DocumentsArgument = Annotated[
    list[str], typer.Argument(metavar="TDD...", help="Documents in Markdown; - for standard input.")
]
BriefOption = Annotated[str | None, typer.Option(metavar="BRIEF", help="Its brief: check also what has no source.")]
FormatOption = Annotated[Form, typer.Option("--format", help="For people, or for programs.")]
ReportOption = Annotated[
    Path | None, typer.Option("--output", "-o", metavar="FILE", help="The report; standard output without it.")
]
SelectOption = Annotated[
    list[str] | None, typer.Option(metavar="CODES", help="Only these rules or families: REF,STR101.")
]
IgnoreOption = Annotated[list[str] | None, typer.Option(metavar="CODES", help="All but these rules or families.")]
FailOnOption = Annotated[
    Level | None, typer.Option("--fail-on", help="Exit with 1 for findings of this severity; error without it.")
]
BaselineOption = Annotated[
    Path | None, typer.Option(metavar="JSON", help="Leave out the findings that this file says are known.")
]
WriteBaselineOption = Annotated[
    Path | None, typer.Option(metavar="JSON", help="Write down all findings as known, and report none.")
]
JudgeOption = Annotated[
    str | None, typer.Option(metavar="MODEL", help="Ask a model for contradictions in prose: local, openai:NAME.")
]
PairsOption = Annotated[int, typer.Option(min=1, max=1000, help="Pairs of sentences that a model is asked for.")]
