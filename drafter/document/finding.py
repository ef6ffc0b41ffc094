"""Something that is wrong with a document."""

from typing import Literal, get_args

from drafter.frozen import frozen

__all__ = ["SEVERITIES", "BrokenRule", "Finding", "Level", "Place", "Severity"]

Severity = Literal["error", "warning", "note"]
"""error: the document contradicts itself or cannot be used as it is; warning: a reviewer would ask;
note: worth a look."""
SEVERITIES: tuple[Severity, ...] = get_args(Severity)
"""The worst first."""
Level = Literal["error", "warning", "note", "never"]
"""The least severity of findings that make a check end with 1."""


@frozen(kw_only=True)
class Place:
    """Some words of a document."""

    start: int
    """Offset in the text, in characters."""
    end: int
    line: int
    column: int
    """Both from 1; columns in characters."""
    part: str
    """`4.1`; empty outside the template's parts."""
    quote: str
    """The words, in one line, shortened."""


@frozen(kw_only=True)
class Finding:
    """A rule's code, where it fired, and what is wrong there."""

    code: str
    severity: Severity
    message: str
    place: Place
    related: tuple[Place, ...] = ()
    """The other places that it is about: what the first one contradicts."""
    fingerprint: str
    """Stays the same when lines move: 16 hexadecimal digits."""
    judged: bool = False
    """A model found it; it is never as sure as what is computed."""


@frozen(kw_only=True)
class BrokenRule:
    """A rule that failed on a document: a bug in drafter, told beside the findings of the others."""

    code: str
    error: str
    """The exception's type and message."""
    traceback: str
