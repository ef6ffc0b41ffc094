"""Section 8 from its answer and the outline's targets."""

from drafter.derive.material import Material
from drafter.document.blocks import Bullet, Bullets, Flow
from drafter.document.outline import Outline, Question
from drafter.document.sections.performance_considerations import PerformanceConsiderations, Strategies

__all__ = ["LEVELS", "STATED", "UNSTATED", "assemble", "requirements"]

STATED = "The brief states these requirements:"
UNSTATED = "The brief states no performance requirements; they are to be agreed with its owner."
LEVELS = "Which response times, loads and availability must the system reach?"
"""The question where there are no targets."""


def assemble(material: Material) -> PerformanceConsiderations:
    """Return the section."""
    notes = material.answers.performance_considerations.strategies
    gap = material.missing("performance_considerations", "strategies")
    stated = requirements(material.outline)
    return PerformanceConsiderations(
        requirements=Flow.of(STATED, stated) if stated else Flow.of(UNSTATED),
        strategies=Strategies(
            caching=notes.caching,
            database=_without_database(material.outline) or notes.database,
            asynchronous=notes.asynchronous,
            load=_without_servers(material.outline) or notes.load,
        )
        if notes
        else gap,
        scalability=Flow.of(notes.scalability) if notes else gap,
        questions=() if stated else (Question(text=LEVELS, part="8.1"),),
    )


def _without_database(outline: Outline) -> str:
    """Return why nothing is to be optimised in a database, empty when there is one."""
    return f"Not applicable: this {outline.kind} has no database." if outline.storage in ("none", "files") else ""


def _without_servers(outline: Outline) -> str:
    """Return why load is not distributed, empty when it can be."""
    if outline.kind not in ("command line tool", "library"):
        return ""
    return f"Not applicable: a {outline.kind} does its work in the process that starts it."


def requirements(outline: Outline) -> Bullets | None:
    """Return the targets as the brief words them, each statement once; None when there are none."""
    by_text: dict[str, list[str]] = {}
    for target in outline.targets:
        by_text.setdefault(target.text, []).append(target.name)
    items = tuple(Bullet(label=" and ".join(dict.fromkeys(names)), text=text) for text, names in by_text.items())
    return Bullets(items=items) if items else None
