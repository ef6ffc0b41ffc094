"""What all questions of a review share, and what a question is."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any, NamedTuple, Protocol

from pydantic import BaseModel

from drafter.consistency.checking import check
from drafter.derive.passages import Passage, passages
from drafter.derive.review_checklist import home_of, unsettled
from drafter.derive.review_items import Item
from drafter.document.brief import Brief
from drafter.document.finding import Finding
from drafter.document.page import Page
from drafter.document.suggestion import CATEGORIES, Candidate, Category

__all__ = ["FOREIGN", "Proposed", "Question", "Reviewing", "focus_of", "listed"]

FOREIGN = "would bring in HTML, an image, a heading or a link"
"""Why a proposal is dropped that holds what nobody but the author may write."""
_FOCUS: Mapping[str, Category] = {
    "correctness": "correct", "completeness": "complete", "consistency": "consistent", "testability": "testable",
    "testing": "testable", "operability": "operable", "operations": "operable", "security": "secure",
    "affordability": "affordable", "cost": "affordable", "clarity": "clear",
}  # fmt: skip


@dataclass(frozen=True)
class Reviewing:
    """What all questions of a review share."""

    page: Page
    findings: Sequence[Finding]
    brief: Brief | None
    outline: str
    """In words."""
    focus: str
    """A category or free words; empty for everything."""

    @cached_property
    def passages(self) -> tuple[Passage, ...]:
        """All passages of the page."""
        return passages(self.page, self.page.parts)

    @cached_property
    def open_items(self) -> tuple[tuple[Item, Passage], ...]:
        """What readers ask and the document says no word about, each with the passage that its answer belongs to."""
        homes = ((item, home_of(item, self.passages)) for item in unsettled(self.page, self.passages))
        return tuple((item, home) for item, home in homes if home is not None)

    @cached_property
    def codes(self) -> Counter[str]:
        """How many findings of each rule the page has, whatever is suppressed or not asked for."""
        return Counter(finding.code for finding in check(self.page, self.brief))

    def passage_at(self, start: int) -> Passage | None:
        """Return the passage that holds an offset of the page."""
        return next((one for one in self.passages if one.start <= start < one.start + len(one.text)), None)


class Proposed(NamedTuple):
    """What an answer proposes, and why some of it cannot be meant."""

    candidates: tuple[Candidate, ...] = ()
    dropped: tuple[str, ...] = ()


class Question(Protocol):
    """A prompt with the form of its answer, and what an answer means."""

    @property
    def prompt(self) -> str:
        """The user message."""

    @property
    def answer(self) -> type[BaseModel]:
        """The form."""

    def proposed(self, data: Any) -> Proposed:
        """Return what an answer proposes; `data` has the form."""


def focus_of(words: str) -> Category | None:
    """Return the category that some words mean: `secure`, `security`; None for other words."""
    folded = words.strip().casefold()
    return next((one for one in CATEGORIES if one == folded), _FOCUS.get(folded))


def listed(marked: Iterable[tuple[str, Passage]]) -> str:
    """Return passages as lines, each after its mark, below the headings and columns that they stand under."""
    lines: list[str] = []
    above: tuple[int, str] = (0, "")
    for mark, passage in marked:
        if (id(passage.part), passage.columns) != above:
            lines.append(f"{passage.title}:")
            above = (id(passage.part), passage.columns)
        lines.append(f"{mark} {' '.join(passage.text.split())}")
    return "\n".join(lines)
