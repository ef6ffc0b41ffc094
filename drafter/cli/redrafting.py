"""What is asked of a model for a document that stands."""

import asyncio
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace

from drafter.cli.ledger import note_in_ledger
from drafter.cli.session import SECTION_PARTS, check_model, open_session
from drafter.cli.standing import Opened
from drafter.configuration import Behaviour, ModelChoice
from drafter.derive.addresses import Address
from drafter.document.answers import Gap
from drafter.document.sections import SECTIONS
from drafter.errors import DrafterError
from drafter.markdown.parse import parse
from drafter.regeneration import Standing, applied, asked_fields, merged, redraft
from drafter.workspace import Lock

__all__ = ["Made", "made_of"]

_ROUNDS = 4
"""So often at most a cascade looks whether what was drafted made something else stale."""


@dataclass
class Made:
    """What came of a run."""

    stood: Standing
    stands: Standing
    places: list[Address]
    gaps: tuple[Gap, ...] = ()
    failures: dict[str, DrafterError] = field(default_factory=dict)


def made_of(
    stood: Opened,
    places: list[Address],
    instruction: str,
    choice: ModelChoice,
    behaviour: Behaviour,
    lock: Lock,
    *,
    cascade: bool,
) -> Made:
    """Return what stands when all that is wanted was asked for; the model is opened when something is."""
    stands = stood.stands
    wanted = _wanted(stands, places)
    other_operations = bool(instruction) and any(
        place.section.key == "api_design" and place.part in {"", "6.1"} for place in places
    )
    if cascade:
        for stale in stands.stale:
            wanted[stale.section] = (*wanted.get(stale.section, ()), stale.field)
        there = {part.key for part in stands.page.parts}
        kept = [place for place in places if not place.part and str(place.section.number) not in there]
        places = [*kept, *(Address(section=kind) for kind in SECTIONS if str(kind.number) in there)]
    made = Made(stands, stands, places)
    if not wanted and not other_operations:
        return made
    check_model(choice)
    asking = _asked(
        made, stood, wanted, instruction, choice, behaviour, lock, again=cascade, operations=other_operations
    )
    return asyncio.run(asking)


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
    made: Made,
    stood: Opened,
    wanted: Mapping[str, tuple[str, ...]],
    instruction: str,
    choice: ModelChoice,
    behaviour: Behaviour,
    lock: Lock,
    *,
    again: bool,
    operations: bool,
) -> Made:
    """Ask for some fields and, with `again`, for what they make stale; each at most once."""
    asked: set[tuple[str, str]] = set()
    left = {key: tuple(dict.fromkeys(fields)) for key, fields in wanted.items()}
    parts = {key: SECTION_PARTS[key] for key in left} or {"api_design": SECTION_PARTS["api_design"]}
    async with open_session(choice, made.stands.brief, parts, behaviour, sent="the brief and the document") as session:
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
            for stale in made.stands.stale if again else ():
                if (stale.section, stale.field) not in asked and stale.section not in made.failures:
                    left[stale.section] = (*left.get(stale.section, ()), stale.field)
            if not left:
                break
            made.stands = replace(made.stands, shown=parse(_merged_text(stood.text, made, stood.bases)))
        note_in_ledger(stood.path, session, choice, lock)
    return made


def _merged_text(text: str, made: Made, bases: Mapping[str, str]) -> str:
    """Return the document with all that was made of it that meets no edit."""
    placed = merged(parse(text), made.stood, made.stands, bases, made.places)
    return applied(text, placed, [one.text("ours") for one in placed])
