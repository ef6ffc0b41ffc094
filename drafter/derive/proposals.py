"""What a model proposes for an outline, made consistent: names unique, no cycles, no people among the parts."""

import re
from collections.abc import Iterable
from graphlib import CycleError, TopologicalSorter
from typing import Any, Literal, TypeVar

from rapidfuzz import fuzz

from drafter.derive.topics import undecided_technologies
from drafter.document.brief import Brief, Quantity, Technology, TechnologyCategory
from drafter.document.outline import (
    Component,
    ComponentKind,
    Decision,
    Entity,
    Operation,
    ProjectKind,
    Role,
    Storage,
)
from drafter.document.outline_answers import NOT_STATED, ProfileAnswer
from drafter.facts import cut, find
from drafter.patterns import regex

__all__ = [
    "allowed_methods",
    "is_alternative",
    "is_people",
    "is_product",
    "is_quantity",
    "is_rejected",
    "is_responsibility",
    "is_user",
    "kind_of",
    "one_per_address",
    "returned",
    "settled_technologies",
    "singular",
    "titled",
    "unique_names",
    "with_database",
    "without_cycles",
]

_KIND_OF: dict[TechnologyCategory, ComponentKind] = {
    "database": "store",
    "storage": "store",
    "cache": "cache",
    "broker": "broker",
}
_NEVER_DELETED = regex(r"\b(?:never|not|nie|nicht)\b(?: \w+){0,2} (?:delete|deleted|gelöscht)\b", re.IGNORECASE)
_VACUOUS = regex(
    r"(?:another|an?other|other|alternative|a different|some other|different|none|no alternative)\b", re.IGNORECASE
)
_PEOPLE = ("team", "staff", "department", "people", "users")
"""Last words of names that are never a component or an entity."""
_SAME_IN_SINGULAR = ("ss", "us", "is", "news", "series", "data")
_DEVICES = frozenset(
    [
        "app",
        "browser",
        "browsers",
        "computer",
        "computers",
        "desktop",
        "desktops",
        "device",
        "devices",
        "laptop",
        "laptops",
        "mobile",
        "phone",
        "phones",
        "smartphone",
        "smartphones",
        "tablet",
        "tablets",
        "web",
        "website",
    ]
)
"""What people use the system with; it is never who uses it."""
_WRITTEN_WITH: tuple[TechnologyCategory, ...] = ("language", "framework", "runtime", "test", "tool")
_SERVED: tuple[ProjectKind, ...] = ("web service", "web application", "mobile application")
_ALIKE = 85
"""From which score on two texts say the same, of 100."""

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


def returned(stated: Literal["one", "many", "nothing"], method: str, path: str) -> Literal["one", "many", "nothing"]:
    """Return what an operation gives back: what is only read gives something, whatever a model says."""
    if stated == "nothing" and method == "GET":
        return "one" if path.endswith("}") else "many"
    return stated


def titled(name: str) -> str:
    """Return a name that was written in lower case with capitals; others keep their spelling."""
    return name.title() if name.islower() and name.isascii() else name


def is_rejected(name: str, brief: Brief) -> bool:
    """Tell whether a name is that of a technology that the brief rejects."""
    folded = name.casefold()
    return any(tech.rejected and tech.name.casefold() in folded for tech in brief.technologies)


def is_product(name: str, brief: Brief) -> bool:
    """Tell whether a name is just that of a product that code is written with: a part has a name of its own.

    A platform may be one: people call a device by its name.
    """
    return name.casefold() in {tech.name.casefold() for tech in brief.technologies if tech.category in _WRITTEN_WITH}


def is_quantity(name: str) -> bool:
    """Tell whether a name holds a number with its unit: a "12 V battery" is a condition, no part of the system."""
    return any(isinstance(fact, Quantity) and fact.unit for fact in find(cut(name), name))


def is_user(name: str, brief: Brief) -> bool:
    """Tell whether a name can be that of a user: not a device, not a technology of the brief."""
    folded = name.casefold()
    return folded not in _DEVICES and not any(tech.name.casefold() in folded for tech in brief.technologies)


def with_database(components: list[Component], *, kind: ProjectKind, storage: Storage) -> list[Component]:
    """Return the components with a database where one is needed and nobody named it."""
    if kind not in _SERVED or storage != "relational" or any(c.kind == "store" for c in components):
        return components
    made = Component(name="Database", kind="store", responsibility="Keeps the records of the system.")
    return [*components, made]


def is_responsibility(text: str, components: Iterable[Component]) -> bool:
    """Tell whether a text only says what one of the components does."""
    folded = text.casefold()
    return any(fuzz.partial_ratio(c.responsibility.casefold().rstrip("."), folded) >= _ALIKE for c in components)


def singular(name: str, brief: Brief) -> str:
    """Return an entity's name in the singular, when its plural is regular and the brief has the singular too."""
    if not name.endswith("s") or name.casefold().endswith(_SAME_IN_SINGULAR):
        return name
    endings = ("ies", "y"), ("es", ""), ("s", "")
    candidates = [name.removesuffix(plural) + one for plural, one in endings if name.endswith(plural)]
    words = set(re.findall(r"\w+", brief.text.casefold()))
    return next((text for text in candidates if text.casefold().split()[-1] in words), name)


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
