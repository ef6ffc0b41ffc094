"""What a document's sections no longer agree with, and which of their texts must be asked for again."""

from drafter.derive.staleness.brief_changes import brief_changes, outline_for
from drafter.derive.staleness.change import Change
from drafter.derive.staleness.document_changes import document_changes
from drafter.derive.staleness.renaming import outline_with_new_names, with_new_names
from drafter.derive.staleness.stale import Stale, stale_fields

__all__ = [
    "Change", "Stale", "brief_changes", "document_changes", "outline_for", "outline_with_new_names",
    "stale_fields", "with_new_names",
]  # fmt: skip
