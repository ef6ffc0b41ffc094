"""All answers of a model for one document, and what is missing of them."""

from drafter.document.sections.api_design import ApiDesignAnswer
from drafter.document.sections.appendices import AppendicesAnswer
from drafter.document.sections.architecture_design import ArchitectureDesignAnswer
from drafter.document.sections.component_design import ComponentDesignAnswer
from drafter.document.sections.data_design import DataDesignAnswer
from drafter.document.sections.decisions_and_alternatives import DecisionsAndAlternativesAnswer
from drafter.document.sections.deployment_design import DeploymentDesignAnswer
from drafter.document.sections.infrastructure_design import InfrastructureDesignAnswer
from drafter.document.sections.introduction import IntroductionAnswer
from drafter.document.sections.monitoring_and_logging import MonitoringAndLoggingAnswer
from drafter.document.sections.performance_considerations import PerformanceConsiderationsAnswer
from drafter.document.sections.security_design import SecurityDesignAnswer
from drafter.document.sections.system_overview import SystemOverviewAnswer
from drafter.document.sections.testing_strategy import TestingStrategyAnswer
from drafter.document.value import Value

__all__ = ["Answers", "Gap"]


class Gap(Value):
    """Something that the model was asked for and that stayed unusable."""

    section: str
    """The section's key."""
    field: str
    """The field of the section's answer."""
    place: str
    """Where in the answer, for people; empty for all of it."""
    reason: str


class Answers(Value):
    """The answers by section; what was not asked for, or is missing, is empty."""

    introduction: IntroductionAnswer = IntroductionAnswer()
    system_overview: SystemOverviewAnswer = SystemOverviewAnswer()
    architecture_design: ArchitectureDesignAnswer = ArchitectureDesignAnswer()
    component_design: ComponentDesignAnswer = ComponentDesignAnswer()
    data_design: DataDesignAnswer = DataDesignAnswer()
    api_design: ApiDesignAnswer = ApiDesignAnswer()
    security_design: SecurityDesignAnswer = SecurityDesignAnswer()
    performance_considerations: PerformanceConsiderationsAnswer = PerformanceConsiderationsAnswer()
    infrastructure_design: InfrastructureDesignAnswer = InfrastructureDesignAnswer()
    testing_strategy: TestingStrategyAnswer = TestingStrategyAnswer()
    deployment_design: DeploymentDesignAnswer = DeploymentDesignAnswer()
    monitoring_and_logging: MonitoringAndLoggingAnswer = MonitoringAndLoggingAnswer()
    decisions_and_alternatives: DecisionsAndAlternativesAnswer = DecisionsAndAlternativesAnswer()
    appendices: AppendicesAnswer = AppendicesAnswer()
    gaps: tuple[Gap, ...] = ()
