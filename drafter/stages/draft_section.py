"""One section's answer: asked for field by field or as a whole, checked, and what stays bad left out."""

from collections.abc import Callable
from functools import partial
from typing import Any

from pydantic import BaseModel, ConfigDict, create_model
from pydantic.fields import FieldInfo

from drafter.consistency.text import SeenSentences, text_faults, tidied
from drafter.derive.background import background
from drafter.derive.names import decision_key, names_of
from drafter.document.answer import Answer, Fills
from drafter.document.answers import Gap
from drafter.document.brief import Brief
from drafter.document.fault import Fault
from drafter.document.leaves import field_at, leaves, replaced
from drafter.document.narrow import narrow
from drafter.document.notes import INCOMPLETE, is_note, said_already
from drafter.document.outline import Outline
from drafter.document.sections import SectionType
from drafter.document.sections.base import mark_of
from drafter.document.value import Value
from drafter.llm.ask import Checks
from drafter.llm.asker import Asker, Spent
from drafter.prompt_files import filled, placeholders

__all__ = ["Drafted", "draft_section", "forms", "outline_in_words", "section_prompt"]


class Drafted(Value):
    """A section's answer, and what is missing of it."""

    answer: Answer
    gaps: tuple[Gap, ...] = ()
    spent: Spent = Spent()


async def draft_section(
    kind: SectionType,
    brief: Brief,
    outline: Outline,
    asker: Asker,
    seen: SeenSentences,
    on_step: Callable[[str, int], None],
) -> Drafted:
    """Return the answer for a section; `seen` takes up its sentences.

    A text that stays unusable is replaced by a note and reported as a gap; a field that stays unusable
    as a whole is left empty and reported. Raises a DrafterError when the model cannot be reached.
    """
    if outline.reason_against(str(kind.number)):
        return Drafted(answer=kind.answer())
    narrowed = narrow(_applicable(kind, outline), names_of(outline, brief))
    data: dict[str, Any] = {}
    gaps: list[Gap] = []
    spent = Spent()
    for fields, form in forms(narrowed, one_by_one=asker.one_by_one) if narrowed else []:
        checks = Checks(
            tidy=lambda model, value: tidied(model, value, seen),
            faults=lambda model, value: text_faults(model, value, seen),
        )
        answered = await asker.ask(
            f"{kind.number} {kind.title}: {', '.join(fields)}",
            section_prompt(kind, brief, outline),
            form,
            checks,
            partial(on_step, fields[0]),
        )
        spent = spent.plus(answered)
        kept, missing = _usable(kind, form, fields, answered.data, answered.faults)
        data |= kept
        gaps += missing
        for leaf in leaves(form, kept):
            if not is_note(leaf.text):
                seen.add(leaf.text, f"section {kind.number}")
    return Drafted(answer=kind.answer.model_validate(data), gaps=tuple(gaps), spent=spent)


def _applicable(kind: SectionType, outline: Outline) -> type[BaseModel]:
    """Return the section's answer without the fields whose parts do not apply."""
    left_out = {
        name
        for name, field in kind.answer.model_fields.items()
        if (fills := mark_of(field, Fills)) and all(outline.reason_against(part) for part in fills.parts)
    }
    if not left_out:
        return kind.answer
    fields: dict[str, Any] = {
        name: (field.rebuild_annotation(), field)
        for name, field in kind.answer.model_fields.items()
        if name not in left_out
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
    name = f"sections/{kind.key}"
    values = {
        "today": "\n".join(f"- {text}" for text in background(brief)),
        "decisions": "\n".join(
            f"- {decision_key(d.title, d.choice)} (instead of {', '.join(d.alternatives)})" for d in outline.decisions
        ),
    }
    task = filled(name, **{key: value for key, value in values.items() if key in placeholders(name)})
    return filled("section", outline=outline_in_words(outline), task=task)


def forms(narrowed: type[BaseModel], *, one_by_one: bool) -> list[tuple[tuple[str, ...], type[BaseModel]]]:
    """Return the forms to ask for: the whole answer, or each of its fields on its own."""
    if not one_by_one:
        return [(tuple(narrowed.model_fields), narrowed)]
    return [((name,), _form_of(name, field)) for name, field in narrowed.model_fields.items()]


def _form_of(name: str, field: FieldInfo) -> type[BaseModel]:
    definition: Any = (field.rebuild_annotation(), field)
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
        if target is not None and target.annotation is str and fault.written and not _is_pattern(target):
            data = replaced(data, fault.path, INCOMPLETE)
        else:
            lost |= {field} if field else set(fields)
        gaps.append(Gap(section=kind.key, field=field or fields[0], place=fault.place, reason=f"{fault.problem}."))
    return {key: value for key, value in data.items() if key in fields and key not in lost}, gaps
