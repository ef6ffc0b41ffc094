"""The ledger of a document: what each run asked of a model."""

from datetime import UTC, datetime
from pathlib import Path

from drafter.cli.session import Session, price_of
from drafter.configuration import ModelChoice
from drafter.llm.asker import Spent
from drafter.workspace import LedgerEntry, Lock, append_ledger

__all__ = ["note_in_ledger"]


def note_in_ledger(document: Path, session: Session, choice: ModelChoice, lock: Lock) -> None:
    """Add what a session asked to the ledger beside a document, unless it asked nothing. Raises OutputUnwritable."""
    spent: Spent = session.asker.spent
    if not spent.calls:
        return
    entry = LedgerEntry(
        time=datetime.now(UTC),
        model=session.opened.port.model,
        calls=spent.calls,
        prompt_tokens=spent.usage.prompt,
        cached_tokens=spent.usage.cached,
        completion_tokens=spent.usage.completion,
        seconds=round(spent.seconds, 1),
        cost=price_of(choice, spent),
    )
    append_ledger(document, entry, lock=lock)
