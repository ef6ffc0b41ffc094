"""Section 12 from its answer and the outline's targets."""

from drafter.derive.material import Material
from drafter.document.blocks import Bullet, Bullets, Flow
from drafter.document.outline import Quality
from drafter.document.sections.monitoring_and_logging import MonitoringAndLogging
from drafter.patterns import regex

__all__ = ["assemble", "is_missed_target"]

_ALERTED: frozenset[Quality] = frozenset({"latency", "availability", "throughput", "freshness", "recovery", "accuracy"})
_MISSED = regex(r"[^()]+ \(.+, 8\.1\) is missed\.")


def assemble(material: Material) -> MonitoringAndLogging:
    """Return the section."""
    notes = material.answers.monitoring_and_logging.observation
    gap = material.missing("monitoring_and_logging", "observation")
    if notes is None:
        return MonitoringAndLogging(logging=gap, metrics=gap, alerting=gap)
    metrics = tuple(Bullet(label=metric.name, text=metric.meaning) for metric in notes.metrics)
    targets = dict.fromkeys(
        f"{target.name} ({target.quantity}, 8.1) is missed."
        for target in material.outline.targets
        if target.quality in _ALERTED
    )
    alerts = tuple(Bullet(text=text) for text in dict.fromkeys((*targets, *notes.alerts)))
    return MonitoringAndLogging(
        logging=Flow.of(notes.logging),
        metrics=Flow.of(Bullets(items=metrics)),
        alerting=Flow.of("These conditions raise an alert:", Bullets(items=alerts)),
    )


def is_missed_target(alert: str) -> bool:
    """Tell whether an alert is one on a target of 8.1."""
    return _MISSED.fullmatch(alert) is not None
