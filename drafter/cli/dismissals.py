"""The suggestions that a document's team does not want, as they are kept beside it."""

from datetime import UTC, datetime
from pathlib import Path

from pydantic import ValidationError

from drafter.cli.terminal import say
from drafter.document.suggestion import Suggestion
from drafter.errors import InputError
from drafter.suggestions import Dismissed
from drafter.workspace import Lock, append_dismissed, kept_dismissed

__all__ = ["dismiss_for_good", "known_dismissals"]


def known_dismissals(document: Path) -> tuple[Dismissed, ...]:
    """Return what was dismissed, as far as its lines can be used; warns of the others."""
    try:
        lines = kept_dismissed(document)
    except InputError as error:
        say(f"drafter: warning: {str(error).splitlines()[0]}; nothing counts as dismissed")
        return ()
    found: list[Dismissed] = []
    damaged = 0
    for line in lines:
        try:
            found.append(Dismissed.model_validate_json(line))
        except ValidationError:
            damaged += 1
    if damaged:
        say(f"drafter: warning: {damaged} of {len(lines)} dismissals of {document} are damaged, and do not count")
    return tuple(found)


def dismiss_for_good(document: Path, suggestion: Suggestion, why: str, lock: Lock) -> None:
    """Keep that a suggestion is not wanted. Raises OutputUnwritable."""
    dismissed = Dismissed(
        fingerprint=suggestion.fingerprint,
        part=suggestion.part,
        quote=suggestion.quote,
        reason=suggestion.reason,
        replacement=suggestion.replacement,
        question=suggestion.question,
        why=why,
        time=datetime.now(UTC).isoformat(timespec="seconds"),
    )
    append_dismissed(document, dismissed.model_dump_json(), lock=lock)
