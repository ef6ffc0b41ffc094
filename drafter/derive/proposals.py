"""What a model proposes for an outline, made consistent: names unique, no cycles, no people among the parts."""

import re
from collections.abc import Iterable
from graphlib import CycleError, TopologicalSorter
from typing import Any, TypeVar

from drafter.derive.topics import undecided_technologies
from drafter.document.brief import Brief, Technology, TechnologyCategory
from drafter.document.outline import Component, ComponentKind, Decision, Entity, Operation, Role
from drafter.document.outline_answers import NOT_STATED, ProfileAnswer

__all__ = [
    "allowed_methods",
    "is_alternative",
    "is_people",
    "is_rejected",
    "kind_of",
    "one_per_address",
    "settled_technologies",
    "titled",
    "unique_names",
    "without_cycles",
]

_KIND_OF: dict[TechnologyCategory, ComponentKind] = {
    "database": "store",
    "storage": "store",
    "cache": "cache",
    "broker": "broker",
}
_NEVER_DELETED = re.compile(r"\b(?:never|not|nie|nicht)\b(?: \w+){0,2} (?:delete|deleted|gelöscht)\b", re.IGNORECASE)
_VACUOUS = re.compile(r"(?:another|an?other|a different|some other|different|none|no alternative)\b", re.IGNORECASE)
_PEOPLE = ("team", "staff", "department", "people", "users")
"""Last words of names that are never a component or an entity."""

Named = TypeVar("Named", Component, Entity, Operation, Role, Decision)


def allowed_methods(brief: Brief) -> tuple[str, ...]:
    """Return the HTTP methods that endpoints may have: no DELETE where the brief says that nothing is deleted."""
    methods = ("GET", "POST", "PUT", "PATCH", "DELETE")
    return methods[:-1] if _NEVER_DELETED.search(brief.text) else methods


def without_cycles(edges: dict[str, list[str]]) -> dict[str, list[str]]:
    """Drop the edge that closes a cycle, until there is none; later components lose theirs first."""
    order = list(edges)
    while True:
        try:
            TopologicalSorter(edges).prepare()
        except CycleError as error:
            cycle: list[str] = error.args[1]
            pairs = list(zip(cycle[1:], cycle[:-1], strict=True))
            last = max(pairs, key=lambda pair: order.index(pair[0]))
            edges = {name: [to for to in tos if (name, to) != last] for name, tos in edges.items()}
        else:
            return edges


def unique_names(values: Iterable[Named]) -> list[Named]:
    """Keep the first value of each name."""
    seen: dict[str, Named] = {}
    for value in values:
        name = value.title if isinstance(value, Decision) else value.name
        seen.setdefault(name.casefold(), value)
    return list(seen.values())


def _distinction(operation: Operation) -> str:
    """Return what tells an operation from another of its name: its resource, option or entity."""
    if operation.kind == "http":
        return operation.path.strip("/").split("/")[0] or operation.method
    options = re.findall(r"--?[a-z][\w-]*", operation.path)
    return options[-1] if options else operation.entity or operation.component


def one_per_address(operations: Iterable[Operation]) -> list[Operation]:
    """Keep the first operation of each method and path; a name that occurs again gets the path's resource."""
    seen: dict[tuple[str, str, str], Operation] = {}
    taken: set[str] = set()
    for operation in operations:
        path = re.sub(r"\{[^}]*\}", "{}", operation.path.rstrip("/"))
        name = operation.name
        if name.casefold() in taken:
            name = f"{name} ({_distinction(operation)})"
        key = (operation.method, path, "" if path else name)
        if key not in seen and name.casefold() not in taken:
            seen[key] = operation.model_copy(update={"name": name})
            taken.add(name.casefold())
    return list(seen.values())


def titled(name: str) -> str:
    """Return a name that was written in lower case with capitals; others keep their spelling."""
    return name.title() if name.islower() and name.isascii() else name


def is_rejected(name: str, brief: Brief) -> bool:
    """Tell whether a name is that of a technology that the brief rejects."""
    folded = name.casefold()
    return any(tech.rejected and tech.name.casefold() in folded for tech in brief.technologies)


def is_alternative(option: str, choice: str) -> bool:
    """Tell whether an option says what else could be chosen: "another tool" does not."""
    return option.casefold() != choice.casefold() and not _VACUOUS.match(option)


def is_people(name: str, profile: ProfileAnswer) -> bool:
    """Tell whether a name means people: a role of the outline, or a team."""
    folded = name.casefold()
    return (
        folded.rstrip("s") in {role.casefold().rstrip("s") for role in profile.roles} or folded.split()[-1] in _PEOPLE
    )


def kind_of(entry: Any, brief: Brief) -> ComponentKind:
    """Return a component's kind; what a database, cache or broker is made of is one."""
    technology = getattr(entry, "technology", NOT_STATED)
    category = next((tech.category for tech in brief.technologies if tech.name == technology), None)
    kind: ComponentKind = getattr(entry, "kind", "external system")
    return _KIND_OF.get(category, kind) if category else kind


def settled_technologies(brief: Brief) -> list[Technology]:
    """Return the technologies that are settled: neither rejected nor one of two to choose from."""
    open_ones = {name for pair in undecided_technologies(brief) for name in pair}
    return [tech for tech in brief.technologies if not tech.rejected and tech.name not in open_ones]
