"""One section's answer: asked for field by field or as a whole, checked, and what stays bad left out."""

from collections.abc import Callable, Collection, Mapping, Sequence
from functools import partial
from typing import Any

from pydantic import BaseModel, ConfigDict, ValidationError, create_model
from pydantic.fields import FieldInfo

from drafter.consistency.text import SeenSentences, is_sentence, running_texts, text_faults, tidied
from drafter.derive.background import background
from drafter.derive.names import decision_key, names_of
from drafter.derive.phrases import capitalised
from drafter.derive.takers import fields_asked
from drafter.document.answer import Answer, Otherwise
from drafter.document.answers import Gap
from drafter.document.brief import Brief
from drafter.document.fault import Fault
from drafter.document.leaves import field_at, leaves, replaced, value_at
from drafter.document.narrow import narrow
from drafter.document.notes import INCOMPLETE, is_note, said_already
from drafter.document.outline import Outline
from drafter.document.sections import SectionType
from drafter.document.sections.base import mark_of
from drafter.document.value import Value
from drafter.llm.ask import Answered, Checks
from drafter.llm.asker import Asker, Spent
from drafter.prompt_files import filled, placeholders

__all__ = [
    "Drafted",
    "Settled",
    "Written",
    "ask_fields",
    "correct",
    "draft_section",
    "forms",
    "has_gaps",
    "outline_in_words",
    "remember",
    "reword",
    "section_prompt",
    "section_task",
    "settle",
    "with_fields",
]

_HERE = "above"
"""The place of what the same section says already."""


class Written(Value):
    """The answer to one form of a section."""

    label: str
    fields: tuple[str, ...]
    form: type[BaseModel]
    answered: Answered


class Drafted(Value):
    """A section as the model wrote it: a form after the other."""

    written: tuple[Written, ...] = ()
    spent: Spent = Spent()

    @property
    def forms(self) -> list[tuple[type[BaseModel], dict[str, Any]]]:
        """What was asked for, with the answers."""
        return [(one.form, one.answered.data) for one in self.written]


class Settled(Value):
    """A section's answer, and what is missing of it."""

    answer: Answer
    gaps: tuple[Gap, ...] = ()


async def draft_section(
    kind: SectionType, brief: Brief, outline: Outline, asker: Asker, on_step: Callable[[str, int], None]
) -> Drafted:
    """Return what the model writes for a section; nothing when the section does not apply.

    What other sections say is not looked at, so that sections can be drafted in any order, or at once. Raises
    a DrafterError when the model cannot be reached.
    """
    prompt = section_prompt(kind, brief, outline)
    return await ask_fields(kind, fields_asked(kind, outline), prompt, brief, outline, asker, SeenSentences(), on_step)


async def ask_fields(
    kind: SectionType,
    wanted: Collection[str],
    prompt: str,
    brief: Brief,
    outline: Outline,
    asker: Asker,
    seen: SeenSentences,
    on_step: Callable[[str, int], None],
) -> Drafted:
    """Return what the model writes in some fields of a section; nothing for those that have no names to speak of.

    What `seen` holds is said elsewhere already. Raises a DrafterError when the model cannot be reached.
    """
    narrowed = narrow(with_fields(kind, wanted), names_of(outline, brief)) if wanted else None
    here = seen.copy()
    written: list[Written] = []
    spent = Spent()
    for fields, form in forms(narrowed, one_by_one=asker.one_by_one) if narrowed else []:
        label = f"{kind.number} {kind.title}: {', '.join(fields)}"
        answered = await asker.ask(label, prompt, form, _checks(here), partial(on_step, fields[0]))
        spent = spent.plus(answered)
        written.append(Written(label=label, fields=fields, form=form, answered=answered))
        _remember(written[-1], here, _HERE)
    return Drafted(written=tuple(written), spent=spent)


async def reword(
    kind: SectionType, drafted: Drafted, seen: SeenSentences, brief: Brief, outline: Outline, asker: Asker
) -> Drafted:
    """Return the section with what stands in `seen` already asked for once more, unless that was done already.

    Raises a DrafterError when the model cannot be reached.
    """
    repeated = {
        number: faults
        for number, one in enumerate(drafted.written)
        if not one.answered.asked_again and (faults := _repeated(one, seen))
    }
    return await correct(kind, drafted, repeated, brief, outline, asker, seen)


