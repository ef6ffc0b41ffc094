"""The fourteen sections, in order."""

from drafter.document.answer import Answer
from drafter.document.sections.api_design import ApiDesign, ApiDesignAnswer
from drafter.document.sections.appendices import Appendices, AppendicesAnswer
from drafter.document.sections.architecture_design import ArchitectureDesign, ArchitectureDesignAnswer
from drafter.document.sections.base import Section, parts_of
from drafter.document.sections.component_design import ComponentDesign, ComponentDesignAnswer
from drafter.document.sections.data_design import DataDesign, DataDesignAnswer
from drafter.document.sections.decisions_and_alternatives import (
    DecisionsAndAlternatives,
    DecisionsAndAlternativesAnswer,
)
from drafter.document.sections.deployment_design import DeploymentDesign, DeploymentDesignAnswer
from drafter.document.sections.infrastructure_design import InfrastructureDesign, InfrastructureDesignAnswer
from drafter.document.sections.introduction import Introduction, IntroductionAnswer
from drafter.document.sections.monitoring_and_logging import MonitoringAndLogging, MonitoringAndLoggingAnswer
from drafter.document.sections.performance_considerations import (
    PerformanceConsiderations,
    PerformanceConsiderationsAnswer,
)
from drafter.document.sections.security_design import SecurityDesign, SecurityDesignAnswer
from drafter.document.sections.system_overview import SystemOverview, SystemOverviewAnswer
from drafter.document.sections.testing_strategy import TestingStrategy, TestingStrategyAnswer
from drafter.document.value import Value

__all__ = ["SECTIONS", "ComputedPart", "SectionType", "computed_parts", "section_type"]


class SectionType(Value):
    """A row of the section table."""

    key: str
    """The stem of its files and its name on the command line: `api_design`."""
    number: int
    title: str
    model: type[Section]
    """What the document holds."""
    answer: type[Answer]
    """What is asked of a model."""
    needs: frozenset[str] = frozenset()
    """The keys of the sections whose content its own is computed from."""


SECTIONS: tuple[SectionType, ...] = (
    SectionType(
        key="introduction", number=1, title="Introduction", model=Introduction, answer=IntroductionAnswer,
        needs=frozenset({
            "system_overview", "architecture_design", "component_design", "data_design", "api_design",
            "security_design", "performance_considerations", "infrastructure_design", "testing_strategy",
            "deployment_design", "monitoring_and_logging", "decisions_and_alternatives", "appendices",
        }),
    ),
    SectionType(
        key="system_overview", number=2, title="System Overview", model=SystemOverview,
        answer=SystemOverviewAnswer,
    ),
    SectionType(
        key="architecture_design", number=3, title="Architecture Design", model=ArchitectureDesign,
        answer=ArchitectureDesignAnswer,
    ),
    SectionType(
        key="component_design", number=4, title="Component Design", model=ComponentDesign,
        answer=ComponentDesignAnswer,
    ),
    SectionType(key="data_design", number=5, title="Data Design", model=DataDesign, answer=DataDesignAnswer),
    SectionType(
        key="api_design", number=6, title="API Design", model=ApiDesign, answer=ApiDesignAnswer,
        needs=frozenset({"data_design", "security_design"}),
    ),
    SectionType(
        key="security_design", number=7, title="Security Design", model=SecurityDesign,
        answer=SecurityDesignAnswer,
    ),
    SectionType(
        key="performance_considerations", number=8, title="Performance Considerations",
        model=PerformanceConsiderations, answer=PerformanceConsiderationsAnswer,
    ),
    SectionType(
        key="infrastructure_design", number=9, title="Infrastructure Design", model=InfrastructureDesign,
        answer=InfrastructureDesignAnswer,
    ),
    SectionType(
        key="testing_strategy", number=10, title="Testing Strategy", model=TestingStrategy,
        answer=TestingStrategyAnswer,
    ),
    SectionType(
        key="deployment_design", number=11, title="Deployment Design", model=DeploymentDesign,
        answer=DeploymentDesignAnswer,
    ),
    SectionType(
        key="monitoring_and_logging", number=12, title="Monitoring and Logging",
        model=MonitoringAndLogging, answer=MonitoringAndLoggingAnswer,
    ),
    SectionType(
        key="decisions_and_alternatives", number=13, title="Decisions & Alternatives",
        model=DecisionsAndAlternatives, answer=DecisionsAndAlternativesAnswer,
    ),
    SectionType(
        key="appendices", number=14, title="Appendices", model=Appendices, answer=AppendicesAnswer,
        needs=frozenset({"decisions_and_alternatives"}),
    ),
)  # fmt: skip


def section_type(key: str) -> SectionType:
    """Return the section with this key; KeyError when there is none."""
    for section in SECTIONS:
        if section.key == key:
            return section
    raise KeyError(key)


class ComputedPart(Value):
    """A part that is computed from others, without a model."""

    section: SectionType
    field: str
    """Of the section's model."""
    sources: tuple[str, ...]
    """Parts (`4.1`), sections (`7`), or the `brief`."""


def computed_parts() -> dict[str, ComputedPart]:
    """Return the computed parts by their keys: `6.2`, `A`, `4.modules` for one without a number."""
    return {
        part.number or f"{kind.number}.{name}": ComputedPart(section=kind, field=name, sources=part.computed_from)
        for kind in SECTIONS
        for name, part, _ in parts_of(kind.model)
        if part.computed_from
    }
