"""`drafter outline`: names and numbers, before a document is drafted or as a document states them."""

import os
from importlib import import_module
from pathlib import Path
from typing import Annotated

import typer

from drafter.cli.inputs import ContextTokensOption, name_alone, read, shown_name
from drafter.cli.model_options import behaviour_of, chosen_model
from drafter.cli.options import (
    AllowSecretsOption,
    BaseUrlOption,
    FreshOption,
    MaxCallsOption,
    MaxCostOption,
    MaxTokensOption,
    ModelFileOption,
    ModelOption,
    OverwriteOption,
    TimeoutOption,
)
from drafter.cli.target import Target, locked_target, put_into
from drafter.cli.terminal import say
from drafter.configuration import Limits
from drafter.errors import UsageError
from drafter.outline_file import to_yaml
from drafter.workspace import Change, check_output

__all__ = ["outline"]


def outline(
    brief: Annotated[
        str | None,
        typer.Argument(
            metavar="[BRIEF]",
            help="The project brief: Markdown, plain text or YAML; - for standard input.",
            show_default=False,
        ),
    ] = None,
    document: Annotated[
        str | None,
        typer.Option(
            "--from",
            metavar="MARKDOWN",
            help="Instead of a brief: a document, of which the names and numbers are written down as it states them "
            "now. It needs no model.",
        ),
    ] = None,
    output: Annotated[
        Path | None,
        typer.Option("--output", "-o", metavar="YAML", help="The outline; standard output without it."),
    ] = None,
    model: ModelOption = None,
    base_url: BaseUrlOption = None,
    model_file: ModelFileOption = None,
    context_tokens: ContextTokensOption = None,
    timeout: TimeoutOption = None,
    max_cost: MaxCostOption = None,
    max_tokens: MaxTokensOption = None,
    max_calls: MaxCallsOption = None,
    overwrite: OverwriteOption = False,
    fresh: FreshOption = False,
    allow_secrets: AllowSecretsOption = False,
) -> None:
    """Settle the names and numbers of a design, as YAML to edit.

    Then: `drafter draft BRIEF --outline outline.yaml -o tdd.md`. All sections use these names, so what is
    right here is right everywhere. `--from tdd.md` reads them from a document that was edited, or written by hand.
    """
    if document is not None:
        if brief is not None or model is not None or base_url is not None or model_file is not None:
            other = "BRIEF" if brief is not None else "a model"
            raise UsageError(f"--from does not go with {other}", hint="It reads the document, and asks nobody.")
        _write_stated(document, output, overwrite=overwrite)
        return
    if brief is None:
        raise UsageError("there is no BRIEF", hint="drafter outline brief.md, or: drafter outline --from tdd.md")
    if output is not None:
        check_output(output, None if brief == "-" else Path(brief))
    reading = read(brief)
    for warning in reading.warnings:
        say(f"drafter: warning: {warning}")
    choice = chosen_model(model, base_url, model_file, context_tokens)
    outlining = import_module("drafter.cli.outlining")  # it loads what talks to models
    outlining.refuse(shown_name(brief), reading.brief, choice, allow_secrets=allow_secrets)
    limits = Limits(cost=max_cost, tokens=max_tokens, calls=max_calls)
    with locked_target(output, overwrite=overwrite) as target:
        behaviour = behaviour_of(fresh=fresh, timeout=timeout, limits=limits)
        made = outlining.made_outline(reading.brief, choice, behaviour)
        change = Change(command=f"drafter outline {name_alone(brief)}")
        _write(to_yaml(made, reading.brief), target, change, f"drafter draft {brief}")


def _write_stated(document: str, output: Path | None, *, overwrite: bool) -> None:
    """Write the outline that a document states."""
    if output is not None:
        if document != "-" and os.path.realpath(output) == os.path.realpath(document):
            raise UsageError(f"{output}: is the document, which would be overwritten", hint="Name another file.")
        check_output(output, None)
    stated = import_module("drafter.cli.stated")  # it loads what reads documents
    text = to_yaml(stated.outline_in(document), None)
    with locked_target(output, overwrite=overwrite) as target:
        change = Change(command=f"drafter outline --from {name_alone(document)}")
        _write(text, target, change, "drafter draft BRIEF")


def _write(text: str, target: Target | None, change: Change, then: str) -> None:
    put_into(target, text, change, None)
    if target is not None:
        say(f"{target.path}: edit it, then: {then} --outline {target.path} -o tdd.md")
