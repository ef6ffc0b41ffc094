"""Proposals that are not worth a reader's time, and those that hold what no document should."""

from drafter.document.suggestion import Candidate
from drafter.suggestions.meaning import restates
from drafter.visible import without_invisible

__all__ = ["NOTHING", "cleaned", "noise"]

NOTHING = "changes nothing and asks nothing"
_NO_QUESTION = "asks no question"
_NO_REASON = "gives no reason"
_RESTATES = "gives no reason but the words that it is about"


def noise(candidate: Candidate) -> str:
    """Return why a candidate is not shown, empty when it is worth to be looked at.

    What a rule computed only has to change something; a model must also say why, in other words than the document's,
    and praise is none.
    """
    if candidate.replacement is None and not candidate.question.strip():
        return NOTHING
    if candidate.replacement is not None and candidate.replacement == candidate.quote:
        return NOTHING
    if not candidate.judged:
        return ""
    if candidate.replacement is None and "?" not in candidate.question:
        return _NO_QUESTION
    if candidate.replacement is not None and candidate.replacement.split() == candidate.quote.split():
        return NOTHING
    if not candidate.reason.strip():
        return _NO_REASON
    return _RESTATES if restates(candidate.reason, candidate.quote) else ""


def cleaned(candidate: Candidate) -> Candidate:
    """Return a model's candidate without characters that nobody sees; one of a rule as it is."""
    if not candidate.judged:
        return candidate
    replacement = None if candidate.replacement is None else without_invisible(candidate.replacement)[0]
    question = " ".join(without_invisible(candidate.question)[0].split())
    reason = " ".join(without_invisible(candidate.reason)[0].split())
    return candidate.model_copy(update={"replacement": replacement, "question": question, "reason": reason})
