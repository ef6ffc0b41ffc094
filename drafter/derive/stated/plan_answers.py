"""The answers of sections 1, 2, 8 and 10 to 14: prose, plans and decisions."""

from typing import Any, get_args

from drafter.derive.names import decision_key
from drafter.derive.sections.introduction import IN_SCOPE
from drafter.derive.sections.monitoring_and_logging import is_missed_target
from drafter.derive.stated.content import bullets, code, kept, paragraphs, rows, section, steps, words
from drafter.derive.stated.names import bare
from drafter.document.blocks import Absent
from drafter.document.document import Document
from drafter.document.notes import INCOMPLETE
from drafter.document.outline import Outline
from drafter.document.sections.appendices import Appendices, AppendicesAnswer, Example
from drafter.document.sections.decisions_and_alternatives import (
    DecisionNotes,
    DecisionsAndAlternatives,
    DecisionsAndAlternativesAnswer,
)
from drafter.document.sections.deployment_design import (
    DeploymentDesign,
    DeploymentDesignAnswer,
    EnvironmentNotes,
    Release,
)
from drafter.document.sections.introduction import Introduction, IntroductionAnswer, Opening
from drafter.document.sections.monitoring_and_logging import (
    Metric,
    MonitoringAndLogging,
    MonitoringAndLoggingAnswer,
    Observation,
)
from drafter.document.sections.performance_considerations import (
    PerformanceConsiderations,
    PerformanceConsiderationsAnswer,
    Strategies,
    StrategyNotes,
)
from drafter.document.sections.system_overview import Contribution, Overview, SystemOverview, SystemOverviewAnswer
from drafter.document.sections.testing_strategy import TestingStrategy, TestingStrategyAnswer, TestLayers, TestNotes

__all__ = [
    "appendices_answer",
    "decisions_answer",
    "deployment_answer",
    "introduction_answer",
    "monitoring_answer",
    "overview_answer",
    "performance_answer",
    "testing_answer",
]


def introduction_answer(document: Document) -> IntroductionAnswer:
    """Return purpose, scope and responsibilities."""
    introduction = section(document, Introduction)
    purpose = words(introduction.purpose)
    inside = [bullet.text for bullet in bullets(introduction.scope) if bullet.label.casefold() == IN_SCOPE.casefold()]
    scope = " ".join(inside) or paragraphs(introduction.scope)
    return IntroductionAnswer.model_construct(
        opening=Opening.model_construct(purpose=purpose or INCOMPLETE, scope=scope or INCOMPLETE)
        if purpose or scope
        else None,
        responsibilities={row.role: row.responsibilities for row in rows(introduction.stakeholders)},
    )


def overview_answer(document: Document) -> SystemOverviewAnswer:
    """Return problem, solution and goals."""
    overview = section(document, SystemOverview)
    problem, solution = words(overview.problem), words(overview.solution)
    return SystemOverviewAnswer.model_construct(
        overview=Overview.model_construct(problem=problem or INCOMPLETE, solution=solution or INCOMPLETE)
        if problem or solution
        else None,
        goals={
            _goal(bullet.label): Contribution.model_construct(component="", contribution=bullet.text)
            for bullet in bullets(overview.goals)
        },
    )


def performance_answer(document: Document) -> PerformanceConsiderationsAnswer:
    """Return the strategies and the plan to scale."""
    considerations = section(document, PerformanceConsiderations)
    stated, scalability = considerations.strategies, words(considerations.scalability)
    if isinstance(stated, Absent) and not scalability:
        return PerformanceConsiderationsAnswer()
    if isinstance(stated, Absent):
        stated = Strategies(**dict.fromkeys(Strategies.model_fields, INCOMPLETE))
    return PerformanceConsiderationsAnswer.model_construct(
        strategies=StrategyNotes.model_construct(
            caching=stated.caching,
            database=stated.database,
            asynchronous=stated.asynchronous,
            load=stated.load,
            scalability=scalability or INCOMPLETE,
        )
    )


def testing_answer(document: Document) -> TestingStrategyAnswer:
    """Return the tests, their data and when they run."""
    strategy = section(document, TestingStrategy)
    data, pipeline = words(strategy.data), words(strategy.pipeline)
    if isinstance(strategy.layers, Absent) and not data and not pipeline:
        return TestingStrategyAnswer()
    layers = strategy.layers
    if isinstance(layers, Absent):
        layers = TestLayers(**dict.fromkeys(TestLayers.model_fields, INCOMPLETE))
    return TestingStrategyAnswer.model_construct(
        tests=TestNotes.model_construct(
            unit=layers.unit,
            integration=layers.integration,
            system=layers.system,
            acceptance=layers.acceptance,
            data=data or INCOMPLETE,
            pipeline=pipeline or INCOMPLETE,
        )
    )


def deployment_answer(document: Document) -> DeploymentDesignAnswer:
    """Return the environments, the steps of a release, and the way back."""
    design = section(document, DeploymentDesign)
    process, rollback = steps(design.process) or tuple(filter(None, [words(design.process)])), words(design.rollback)
    return DeploymentDesignAnswer.model_construct(
        environments={
            bare(row.name): EnvironmentNotes.model_construct(
                purpose=row.purpose, access=row.access, frequency=_frequency(row.frequency)
            )
            for row in rows(design.environments)
        },
        release=Release.model_construct(steps=process or (INCOMPLETE,), rollback=rollback or INCOMPLETE)
        if process or rollback
        else None,
    )


def monitoring_answer(document: Document) -> MonitoringAndLoggingAnswer:
    """Return what is logged and measured, and the alerts but for those on targets."""
    monitoring = section(document, MonitoringAndLogging)
    logging, metrics = words(monitoring.logging), bullets(monitoring.metrics)
    alerts = tuple(text for b in bullets(monitoring.alerting) if not is_missed_target(text := b.text or b.label))
    if not logging and not metrics and isinstance(monitoring.alerting, Absent):
        return MonitoringAndLoggingAnswer()
    return MonitoringAndLoggingAnswer.model_construct(
        observation=Observation.model_construct(
            logging=logging or INCOMPLETE,
            metrics=tuple(Metric.model_construct(name=b.label, meaning=b.text) for b in metrics),
            alerts=alerts,
        )
    )


def decisions_answer(document: Document, outline: Outline) -> DecisionsAndAlternativesAnswer:
    """Return why each decision of the outline was made, and what follows."""
    keys = {key.casefold(): key for d in outline.decisions for key in [decision_key(d.title, d.choice)]}
    return DecisionsAndAlternativesAnswer.model_construct(
        decisions={
            keys[said]: DecisionNotes.model_construct(rationale=row.rationale, consequences=row.consequences)
            for row in reversed(rows(section(document, DecisionsAndAlternatives).decisions))
            if (said := kept("", row.decision).casefold()) in keys
        }
    )


def appendices_answer(document: Document) -> AppendicesAnswer:
    """Return the example of Appendix B."""
    content = section(document, Appendices).examples
    fence = code(content)
    if fence is None:
        return AppendicesAnswer()
    return AppendicesAnswer.model_construct(
        example=Example.model_construct(
            language=fence.language, shows=words(content), lines=tuple(fence.text.split("\n"))
        )
    )


def _goal(label: str) -> str:
    """Return a goal without the brief's numbers for it."""
    return label.partition(" (")[0] if label.endswith(")") else label


def _frequency(text: str) -> Any:
    """Return one of the answers that a model chooses from, for a text that is none the text itself."""
    chosen = text[:1].lower() + text[1:]
    return chosen if chosen in get_args(EnvironmentNotes.model_fields["frequency"].annotation) else text
