"""`drafter check`: what is wrong with documents."""

import sys
from importlib import import_module
from pathlib import Path
from typing import Annotated, Literal

import typer

from drafter.cli.options import (
    AllowSecretsOption,
    BaseUrlOption,
    FreshOption,
    ModelFileOption,
    TimeoutOption,
    behaviour_of,
    chosen_model,
)
from drafter.cli.terminal import say
from drafter.configuration import Limits
from drafter.consistency.checking import check as findings_of
from drafter.consistency.rule import FAMILIES, Rule, chosen, named
from drafter.consistency.rules import RULES
from drafter.document.brief import Brief
from drafter.document.finding import SEVERITIES
from drafter.errors import TryAgain
from drafter.markdown.parse import parse
from drafter.report.findings import Checked, as_json, as_text, summary
from drafter.text_file import read_text

__all__ = ["check", "explain", "rules"]

Level = Literal["error", "warning", "note", "never"]


def check(
    documents: Annotated[list[Path], typer.Argument(metavar="TDD...", help="Documents in Markdown.")],
    brief: Annotated[
        str | None, typer.Option(metavar="BRIEF", help="Its brief: check also what has no source.")
    ] = None,
    form: Annotated[Literal["text", "json"], typer.Option("--format", help="For people, or for programs.")] = "text",
    select: Annotated[str, typer.Option(metavar="CODES", help="Only these rules or families: REF,STR101.")] = "",
    ignore: Annotated[str, typer.Option(metavar="CODES", help="All but these rules or families.")] = "",
    fail_on: Annotated[Level, typer.Option("--fail-on", help="Exit with 1 for findings of this severity.")] = "error",
    model: Annotated[
        str | None, typer.Option(metavar="MODEL", help="Ask a model for contradictions in prose: local, openai:NAME.")
    ] = None,
    base_url: BaseUrlOption = None,
    model_file: ModelFileOption = None,
    pairs: Annotated[int, typer.Option(min=1, max=1000, help="Pairs of sentences that a model is asked for.")] = 30,
    timeout: TimeoutOption = None,
    fresh: FreshOption = False,
    allow_secrets: AllowSecretsOption = False,
) -> None:
    """Find what a careful reviewer finds: what is missing, contradicts itself or does not parse.

    It needs no model, no network and nothing but the document, whoever wrote it. Findings go to standard output, a
    summary to standard error. With a model, pairs of sentences about the same thing are judged as well: what it finds
    has the code PRO101, is a warning at most, and every quote was compared with the text.

    Examples: `drafter check tdd.md`, `drafter check docs/*.md --format json`, `drafter explain STR101`
    """
    used = chosen(RULES, select, ignore)
    source = _brief(brief) if brief is not None else None
    results = [_checked(document, source, used) for document in documents]
    failure = None
    if model is not None or base_url is not None or model_file is not None:
        judging = import_module("drafter.cli.judging")  # it loads what talks to models
        choice = chosen_model(model, base_url, model_file)
        behaviour = behaviour_of(fresh=fresh, timeout=timeout, limits=Limits())
        results, failure = judging.judged(results, choice, behaviour, pairs, allow_secrets=allow_secrets)
    text = as_json(results) if form == "json" else as_text(results)
    sys.stdout.buffer.write(text.encode())
    sys.stdout.buffer.flush()
    for line in summary(results):
        say(line)
    if any(finding.severity in _at_least(fail_on) for result in results for finding in result.findings):
        raise typer.Exit(1)
    if failure:
        raise typer.Exit(TryAgain.exit_code)


def _checked(document: Path, brief: Brief | None, rules: tuple[Rule, ...]) -> Checked:
    page = parse(read_text(document, "document"), str(document))
    return Checked(page=page, findings=findings_of(page, brief, rules))


def _brief(name: str) -> Brief:
    inputs = import_module("drafter.cli.inputs")  # it loads what reads outlines, too
    brief: Brief = inputs.read(name).brief
    return brief


def _at_least(level: Level) -> tuple[str, ...]:
    return () if level == "never" else SEVERITIES[: SEVERITIES.index(level) + 1]


def rules() -> None:
    """List the rules of `drafter check`, by family."""
    for letters, family in FAMILIES.items():
        found = [rule for rule in RULES if rule.code.startswith(letters)]
        if found:
            typer.echo(f"{letters}  {family}")
        for rule in found:
            typer.echo(f"  {rule.code}  {rule.severity:<8} {rule.summary}")


def explain(
    code: Annotated[str, typer.Argument(metavar="CODE", help="A rule's code or name: STR101, missing-part.")],
) -> None:
    """Say what a rule means, with a bad and a good example and the way to mend it."""
    rule = named(RULES, code)
    typer.echo(f"{rule.code} {rule.name} ({rule.family}, {rule.severity})\n\n{rule.summary}")
    for mark, words in rule.explanation.items():
        typer.echo(f"\n{mark}: {words}" if mark else f"{words}")
