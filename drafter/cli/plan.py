"""`drafter plan`: what no longer agrees in a document, why, and what it takes to draft it again."""

import json
from datetime import date
from pathlib import Path
from typing import Annotated, Any, Literal

import typer

from drafter.cli.inputs import ContextTokensOption
from drafter.cli.model_options import chosen_model
from drafter.cli.options import BaseUrlOption, ModelFileOption, ModelOption
from drafter.cli.session import price_of
from drafter.cli.standing import Opened, opened
from drafter.cli.terminal import say, show
from drafter.configuration import ModelChoice
from drafter.derive.addresses import Address
from drafter.derive.names import names_of
from drafter.document.brief import Brief
from drafter.document.sections import SECTIONS, SectionType
from drafter.document.value import Value
from drafter.errors import UsageError
from drafter.llm.asker import Spent
from drafter.llm.open_model import place_of
from drafter.llm.port import Usage
from drafter.llm.tokens import count
from drafter.llm.window import window_of
from drafter.markdown.parse import parse
from drafter.merge import part_span
from drafter.regeneration import Placed, Standing, merged
from drafter.stages.estimate import Estimate, redraft_estimate
from drafter.stages.fit_brief import SystemPrompts
from drafter.stages.redraft_section import redraft_prompt

__all__ = ["plan"]


class _Step(Value):
    """A section that would change."""

    section: SectionType
    fields: tuple[str, ...]
    """What a model would be asked for."""
    why: tuple[str, ...]
    parts: tuple[str, ...]
    """What follows without a model."""
    estimate: Estimate


def plan(
    document: Annotated[Path, typer.Argument(metavar="FILE", help="The document.")],
    *,
    brief: Annotated[
        str | None,
        typer.Option(metavar="BRIEF", help="The brief as it is now; without it, the one that is kept beside FILE."),
    ] = None,
    form: Annotated[Literal["text", "json"], typer.Option("--format", help="For people or for programs.")] = "text",
    model: ModelOption = None,
    base_url: BaseUrlOption = None,
    model_file: ModelFileOption = None,
    context_tokens: ContextTokensOption = None,
) -> None:
    """Say what no longer agrees with the brief or with your edits, and what drafting it again takes.

    A changed statement of the brief, a name or number that you changed in the document, and what is computed from
    them are followed to each section that says otherwise. Nothing is sent and nothing is written.

    Example: `drafter plan tdd.md --brief brief-v2.md`, then `drafter regenerate tdd.md --cascade --brief brief-v2.md`
    """
    stood = opened(document, brief, date.today())
    if stood.brief is None:
        raise UsageError(
            f"{document}: no brief is kept beside it", hint="name the brief that it was drafted from: --brief brief.md"
        )
    choice = chosen_model(model, base_url, model_file, context_tokens)
    stands = stood.stands
    steps = _steps(stood, stands, stood.brief, choice)
    if form == "json":
        show(json.dumps(_as_data(stands, steps), indent=1, ensure_ascii=False))
        return
    for change in stands.changes:
        show(str(change))
    if not steps:
        show("all sections agree")
        return
    for step in steps:
        _show(step)
    _show_total(stood, steps, choice, brief)


def _steps(stood: Opened, stands: Standing, brief: Brief, choice: ModelChoice) -> list[_Step]:
    one_by_one = choice.kind == "local"
    system = SystemPrompts(brief, window_of(choice), one_by_one=one_by_one, tell=say)
    everywhere = [Address(section=kind) for kind in SECTIONS if kind.key in stood.bases]
    placed = {one.address.section.key: one for one in merged(stands.page, stands, stands, stood.bases, everywhere)}
    steps = []
    for kind in SECTIONS:
        stale = [each for each in stands.stale if each.section == kind.key]
        fields = tuple(each.field for each in stale)
        parts = tuple(_parts(placed[kind.key])) if kind.key in placed else ()
        if not fields and not parts:
            continue
        why = tuple(dict.fromkeys(reason for each in stale for reason in each.why))
        prompt = redraft_prompt(kind, stands.page, brief, stands.outline, why, stands.swapped, one_by_one=one_by_one)
        estimate = redraft_estimate(
            kind,
            fields,
            prompt,
            names_of(stands.outline, brief),
            system=system,
            one_by_one=one_by_one,
            count=lambda text: count(text, choice.model),
        )
        steps.append(_Step(section=kind, fields=fields, why=why, parts=parts, estimate=estimate))
    return steps


def _parts(placed: Placed) -> list[str]:
    """Return the parts of a section that would be other ones without a model's help."""
    before, after = placed.text("ours", taken=()), placed.text("theirs")
    keys = dict.fromkeys(part.key for part in (*parse(before).parts, *parse(after).parts) if part.key)
    found = [
        key
        for key in keys
        if before[slice(*part_span(before, key))].strip() != after[slice(*part_span(after, key))].strip()
    ]
    return found or [str(placed.address)] * bool(placed.hunks)


def _show(step: _Step) -> None:
    show(f"{step.section.number} {step.section.title}")
    if step.parts:
        show(f"  follows without a model: {', '.join(step.parts)}")
    if step.fields:
        calls = f"{step.estimate.calls} call{'s' * (step.estimate.calls != 1)}"
        show(f"  asked for again ({calls}): {', '.join(field.replace('_', ' ') for field in step.fields)}")
    for reason in step.why:
        show(f"  - {reason}")


def _show_total(stood: Opened, steps: list[_Step], choice: ModelChoice, brief: str | None) -> None:
    total = Spent(
        usage=sum((step.estimate.usage for step in steps), Usage()), calls=sum(step.estimate.calls for step in steps)
    )
    cost = price_of(choice, total)
    shown = "cost unknown" if cost is None else f"${cost:.4f}" if cost else "free"
    show(
        f"together: {total.calls} calls, about {total.usage.prompt:,} prompt and {total.usage.completion:,} generated "
        f"tokens, {shown} with {choice.model} at {place_of(choice)}"
    )
    named = f" --brief {brief}" if brief else ""
    show(f"to do it: drafter regenerate {stood.path} --cascade{named}")


def _as_data(stands: Standing, steps: list[_Step]) -> dict[str, Any]:
    return {
        "version": 1,
        "changes": [change.model_dump() for change in stands.changes],
        "steps": [
            {
                "section": step.section.key,
                "fields": step.fields,
                "why": step.why,
                "follows": step.parts,
                "calls": step.estimate.calls,
                "prompt_tokens": step.estimate.usage.prompt,
                "completion_tokens": step.estimate.usage.completion,
            }
            for step in steps
        ],
    }
