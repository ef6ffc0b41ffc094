"""Section 5 from its answer: entities, schema, flow."""

from drafter.derive.ddl import ddl
from drafter.derive.diagrams import data_flow
from drafter.derive.material import Material
from drafter.derive.phrases import capitalised
from drafter.derive.tables import attributes_text, relationships_text, tables
from drafter.document.blocks import Absent, Flow
from drafter.document.sections.data_design import DataDesign, EntityDetail

__all__ = ["assemble"]


def assemble(material: Material) -> DataDesign:
    """Return the section."""
    outline = material.outline
    answer = material.answers.data_design
    made = tables(outline, answer.entities)
    details = tuple(
        EntityDetail(
            name=table.entity,
            attributes=attributes_text(table),
            relationships=relationships_text(table.entity, made),
            validations=capitalised(answer.entities[table.entity].validation),
        )
        for table in made
        if table.entity in answer.entities
    )
    none = Absent(why="does not apply", reason="the outline names no entities.")
    incomplete = material.missing("data_design", "entities") if outline.entities else none
    steps = tuple(step for step in answer.flow.steps if step.source != step.target) if answer.flow else ()
    return DataDesign(
        entities=details or incomplete,
        schema_=material.absent("5.2") or (Flow.of(ddl(outline, answer.entities)) if details else incomplete),
        flow=Flow.of(data_flow(steps, outline.components))
        if steps
        else material.missing("data_design", "flow"),
        validation=Flow.of(answer.flow.validation)
        if answer.flow
        else material.missing("data_design", "flow"),
    )
