"""What came of asking a model about a document."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from drafter.document.suggestion import Candidate
from drafter.errors import DrafterError

__all__ = ["Asked"]


@dataclass(frozen=True)
class Asked:
    """What a model proposes, and what it was not asked about."""

    candidates: tuple[Candidate, ...] = ()
    dropped: Mapping[str, int] = field(default_factory=dict)
    """How many of its proposals cannot be meant, by the reason."""
    not_run: tuple[str, ...] = ()
    """What it could not be asked about, with why."""
    failure: DrafterError | None = None
    """The first reason."""
