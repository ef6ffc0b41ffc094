"""The outline that a document states: the opposite of drafting from one."""

from drafter.derive.stated.choices import (
    stated_conflicts,
    stated_decisions,
    stated_environments,
    stated_questions,
)
from drafter.derive.stated.components import stated_components
from drafter.derive.stated.entities import stated_entities
from drafter.derive.stated.operations import Renamed, stated_operations
from drafter.derive.stated.people import stated_roles
from drafter.derive.stated.project import (
    stated_dialect,
    stated_interfaces,
    stated_kind,
    stated_not_applicable,
    stated_storage,
    stated_title,
)
from drafter.derive.stated.sources import with_sources
from drafter.derive.stated.targets import stated_targets
from drafter.document.brief import Brief
from drafter.document.document import Document
from drafter.document.outline import Outline

__all__ = ["renames", "stated_outline"]


def stated_outline(document: Document, before: Outline | None = None, brief: Brief | None = None) -> Outline:
    """Return the names and numbers of a document as it stands, whoever wrote it.

    `before` is the outline that it was drafted from. What a document cannot say (kinds, sources, storage) comes from
    there for what is still in the document, under its name or another; for the rest it is guessed. A `brief` gives
    what is new its source. Nothing is raised.
    """
    components, component_names = stated_components(document, before)
    entities, entity_names = stated_entities(document, before)
    kind = stated_kind(document, before)
    storage = stated_storage(document, before)
    skeleton = Outline(
        title=stated_title(document, before),
        kind=kind,
        interfaces=stated_interfaces(document, before, kind, has_endpoints=False),
        storage=storage,
        sql_dialect=stated_dialect(document, before, components),
        components=components,
        entities=entities,
    )
    now = Renamed(component_names, entity_names)
    operations = stated_operations(document, skeleton, before, now)
    has_endpoints = any(operation.kind == "http" for operation in operations)
    made = Outline.model_validate(
        skeleton.model_copy(
            update={
                "interfaces": stated_interfaces(document, before, kind, has_endpoints=has_endpoints),
                "operations": operations,
                "roles": stated_roles(document, before, {component.name for component in components}),
                "environments": stated_environments(document, before),
                "targets": stated_targets(document, before),
                "decisions": stated_decisions(document, before),
                "not_applicable": stated_not_applicable(document, before),
                "conflicts": stated_conflicts(document, before),
                "questions": stated_questions(document, before),
            }
        ).model_dump()
    )
    return with_sources(made, brief, before) if brief else made


def renames(document: Document, before: Outline | None) -> Renamed:
    """Return what the components and entities of an earlier outline are called in a document."""
    return Renamed(stated_components(document, before)[1], stated_entities(document, before)[1])
