"""Architecture decision records, as Michael Nygard's "Documenting Architecture Decisions" shapes them."""

from collections.abc import Mapping, Sequence
from types import MappingProxyType

from drafter.document.blocks import Bullet, Bullets, Flow
from drafter.document.sections.decisions_and_alternatives import DecisionRow

__all__ = ["records"]


_NONE: Mapping[str, str] = MappingProxyType({})


def records(decisions: Sequence[DecisionRow], standing: str, recorded: Mapping[str, str] = _NONE) -> Flow:
    """Return a record for each decision: title, status and date, context, decision, consequences.

    `recorded` has the status and date ("Accepted, 2026-02-01") of decisions that have a record already; `standing`
    holds for the others. The flow is empty when there are no decisions.
    """
    items = tuple(
        item
        for number, decision in enumerate(decisions, start=1)
        for item in _record(number, decision, recorded.get(decision.decision, standing))
    )
    return Flow.of(Bullets(items=items)) if items else Flow(blocks=())


def _record(number: int, decision: DecisionRow, standing: str) -> list[Bullet]:
    context = f"Alternatives considered: {decision.alternatives}" if decision.alternatives else ""
    bullets = [
        Bullet(label=f"ADR-{number}: {decision.decision}", text=standing),
        Bullet(label="Context", text=context),
        Bullet(label="Decision", text=decision.rationale),
        Bullet(label="Consequences", text=decision.consequences),
    ]
    return [bullet for bullet in bullets if bullet.text or bullet is bullets[0]]
