"""The design patterns that can mean something in a system of this shape."""

from drafter.document.outline import Outline

__all__ = ["patterns_for"]

_ALWAYS = ("Adapter", "Dependency Injection", "Facade", "Repository", "Retry with Backoff", "Strategy")
_WITH: dict[str, tuple[str, ...]] = {
    "http": ("API Gateway", "Rate Limiting", "Circuit Breaker", "Idempotent Receiver"),
    "events": ("Publish-Subscribe", "Competing Consumers", "Dead Letter Queue", "Idempotent Receiver"),
    "command line": ("Command", "Pipes and Filters", "Chain of Responsibility"),
    "library": ("Factory", "Builder", "Plugin", "Value Object"),
    "files": ("Pipes and Filters", "Batch Processing", "Checkpoint"),
    "user interface": ("Model-View-Controller", "Observer", "Backend for Frontend"),
    "cache": ("Cache-Aside",),
    "broker": ("Queue-Based Load Leveling", "Outbox", "Dead Letter Queue", "Competing Consumers"),
    "worker": ("Scheduler", "Bulkhead"),
    "store": ("Unit of Work", "Optimistic Locking"),
    "external system": ("Anti-Corruption Layer", "Circuit Breaker"),
    "batch job": ("Batch Processing", "Checkpoint", "Scheduler"),
    "embedded system": ("State Machine", "Store and Forward", "Watchdog", "Observer"),
    "event pipeline": ("Pipes and Filters", "Fan-Out", "Materialized View"),
}
"""What makes a pattern worth a thought: an interface, a kind of component, a kind of project."""


def patterns_for(outline: Outline) -> tuple[str, ...]:
    """Return the patterns to choose from, without repetition."""
    traits = [outline.kind, *outline.interfaces, *(component.kind for component in outline.components)]
    return tuple(dict.fromkeys([*(name for trait in traits for name in _WITH.get(trait, ())), *_ALWAYS]))
