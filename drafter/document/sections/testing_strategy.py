"""Section 10: how the system is tested."""

from typing import Annotated

from pydantic import Field

from drafter.document.answer import Answer, Line, Sentence
from drafter.document.blocks import Absent, Flow, Label, Labels, Part
from drafter.document.sections.base import Section

__all__ = ["TestLayers", "TestNotes", "TestingStrategy", "TestingStrategyAnswer"]


class TestLayers(Labels):
    """What is tested at which level."""

    __test__ = False

    unit: Annotated[str, Label("Unit Tests", "[What to test at unit level]")]
    integration: Annotated[str, Label("Integration Tests", "[What to test at integration level]")]
    system: Annotated[str, Label("System Tests", "[What to test at system level]")]
    acceptance: Annotated[str, Label("Acceptance Tests", "[How to verify requirements are met]")]


class TestingStrategy(Section):
    """Section 10."""

    __test__ = False

    layers: Annotated[TestLayers | Absent, Part("10.1", "Test Layers")]
    data: Annotated[Flow | Absent, Part("10.2", "Test Data Strategy", "[How test data will be managed]")]
    pipeline: Annotated[
        Flow | Absent, Part("10.3", "Automated Testing Pipeline", "[How tests will be run automatically]")
    ]


class TestNotes(Answer):
    """The tests that this system needs."""

    __test__ = False

    unit: Line = Field(description="Which rules or calculations are tested alone?")
    integration: Line = Field(description="Which connections between components are tested?")
    system: Line = Field(description="Which run through the whole system is tested, from input to result?")
    acceptance: Line = Field(description="What must the users see before they accept the system?")
    data: Sentence = Field(
        description="Where does test data come from, and how does it stay free of real personal data?"
    )
    pipeline: Sentence = Field(description="Which tests run on which event, and what does a failure block?")


class TestingStrategyAnswer(Answer):
    """What the model writes of section 10."""

    __test__ = False

    tests: TestNotes | None = None
