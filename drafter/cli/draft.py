"""`drafter draft`: a brief to a whole document."""

import asyncio
import time
from datetime import date
from pathlib import Path
from typing import Annotated

import typer

from drafter import pipeline
from drafter.cli.broken_rules import report_broken
from drafter.cli.estimate import print_estimate
from drafter.cli.inputs import ContextTokensOption, name_alone, read, shown_name
from drafter.cli.ledger import note_in_ledger
from drafter.cli.model_options import behaviour_of, chosen_model
from drafter.cli.options import (
    AllowSecretsOption,
    BaseUrlOption,
    BriefArgument,
    FreshOption,
    MaxCallsOption,
    MaxCostOption,
    MaxTokensOption,
    ModelFileOption,
    ModelOption,
    OverwriteOption,
    TimeoutOption,
    day,
)
from drafter.cli.secrets import refuse_secrets
from drafter.cli.session import OUTLINE_PART, SECTION_PARTS, Session, check_model, open_session, price_of
from drafter.cli.target import Target, locked_target, put_into
from drafter.cli.terminal import say
from drafter.configuration import Behaviour, Limits, ModelChoice
from drafter.consistency.rules.structure import incomplete_part
from drafter.document.brief import Brief
from drafter.document.document import DocumentInformation
from drafter.document.outline import Outline
from drafter.document.sections import SECTIONS
from drafter.errors import OutputUnusable, TryAgain
from drafter.facts.secrets import secrets_in
from drafter.llm.prices import price_date
from drafter.markdown.checked import checked
from drafter.markdown.render import render_section
from drafter.outline_file import from_yaml, to_yaml
from drafter.report.summary import Summary, summary_lines
from drafter.report.text import headline, in_numbers
from drafter.text_file import read_text
from drafter.visible import removed_in_words, without_invisible
from drafter.workspace import Change, State, check_output

__all__ = ["draft"]

_UNDECIDED = "To be decided"
_MOST_SHOWN = 8
"""Failures that are told one by one."""


def draft(
    brief: BriefArgument,
    output: Annotated[
        Path | None,
        typer.Option("--output", "-o", metavar="FILE", help="The document; standard output without it."),
    ] = None,
    outline: Annotated[
        Path | None, typer.Option(metavar="YAML", help="An outline from `drafter outline`, perhaps edited.")
    ] = None,
    model: ModelOption = None,
    base_url: BaseUrlOption = None,
    model_file: ModelFileOption = None,
    context_tokens: ContextTokensOption = None,
    jobs: Annotated[int | None, typer.Option(min=1, max=64, help="Sections asked for at once.")] = None,
    document_id: Annotated[str, typer.Option("--id", help="The document's id.")] = _UNDECIDED,
    author: Annotated[list[str] | None, typer.Option(help="An author; may be repeated.")] = None,
    reviewer: Annotated[list[str] | None, typer.Option(help="A reviewer; may be repeated.")] = None,
    on: Annotated[date | None, typer.Option("--date", parser=day, metavar="DATE", help="Its date; today's.")] = None,
    dry_run: Annotated[
        bool, typer.Option("--dry-run", help="Show calls, tokens and cost; send and write nothing.")
    ] = False,
    timeout: TimeoutOption = None,
    max_cost: MaxCostOption = None,
    max_tokens: MaxTokensOption = None,
    max_calls: MaxCallsOption = None,
    overwrite: OverwriteOption = False,
    fresh: FreshOption = False,
    allow_secrets: AllowSecretsOption = False,
) -> None:
    """Draft a Technical Design Document from a project brief.

    The document goes to FILE, everything else to standard error. Answers of the model are kept: after an
    interruption the same command goes on where it stopped, and pays for nothing twice.

    Examples: `drafter draft brief.md -o tdd.md`, `drafter draft - < brief.md > tdd.md`,
    `drafter draft brief.md -o tdd.md --base-url http://localhost:11434/v1 --model llama3.1`
    """
    source = None if brief == "-" else Path(brief)
    if output is not None:
        check_output(output, source, outline)
    reading = read(brief)
    outline_text = _outline_text(outline)
    settled = None if outline is None else from_yaml(outline_text, str(outline))
    choice = chosen_model(model, base_url, model_file, context_tokens)
    for warning in reading.warnings:
        say(f"drafter: warning: {warning}")
    sent = {shown_name(brief): reading.brief.text, str(outline): outline_text}
    refuse_secrets(sent, allowed=allow_secrets, sends=not dry_run)
    if dry_run:
        print_estimate(reading.brief, settled, choice)
        return
    check_model(choice)
    information = _information(reading.brief, document_id, author or [], reviewer or [], on or date.today())
    with locked_target(output, overwrite=overwrite) as target:
        limits = Limits(cost=max_cost, tokens=max_tokens, calls=max_calls)
        behaviour = behaviour_of(fresh=fresh, jobs=jobs, timeout=timeout, limits=limits)
        change = Change(command=f"drafter draft {name_alone(brief)}", draft=True)
        made = asyncio.run(_run(reading.brief, settled, choice, information, behaviour, target, change))
    _raise_for(made, output)


