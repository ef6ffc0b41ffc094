"""`drafter regenerate`: sections of a document anew, and nothing else of it."""

from collections.abc import Sequence
from datetime import date
from functools import partial
from pathlib import Path
from typing import Annotated, Literal

import typer

from drafter.cli.hunks import choose
from drafter.cli.inputs import ContextTokensOption, shown_name
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
    day,
)
from drafter.cli.redrafting import made_of
from drafter.cli.regenerated import Unfinished, raise_for, report
from drafter.cli.rewriting import new_text, waiting, written
from drafter.cli.secrets import refuse_secrets
from drafter.cli.standing import Opened, opened
from drafter.cli.terminal import put, say
from drafter.configuration import Limits
from drafter.derive.addresses import Address
from drafter.document.sections import computed_parts
from drafter.errors import UsageError
from drafter.merge import unified
from drafter.workspace import locked

__all__ = ["regenerate"]


def regenerate(
    document: Annotated[Path, typer.Argument(metavar="FILE", help="The document.")],
    sections: Annotated[
        list[str] | None,
        typer.Argument(
            metavar="[SECTION]...",
            help="By number, key or heading: 6, 6.1, api-design, “API Design”; A for an appendix.",
        ),
    ] = None,
    *,
    instruction: Annotated[
        str, typer.Option("--instruction", "-i", metavar="TEXT", help="What should be otherwise.")
    ] = "",
    brief: Annotated[
        str | None,
        typer.Option(metavar="BRIEF", help="The brief as it is now; without it, the one that is kept beside FILE."),
    ] = None,
    cascade: Annotated[
        bool, typer.Option("--cascade", help="Also what no longer agrees, in order; without SECTION, that alone.")
    ] = False,
    diff: Annotated[bool, typer.Option("--diff", help="Show what would change; write nothing.")] = False,
    interactive: Annotated[bool, typer.Option("--interactive", help="Ask for each change whether to take it.")] = False,
    conflict: Annotated[
        Literal["markers", "ours", "theirs"],
        typer.Option(help="What stands where you and the new draft changed the same: both, yours, or the new draft's."),
    ] = "markers",
    on: Annotated[date | None, typer.Option("--date", parser=day, metavar="DATE", help="For the change log.")] = None,
    model: ModelOption = None,
    base_url: BaseUrlOption = None,
    model_file: ModelFileOption = None,
    context_tokens: ContextTokensOption = None,
    jobs: Annotated[int | None, typer.Option(min=1, max=64, help="Sections asked for at once.")] = None,
    timeout: TimeoutOption = None,
    max_cost: MaxCostOption = None,
    max_tokens: MaxTokensOption = None,
    max_calls: MaxCallsOption = None,
    fresh: FreshOption = False,
    allow_secrets: AllowSecretsOption = False,
) -> None:
    """Draft sections again without losing an edit.

    What you changed since a section was generated stays; where the new draft changes the same words, both are marked
    as git does. The rest of the document keeps its bytes, but for version, date and a row of the change log. What is
    computed, such as 6.2, follows the document without a model.

    Examples: `drafter regenerate tdd.md 6`, `drafter regenerate tdd.md 7.1 -i "we use OpenID Connect"`,
    `drafter regenerate tdd.md --cascade --brief brief-v2.md`. `drafter plan tdd.md` says what is stale,
    `drafter undo tdd.md` goes back.
    """
    today = on or date.today()
    with locked(document) as lock:
        stood = opened(document, brief, today)
        places = [named_place(words, stood.stands.page) for words in sections or []]
        if not places and not cascade:
            raise UsageError("name a section, or add --cascade", hint=f"drafter plan {document} says what is stale")
        _refuse_without_brief(stood, places)
        sent = {
            shown_name(brief or "the brief"): stood.brief.text if stood.brief else "",
            str(document): stood.text,
            "the instruction": instruction,
        }
        refuse_secrets(sent, allowed=allow_secrets)
        behaviour = behaviour_of(
            fresh=fresh, jobs=jobs, timeout=timeout, limits=Limits(cost=max_cost, tokens=max_tokens, calls=max_calls)
        )
        choice = chosen_model(model, base_url, model_file, context_tokens)
        for place in places:
            if reason := stood.stands.outline.reason_against(place.part or str(place.section.number)):
                say(f"drafter: warning: {place} does not apply: {reason}")
        made = made_of(stood, places, instruction, choice, behaviour, lock, cascade=cascade)
        new = new_text(stood, stood.text, made, conflict, None, instruction, today)
        if diff:
            put(unified(stood.text, new.text, str(document)))
            raise_for(made, new, document)
            return
        if interactive:
            choices = choose(new.placed)
            if choices is None:
                say("nothing was written")
                return
            new = new_text(stood, stood.text, made, conflict, choices, instruction, today)
        elif left := waiting(stood, new, conflict):
            say(f"drafter: warning: nothing is kept of how {', '.join(map(str, left))} was generated")
            if new.text == stood.text:
                raise Unfinished(
                    f"{document}: every difference is yours to choose; nothing was written",
                    hint="--interactive asks for each, --conflict theirs takes all, with --diff it shows them",
                )
        if new.text == stood.text:
            say(f"{document}: nothing changed")
        else:
            retry = (
                None
                if interactive
                else partial(
                    new_text, stood, made=made, policy=conflict, choices=None, instruction=instruction, today=today
                )
            )
            new = written(stood, made, new, retry, lock)
            report(stood, new)
    raise_for(made, new, document)


def _refuse_without_brief(stood: Opened, places: Sequence[Address]) -> None:
    """Raise UsageError when something needs the brief and none is known."""
    if stood.brief is not None:
        return
    computed = {key for key, part in computed_parts().items() if "brief" not in part.sources}
    if any(place.part not in computed for place in places) or not places:
        raise UsageError(
            f"{stood.path}: no brief is kept beside it",
            hint="name the brief that it was drafted from: --brief brief.md",
        )
