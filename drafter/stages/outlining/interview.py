"""One step of the outline after the other: each answer narrows the next question."""

import asyncio
from collections.abc import Callable, Coroutine, Iterable
from typing import Any

from pydantic import BaseModel

from drafter.consistency.text import SeenSentences, text_faults, tidied
from drafter.document.answer import NameKind
from drafter.document.brief import Brief
from drafter.document.narrow import Names, narrow
from drafter.document.outline import Component
from drafter.errors import OutputUnusable
from drafter.llm.ask import Checks
from drafter.llm.asker import Asker
from drafter.prompt_files import filled

__all__ = ["PASSIVE", "Interview", "all_of", "listed", "names_of_kinds"]

PASSIVE = {"store", "cache", "broker", "external system"}
"""Kinds of components that wait to be called."""


class Interview:
    """Asks one step after the other; each answer narrows the next question."""

    def __init__(self, brief: Brief, asker: Asker, on_step: Callable[[str, int], None]) -> None:
        self.brief = brief
        self._asker = asker
        self._on_step = on_step

    @property
    def one_by_one(self) -> bool:
        """Whether the model answers one question after the other."""
        return self._asker.one_by_one

    async def ask(self, step: str, model: type[BaseModel], names: Names, dispensable: str = "", **values: str) -> Any:
        """Return the answer to a step as a value of `model`; OutputUnusable when there is none.

        `dispensable` names a list whose entries are left out when they stay unusable.
        """
        narrowed = narrow(model, names)
        if narrowed is None:
            return model.model_construct()
        nothing = SeenSentences()
        checks = Checks(
            tidy=lambda form, data: tidied(form, data, nothing),
            faults=lambda form, data: text_faults(form, data, nothing),
        )
        answered = await self._asker.ask(
            f"outline: {step}",
            filled(f"outline/{step}", **values),
            narrowed,
            checks,
            lambda tokens: self._on_step(step, tokens),
        )
        spoilt = {fault.path[1] for fault in answered.faults if fault.path[:1] == (dispensable,) and fault.path[1:]}
        if faults := [fault for fault in answered.faults if not spoilt or fault.path[:1] != (dispensable,)]:
            fault = faults[0]
            raise OutputUnusable(
                f"the outline's {step} stayed unusable: {fault.place or 'the answer'}: {fault.problem}",
                hint="write the outline yourself (`drafter outline --help`), or use a stronger model",
            )
        answer = model.model_validate(answered.data)
        entries = getattr(answer, dispensable, ())
        kept = tuple(entry for position, entry in enumerate(entries) if position not in spoilt)
        return answer.model_copy(update={dispensable: kept}) if spoilt else answer


async def all_of(*works: Coroutine[Any, Any, Any]) -> list[Any]:
    """Return the results in order; raises the first failure when all have ended: what is under way is paid for."""
    results = await asyncio.gather(*works, return_exceptions=True)
    for result in results:
        if isinstance(result, BaseException):
            raise result
    return results


def names_of_kinds(**kinds: Iterable[Any]) -> Names:
    """Return the names of some values, by the kind of names that a form is narrowed to."""
    names: dict[NameKind, tuple[str, ...]] = {}
    for kind, values in kinds.items():
        names[kind] = tuple(value.name for value in values)  # type: ignore[index]
    return names


def listed(components: Iterable[Component]) -> str:
    """Return components as the prompts list them: a line each."""
    return "\n".join(f"- {component.name}: {component.responsibility}" for component in components)
