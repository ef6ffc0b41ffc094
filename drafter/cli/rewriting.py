"""The new text of a document, and how it gets into its file."""

from collections.abc import Callable, Mapping, Sequence
from datetime import date
from typing import NamedTuple

from drafter.cli.hunks import Choice
from drafter.cli.redrafting import Made
from drafter.cli.standing import Opened
from drafter.cli.terminal import say
from drafter.derive.addresses import Address
from drafter.derive.change_log import with_change
from drafter.document.sections import SECTIONS
from drafter.errors import DocumentChanged
from drafter.facts.secrets import secrets_in
from drafter.markdown.escape import inline
from drafter.markdown.parse import parse
from drafter.merge import Policy, has_markers, part_span, spliced
from drafter.outline_file import to_yaml
from drafter.regeneration import CHANGE_LOG, Placed, Standing, applied, generated, merged
from drafter.workspace import Change, Lock, State, bytes_of, replace_document, write_atomically

__all__ = ["NewText", "new_text", "waiting", "written"]

_TRIES = 3
"""So often at most a document that somebody edits meanwhile is merged again."""
_MOST_REASONS = 3
"""Changes that the change log tells of."""


class NewText(NamedTuple):
    """A document's new text, with the merges that it comes from."""

    text: str
    placed: tuple[Placed, ...]
    conflicts: int
    version: str


def new_text(
    stood: Opened,
    text: str,
    made: Made,
    policy: Policy,
    choices: Sequence[Choice] | None,
    instruction: str,
    today: date,
) -> NewText:
    """Return a text of the document with what was made of it, its next version, and a row in its change log."""
    placed = merged(parse(text), made.stood, made.stands, stood.bases, made.places)
    texts = []
    for index, one in enumerate(placed):
        if choices is not None:
            texts.append(one.text(policy, taken=choices[index].taken, refused=choices[index].refused))
        elif policy == "theirs" and one.address.section.key not in stood.bases:
            texts.append(one.text(policy, taken={hunk.number for hunk in one.hunks}))
        else:
            texts.append(one.text(policy))
    new = applied(text, placed, texts)
    if new == text:
        return NewText(text, placed, 0, "")
    conflicts = sum(one.conflicts for one in placed) if policy == "markers" and choices is None else 0
    changed = [one for one, after in zip(placed, texts, strict=True) if after != text[one.start : one.end]]
    logged, version = with_change(parse(new), _said(made, changed, instruction), today)
    return NewText(logged, placed, conflicts, version)


def _said(made: Made, changed: Sequence[Placed], instruction: str) -> str:
    """Return what the change log says: which places were drafted again, and why."""
    names = [str(one.address) for one in changed]
    listed = names[0] if len(names) == 1 else f"{', '.join(names[:-1])} and {names[-1]}"
    why = [*(str(change) for change in made.stands.changes[:_MOST_REASONS]), *([instruction] if instruction else [])]
    more = len(made.stands.changes) - _MOST_REASONS
    why += [f"and {more} more changes"] if more > 0 else []
    reason = f": {inline('; '.join(why))}" if why else ""
    return f"{listed} drafted again{reason}."


def waiting(stood: Opened, new: NewText, policy: Policy) -> list[Address]:
    """Return the places whose changes wait to be chosen, since nothing is kept of how they were generated."""
    if policy == "theirs":
        return []
    return [one.address for one in new.placed if one.address.section.key not in stood.bases and one.hunks]


def written(stood: Opened, made: Made, new: NewText, again: Callable[[str], NewText] | None, lock: Lock) -> NewText:
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


def _state(stood: Opened, made: Made, new: NewText) -> State:
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
    return [one for one in merged(stands.page, stands, stands, bases, everywhere) if one.hunks]
