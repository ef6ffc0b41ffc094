"""Where the names and numbers of a document stand in a brief."""

from typing import Any

from drafter.derive.names import decision_key
from drafter.derive.sources import source_of
from drafter.document.brief import Brief
from drafter.document.outline import Outline, Target

__all__ = ["with_sources"]


def with_sources(outline: Outline, brief: Brief, before: Outline | None) -> Outline:
    """Return the outline with the statements that new names and numbers come from; those of `before` keep theirs."""
    changes: dict[str, Any] = {}
    for field in ("components", "entities", "operations", "roles"):
        known = {value.name for value in getattr(before, field)} if before else set()
        changes[field] = tuple(
            value
            if value.source or value.name in known
            else value.model_copy(update={"source": source_of(value.name, brief)})
            for value in getattr(outline, field)
        )
    decided = {decision_key(d.title, d.choice) for d in before.decisions} if before else set()
    changes["decisions"] = tuple(
        decision
        if decision.source or decision_key(decision.title, decision.choice) in decided
        else decision.model_copy(update={"source": source_of(decision.choice or decision.title, brief)})
        for decision in outline.decisions
    )
    changes["targets"] = tuple(target if target.statement else _of(target, brief) for target in outline.targets)
    return outline.model_copy(update=changes)


def _of(target: Target, brief: Brief) -> Target:
    found = next((statement.id for statement in brief.statements if target.text in statement.text), "")
    return target.model_copy(update={"statement": found})
