"""What a draft would ask for: calls and tokens, before anything is sent."""

from collections.abc import Callable, Collection
from functools import cache
from typing import Any

from pydantic import BaseModel

from drafter.derive.names import names_of
from drafter.document.brief import Brief
from drafter.document.narrow import Names, narrow
from drafter.document.outline import Component, Entity, Operation, Outline, Role
from drafter.document.outline_answers import ProfileAnswer
from drafter.document.sections import SECTIONS, SectionType
from drafter.document.value import Value
from drafter.llm.asker import SystemFor
from drafter.llm.port import Usage
from drafter.llm.schema import fields_in_words, portable_schema
from drafter.stages.draft_section import forms, section_prompt, with_fields
from drafter.stages.make_outline import OUTLINE_STEPS

__all__ = ["Estimate", "estimates", "redraft_estimate"]

_OUTLINE_PROMPT = 250
_OUTLINE_ANSWER = 120
"""Tokens of an outline step beyond the brief, as the fixture briefs take them."""
_CHARACTERS_PER_TOKEN = 4
_FILLED = 0.6
"""The share of its limit that a text takes."""


class Estimate(Value):
    """What a part would take."""

    part: str
    calls: int
    usage: Usage


def estimates(
    brief: Brief, outline: Outline | None, *, system: SystemFor, one_by_one: bool, count: Callable[[str], int]
) -> tuple[Estimate, ...]:
    """Return an estimate for the outline, unless it is settled, and for each section.

    `system` gives the system prompt of a question, and `count` counts the tokens of a text. Prompt tokens are
    counted, answers estimated from the schema.
    """
    counted = cache(count)
    rows = []
    if outline is None:
        calls = len(OUTLINE_STEPS)
        shared = counted(system("outline: profile", "", ProfileAnswer))
        usage = Usage(prompt=calls * (shared + _OUTLINE_PROMPT), completion=calls * _OUTLINE_ANSWER)
        rows.append(Estimate(part="Outline", calls=calls, usage=usage))
    settled = outline or _typical(brief)
    rows.extend(_section(kind, brief, settled, system, one_by_one=one_by_one, count=counted) for kind in SECTIONS)
    return tuple(rows)


def _section(
    kind: SectionType,
    brief: Brief,
    outline: Outline,
    system: SystemFor,
    *,
    one_by_one: bool,
    count: Callable[[str], int],
) -> Estimate:
    part = f"{kind.number} {kind.title}"
    narrowed = narrow(kind.answer, names_of(outline, brief))
    if narrowed is None or outline.reason_against(str(kind.number)):
        return Estimate(part=part, calls=0, usage=Usage())
    user = section_prompt(kind, brief, outline)
    return _estimate(part, user, narrowed, system, one_by_one=one_by_one, count=count)


def _estimate(
    part: str, user: str, narrowed: type[BaseModel], system: SystemFor, *, one_by_one: bool, count: Callable[[str], int]
) -> Estimate:
    asked = [form for _, form in forms(narrowed, one_by_one=one_by_one)]
    prompt = sum(
        count(text) for form in asked for text in (system(f"{part}: ", user, form), user, fields_in_words(form))
    )
    answer = sum(_size(portable_schema(form), portable_schema(form)) for form in asked)
    return Estimate(part=part, calls=len(asked), usage=Usage(prompt=prompt, completion=answer))


def redraft_estimate(
    kind: SectionType,
    fields: Collection[str],
    prompt: str,
    names: Names,
    *,
    system: SystemFor,
    one_by_one: bool,
    count: Callable[[str], int],
) -> Estimate:
    """Return an estimate for some fields of a section that a document has already, asked for with this prompt."""
    part = f"{kind.number} {kind.title}"
    narrowed = narrow(with_fields(kind, fields), names) if fields else None
    if narrowed is None:
        return Estimate(part=part, calls=0, usage=Usage())
    return _estimate(part, prompt, narrowed, system, one_by_one=one_by_one, count=count)


def _size(schema: dict[str, Any], root: dict[str, Any]) -> int:
    """Return the tokens that JSON under a schema takes: its keys, and its texts filled to a usual share."""
    if "$ref" in schema:
        name = schema["$ref"].rsplit("/", maxsplit=1)[1]
        return _size(root["$defs"][name], root)
    if "enum" in schema or "const" in schema:
        return 5
    match schema.get("type"):
        case "object":
            return sum(3 + len(key) // 4 + _size(inner, root) for key, inner in schema["properties"].items())
        case "array":
            low, high = schema.get("minItems", 0), schema.get("maxItems", 4)
            return 2 + int(low + high) * _size(schema["items"], root) // 2
        case "string":
            return 2 + int(schema.get("maxLength", 48) * _FILLED / _CHARACTERS_PER_TOKEN)
        case _:
            return 3


def _typical(brief: Brief) -> Outline:
    """Return an outline of a usual size, for a brief that has none yet."""
    numbers = range(1, 6)
    components = tuple(
        Component(name=f"Component {n}", kind="service", responsibility="Does a part of the work of the system.")
        for n in numbers
    )
    entities = tuple(Entity(name=f"Entity {n}", description="A thing that the system keeps.") for n in numbers)
    return Outline(
        title=brief.title,
        kind="web service",
        interfaces=("http",),
        storage="relational",
        components=components,
        entities=entities,
        operations=tuple(
            Operation(
                name=f"Operation {n}",
                kind="http",
                summary="Does something.",
                component="Component 1",
                path=f"/{n}",
            )
            for n in numbers
        ),
        roles=(Role(name="User"), Role(name="Administrator")),
    )