async def correct(
    kind: SectionType,
    drafted: Drafted,
    faults: Mapping[int, Sequence[Fault]],
    brief: Brief,
    outline: Outline,
    asker: Asker,
    seen: SeenSentences,
) -> Drafted:
    """Return the section with the faulty values of some forms, by their numbers, asked for once more.

    A new value counts only when nothing is wrong with it. Raises a DrafterError when the model cannot be reached.
    """
    written = list(drafted.written)
    spent = drafted.spent
    prompt = section_prompt(kind, brief, outline)
    for number, found in faults.items():
        one = written[number]
        answered = await asker.correct(one.label, prompt, one.form, one.answered, found, _checks(seen))
        spent = spent.plus(answered)
        data = one.answered.data
        bad = {fault.path for fault in answered.faults}
        for path in (fault.path for fault in found if fault.path not in bad):
            data = replaced(data, path, value_at(answered.data, path))
        written[number] = one.model_copy(update={"answered": one.answered.model_copy(update={"data": data})})
    return drafted.model_copy(update={"written": tuple(written), "spent": spent})


def settle(kind: SectionType, drafted: Drafted, seen: SeenSentences) -> Settled:
    """Return the section's answer without what is unusable, or stands in `seen` already; `seen` takes up the rest.

    A text that stays unusable is replaced by a note and reported as a gap; a field that stays unusable as a
    whole is left empty and reported. A repetition becomes a reference to where it stands.
    """
    data: dict[str, Any] = {}
    gaps: list[Gap] = []
    texts: list[str] = []
    for one in drafted.written:
        kept, missing = _usable(kind, one.form, one.fields, one.answered.data, one.answered.faults)
        kept = _capitalised(one.form, tidied(one.form, kept, seen))
        for fault in text_faults(one.form, kept, seen):
            if fault.repeats and fault.repeats != _HERE:
                kept = replaced(kept, fault.path, said_already(fault.repeats))
        data |= kept
        gaps += missing
        texts += [leaf.text for leaf in leaves(one.form, kept) if not is_note(leaf.text)]
    for text in texts:
        seen.add(text, f"section {kind.number}")
    return Settled(answer=kind.answer.model_validate(data), gaps=tuple(gaps))


def _capitalised(form: type[BaseModel], data: dict[str, Any]) -> dict[str, Any]:
    """Return the data with its sentences begun as sentences are."""
    for leaf in running_texts(form, data):
        if is_sentence(leaf):
            data = replaced(data, leaf.path, capitalised(leaf.text))
    return data


def has_gaps(kind: SectionType, drafted: Drafted) -> bool:
    """Tell whether something of a section stayed unusable."""
    faults = (fault for one in drafted.written for fault in one.answered.faults)
    return any(not (fault.repeats or _otherwise(kind, fault)) for fault in faults)


def remember(kind: SectionType, drafted: Drafted, seen: SeenSentences) -> None:
    """Add the sentences of a drafted section to `seen`."""
    for one in drafted.written:
        _remember(one, seen, f"section {kind.number}")


def _remember(written: Written, seen: SeenSentences, place: str) -> None:
    for leaf in leaves(written.form, written.answered.data):
        seen.add(leaf.text, place)


def _repeated(written: Written, seen: SeenSentences) -> list[Fault]:
    """Return the texts whose only fault is that another section has them."""
    faulty = {fault.path for fault in written.answered.faults}
    tidy = tidied(written.form, written.answered.data, seen)
    found = text_faults(written.form, tidy, seen)
    return [fault for fault in found if fault.repeats and fault.repeats != _HERE and fault.path not in faulty]


def _checks(seen: SeenSentences) -> Checks:
    return Checks(
        tidy=lambda model, value: tidied(model, value, seen),
        faults=lambda model, value: text_faults(model, value, seen),
    )


def with_fields(kind: SectionType, wanted: Collection[str]) -> type[BaseModel]:
    """Return the section's answer with some of its fields alone."""
    if len(wanted) == len(kind.answer.model_fields):
        return kind.answer
    fields: dict[str, Any] = {
        name: (field.annotation, field) for name, field in kind.answer.model_fields.items() if name in wanted
    }
    return create_model(kind.answer.__name__, **fields)


