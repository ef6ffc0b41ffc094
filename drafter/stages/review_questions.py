"""Which questions a review asks a model about a scope."""

from collections.abc import Iterator

from drafter.stages.mending_question import mending_questions
from drafter.stages.proposal_question import proposal_questions
from drafter.stages.reading_question import reading_questions
from drafter.stages.review_scope import Scope
from drafter.stages.reviewing import Question, Reviewing, focus_of

__all__ = ["asks_openly", "review_questions"]


def asks_openly(focus: str, *, one_by_one: bool) -> bool:
    """Return whether a model is asked what is wrong, in place of small questions that code prepares.

    Small models that were tried propose nothing when they are asked openly. A focus in free words leaves no other way.
    """
    return not one_by_one or bool(focus and not focus_of(focus))


def review_questions(reviewing: Reviewing, scope: Scope, *, one_by_one: bool) -> Iterator[Question]:
    """Yield the questions about a scope.

    Small questions ask for the words that mend a finding, and which questions of its readers the document leaves open.
    """
    if asks_openly(reviewing.focus, one_by_one=one_by_one):
        yield from proposal_questions(reviewing, scope, one_by_one=one_by_one)
    else:
        yield from mending_questions(reviewing, scope)
        yield from reading_questions(reviewing, scope)
