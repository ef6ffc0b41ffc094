"""Section 9 from its answer and the outline's components."""

from drafter.derive.diagrams import infrastructure
from drafter.derive.material import Material
from drafter.document.blocks import Flow
from drafter.document.sections.infrastructure_design import InfrastructureDesign

__all__ = ["assemble"]


def assemble(material: Material) -> InfrastructureDesign:
    """Return the section."""
    answer = material.answers.infrastructure_design
    gap = material.missing("infrastructure_design", "notes")
    return InfrastructureDesign(
        components=material.absent("9.1")
        or (
            Flow.of(infrastructure(material.outline, answer.hosting))
            if answer.hosting
            else material.missing("infrastructure_design", "hosting")
        ),
        deployment=material.absent("9.2") or (Flow.of(answer.notes.deployment) if answer.notes else gap),
        as_code=material.absent("9.3") or (Flow.of(answer.notes.as_code) if answer.notes else gap),
    )
