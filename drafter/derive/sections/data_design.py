"""Section 5 from its answer: entities, schema, flow."""

import re

from drafter.derive.ddl import ddl
from drafter.derive.diagrams import data_flow
from drafter.derive.identifiers import snake_case
from drafter.derive.material import Material
from drafter.derive.phrases import capitalised
from drafter.derive.tables import Table, attributes_text, relationships_text, tables
from drafter.document.blocks import Absent, Flow
from drafter.document.outline import Outline
from drafter.document.sections.data_design import DataDesign, DataFlow, DataStep, EntityDetail

__all__ = ["NO_ENTITIES", "assemble"]

NO_ENTITIES = "the outline names no entities."


def assemble(material: Material) -> DataDesign:
    """Return the section."""
    outline = material.outline
    answer = material.answers.data_design
    entities = material.entities
    made = tables(outline, entities)
    details = tuple(
        EntityDetail(
            name=table.entity,
            attributes=attributes_text(table),
            relationships=relationships_text(table.entity, made),
            validations=capitalised(_with_key(table, entities[table.entity].validation)),
        )
        for table in made
        if table.entity in entities
    )
    none = Absent(why="does not apply", reason=NO_ENTITIES)
    incomplete = material.missing("data_design", "entities") if outline.entities else none
    steps = _steps(answer.flow, outline)
    return DataDesign(
        entities=details or incomplete,
        schema_=material.absent("5.2") or (Flow.of(ddl(outline, entities)) if details else incomplete),
        flow=Flow.of(data_flow(steps, outline.components)) if steps else material.missing("data_design", "flow"),
        validation=Flow.of(answer.flow.validation) if answer.flow else material.missing("data_design", "flow"),
    )


def _with_key(table: Table, text: str) -> str:
    """Return a text about a table with the key's own name: `id` where the model wrote `order_id` of an order."""
    return re.sub(rf"\b{re.escape(snake_case(table.entity))}_id\b", "id", text, flags=re.IGNORECASE)


def _steps(flow: DataFlow | None, outline: Outline) -> tuple[DataStep, ...]:
    """Return the stated steps; without any, those that operations and dependencies imply."""
    stated = tuple(dict.fromkeys(step for step in flow.steps if step.source != step.target)) if flow else ()
    if stated or flow is None:
        return stated
    users = [role.name for role in outline.roles[:1]]
    # Not validated: the limits of a step's words are for what a model writes, and these are names of the outline.
    step = DataStep.model_construct
    called = [step(source=user, target=o.component, data=o.name) for user in users for o in outline.operations]
    passed = [
        step(
            source=component.name,
            target=other,
            data=" and ".join(e.name for e in outline.entities[:2]) or "data",
        )
        for component in outline.components
        for other in component.depends_on
    ]
    return tuple(hop for hop in (*called, *passed) if hop.source != hop.target)
