"""`drafter rules` and `drafter explain`: what the rules mean."""

from typing import Annotated, Literal

import typer

from drafter.cli.terminal import put
from drafter.consistency.catalogue import CATALOGUE
from drafter.consistency.selection import named
from drafter.report.rules import explained, rules_as_json, rules_as_text

__all__ = ["explain", "rules"]


def rules(
    form: Annotated[Literal["text", "json"], typer.Option("--format", help="For people, or for programs.")] = "text",
) -> None:
    """List the rules of `drafter check`, by family: code, severity, name, and what goes wrong."""
    put(rules_as_json(CATALOGUE) if form == "json" else rules_as_text(CATALOGUE))


def explain(
    code: Annotated[str, typer.Argument(metavar="CODE", help="A rule's code or name: STR101, missing-part.")],
) -> None:
    """Say what a rule means, why it matters, what is bad, what is good, and how to mend it."""
    put(explained(named(CATALOGUE, code)))