async def _run(
    brief: Brief,
    settled: Outline | None,
    choice: ModelChoice,
    information: DocumentInformation,
    behaviour: Behaviour,
    target: Target | None,
    change: Change,
) -> pipeline.Draft:
    started = time.monotonic()
    parts = SECTION_PARTS if settled else OUTLINE_PART | SECTION_PARTS
    async with open_session(choice, brief, parts, behaviour) as session:
        outline = settled or await pipeline.outline(brief, session.asker, session.progress)
        made = await pipeline.draft(
            brief,
            outline,
            session.asker,
            information,
            today=date.today(),
            jobs=session.opened.jobs,
            progress=session.progress,
        )
    put_into(target, checked(made.document, brief), change, _state(made, brief, outline))
    _report(made, choice, session, target, time.monotonic() - started)
    return made


def _raise_for(made: pipeline.Draft, output: Path | None) -> None:
    """Raise what makes a written document less than whole."""
    if made.failures:
        rest = len(made.failures) - _MOST_SHOWN
        more = [f"and {rest} more sections"] if rest > 0 else []
        raise TryAgain(
            "\n".join([*made.failures[:_MOST_SHOWN], *more]),
            hint="run the same command again: what was answered is kept",
        )
    report_broken([("-" if output is None else str(output), rule) for rule in made.broken])
    if made.gaps:
        raise OutputUnusable(
            f"{len(made.gaps)} texts stayed unusable and are marked incomplete",
            hint="look for “Incomplete” in the document, or use a stronger model",
        )


def _outline_text(outline: Path | None) -> str:
    """Return the outline's YAML without invisible characters; nothing when there is no outline."""
    if outline is None:
        return ""
    text, removed = without_invisible(read_text(outline, "outline"))
    if removed:
        say(f"drafter: warning: {outline}: removed {removed_in_words(removed)}")
    return text


def _information(
    brief: Brief, document_id: str, authors: list[str], reviewers: list[str], on: date
) -> DocumentInformation:
    """Return the document's head; people come from the options, else from the brief."""
    return DocumentInformation(
        id=document_id,
        version="v1.0",
        date=on.isoformat(),
        authors=", ".join(authors or _people(brief, "author", "autor")) or _UNDECIDED,
        reviewers=", ".join(reviewers or _people(brief, "review", "prüf")) or _UNDECIDED,
        status="Draft",
    )


def _people(brief: Brief, *words: str) -> list[str]:
    return [person.name for person in brief.people if any(word in person.role.casefold() for word in words)]


def _state(made: pipeline.Draft, brief: Brief, outline: Outline) -> State:
    """Return what is kept beside the document."""
    # `--allow-secrets` allows to send a secret, not to keep it in a folder that is committed: neither the brief is
    # kept then, nor what an outline quotes of it.
    secret = bool(secrets_in(brief.text))
    return State(
        outline=to_yaml(outline, None if secret else brief),
        brief=None if secret else brief.text,
        brief_name=brief.name,
        sections={
            kind.key: render_section(kind, section) + "\n"
            for kind, section in zip(SECTIONS, made.document.sections, strict=True)
        },
    )


def _report(made: pipeline.Draft, choice: ModelChoice, session: Session, target: Target | None, seconds: float) -> None:
    cost = price_of(choice, made.spent)
    usage = made.spent.usage
    if target is not None:
        note_in_ledger(target.path, session, choice, target.lock)
    titles = {kind.key: f"{kind.number} {kind.title}" for kind in SECTIONS}
    path = str(target.path) if target is not None else "-"
    findings = [finding for finding in made.findings if finding.code != incomplete_part.code]  # those are gaps
    summary = Summary(
        path=path,
        complete=len(SECTIONS) - len({gap.section for gap in made.gaps}),
        incomplete=tuple((f"{titles[gap.section]}: {gap.place or gap.field}", gap.reason) for gap in made.gaps),
        assumptions=sum(len(section.assumptions) for section in made.document.sections),
        questions=sum(len(section.questions) for section in made.document.sections),
        findings=in_numbers(findings) + " (`drafter check` shows them)" * bool(findings),
        usage=usage,
        calls=made.spent.calls,
        replayed=made.spent.replayed,
        seconds=seconds,
        cost=cost,
        price_date=price_date(),
    )
    for finding in findings:
        if finding.severity != "note":
            say(headline(path, finding))
    for line in summary_lines(summary):
        say(line)
