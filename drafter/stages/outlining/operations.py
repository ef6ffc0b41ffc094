"""What the design offers to others, by its interfaces."""

import re
from collections.abc import Callable, Sequence
from itertools import chain
from typing import Any, Literal

from pydantic import BaseModel

from drafter.derive.proposals import allowed_methods, one_per_address, returned, titled, unique_names
from drafter.derive.sources import source_of
from drafter.document.brief import Brief
from drafter.document.outline import Component, Entity, Interface, Operation, Outline
from drafter.document.outline_answers import NOTHING, CommandsAnswer, EventsAnswer, FunctionsAnswer, HttpsAnswer
from drafter.llm.asker import Asker
from drafter.prompt_files import filled
from drafter.stages.outlining.interview import PASSIVE, Interview, all_of, listed, names_of_kinds

__all__ = ["proposed_operations", "remade_operations"]

_OPERATIONS: dict[Interface, tuple[type[BaseModel], Literal["http", "event", "command", "function"], str]] = {
    "http": (HttpsAnswer, "http", "Which HTTP requests do these users and the other systems make to it?"),
    "events": (EventsAnswer, "event", "Which events does the system consume or publish?"),
    "command line": (CommandsAnswer, "command", "Which commands do its users type?"),
    "library": (FunctionsAnswer, "function", "Which functions do the programs that use it call?"),
    "files": (FunctionsAnswer, "function", "What does the system do, step by step, each time it runs?"),
    "user interface": (FunctionsAnswer, "function", "What can its users do with it?"),
}


async def remade_operations(
    brief: Brief, outline: Outline, instruction: str, asker: Asker, on_step: Callable[[str, int], None]
) -> Outline:
    """Return an outline with its operations asked for again, as an author wants them to be.

    `on_step` is told the step and the tokens received so far. Raises OutputUnusable when the model's answers stay
    unusable.
    """
    now = "\n".join(
        f"- {one.name}: {' '.join([one.method, one.path]).strip() or one.kind}" for one in outline.operations
    )
    asked = filled("outline/operations_again", operations=now or "- none", instruction=instruction)
    made = await proposed_operations(
        Interview(brief, asker, on_step),
        outline.interfaces,
        tuple(role.name for role in outline.roles),
        list(outline.components),
        list(outline.entities),
        f"\n\n{asked}",
    )
    before = {(one.method, one.path): one for one in outline.operations if one.path}
    kept = (
        one.model_copy(update={"name": old.name, "source": old.source})
        if (old := before.get((one.method, one.path)))
        else one
        for one in made
    )
    return Outline.model_validate(outline.model_copy(update={"operations": unique_names(kept)}).model_dump())


async def proposed_operations(
    interview: Interview,
    interfaces: Sequence[Interface],
    roles: Sequence[str],
    components: list[Component],
    entities: list[Entity],
    also: str = "",
) -> list[Operation]:
    """Return the operations that a design offers through its interfaces; `also` is added to the task."""
    programs = [component for component in components if component.kind not in PASSIVE] or components
    names = dict(names_of_kinds(program=programs, entity=entities))
    names["method"] = allowed_methods(brief=interview.brief)
    names["entity"] = (*names.get("entity", ()), NOTHING)

    async def offered_through(interface: Interface) -> list[Operation]:
        model, kind, task = _OPERATIONS[interface]
        answer = await interview.ask(
            "operations",
            model,
            names,
            components=listed(programs),
            entities=", ".join(entity.name for entity in entities) or "nothing in particular",
            roles=", ".join(roles),
            task=f"{task}{also}",
        )
        return [_operation(entry, kind, interview.brief) for entry in answer.operations]

    operations = await all_of(*map(offered_through, _offered(interfaces)))
    return unique_names(one_per_address(chain.from_iterable(operations)))


def _offered(interfaces: Sequence[Interface]) -> tuple[Interface, ...]:
    """Return the interfaces whose operations are asked for: the first, and HTTP wherever it stands.

    What people do on a page is a request to the server: where there is HTTP, nobody is asked twice.
    """
    first = interfaces[0]
    if "http" in interfaces and first in ("http", "user interface"):
        return ("http",)
    return (first, "http") if "http" in interfaces else (first,)


def _operation(entry: Any, kind: Literal["http", "event", "command", "function"], brief: Brief) -> Operation:
    entity = getattr(entry, "entity", NOTHING)
    address = getattr(entry, "path", "") or getattr(entry, "channel", "") or getattr(entry, "line", "")
    name = titled(getattr(entry, "name", "")) or re.sub(r"\s*[<\[][^>\]]*[>\]]", "", address)
    return Operation(
        name=name,
        kind=kind,
        summary=entry.summary,
        component=entry.component,
        entity="" if entity == NOTHING else entity,
        method=getattr(entry, "method", ""),
        path=address,
        returns=returned(getattr(entry, "returns", "one"), getattr(entry, "method", ""), address),
        source=source_of(name, brief),
    )
