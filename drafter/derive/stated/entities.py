"""The entities that 5.1 states, with what 1.4 says of them."""

from drafter.derive.stated.content import kept, rows, section
from drafter.derive.stated.names import bare, distinct, in_order, renamed
from drafter.document.blocks import Absent
from drafter.document.document import Document
from drafter.document.outline import Entity, Outline
from drafter.document.sections.data_design import DataDesign
from drafter.document.sections.introduction import Introduction

__all__ = ["stated_entities"]


def stated_entities(document: Document, before: Outline | None) -> tuple[tuple[Entity, ...], dict[str, str]]:
    """Return the entities, and what each entity of `before` is called now."""
    earlier = {entity.name: entity for entity in before.entities} if before else {}
    content = section(document, DataDesign).entities
    if isinstance(content, Absent) and content.why == "incomplete":
        return tuple(earlier.values()), {name: name for name in earlier}
    items = {bare(item.name): item for item in reversed(rows(content))}
    stated = {name: items[name] for name in distinct(bare(item.name) for item in rows(content))}
    names = renamed(dict.fromkeys(earlier, ""), dict.fromkeys(stated, ""))
    back = {now: earlier[name] for name, now in names.items()}
    defined = {bare(row.term).casefold(): row.definition for row in rows(section(document, Introduction).definitions)}
    made = {}
    for name in stated:
        old = back.get(name)
        said = defined.get(name.casefold(), "")
        made[name] = Entity(
            name=name,
            description=_description(old.description if old else "", said),
            source=old.source if old else "",
        )
    order = in_order(list(made), list(earlier), {now: name for name, now in names.items()})
    return tuple(made[name] for name in order), names


def _description(before: str, said: str) -> str:
    """Return the description that 1.4 shows, as it was written before when it shows the same."""
    shown = before if before.endswith(".") else f"{before}."
    if not said or kept("", said).split() == (shown[:1].upper() + shown[1:]).split():
        return before
    return kept(before, said)
