"""`drafter review`: what could be better in a document, as changes that apply."""

import hashlib
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from importlib import import_module
from pathlib import Path

import typer

from drafter.cli.asked import Asked
from drafter.cli.broken_rules import report_broken
from drafter.cli.check_options import ReportOption
from drafter.cli.check_plan import plan
from drafter.cli.choosing import choose_suggestions
from drafter.cli.dismissals import dismiss_for_good, known_dismissals
from drafter.cli.inputs import ContextTokensOption
from drafter.cli.kept_reviews import best_together
from drafter.cli.model_options import behaviour_of, chosen_model
from drafter.cli.named_places import named_place
from drafter.cli.options import (
    AllowSecretsOption,
    BaseUrlOption,
    FreshOption,
    MaxCallsOption,
    MaxCostOption,
    MaxTokensOption,
    ModelFileOption,
    ModelOption,
    TimeoutOption,
)
from drafter.cli.review_options import (
    DocumentArgument,
    FailOnOption,
    FocusOption,
    InteractiveOption,
    JobsOption,
    NoModelOption,
    ReviewBriefOption,
    ReviewForm,
    ReviewFormatOption,
    SectionsOption,
)
from drafter.cli.standing import Opened, found
from drafter.cli.taking import take
from drafter.cli.terminal import has_colours, put, say
from drafter.configuration import Limits
from drafter.consistency.catalogue import CATALOGUE, contradiction_in_prose
from drafter.consistency.checking import check_all
from drafter.consistency.fixes import fixes
from drafter.consistency.rules import RULES
from drafter.consistency.suppression import suppressed
from drafter.derive.addresses import Address
from drafter.document.finding import SEVERITIES, BrokenRule, Finding, Level
from drafter.document.page import Page
from drafter.document.suggestion import CATEGORIES, Candidate, Review
from drafter.errors import BudgetReached, InputError, OutputUnusable, TryAgain, UsageError
from drafter.markdown.parse import parse
from drafter.merge import unified
from drafter.report.pull_request import review_as_github
from drafter.report.suggestions import (
    review_as_json,
    review_as_rdjson,
    review_as_text,
    review_summary,
)
from drafter.stages.review_scope import scopes
from drafter.stages.reviewing import focus_of
from drafter.suggestions import admitted, applied
from drafter.workspace import Lock, keep_review, locked, write_atomically

__all__ = ["review"]


def review(
    document: DocumentArgument,
    *,
    section: SectionsOption = None,
    focus: FocusOption = "",
    brief: ReviewBriefOption = None,
    no_model: NoModelOption = False,
    form: ReviewFormatOption = "text",
    output: ReportOption = None,
    interactive: InteractiveOption = False,
    fail_on: FailOnOption = "never",
    model: ModelOption = None,
    base_url: BaseUrlOption = None,
    model_file: ModelFileOption = None,
    context_tokens: ContextTokensOption = None,
    jobs: JobsOption = None,
    timeout: TimeoutOption = None,
    max_cost: MaxCostOption = None,
    max_tokens: MaxTokensOption = None,
    max_calls: MaxCallsOption = None,
    fresh: FreshOption = False,
    allow_secrets: AllowSecretsOption = False,
) -> None:
    """Propose changes, each with its exact words, what to write instead, and why.

    What the rules of `drafter check` find and only one change can mend needs no model; a model reads the document
    section by section for the rest. Each suggestion was tried: it applies, and the document is no worse for it. What
    was dismissed does not come back. The document itself stays as it is, but for `--interactive`.

    Examples: `drafter review tdd.md`, `drafter review tdd.md --section 7 --focus security --interactive`,
    `drafter review tdd.md --no-model --format diff | git apply`. Then `drafter apply tdd.md --only 3,5` and
    `drafter dismiss tdd.md 4 --why "..."`, by the numbers of the last review.
    """
    _refuse_options(document, brief, focus, form, output, interactive=interactive, no_model=no_model)
    with locked(document) as lock:
        stood = _opened(document, brief)
        page = parse(stood.text, str(document))
        places = [_place(words, page) for words in section or ()]
        findings, broken = _findings(page, stood)
        asked = Asked()
        if not no_model:
            limits = Limits(cost=max_cost, tokens=max_tokens, calls=max_calls)
            behaviour = behaviour_of(fresh=fresh, jobs=jobs, timeout=timeout, limits=limits)
            choice = chosen_model(model, base_url, model_file, context_tokens)
            asking = import_module("drafter.cli.asking_reviewer")  # it loads what talks to models
            asked = asking.ask_reviewer(
                stood, page, findings, scopes(page, places), focus, choice, behaviour, lock, allow_secrets=allow_secrets
            )
        computed = _wanted(fixes(page, findings, stood.brief), page, places, focus)
        reviewed = _reviewed(stood, page, [*computed, *asked.candidates], asked)
        keep_review(document, review_as_json(reviewed), lock=lock)
        if not interactive:
            _report(stood, page, reviewed, form, output)
        for line in review_summary(reviewed):
            say(line)
        if interactive:
            _choose(stood, reviewed, lock)
    report_broken([(str(document), rule) for rule in broken])
    _raise_for(reviewed, asked, fail_on)


