"""Suggestions that no longer fit, in a document that was edited since they were made."""

from collections.abc import Collection, Mapping, Sequence

from drafter.document.brief import Brief
from drafter.document.suggestion import Suggestion
from drafter.markdown.parse import parse
from drafter.suggestions.applying import applied
from drafter.suggestions.burden import burden

__all__ = ["worsening"]

_WORSE = "it would bring in findings, as the document is now"


def worsening(
    text: str, suggestions: Sequence[Suggestion], ids: Collection[int], brief: Brief | None
) -> Mapping[int, str]:
    """Return why some of the suggestions are not to be taken, by their numbers: applied alone, they make findings more.

    The suggestions have their places in this text. A question changes no word of it, and is not looked at. Takes about
    a tenth of a second a suggestion.
    """
    changes = [each.id for each in suggestions if each.id in ids and each.replacement is not None]
    if not changes:
        return {}
    before = burden(parse(text), brief)
    made = ((number, parse(applied(text, suggestions, [number]))) for number in changes)
    return {number: _WORSE for number, page in made if burden(page, brief).is_more_than(before)}
