"""A document that stands, and what becomes of it: the second page to read.

    file ─ standing ─▶ facts ─ stale_fields ─▶ fields ─ redraft ─▶ answers ─ assemble ─▶ sections ─ merge ─▶ file

What a document states is read back into an outline and answers, brought to what the brief and the edits say now, and
assembled again: what is computed follows without a model. Only fields that no longer agree, or that somebody asks
for, are asked for again.
"""

import asyncio
from collections import Counter
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import cached_property
from itertools import accumulate
from typing import Any, NamedTuple

from pydantic import BaseModel

from drafter.consistency.text import SeenSentences
from drafter.derive.addresses import Address
from drafter.derive.assembly import assemble
from drafter.derive.grounding import texts_of
from drafter.derive.known import Known
from drafter.derive.material import Material
from drafter.derive.staleness import (
    Change,
    Stale,
    brief_changes,
    document_changes,
    outline_for,
    outline_with_new_names,
    stale_fields,
    with_new_names,
)
from drafter.derive.stated import (
    FIELDS_OF_PARTS,
    renames,
    stated_answers,
    stated_contract_version,
    stated_outline,
    stated_records,
)
from drafter.derive.takers import fields_asked
from drafter.document.answers import Answers, Gap
from drafter.document.brief import Brief
from drafter.document.document import Document
from drafter.document.notes import INCOMPLETE
from drafter.document.outline import Outline
from drafter.document.page import Page
from drafter.document.sections import SECTIONS, section_type
from drafter.errors import DrafterError, OutputUnusable, TryAgain
from drafter.llm.asker import Asker
from drafter.markdown.parse import parse
from drafter.markdown.render import render_section
from drafter.markdown.typed import document as document_of
from drafter.merge import Hunk, Merge, Policy, merge, part_span, section_span, spliced
from drafter.stages.draft_section import Drafted, settle
from drafter.stages.outlining.operations import remade_operations
from drafter.stages.progress import Progress
from drafter.stages.redraft_section import redraft_prompt, redraft_section

__all__ = ["Placed", "Redraft", "Standing", "applied", "asked_fields", "merged", "redraft", "standing"]

CHANGE_LOG = "E"
_RECORDS = "appendices"
_OPERATIONS = "api_design"
"""The section that lists the outline's operations."""


@dataclass(frozen=True)
class Standing:
    """A document as it stands, and what it should agree with."""

    page: Page
    """What stands in the file."""
    shown: Page
    """The same with what was drafted since: what a model is told."""
    document: Document
    stated: Outline
    """What the document states."""
    outline: Outline
    """The same with what the brief says now."""
    said: Answers
    """What the document says, as answers."""
    answers: Answers
    """What it should say, as far as that is known: with the names that hold now, and what was drafted since."""
    brief: Brief
    drafted_for: Brief
    """The brief that all sections agreed with last."""
    changes: tuple[Change, ...]
    today: date
    """Of what is recorded now."""

    @cached_property
    def stale(self) -> tuple[Stale, ...]:
        """What a model must write anew."""
        return stale_fields(self.answers, self.outline, self.brief, self.changes)

    @cached_property
    def swapped(self) -> Mapping[str, str]:
        """The words that are others now: numbers, technologies, names."""
        return {change.old: change.new for change in self.changes if change.old and change.new and change.subject}

    @cached_property
    def sections(self) -> Mapping[str, str]:
        """Each section as it would be assembled from what should be said, by its key: no model has a part in it."""
        return _assembled(self, self.outline, self.answers, self.brief)

    @cached_property
    def echo(self) -> Mapping[str, str]:
        """Each section as it would be assembled from what the document says: its own words, as drafter writes them."""
        return _assembled(self, self.stated, self.said, self.drafted_for)


def _assembled(stands: Standing, outline: Outline, answers: Answers, brief: Brief) -> dict[str, str]:
    said = (text for section in stands.document.sections for text in texts_of(section))
    known = Known.of(brief, outline.technologies).with_texts(said)
    material = Material(
        brief=brief,
        outline=outline,
        answers=answers,
        information=stands.document.information.model_copy(update={"date": stands.today.isoformat()}),
        today=stands.today,
        contract_version=stated_contract_version(stands.document),
        records=stated_records(stands.document),
    )
    made = assemble(material, known)
    return {
        kind.key: render_section(kind, section) + "\n" for kind, section in zip(SECTIONS, made.sections, strict=True)
    }


class Redraft(NamedTuple):
    """What stands after some fields were asked for again."""

    standing: Standing
    gaps: tuple[Gap, ...]
    failures: Mapping[str, DrafterError]
    """By the section's key."""


