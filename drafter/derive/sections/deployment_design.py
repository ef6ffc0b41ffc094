"""Section 11 from its answer and the outline's environments."""

from drafter.derive.material import Material
from drafter.derive.phrases import capitalised
from drafter.document.blocks import Flow, Steps
from drafter.document.sections.deployment_design import DeploymentDesign, Environment

__all__ = ["assemble"]


def assemble(material: Material) -> DeploymentDesign:
    """Return the section."""
    answer = material.answers.deployment_design
    gap = material.missing("deployment_design", "release")
    environments = tuple(
        Environment(name=name, purpose=notes.purpose, access=notes.access, frequency=capitalised(notes.frequency))
        for name, notes in answer.environments.items()
    )
    return DeploymentDesign(
        environments=environments or material.missing("deployment_design", "environments"),
        process=Flow.of(Steps(items=answer.release.steps)) if answer.release else gap,
        rollback=Flow.of(answer.release.rollback) if answer.release else gap,
    )
