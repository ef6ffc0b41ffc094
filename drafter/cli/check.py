"""`drafter check`: what is wrong with documents."""

import os
import sys
from collections.abc import Sequence
from dataclasses import replace
from importlib import import_module
from pathlib import Path

import typer

from drafter.cli.broken_rules import report_broken
from drafter.cli.check_options import (
    BaselineOption,
    BriefOption,
    DocumentsArgument,
    FailOnOption,
    Form,
    FormatOption,
    IgnoreOption,
    JudgeOption,
    PairsOption,
    ReportOption,
    SelectOption,
    WriteBaselineOption,
)
from drafter.cli.check_plan import Plan, plan
from drafter.cli.known import read_known, without_known, write_known
from drafter.cli.options import (
    AllowSecretsOption,
    BaseUrlOption,
    FreshOption,
    ModelFileOption,
    TimeoutOption,
)
from drafter.cli.terminal import has_colours, put, say
from drafter.consistency.catalogue import CATALOGUE, contradiction_in_prose
from drafter.consistency.checking import check_all
from drafter.consistency.rules import RULES
from drafter.consistency.suppression import suppressed
from drafter.document.brief import Brief
from drafter.errors import InputError, InputMissing, TryAgain, UsageError
from drafter.markdown.parse import parse
from drafter.report.checked import Checked
from drafter.report.github import as_github
from drafter.report.json import as_json
from drafter.report.rdjson import as_rdjson
from drafter.report.sarif import as_sarif
from drafter.report.text import as_text, summary
from drafter.text_file import MOST_DOCUMENT_BYTES, read_text

__all__ = ["check"]


def check(
    documents: DocumentsArgument,
    brief: BriefOption = None,
    form: FormatOption = "text",
    output: ReportOption = None,
    select: SelectOption = None,
    ignore: IgnoreOption = None,
    fail_on: FailOnOption = None,
    baseline: BaselineOption = None,
    write_baseline: WriteBaselineOption = None,
    model: JudgeOption = None,
    base_url: BaseUrlOption = None,
    model_file: ModelFileOption = None,
    pairs: PairsOption = 30,
    timeout: TimeoutOption = None,
    fresh: FreshOption = False,
    allow_secrets: AllowSecretsOption = False,
) -> None:
    """Find what a careful reviewer finds: what is missing, contradicts itself or does not parse.

    It needs no model, no network and nothing but the document, whoever wrote it. Findings go to standard output, a
    summary to standard error. With a model, pairs of sentences about the same thing are judged as well: what it finds
    has the code PRO101, is a warning at most, and every quote was compared with the text.

    Examples: `drafter check tdd.md`, `drafter check docs/*.md --format sarif -o tdd.sarif`, `drafter explain STR101`
    """
    names = list(dict.fromkeys(document if document == "-" else str(Path(document)) for document in documents))
    _refuse_options(names, brief, output, baseline, write_baseline)
    used = plan(select, ignore, fail_on)
    known = read_known(baseline) if baseline is not None else {}
    source = _brief(brief) if brief is not None else None
    results = [_found(name, source, used.codes(name)) for name in names]
    failure, asked = None, False
    if model is not None or base_url is not None or model_file is not None:
        judging = import_module("drafter.cli.judging")  # it loads what talks to models
        choice, behaviour = judging.judge_of(model, base_url, model_file, fresh=fresh, timeout=timeout)
        results, failure = judging.judged(results, choice, behaviour, pairs, allow_secrets=allow_secrets)
        asked = failure is None
    results = [_without_suppressed(result, used, with_brief=source is not None, asked=asked) for result in results]
    if write_baseline is not None:
        say(write_known(write_baseline, results))
    else:
        results = [without_known(result, known, baseline) for result in results] if baseline is not None else results
        _report(results, form, output)
    report_broken([(result.page.name, rule) for result in results for rule in result.broken])
    if write_baseline is None and any(used.fails(finding) for result in results for finding in result.findings):
        raise typer.Exit(1)
    if failure:
        raise typer.Exit(TryAgain.exit_code)


def _refuse_options(
    names: Sequence[str], brief: str | None, output: Path | None, baseline: Path | None, write_baseline: Path | None
) -> None:
    """Raise UsageError for options that cannot be meant together."""
    if brief == "-" and "-" in names:
        raise UsageError("standard input is either the document or its brief", hint="Name a file for one of them.")
    if write_baseline is not None and (baseline is not None or output is not None):
        other = "--baseline" if baseline is not None else "--output"
        raise UsageError(f"--write-baseline does not go with {other}", hint="It writes down all findings, old and new.")
    read = {os.path.realpath(name) for name in (*names, brief, baseline) if name is not None}
    for written in (output, write_baseline):
        if written is not None and os.path.realpath(written) in read:
            raise UsageError(f"{written}: is read, and would be overwritten", hint="Name another file.")


def _found(name: str, brief: Brief | None, codes: frozenset[str]) -> Checked:
    if name == "-" and sys.stdin is None:
        raise InputMissing("standard input is closed", hint="Name a file, or write: drafter check - < tdd.md")
    text = read_text(sys.stdin.buffer if name == "-" else Path(name), "document", MOST_DOCUMENT_BYTES)
    if not text.strip():
        shown = "standard input" if name == "-" else name
        raise InputError(f"{shown}: the document is empty", hint="`drafter template` prints one to fill in.")
    page = parse(text, name)
    outcome = check_all(page, brief, [rule for rule in RULES if rule.code in codes])
    return Checked(page, outcome.findings, broken=outcome.broken)


def _brief(name: str) -> Brief:
    inputs = import_module("drafter.cli.inputs")  # it loads what reads outlines, too
    reading = inputs.read(name)
    for warning in reading.warnings:
        say(f"drafter: warning: {warning}")
    brief: Brief = reading.brief
    return brief


def _without_suppressed(result: Checked, used: Plan, *, with_brief: bool, asked: bool) -> Checked:
    codes = used.codes(result.page.name)
    kept = [finding for finding in result.findings if finding.code in codes]  # a model's are not chosen before
    not_run = {rule.code for rule in RULES if rule.needs_brief and not with_brief}
    not_run |= {rule.code for rule in result.broken}
    ran = codes - not_run - (set() if asked else {contradiction_in_prose.code})
    findings, number = suppressed(result.page, kept, CATALOGUE, ran)
    return replace(result, findings=findings, suppressed=number)


def _report(results: Sequence[Checked], form: Form, output: Path | None) -> None:
    match form:
        case "json":
            text = as_json(results)
        case "sarif":
            text = as_sarif(results, CATALOGUE)
        case "rdjson":
            text = as_rdjson(results)
        case "github":
            text = as_github(results)
        case "text":
            text = as_text(results, colour=output is None and has_colours())
    if output is None:
        put(text)
    else:
        workspace = import_module("drafter.workspace")  # it loads what locks a document
        workspace.write_atomically(output, text)
    for line in summary(results):
        say(line)
