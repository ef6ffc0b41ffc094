"""Brief to outline: what code found, classified by a model; what the model proposes, made consistent."""

import asyncio
import re
from collections.abc import Callable, Coroutine, Iterable, Sequence
from itertools import chain
from typing import Any, Literal

from pydantic import BaseModel, ConfigDict, Field, create_model

from drafter.consistency.text import SeenSentences, text_faults, tidied
from drafter.derive.applicability import not_applicable, plausible_interfaces, plausible_storage
from drafter.derive.clauses import clause_around
from drafter.derive.conflicts import Candidate, conflict_candidates
from drafter.derive.frequent import frequent_words
from drafter.derive.phrases import capitalised
from drafter.derive.proposals import (
    allowed_methods,
    is_alternative,
    is_people,
    is_product,
    is_quantity,
    is_rejected,
    is_responsibility,
    is_user,
    kind_of,
    one_per_address,
    returned,
    settled_technologies,
    singular,
    titled,
    unique_names,
    with_database,
    without_cycles,
)
from drafter.derive.sources import source_of
from drafter.derive.targets import foremost_quantities, possible_qualities
from drafter.derive.topics import open_questions, technology_questions
from drafter.document.answer import NameKind
from drafter.document.brief import Brief
from drafter.document.narrow import Names, narrow
from drafter.document.outline import (
    Component,
    Conflict,
    Decision,
    Entity,
    Interface,
    Operation,
    Outline,
    Quality,
    Role,
    Target,
)
from drafter.document.outline_answers import (
    NOT_STATED,
    NOTHING,
    CommandsAnswer,
    DecisionsAnswer,
    EventsAnswer,
    FunctionsAnswer,
    HttpsAnswer,
    LinksAnswer,
    OutsideAnswer,
    PartsAnswer,
    ProfileAnswer,
)
from drafter.errors import OutputUnusable
from drafter.facts import category_members, sql_dialect
from drafter.llm.ask import Checks
from drafter.llm.asker import Asker
from drafter.prompt_files import filled

__all__ = ["OUTLINE_STEPS", "make_outline", "remade_operations"]

OUTLINE_STEPS = ("profile", "parts", "links", "operations", "judgements", "decisions")
"""The calls that an outline takes; operations are asked for once an interface."""

_OPERATIONS: dict[Interface, tuple[type[BaseModel], Literal["http", "event", "command", "function"], str]] = {
    "http": (HttpsAnswer, "http", "Which HTTP requests do these users and the other systems make to it?"),
    "events": (EventsAnswer, "event", "Which events does the system consume or publish?"),
    "command line": (CommandsAnswer, "command", "Which commands do its users type?"),
    "library": (FunctionsAnswer, "function", "Which functions do the programs that use it call?"),
    "files": (FunctionsAnswer, "function", "What does the system do, step by step, each time it runs?"),
    "user interface": (FunctionsAnswer, "function", "What can its users do with it?"),
}
_PASSIVE = {"store", "cache", "broker", "external system"}
"""Kinds of components that wait to be called."""
_DECIDED = {"language", "framework", "database", "cache", "broker", "storage", "frontend"}
"""Categories of technologies whose choice is a decision worth recording."""
_STORING = {"database", "cache", "broker", "storage"}
"""Categories of what a store can be made of."""
_WRITTEN_WITH = {"language", "framework", "runtime", "frontend"}
"""Categories of what a program can be written with."""
_TECHNOLOGY_DECISIONS = 3
"""As many of them are recorded, in the order of the brief."""
_TARGETS = 24
"""As many required numbers are judged and become targets: what a reader can keep in mind."""
_QUOTED = 500
"""Characters up to which a statement is quoted whole."""
_Exclusion = Literal["they exclude each other", "both can hold"]


class _Interview:
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


async def make_outline(brief: Brief, asker: Asker, on_step: Callable[[str, int], None]) -> Outline:
    """Return the outline of a brief.

    Each question is asked as soon as the answers that it needs are there. The first one is alone: it shows how the
    endpoint wants to be asked, and whether it reads whole prompts. `on_step` is told the step and the tokens received
    so far. Raises OutputUnusable when the model's answers stay unusable.
    """
    interview = _Interview(brief, asker, on_step)
    profile: ProfileAnswer = await interview.ask("profile", ProfileAnswer, {})
    profile = profile.model_copy(
        update={
            "interfaces": plausible_interfaces(profile.kind, profile.interfaces, brief),
            "storage": plausible_storage(profile.kind, profile.storage),
            "roles": tuple(name for name in profile.roles if is_user(name, brief)) or profile.roles,
        }
    )
    components, entities, operations, (targets, conflicts), decisions = await _designed(interview, profile)
    dialects = [sql_dialect(tech.name) for tech in brief.technologies if not tech.rejected]
    dialect = next((name for name in dialects if name), None)
    storage = "relational" if dialect else profile.storage
    return Outline.model_validate(
        {
            "title": brief.title,
            "kind": profile.kind,
            "interfaces": profile.interfaces,
            "storage": storage,
            "sql_dialect": dialect or "postgres",
            "components": components,
            "entities": entities,
            "operations": operations,
            "roles": unique_names(
                Role(name=capitalised(name), source=source_of(name, brief)) for name in profile.roles
            ),
            "targets": targets,
            "decisions": decisions,
            "not_applicable": not_applicable(
                profile.kind,
                profile.interfaces,
                keeps_data=storage != "none",
                relational=storage == "relational",
            ),
            "conflicts": conflicts,
            "questions": (*technology_questions(brief), *open_questions(brief, profile.kind)),
        }
    )


