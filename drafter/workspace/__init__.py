"""The files that drafter writes: the document, and the state folder beside it.

A reader sees a complete old or a complete new version of each, whenever a run is killed.
"""

from drafter.workspace.files import bytes_of, hash_of, write_atomically
from drafter.workspace.folder import StateFolder
from drafter.workspace.history import Change, HistoryEntry, last_standing, last_undo
from drafter.workspace.ledger import LedgerEntry, append_ledger
from drafter.workspace.lock import Lock, locked
from drafter.workspace.output import check_output
from drafter.workspace.reading import (
    FoundState,
    has_written,
    kept_outline,
    read_history,
    read_state,
    replaced_state,
    replaced_text,
)
from drafter.workspace.replacing import replace_document, replace_or_write_beside, text_before
from drafter.workspace.reviews import append_dismissed, keep_review, kept_dismissed, kept_review
from drafter.workspace.state import State

__all__ = [
    "Change",
    "FoundState",
    "HistoryEntry",
    "LedgerEntry",
    "Lock",
    "State",
    "StateFolder",
    "append_dismissed",
    "append_ledger",
    "bytes_of",
    "check_output",
    "has_written",
    "hash_of",
    "keep_review",
    "kept_dismissed",
    "kept_outline",
    "kept_review",
    "last_standing",
    "last_undo",
    "locked",
    "read_history",
    "read_state",
    "replace_document",
    "replace_or_write_beside",
    "replaced_state",
    "replaced_text",
    "text_before",
    "write_atomically",
]
