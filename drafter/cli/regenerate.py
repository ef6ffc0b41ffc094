"""`drafter regenerate`: sections of a document anew, and nothing else of it."""

import asyncio
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from functools import partial
from pathlib import Path
from typing import Annotated, Literal, NamedTuple

import typer

from drafter.cli.hunks import Choice, choose
from drafter.cli.inputs import ContextTokensOption, shown_name
from drafter.cli.ledger import note_in_ledger
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
    behaviour_of,
    chosen_model,
    day,
)
from drafter.cli.secrets import refuse_secrets
from drafter.cli.session import SECTION_PARTS, check_model, open_session
from drafter.cli.standing import Opened, opened
from drafter.cli.terminal import put, say
from drafter.configuration import Behaviour, Limits, ModelChoice
from drafter.consistency.checking import check
from drafter.derive.addresses import Address, address_of
from drafter.derive.change_log import with_change
from drafter.document.answers import Gap
from drafter.document.sections import SECTIONS, computed_parts
from drafter.errors import DocumentChanged, DrafterError, OutputUnusable, TryAgain, UsageError
from drafter.facts.secrets import secrets_in
from drafter.llm.asker import Spent
from drafter.markdown.escape import inline
from drafter.markdown.parse import parse
from drafter.merge import Policy, has_markers, part_span, spliced, unified
from drafter.outline_file import to_yaml
from drafter.regeneration import CHANGE_LOG, Placed, Standing, applied, asked_fields, generated, merged, redraft
from drafter.report.text import headline, in_numbers
from drafter.workspace import Change, Lock, State, bytes_of, locked, replace_document, write_atomically

__all__ = ["regenerate"]

_ROUNDS = 4
"""So often at most a cascade looks whether what was drafted made something else stale."""
_TRIES = 3
"""So often at most a document that somebody edits meanwhile is merged again."""
_MOST_REASONS = 3
"""Changes that the change log tells of."""


class _Unfinished(DrafterError):
    """Conflicts are marked in the document, or hunks wait to be chosen."""

    exit_code = 1


@dataclass
class _Made:
    """What came of a run."""

    stands: Standing
    places: list[Address]
    gaps: tuple[Gap, ...] = ()
    failures: dict[str, DrafterError] = field(default_factory=dict)
    spent: Spent = field(default_factory=Spent)


class _Text(NamedTuple):
    """A document's new text, with the merges that it comes from."""

    text: str
    placed: tuple[Placed, ...]
    conflicts: int
    version: str


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
    with locked(document) as lock:
        stood = opened(document, brief)
        places = [_address(words, stood) for words in sections or []]
        if not places and not cascade:
            raise UsageError("name a section, or add --cascade", hint=f"drafter plan {document} says what is stale")
        _refuse_without_brief(stood, places)
        text = stood.brief.text if stood.brief else ""
        refuse_secrets({shown_name(brief or "the brief"): text, "the instruction": instruction}, allowed=allow_secrets)
        behaviour = behaviour_of(
            fresh=fresh, jobs=jobs, timeout=timeout, limits=Limits(cost=max_cost, tokens=max_tokens, calls=max_calls)
        )
        choice = chosen_model(model, base_url, model_file, context_tokens)
        made = _made(stood, places, instruction, choice, behaviour, lock, cascade=cascade)
        today = on or date.today()
        new = _text(stood, stood.text, made, conflict, None, instruction, today)
        if diff:
            put(unified(stood.text, new.text, str(document)))
            _raise_for(made, new, document)
            return
        if interactive:
            choices = choose(new.placed)
            if choices is None:
                say("nothing was written")
                return
            new = _text(stood, stood.text, made, conflict, choices, instruction, today)
        elif _is_all_offered(stood, new, conflict):
            raise _Unfinished(
                f"{document}: nothing is kept of how this was generated, so every difference is yours to choose",
                hint="--interactive asks for each, --conflict theirs takes all, --diff shows them; nothing was written",
            )
        if new.text == stood.text:
            say(f"{document}: nothing changed")
        else:
            retry = (
                None
                if interactive
                else partial(
                    _text, stood, made=made, policy=conflict, choices=None, instruction=instruction, today=today
                )
            )
            new = _written(stood, made, new, retry, lock)
            _report(stood, made, new)
    _raise_for(made, new, document)


def _address(words: str, stood: Opened) -> Address:
    found = address_of(words, stood.stands.page)
    if found is None:
        listed = "\n".join(f"{kind.number}  {kind.key.replace('_', '-')}  {kind.title}" for kind in SECTIONS)
        raise UsageError(f"{words!r} is no section or part; the sections are:\n{listed}")
    return found


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