def _refuse_options(
    document: Path,
    brief: str | None,
    focus: str,
    form: ReviewForm,
    output: Path | None,
    *,
    interactive: bool,
    no_model: bool,
) -> None:
    """Raise UsageError for options that cannot be meant together."""
    if interactive and (form != "text" or output is not None):
        raise UsageError("--interactive asks on the terminal, and goes with neither --format nor --output")
    if interactive and brief == "-":
        raise UsageError("standard input is either the brief or your answers", hint="Name the brief's file.")
    if no_model and focus and not focus_of(focus):
        raise UsageError(
            f"only a model understands {focus!r}", hint=f"without one, --focus is one of {', '.join(CATEGORIES)}"
        )
    read = {path.resolve() for path in (document, *([Path(brief)] if brief and brief != "-" else []))}
    if output is not None and output.resolve() in read:
        raise UsageError(f"{output}: is read, and would be overwritten", hint="Name another file.")


def _opened(document: Path, brief: str | None) -> Opened:
    stood = found(document, brief, date.today())
    if not stood.text.strip():
        raise InputError(f"{document}: the document is empty", hint="`drafter template` prints one to fill in.")
    for lost in stood.lost if stood.state.sections or stood.state.outline else ():
        say(f"drafter: warning: {lost}")
    return stood


def _place(words: str, page: Page) -> Address:
    if not any(part.section for part in page.parts):
        raise UsageError(f"{page.name}: has no section of the template", hint="without --section all of it is reviewed")
    return named_place(words, page)


def _findings(page: Page, stood: Opened) -> tuple[tuple[Finding, ...], tuple[BrokenRule, ...]]:
    """Return what `drafter check` finds with its usual options, and the rules that failed."""
    codes = plan(None, None, None).codes(page.name)
    outcome = check_all(page, stood.brief, [rule for rule in RULES if rule.code in codes])
    not_run = {rule.code for rule in RULES if rule.needs_brief and stood.brief is None}
    not_run |= {contradiction_in_prose.code, *(rule.code for rule in outcome.broken)}
    return suppressed(page, outcome.findings, CATALOGUE, codes - not_run)[0], outcome.broken


def _wanted(candidates: Iterable[Candidate], page: Page, places: Sequence[Address], focus: str) -> Iterator[Candidate]:
    """Yield the computed candidates that are asked for; none of them is about free words."""
    keys = {part.key for scope in scopes(page, places) for part in scope.parts}
    for candidate in candidates:
        if (not places or candidate.part in keys) and (not focus or candidate.category == focus_of(focus)):
            yield candidate


def _reviewed(stood: Opened, page: Page, candidates: Sequence[Candidate], asked: Asked) -> Review:
    looked_at = admitted(page, stood.brief, candidates, known_dismissals(stood.path))
    return Review(
        document=stood.path.name,
        sha256=hashlib.sha256(stood.data).hexdigest(),
        suggestions=looked_at.suggestions,
        dropped=dict(Counter(looked_at.dropped) + Counter(asked.dropped)),
        not_run=asked.not_run,
    )


def _choose(stood: Opened, reviewed: Review, lock: Lock) -> None:
    """Ask for each suggestion, keep what is dismissed, and write what is taken."""
    chosen = choose_suggestions(str(stood.path), reviewed.suggestions)
    for suggestion, why in chosen.dismissed:
        dismiss_for_good(stood.path, suggestion, why, lock)
    if chosen.taken:
        take(stood.path, stood.data, chosen.taken, "drafter review --interactive", lock)
    else:
        say(f"{stood.path}: stays as it is")


def _report(stood: Opened, page: Page, reviewed: Review, form: ReviewForm, output: Path | None) -> None:
    suggestions = reviewed.suggestions
    match form:
        case "json":
            text = review_as_json(reviewed)
        case "rdjson":
            text = review_as_rdjson(page, suggestions)
        case "github":
            text = review_as_github(page, suggestions)
        case "diff":
            ids, _ = best_together(suggestions, [one.id for one in suggestions])
            text = unified(stood.text, applied(stood.text, suggestions, ids), page.name)
        case "text":
            text = review_as_text(page.name, suggestions, colour=output is None and has_colours())
    if output is None:
        put(text)
    else:
        write_atomically(output, text)


def _raise_for(reviewed: Review, asked: Asked, level: Level) -> None:
    """Raise the exit code for suggestions of a level and worse ones, else for what a model was not asked about."""
    if level != "never" and any(
        SEVERITIES.index(one.severity) <= SEVERITIES.index(level) for one in reviewed.suggestions
    ):
        raise typer.Exit(1)
    if asked.failure is not None:
        kinds = (BudgetReached, OutputUnusable)
        raise typer.Exit(next((kind for kind in kinds if isinstance(asked.failure, kind)), TryAgain).exit_code)
