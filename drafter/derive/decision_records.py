"""Architecture decision records, as Michael Nygard's "Documenting Architecture Decisions" shapes them."""

from collections.abc import Sequence

from drafter.document.blocks import Bullet, Bullets, Flow
from drafter.document.sections.decisions_and_alternatives import DecisionRow

__all__ = ["records"]


def records(decisions: Sequence[DecisionRow], date: str, status: str) -> Flow:
    """Return a record for each decision: title, status, context, decision, consequences.

    `date` (ISO 8601) and `status` ("Proposed", "Accepted") hold for all records; an empty date is left out.
    The flow is empty when there are no decisions.
    """
    standing = ", ".join(part for part in (status, date) if part)
    items = tuple(
        item for number, decision in enumerate(decisions, start=1) for item in _record(number, decision, standing)
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
