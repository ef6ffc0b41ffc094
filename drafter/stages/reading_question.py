"""Asks a model whether a section answers what its readers ask, where no word of the document seems to."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from drafter.derive.passages import Passage
from drafter.derive.review_items import Item
from drafter.document.review_answers import Reading
from drafter.document.suggestion import Candidate
from drafter.prompt_files import filled
from drafter.stages.review_scope import Scope
from drafter.stages.reviewing import Proposed, Reviewing, focus_of, listed

__all__ = ["ReadingQuestion", "reading_questions"]

_MOST = 6_000
"""Characters of a section."""


@dataclass(frozen=True)
class ReadingQuestion:
    """An item, and the passage that its answer belongs to."""

    prompt: str
    item: Item
    home: Passage
    answer: type[Reading] = Reading

    def proposed(self, data: Any) -> Proposed:
        """Return a question to the author unless the section answers it."""
        if self.answer.model_validate(data).answered == "yes":
            return Proposed()
        candidate = Candidate(
            part=self.home.part.key,
            severity="note",
            category=self.item.category,
            quote=self.home.text,
            start=self.home.start,
            replacement=None,
            question=self.item.question,
            reason=self.item.why,
            judged=True,
        )
        return Proposed((candidate,))


def reading_questions(reviewing: Reviewing, scope: Scope) -> Iterator[ReadingQuestion]:
    """Yield a question for each item of the checklist that the document leaves open and that belongs to a scope."""
    category = focus_of(reviewing.focus)
    own = [passage for passage in reviewing.passages if any(passage.part is part for part in scope.parts)]
    for item, home in reviewing.open_items:
        if all(home is not passage for passage in own) or (category and item.category != category):
            continue
        shown = listed(("-", passage) for passage in _shown(own, home))
        yield ReadingQuestion(
            filled("review_answered", section=scope.title, passages=shown, question=item.question), item, home
        )


def _shown(own: Sequence[Passage], home: Passage) -> list[Passage]:
    """Return what is read: all passages of the scope, so that questions begin alike, or those around a passage."""
    size = sum(len(passage.text) for passage in own)
    chosen = [passage for passage in own if size <= _MOST or passage.part is home.part]
    room = _MOST
    read: list[Passage] = []
    for passage in chosen:
        room -= len(passage.text)
        if room >= 0 or not read:
            read.append(passage)
    return read