def outline_in_words(outline: Outline) -> str:
    """Return the outline as the prompts show it: a line a name."""
    lines = [f"{outline.title} is a {outline.kind}, used through {', '.join(outline.interfaces)}."]
    lines += ["Components:"]
    for component in outline.components:
        uses = f"; uses {', '.join(component.depends_on)}" if component.depends_on else ""
        made_with = f", {component.technology}" if component.technology else ""
        lines.append(f"- {component.name} ({component.kind}{made_with}): {component.responsibility}{uses}")
    if outline.entities:
        lines += ["Entities:", *(f"- {entity.name}: {entity.description}" for entity in outline.entities)]
    if outline.operations:
        lines += ["Operations:"]
        lines += [
            f"- {o.name}{f' ({o.method} {o.path})' if o.method else f' ({o.path})' if o.path else ''}, {o.component}"
            for o in outline.operations
        ]
    if outline.roles:
        lines += [f"Users: {', '.join(role.name for role in outline.roles)}"]
    return "\n".join(lines)


def section_prompt(kind: SectionType, brief: Brief, outline: Outline) -> str:
    """Return the question for a section, without the fields that are asked for."""
    return filled("section", outline=outline_in_words(outline), task=section_task(kind, brief, outline))


def section_task(kind: SectionType, brief: Brief, outline: Outline) -> str:
    """Return what a section is for, in the words of its prompt."""
    name = f"sections/{kind.key}"
    values = {
        "today": "\n".join(f"- {text}" for text in background(brief)),
        "decisions": "\n".join(
            f"- {decision_key(d.title, d.choice)} (instead of {', '.join(d.alternatives)})" for d in outline.decisions
        ),
    }
    return filled(name, **{key: value for key, value in values.items() if key in placeholders(name)})


def forms(narrowed: type[BaseModel], *, one_by_one: bool) -> list[tuple[tuple[str, ...], type[BaseModel]]]:
    """Return the forms to ask for: the whole answer, or each of its fields on its own."""
    if not one_by_one:
        return [(tuple(narrowed.model_fields), narrowed)]
    return [((name,), _form_of(name, field)) for name, field in narrowed.model_fields.items()]


def _form_of(name: str, field: FieldInfo) -> type[BaseModel]:
    definition: Any = (field.annotation, field)
    return create_model("Answer", __config__=ConfigDict(extra="forbid"), **{name: definition})


def _is_pattern(field: FieldInfo) -> bool:
    """Return whether a field takes identifiers or the like, which no note can be."""
    return any(getattr(entry, "pattern", None) for entry in field.metadata)


def _usable(
    kind: SectionType,
    form: type[BaseModel],
    fields: tuple[str, ...],
    data: dict[str, Any],
    faults: tuple[Fault, ...],
) -> tuple[dict[str, Any], list[Gap]]:
    """Return the data without what is faulty, and the gaps that this leaves.

    A text whose only fault is that it stands elsewhere already becomes a reference to that place.
    """
    gaps: list[Gap] = []
    lost: set[str] = set()
    for fault in faults:
        field = str(fault.path[0]) if fault.path else ""
        target = field_at(form, fault.path) if fault.path else None
        if fault.repeats:
            data = replaced(data, fault.path, said_already(fault.repeats))
            continue
        if target is not None and target.annotation is str and (otherwise := _otherwise(kind, fault)):
            data = replaced(data, fault.path, otherwise)
            continue
        if target is not None and target.annotation is str and fault.written and not _is_pattern(target):
            data = replaced(data, fault.path, INCOMPLETE)
        else:
            lost |= {field} if field else set(fields)
        gaps.append(Gap(section=kind.key, field=field or fields[0], place=fault.place, reason=f"{fault.problem}."))
    kept = {key: value for key, value in data.items() if key in fields and key not in lost}
    for key, problem in _hidden_faults(kind, kept):
        kept.pop(key, None)
        gaps.append(Gap(section=kind.key, field=key, place=key, reason=f"{problem}."))
    return kept, gaps


def _otherwise(kind: SectionType, fault: Fault) -> str:
    """Return what stands for an unusable text of this field; empty where it is missed."""
    field = kind.answer.model_fields.get(str(fault.path[0])) if len(fault.path) > 1 else None
    otherwise = mark_of(field, Otherwise) if field else None
    return otherwise.text if otherwise else ""


def _hidden_faults(kind: SectionType, data: dict[str, Any]) -> list[tuple[str, str]]:
    """Return the fields that are faulty as a whole: pydantic counts a list once its entries are valid."""
    try:
        kind.answer.model_validate(data)
    except ValidationError as error:
        return [(str(entry["loc"][0]), entry["msg"]) for entry in error.errors(include_url=False)]
    return []
