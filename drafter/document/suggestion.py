"""A change that a reviewer proposes: exact words of the document, what to write instead, and why."""

from typing import Literal, get_args

from drafter.document.finding import Severity
from drafter.document.value import Value

__all__ = ["CATEGORIES", "Candidate", "Category", "Evidence", "Review", "Suggestion"]

Category = Literal["correct", "complete", "consistent", "testable", "operable", "secure", "affordable", "clear"]
"""What the document would be more than it is."""
CATEGORIES: tuple[Category, ...] = get_args(Category)


class Evidence(Value):
    """What a suggestion rests on: a rule's finding, a passage elsewhere in the document, a statement of the brief."""

    kind: Literal["finding", "passage", "statement"]
    words: str
    """The finding's message, or the exact words."""
    code: str = ""
    """Of the rule."""
    part: str = ""
    """Where the passage stands: `4.1`."""
    line: int = 0
    """From 1; 0 for none."""


class Candidate(Value):
    """A proposal before it was looked at: by a rule's fix or by a model."""

    part: str
    """`4.1`; empty outside the template's parts."""
    severity: Severity
    category: Category
    quote: str
    """The words of the document that it is about, as they stand there; those of a model may differ in details."""
    start: int | None = None
    """Where they stand, as an offset in characters; None when it is to be found."""
    replacement: str | None
    """What stands there afterwards, empty to remove the words; None for a question to the author."""
    question: str = ""
    """What the author is asked; empty unless there is no replacement."""
    reason: str
    evidence: tuple[Evidence, ...] = ()
    judged: bool = False
    """A model proposed it; a rule's fix is surer."""


class Suggestion(Value):
    """A proposal that applies: its words stand exactly once where it says, and the document does not get worse."""

    id: int
    """Its number in the review, from 1."""
    section: int
    """0 before the first section."""
    part: str
    severity: Severity
    category: Category
    quote: str
    """The exact words of the document."""
    start: int
    end: int
    """Offsets in characters, `end` exclusive: `text[start:end] == quote`."""
    line: int
    column: int
    """Both from 1; columns in characters."""
    replacement: str | None
    question: str = ""
    reason: str
    evidence: tuple[Evidence, ...] = ()
    alternatives: tuple[int, ...] = ()
    """The numbers of those that change some of the same words: one of them can be taken."""
    judged: bool = False
    fingerprint: str
    """Stays the same when lines move: 16 hexadecimal digits."""


class Review(Value):
    """The suggestions for one text of a document."""

    version: Literal[1] = 1
    document: str
    """The file's name."""
    sha256: str
    """Of the document's bytes."""
    suggestions: tuple[Suggestion, ...]
    dropped: dict[str, int] = {}
    """How many proposals were not shown, by the reason."""
    not_run: tuple[str, ...] = ()
    """Sections that a model could not be asked about, with why."""