def _made(
    stood: Opened,
    places: list[Address],
    instruction: str,
    choice: ModelChoice,
    behaviour: Behaviour,
    lock: Lock,
    *,
    cascade: bool,
) -> _Made:
    """Return what stands when all that is wanted was asked for; the model is opened when something is."""
    stands = stood.stands
    wanted = _wanted(stands, places)
    other_operations = bool(instruction) and any(
        place.section.key == "api_design" and place.part in {"", "6.1"} for place in places
    )
    if cascade:
        for stale in stands.stale:
            wanted[stale.section] = (*wanted.get(stale.section, ()), stale.field)
        places = [Address(section=kind) for kind in SECTIONS]
    made = _Made(stands, places)
    if not wanted and not other_operations:
        return made
    check_model(choice)
    return asyncio.run(
        _asked(made, stood, wanted, instruction, choice, behaviour, lock, cascade=cascade, operations=other_operations)
    )


def _wanted(stands: Standing, places: Sequence[Address]) -> dict[str, tuple[str, ...]]:
    """Return the fields to ask for by their sections' keys, in the order of the document."""
    wanted: dict[str, tuple[str, ...]] = {}
    for kind in SECTIONS:
        fields = [
            field for place in places if place.section.key == kind.key for field in asked_fields(place, stands.outline)
        ]
        if fields:
            wanted[kind.key] = tuple(dict.fromkeys(fields))
    return wanted


async def _asked(
    made: _Made,
    stood: Opened,
    wanted: Mapping[str, tuple[str, ...]],
    instruction: str,
    choice: ModelChoice,
    behaviour: Behaviour,
    lock: Lock,
    *,
    cascade: bool,
    operations: bool,
) -> _Made:
    """Ask for some fields and, in a cascade, for what they make stale; each at most once."""
    brief = stood.brief
    assert brief is not None  # noqa: S101 - whatever asks a model was refused without one
    asked: set[tuple[str, str]] = set()
    left = {key: tuple(dict.fromkeys(fields)) for key, fields in wanted.items()}
    async with open_session(
        choice, brief, {key: SECTION_PARTS[key] for key in left or SECTION_PARTS}, behaviour
    ) as session:
        for number in range(_ROUNDS):
            drafted = await redraft(
                made.stands,
                left,
                session.asker,
                instruction=instruction if not number else "",
                other_operations=operations and not number,
                jobs=session.opened.jobs,
                progress=session.progress,
            )
            asked |= {(key, field) for key, fields in left.items() for field in fields}
            made.stands, made.gaps = drafted.standing, (*made.gaps, *drafted.gaps)
            made.failures |= drafted.failures
            left = {}
            made.stands = replace(made.stands, shown=parse(_merged_text(stood.text, made, stood.bases)))
            for stale in made.stands.stale if cascade else ():
                if (stale.section, stale.field) not in asked and stale.section not in made.failures:
                    left[stale.section] = (*left.get(stale.section, ()), stale.field)
            if not left:
                break
        made.spent = session.asker.spent
        note_in_ledger(stood.path, session, choice, lock)
    return made


def _merged_text(text: str, made: _Made, bases: Mapping[str, str]) -> str:
    """Return the document with all that was made of it that meets no edit."""
    placed = merged(parse(text), made.stands, bases, made.places)
    return applied(text, placed, [one.merge.text("ours") for one in placed])


def _text(
    stood: Opened,
    text: str,
    made: _Made,
    policy: Policy,
    choices: Sequence[Choice] | None,
    instruction: str,
    today: date,
) -> _Text:
    """Return a text of the document with what was made of it, its next version, and a row in its change log."""
    placed = merged(parse(text), made.stands, stood.bases, made.places)
    texts = []
    for index, one in enumerate(placed):
        if choices is not None:
            texts.append(one.merge.text(policy, taken=choices[index].taken, refused=choices[index].refused))
        elif policy == "theirs" and one.address.section.key not in stood.bases:
            texts.append(one.merge.text(policy, taken={hunk.number for hunk in one.merge.hunks}))
        else:
            texts.append(one.merge.text(policy))
    new = applied(text, placed, texts)
    if new == text:
        return _Text(text, placed, 0, "")
    conflicts = sum(one.merge.conflicts for one in placed) if policy == "markers" and choices is None else 0
    changed = [one for one, after in zip(placed, texts, strict=True) if after != text[one.start : one.end]]
    logged, version = with_change(parse(new), _said(made, changed, instruction), today)
    return _Text(logged, placed, conflicts, version)


def _said(made: _Made, changed: Sequence[Placed], instruction: str) -> str:
    """Return what the change log says: which places were drafted again, and why."""
    names = [str(one.address) for one in changed]
    listed = names[0] if len(names) == 1 else f"{', '.join(names[:-1])} and {names[-1]}"
    why = [*(str(change) for change in made.stands.changes[:_MOST_REASONS]), *([instruction] if instruction else [])]
    more = len(made.stands.changes) - _MOST_REASONS
    why += [f"and {more} more changes"] if more > 0 else []
    reason = f": {inline('; '.join(why))}" if why else ""
    return f"{listed} drafted again{reason}."


def _is_all_offered(stood: Opened, new: _Text, policy: Policy) -> bool:
    """Tell whether hunks wait to be chosen, and nothing else happened."""
    without = [one for one in new.placed if one.address.section.key not in stood.bases and one.merge.hunks]
    return policy != "theirs" and bool(without) and new.text == stood.text