@dataclass(frozen=True)
class Placed:
    """The merge of a section, or of a part of one, and where it stands in the document."""

    address: Address
    start: int
    end: int
    theirs: str
    """What was made."""
    merge: Merge
    repeated: frozenset[int]
    """The numbers of conflicts that only say in drafter's words what the user wrote: the user's stand."""

    @property
    def hunks(self) -> tuple[Hunk, ...]:
        """The changes, without those that say nothing new."""
        return tuple(hunk for hunk in self.merge.hunks if hunk.number not in self.repeated)

    @property
    def conflicts(self) -> int:
        """How many of them meet what the user changed."""
        return sum(hunk.is_conflict for hunk in self.hunks)

    def text(
        self, policy: Policy = "markers", *, taken: Collection[int] | None = None, refused: Collection[int] = ()
    ) -> str:
        """Return the merged text, as `Merge.text` does."""
        return self.merge.text(policy, taken=taken, refused={*refused, *self.repeated})


def standing(
    text: str, brief: Brief, *, drafted_from: Outline | None, drafted_for: Brief | None, today: date
) -> Standing:
    """Return what a document states and what it should agree with; nothing is raised.

    `drafted_from` and `drafted_for` are the outline and the brief that all of its sections agreed with last, as far as
    they are known.
    """
    page = parse(text)
    document = document_of(page).document
    before = drafted_for or brief
    stated = stated_outline(document, drafted_from, before)
    edits = document_changes(drafted_from, stated, renames(document, drafted_from)) if drafted_from else ()
    changes = tuple(dict.fromkeys((*edits, *brief_changes(before, brief))))
    said = stated_answers(document, stated, drafted_from)
    return Standing(
        page=page,
        shown=page,
        document=document,
        stated=stated,
        outline=outline_for(outline_with_new_names(stated, changes), before, brief),
        said=said,
        answers=with_new_names(said, changes),
        brief=brief,
        drafted_for=before,
        changes=changes,
        today=today,
    )


def asked_fields(address: Address, outline: Outline) -> tuple[str, ...]:
    """Return the fields that a model answers for a section or part; none for what is computed."""
    fields = fields_asked(address.section, outline)
    if not address.part or address.part == str(address.section.number):
        return fields
    field = FIELDS_OF_PARTS.get(address.part, "")
    return (field,) if field in fields else ()


async def redraft(
    stands: Standing,
    wanted: Mapping[str, Collection[str]],
    asker: Asker,
    *,
    instruction: str,
    other_operations: bool,
    jobs: int,
    progress: Progress,
) -> Redraft:
    """Return what stands after some fields, by their sections' keys, were asked for again; at most `jobs` at once.

    With `other_operations`, the operations are first made what the instruction asks for. A section whose model fails
    for now, or stays unusable, keeps its text. Raises the DrafterErrors that concern all sections.
    """
    outline = stands.outline
    if other_operations:
        outline = await remade_operations(
            stands.brief, outline, instruction, asker, lambda step, tokens: progress.working(_OPERATIONS, step, tokens)
        )
    places = asyncio.Semaphore(jobs)
    failures: dict[str, DrafterError] = {}
    reasons = {key: _reasons(key, stands, instruction) for key in wanted}

    async def one(key: str) -> Drafted:
        kind = section_type(key)
        async with places:
            if _lasting(failures):
                return Drafted()
            try:
                prompt = redraft_prompt(
                    kind, stands.shown, stands.brief, outline, reasons[key], stands.swapped,
                    one_by_one=asker.one_by_one,
                )  # fmt: skip
                drafted = await redraft_section(
                    kind, wanted[key], stands.shown, prompt, stands.brief, outline, asker,
                    lambda step, tokens: progress.working(key, step, tokens),
                )  # fmt: skip
            except DrafterError as error:
                failures[key] = error
                drafted = Drafted()
        progress.end(key, "incomplete" if key in failures else "done", drafted.spent.usage, drafted.spent.seconds)
        return drafted

    async with asyncio.TaskGroup() as group:
        tasks = {key: group.create_task(one(key)) for key in wanted}
    if lasting := _lasting(failures):
        raise lasting[0]
    drafts = {key: task.result() for key, task in tasks.items()}
    answers, gaps = _answered(stands.answers, drafts)
    return Redraft(replace(stands, outline=outline, answers=answers), gaps, failures)


def merged(
    page: Page, stood: Standing, made: Standing, bases: Mapping[str, str], places: Sequence[Address]
) -> tuple[Placed, ...]:
    """Return the merges of what a page holds at some places with what was made of it, in the order of the page.

    `stood` is what the document said before, `bases` are the sections' texts as last generated; what is missing there
    counts as written by hand. The change log is only ever added to.
    """
    found = []
    for address in places:
        key = address.section.key
        base, theirs = bases.get(key), made.sections[key]
        if key == _RECORDS:
            theirs = spliced(theirs, part_span(theirs, CHANGE_LOG), page.text[slice(*part_span(page, CHANGE_LOG))])
        if address.part:
            theirs = theirs[slice(*part_span(theirs, address.part))]
            base = base[slice(*part_span(base, address.part))] if base is not None else None
            start, end = part_span(page, address.part)
        else:
            start, end = section_span(page, str(address.section.number))
        if start == end:  # it is not there: what is asked for by name is put where it belongs
            base, theirs = "", f"{theirs.rstrip()}\n\n"
        result = merge(base, page.text[start:end], theirs)
        echo = stood.echo[key] if result.hunks else ""  # assembling it takes a while
        repeated = frozenset(_repeated(result, page, (start, end), base or "", echo))
        found.append(Placed(address, start, end, theirs, result, repeated))
    return tuple(sorted(found, key=lambda placed: placed.start))