async def _all(*works: Coroutine[Any, Any, Any]) -> list[Any]:
    """Return the results in order; raises the first failure when all have ended: what is under way is paid for."""
    results = await asyncio.gather(*works, return_exceptions=True)
    for result in results:
        if isinstance(result, BaseException):
            raise result
    return results


async def _designed(
    interview: _Interview, profile: ProfileAnswer
) -> tuple[list[Component], list[Entity], list[Operation], Any, list[Decision]]:
    """Return what the questions after the first one answer, and what is judged beside them.

    A model that answers one question after the other is asked in one order: what llama.cpp has read before a question
    changes its answer in the last digits.
    """
    candidates = conflict_candidates(interview.brief)
    if interview.one_by_one:
        components, entities = await _parts(interview, profile)
        linked = await _linked(interview, components)
        operations = await _operations(interview, profile.interfaces, profile.roles, linked, entities)
        judged = await _judgements(interview, candidates)
        return linked, entities, operations, judged, await _decisions(interview, linked)

    async def designed() -> tuple[Any, ...]:
        components, entities = await _parts(interview, profile)
        asked = await _all(
            _linked(interview, components),
            _operations(interview, profile.interfaces, profile.roles, components, entities),
            _decisions(interview, components),
        )
        return entities, *asked

    (entities, linked, operations, decisions), judged = await _all(designed(), _judgements(interview, candidates))
    return linked, entities, operations, judged, decisions


async def _parts(interview: _Interview, profile: ProfileAnswer) -> tuple[list[Component], list[Entity]]:
    brief = interview.brief
    usable = settled_technologies(brief)
    stores = tuple(tech.name for tech in usable if tech.category in _STORING)
    programs = tuple(tech.name for tech in usable if tech.category in _WRITTEN_WITH)
    answer: PartsAnswer = await interview.ask(
        "parts",
        PartsAnswer,
        {"technology": (*programs, NOT_STATED), "store technology": (*stores, NOT_STATED)},
        kind=profile.kind,
        interfaces=", ".join(profile.interfaces),
        words=", ".join(frequent_words(brief)) or "none",
    )
    programs_built = [entry for entry in answer.programs if not is_product(entry.name, brief)] or answer.programs
    entries: list[Any] = [*programs_built, *answer.stores, *_without_people(answer.outside, profile)]
    components = [
        Component(
            name=titled(f"{entry.name} service" if is_people(entry.name, profile) else entry.name),
            kind=kind_of(entry, brief),
            responsibility=capitalised(entry.responsibility),
            technology="" if getattr(entry, "technology", NOT_STATED) == NOT_STATED else entry.technology,
            source=source_of(entry.name, brief),
        )
        for entry in entries
        if not is_rejected(entry.name, brief) and not is_quantity(entry.name)
    ]
    components = unique_names(with_database(components, kind=profile.kind, storage=profile.storage))
    taken = {component.name.casefold() for component in components}
    entities = unique_names(
        Entity(name=name, description=entry.description, source=source_of(entry.name, brief))
        for entry in answer.entities
        for name in (singular(titled(entry.name), brief),)
        if name.casefold() not in taken and not is_people(entry.name, profile)
    )
    return components, entities


def _without_people(entries: Iterable[OutsideAnswer], profile: ProfileAnswer) -> list[OutsideAnswer]:
    return [entry for entry in entries if not is_people(entry.name, profile)]


