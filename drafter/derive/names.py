"""The names that schemas are narrowed to, from the outline and the brief."""

from drafter.derive.goals import goals_of
from drafter.derive.hosting import hosting_for
from drafter.derive.patterns import patterns_for
from drafter.document.answer import NameKind
from drafter.document.brief import Brief
from drafter.document.narrow import Names
from drafter.document.outline import ComponentKind, Outline

__all__ = ["LAYERS", "components_of_layer", "decision_key", "names_of", "stakeholders"]

LAYERS: dict[str, frozenset[ComponentKind]] = {
    "Interface layer": frozenset({"interface"}),
    "Application layer": frozenset({"service", "worker", "module"}),
    "Data layer": frozenset({"store", "cache", "broker"}),
}
"""The layers, from the outside in, and the kinds of components in each."""
_MOST_STAKEHOLDERS = 6
_WITHOUT_ROLE = "Named in the brief"
_LANGUAGE_WITHOUT_CHOICE = "text"


def names_of(outline: Outline, brief: Brief) -> Names:
    """Return the names of each kind that sections may use."""
    components = tuple(component.name for component in outline.components)
    entities = tuple(entity.name for entity in outline.entities)
    roles = tuple(role.name for role in outline.roles)
    names: dict[NameKind, tuple[str, ...]] = {
        "component": components,
        "other component": components,
        "entity": entities,
        "other entity": entities,
        "operation": tuple(operation.name for operation in outline.operations),
        "role": roles,
        "environment": outline.environments,
        "decision": tuple(decision_key(d.title, d.choice) for d in outline.decisions),
        "layer": tuple(layer for layer in LAYERS if components_of_layer(outline, layer)),
        "pattern": patterns_for(outline),
        "hosting": hosting_for(outline, brief),
        "goal": tuple(goals_of(outline)),
        "stakeholder": tuple(stakeholders(outline, brief)),
        "actor": (*roles, *(name for name in components if name not in roles)),
        "language": tuple(
            tech.name.lower() for tech in brief.technologies if tech.category == "language" and not tech.rejected
        )
        or (_LANGUAGE_WITHOUT_CHOICE,),
    }
    return names


def decision_key(title: str, choice: str) -> str:
    """Return a decision in one line: "Database: PostgreSQL"; the title alone when that says it all."""
    return f"{title}: {choice}" if choice else title


def components_of_layer(outline: Outline, layer: str) -> tuple[str, ...]:
    """Return the names of the components in a layer."""
    return tuple(component.name for component in outline.components if component.kind in LAYERS[layer])


def stakeholders(outline: Outline, brief: Brief) -> dict[str, str]:
    """Return the stakeholders' roles with the names that the brief gives; an empty name for a group of users."""
    found: dict[str, str] = {}
    for person in brief.people:
        if person.role:
            role = person.role[:1].upper() + person.role[1:]
            found[role] = f"{found[role]}, {person.name}" if role in found else person.name
    known = ", ".join(found.values())
    others = dict.fromkeys(person.name for person in brief.people if not person.role and person.name not in known)
    if others:
        found[_WITHOUT_ROLE] = ", ".join(others)
    for users in outline.roles:
        if users.name.casefold() not in {known.casefold() for known in found}:
            found[users.name] = ""
    return dict(list(found.items())[:_MOST_STAKEHOLDERS])