def _repeated(result: Merge, page: Page, span: tuple[int, int], base: str, echo: str) -> Iterator[int]:
    """Yield the hunks that only say once more, as drafter writes it, what the user wrote in the same part.

    Such a text is in the echo. It meets the user's words, or brings nothing but them to where they do not stand.
    """
    lines = [line.rstrip() for line in echo.splitlines()]
    ours = page.text[slice(*span)].splitlines(keepends=True)
    starts = [*accumulate((len(line) for line in ours), initial=span[0])]
    for hunk in result.hunks:
        new = [line.rstrip() for line in hunk.theirs.splitlines()]
        if not new or not any(lines[at : at + len(new)] == new for at in range(len(lines))):
            continue
        brought = Counter(hunk.theirs.split()) - Counter(hunk.ours.split())
        if hunk.is_conflict or (brought and brought <= _own_words(page, starts[hunk.line - 1], base)):
            yield hunk.number


def _own_words(page: Page, offset: int, base: str) -> Counter[str]:
    """Return the words that the user wrote in the part at an offset."""
    begun = [part.key for part in page.parts if part.key and part.heading and part.heading.text.start <= offset + 8]
    now, then = page.text[slice(*part_span(page, begun[-1]))], base[slice(*part_span(base, begun[-1]))]
    return Counter(now.split()) - Counter(then.split())


def generated(bases: Mapping[str, str], placed: Sequence[Placed]) -> dict[str, str]:
    """Return the sections' texts as they count as generated when some merges are written."""
    found = dict(bases)
    for one in placed:
        key = one.address.section.key
        if not one.address.part:
            found[key] = one.theirs
        elif key in found:
            found[key] = spliced(found[key], part_span(found[key], one.address.part), one.theirs)
    return found


def applied(text: str, placed: Sequence[Placed], texts: Sequence[str]) -> str:
    """Return a document with a text at each of some places; everything else stays, byte for byte."""
    for one, new in sorted(zip(placed, texts, strict=True), key=lambda pair: -pair[0].start):
        text = spliced(text, (one.start, one.end), new)
    return text


def _reasons(key: str, stands: Standing, instruction: str) -> list[str]:
    """Return why a section is written anew; what its author asks for comes last, which counts most for small models."""
    why = [reason for stale in stands.stale if stale.section == key for reason in stale.why]
    return [*dict.fromkeys(why), *([f"The author asks: {instruction}"] if instruction else [])] or ["Write it better."]


def _answered(answers: Answers, drafts: Mapping[str, Drafted]) -> tuple[Answers, tuple[Gap, ...]]:
    """Return the answers with what was drafted; what stayed unusable keeps its text, and is reported as a gap."""
    update: dict[str, Any] = {}
    gaps: list[Gap] = []
    asked: set[tuple[str, str]] = set()
    for key, drafted in drafts.items():
        settled = settle(section_type(key), drafted, SeenSentences())
        before = getattr(answers, key)
        fields = {field for one in drafted.written for field in one.fields}
        new = {field: _usable(getattr(settled.answer, field), getattr(before, field)) for field in fields}
        update[key] = before.model_copy(update=new)
        asked |= {(key, field) for field in fields if new[field] is not getattr(before, field)}
        gaps += settled.gaps
    left = tuple(gap for gap in answers.gaps if (gap.section, gap.field) not in asked)
    return answers.model_copy(update={**update, "gaps": left}), tuple(gaps)


def _usable(new: Any, before: Any) -> Any:
    """Return a new value, and what was there before in the place of all that is missing in it."""
    if not new:
        return before or new
    match new:
        case str():
            return before if new == INCOMPLETE and isinstance(before, str) else new
        case dict():
            earlier = before if isinstance(before, dict) else {}
            return {key: _usable(value, earlier.get(key)) for key, value in new.items()}
        case BaseModel() if isinstance(before, BaseModel):
            names = type(new).model_fields
            return new.model_copy(
                update={name: _usable(getattr(new, name), getattr(before, name, None)) for name in names}
            )
    return new


def _lasting(failures: Mapping[str, DrafterError]) -> list[DrafterError]:
    return [error for error in failures.values() if not isinstance(error, TryAgain | OutputUnusable)]