def _written(stood: Opened, made: _Made, new: _Text, again: Callable[[str], _Text] | None, lock: Lock) -> _Text:
    """Write the document and its state; what somebody changed meanwhile is merged with, or left alone."""
    before = stood.data
    for _ in range(_TRIES):
        change = Change(command=f"drafter regenerate {' '.join(str(place) for place in made.places)}")
        try:
            kept = replace_document(stood.path, new.text, before, change, state=_state(stood, made, new), lock=lock)
        except DocumentChanged:
            now = bytes_of(stood.path)
            if again is None or now is None or has_markers(now.decode(errors="replace")):
                break
            before = now
            new = again(now.decode(errors="surrogateescape"))
            continue
        if kept:
            say(f"what {stood.path} held before is kept in {kept}; to go back: drafter undo {stood.path}")
        return new
    beside = stood.path.with_name(f"{stood.path.stem}.new{stood.path.suffix}")
    write_atomically(beside, new.text)
    raise DocumentChanged(
        f"{stood.path}: was changed while it was drafted, and stays as it is",
        hint=f"the new text is in {beside}: take over what you want of it",
    )


def _state(stood: Opened, made: _Made, new: _Text) -> State:
    """Return what is kept beside the new text: facts count as agreed with only when nothing is left behind them."""
    sections = generated(stood.bases, new.placed)
    if (log := part_span(new.text, CHANGE_LOG)) and "appendices" in sections:
        own = part_span(sections["appendices"], CHANGE_LOG)
        sections["appendices"] = spliced(sections["appendices"], own, new.text[slice(*log)])
    brief = made.stands.brief
    secret = secrets_in(brief.text)
    kept = State(
        outline=stood.state.outline,
        brief=stood.state.brief,
        brief_name=brief.name or stood.state.brief_name,
        coming=None if secret or brief.text == stood.state.brief else brief.text,
        sections=sections,
    )
    after = stood.standing_of(new.text)
    if new.conflicts or after.stale or _behind(after, sections):
        return kept
    return kept.model_copy(
        update={
            "outline": to_yaml(after.outline, None if secret else brief),
            "brief": None if secret else brief.text or stood.state.brief,
            "coming": None,
        }
    )


def _behind(stands: Standing, bases: Mapping[str, str]) -> list[Placed]:
    """Return the sections that would change without a model."""
    everywhere = [Address(section=kind) for kind in SECTIONS if kind.key in bases]
    return [one for one in merged(stands.page, stands, bases, everywhere) if one.merge.hunks]


def _report(stood: Opened, made: _Made, new: _Text) -> None:
    """Say what happened, what is new among the findings, and what does not agree yet."""
    hunks = sum(len(one.merge.hunks) for one in new.placed)
    shown = f"{hunks} change{'s' * (hunks != 1)}"
    say(
        f"{stood.path}: {shown} in {_listed(one.address for one in new.placed if one.merge.hunks)}"
        + (f"; now {new.version}" if new.version else "")
    )
    for gap in made.gaps:
        say(f"  kept as it was: {gap.place or gap.field}: {gap.reason}")
    brief = stood.brief
    before = {finding.fingerprint for finding in check(parse(stood.text), brief)}
    now = check(parse(new.text), brief)
    fresh = [finding for finding in now if finding.fingerprint not in before]
    gone = len(before - {finding.fingerprint for finding in now})
    for finding in fresh:
        if finding.severity != "note":
            say(headline(str(stood.path), finding))
    if fresh or gone:
        say(f"{in_numbers(fresh)} new, {gone} gone (`drafter check` shows all)")
    after = stood.standing_of(new.text)
    keys = {stale.section for stale in after.stale}
    left = [f"{kind.number} {kind.title}" for kind in SECTIONS if kind.key in keys]
    if left and not new.conflicts:
        say(f"no longer agree: {', '.join(left)}; `drafter plan {stood.path}` says why")


def _listed(addresses: Iterable[Address]) -> str:
    return ", ".join(str(address) for address in addresses) or "no section"


def _raise_for(made: _Made, new: _Text, document: Path) -> None:
    """Raise what the user must know by the exit code."""
    for key, error in made.failures.items():
        say(f"drafter: {SECTION_PARTS[key]} was not drafted: {error}")
    worst = next(iter(made.failures.values()), None)
    if isinstance(worst, TryAgain):
        raise TryAgain(f"{document}: {len(made.failures)} section(s) are missing", hint="Run the same command again.")
    if worst is not None:
        raise OutputUnusable(f"{document}: the model's answers stayed unusable", hint="Use another model, or --fresh.")
    if new.conflicts:
        raise _Unfinished(
            f"{document}: {new.conflicts} conflict{'s' * (new.conflicts != 1)} to resolve, between <<<<<<< and >>>>>>>",
            hint=f"choose one of each two texts; or `drafter undo {document}`, and --conflict ours or theirs",
        )
