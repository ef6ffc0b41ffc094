"""Section 10 from its answer."""

from drafter.derive.material import Material
from drafter.document.blocks import Flow
from drafter.document.sections.testing_strategy import TestingStrategy, TestLayers

__all__ = ["assemble"]


def assemble(material: Material) -> TestingStrategy:
    """Return the section."""
    notes = material.answers.testing_strategy.tests
    gap = material.missing("testing_strategy", "tests")
    if notes is None:
        return TestingStrategy(layers=gap, data=gap, pipeline=gap)
    return TestingStrategy(
        layers=TestLayers(
            unit=notes.unit, integration=notes.integration, system=notes.system, acceptance=notes.acceptance
        ),
        data=Flow.of(notes.data),
        pipeline=Flow.of(notes.pipeline),
    )
