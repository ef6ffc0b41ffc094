"""Section 12: what is logged, measured and alerted on."""

from typing import Annotated

from pydantic import Field

from drafter.document.answer import Answer, Identifier, Line, Passage
from drafter.document.blocks import Absent, Flow, Part
from drafter.document.sections.base import Section

__all__ = ["Metric", "MonitoringAndLogging", "MonitoringAndLoggingAnswer", "Observation"]


class MonitoringAndLogging(Section):
    """Section 12."""

    logging: Annotated[Flow | Absent, Part("12.1", "Logging Strategy", "[What and how to log]")]
    metrics: Annotated[Flow | Absent, Part("12.2", "Metrics Collection", "[What metrics to collect and monitor]")]
    alerting: Annotated[Flow | Absent, Part("12.3", "Alerting", "[What conditions should trigger alerts]")]


class Metric(Answer):
    """A metric that is collected."""

    name: Identifier = Field(description="what is measured, in snake_case, with its unit at the end")
    meaning: Line = Field(description="What does it measure, and in which component?")


class Observation(Answer):
    """Logs, metrics and alerts."""

    logging: Passage = Field(description="Which events are logged with which fields, and what is never logged?")
    metrics: Annotated[tuple[Metric, ...], Field(min_length=3, max_length=4)] = Field(
        description="different metrics of this system"
    )
    alerts: Annotated[tuple[Line, ...], Field(min_length=2, max_length=3)] = Field(
        description="What must not happen in operation without somebody being told?"
    )


class MonitoringAndLoggingAnswer(Answer):
    """What the model writes of section 12."""

    observation: Observation | None = None
