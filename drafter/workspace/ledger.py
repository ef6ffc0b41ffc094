"""What was asked of models for a document, a line of JSON a run."""

from decimal import Decimal
from pathlib import Path
from typing import Annotated

from pydantic import AwareDatetime, PlainSerializer

from drafter.document.value import Value
from drafter.workspace.folder import StateFolder
from drafter.workspace.lock import Lock

__all__ = ["LedgerEntry", "append_ledger"]


class LedgerEntry(Value):
    """What one run asked of a model."""

    time: AwareDatetime
    model: str
    calls: int
    prompt_tokens: int
    cached_tokens: int
    """The part of `prompt_tokens` that the endpoint took from its prefix cache."""
    completion_tokens: int
    seconds: float
    cost: Annotated[Decimal, PlainSerializer(float, return_type=float, when_used="json")] | None
    """In US dollars at list prices; None when the price is not known."""


def append_ledger(document: Path, entry: LedgerEntry, *, lock: Lock) -> None:
    """Add a line to `ledger.jsonl`; OutputUnwritable when that is not possible."""
    lock.demand(document)
    folder = StateFolder(document)
    folder.append(folder.ledger, entry.model_dump_json())