async def _linked(interview: _Interview, components: list[Component]) -> list[Component]:
    programs = [component for component in components if component.kind not in _PASSIVE]
    answer: LinksAnswer = await interview.ask(
        "links", LinksAnswer, _names(component=components, program=programs), components=_listed(components)
    )
    edges = without_cycles({c.name: list(answer.depends_on.get(c.name, ())) for c in components})
    return [c.model_copy(update={"depends_on": tuple(dict.fromkeys(edges[c.name]))}) for c in components]


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
    made = await _operations(
        _Interview(brief, asker, on_step),
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


async def _operations(
    interview: _Interview,
    interfaces: Sequence[Interface],
    roles: Sequence[str],
    components: list[Component],
    entities: list[Entity],
    also: str = "",
) -> list[Operation]:
    programs = [component for component in components if component.kind not in _PASSIVE] or components
    names = dict(_names(program=programs, entity=entities))
    names["method"] = allowed_methods(brief=interview.brief)
    names["entity"] = (*names.get("entity", ()), NOTHING)

    async def offered_through(interface: Interface) -> list[Operation]:
        model, kind, task = _OPERATIONS[interface]
        answer = await interview.ask(
            "operations",
            model,
            names,
            components=_listed(programs),
            entities=", ".join(entity.name for entity in entities) or "nothing in particular",
            roles=", ".join(roles),
            task=f"{task}{also}",
        )
        return [_operation(entry, kind, interview.brief) for entry in answer.operations]

    operations = await _all(*map(offered_through, _offered(interfaces)))
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


async def _judgements(interview: _Interview, candidates: tuple[Candidate, ...]) -> tuple[list[Target], list[Conflict]]:
    """Return what the required numbers are about, and the pairs of statements that exclude each other."""
    brief = interview.brief
    options = {quantity.id: possible_qualities(brief, quantity) for quantity in foremost_quantities(brief, _TARGETS)}
    fields: dict[str, Any] = {
        id_: (Literal[choices], Field(description="the quality that it limits"))
        for id_, choices in options.items()
        if len(choices) > 1
    }
    for pair in candidates:
        fields[pair.id] = (_Exclusion, Field(description="whether both statements can hold at once"))
    judged: dict[str, Any] = {}
    if fields:
        model = create_model("Judgements", __config__=ConfigDict(extra="forbid"), **fields)
        answer = await interview.ask(
            "judgements",
            model,
            {},
            quantities="\n".join(
                f"{quantity.id}: {quantity.text} — “{_quoted(brief, quantity.statement, quantity.text)}”"
                for quantity in brief.quantities
                if quantity.id in fields
            ),
            pairs="\n".join(
                f"{pair.id}: “{_quoted(brief, pair.first, pair.values[0])}” and "
                f"“{_quoted(brief, pair.second, pair.values[1])}”"
                for pair in candidates
            ),
        )
        judged = answer.model_dump()
    targets = []
    for quantity in brief.quantities:
        if quantity.id not in options:
            continue
        quality: Quality = judged.get(quantity.id, options[quantity.id][0])
        statement = brief.statement(quantity.statement)
        targets.append(
            Target(
                name="Limit" if quality == "other" else quality.capitalize(),
                quality=quality,
                quantity=quantity.text,
                statement=statement.id,
                text=clause_around(statement.text, quantity.text),
            )
        )
    conflicts = [
        Conflict(first=pair.first, second=pair.second, about=" or ".join(pair.values))
        for pair in candidates
        if pair.doubtless or judged.get(pair.id) == "they exclude each other"
    ]
    return targets, conflicts


def _quoted(brief: Brief, statement: str, quantity: str) -> str:
    """Return a statement, or the clause with the quantity of one that is too long to quote."""
    text = brief.statement(statement).text
    if len(text) <= _QUOTED:
        return text
    clause = clause_around(text, quantity)
    return clause if len(clause) <= _QUOTED else quantity


async def _decisions(interview: _Interview, components: list[Component]) -> list[Decision]:
    """Return the decisions for the brief's technologies, then those that the model sees in the design."""
    brief = interview.brief
    chosen = {tech.name: tech for tech in settled_technologies(brief) if tech.category in _DECIDED}
    chosen = dict(list(chosen.items())[:_TECHNOLOGY_DECISIONS])
    alternatives = {name for tech in chosen.values() for name in category_members(tech.category)} - chosen.keys()
    answer: DecisionsAnswer = await interview.ask(
        "decisions",
        DecisionsAnswer,
        {"technology": tuple(chosen), "alternative": tuple(sorted(alternatives))},
        dispensable="design",
        components=_listed(components),
        products=", ".join(chosen) or "none yet",
    )
    of_technologies = [
        Decision(
            title=f"{chosen[name].category.capitalize()}",
            choice=name,
            alternatives=tuple(
                other for other in dict.fromkeys(others) if other in category_members(chosen[name].category)
            ),
            source=chosen[name].statement,
        )
        for name, others in answer.instead_of.items()
    ]
    named = {brief.title.casefold(), *(component.name.casefold() for component in components)}
    of_design = [
        Decision(
            title=entry.title,
            choice=entry.choice,
            alternatives=tuple(
                option
                for option in dict.fromkeys(entry.alternatives)
                if is_alternative(option, entry.choice) and not is_responsibility(option, components)
            ),
            source=source_of(entry.choice, brief),
        )
        for entry in answer.design
        if not any(name.casefold() in entry.choice.casefold() for name in chosen)
        and not is_responsibility(entry.choice, components)
        and entry.choice.casefold() not in named
    ]
    return unique_names(decision for decision in (*of_technologies, *of_design) if decision.alternatives)


def _names(**kinds: Iterable[Any]) -> Names:
    names: dict[NameKind, tuple[str, ...]] = {}
    for kind, values in kinds.items():
        names[kind] = tuple(value.name for value in values)  # type: ignore[index]
    return names


def _listed(components: Iterable[Component]) -> str:
    return "\n".join(f"- {component.name}: {component.responsibility}" for component in components)
