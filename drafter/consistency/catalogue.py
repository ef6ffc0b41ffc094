"""All rules that a finding can have: those over a page, those over its suppressions, and what a model judges."""

from collections.abc import Iterator

from drafter.consistency.rule import Problem, rule
from drafter.consistency.rules import RULES
from drafter.consistency.suppression import unknown_suppression, unused_suppression
from drafter.document.page import Page

__all__ = ["CATALOGUE", "contradiction_in_prose"]


@rule("PRO101", "warning")
def contradiction_in_prose(_page: Page) -> Iterator[Problem]:
    """A model judged that two passages cannot both be true.

    It is asked only with `drafter check --model`, for pairs of sentences about the same thing. It can be wrong, so
    this is never an error; the quotes were compared with the text.

    Bad: "Clicks are counted at once." ... "Click counts appear with the nightly batch."
    Good: "Click counts appear with the nightly batch." in both places.
    Fix: decide which passage is right and change the other, or suppress the finding when both are.
    """
    yield from ()  # computed nowhere: `drafter.stages.judge` asks


CATALOGUE = tuple(
    sorted((*RULES, contradiction_in_prose, unknown_suppression, unused_suppression), key=lambda rule: rule.code)
)
"""By code."""
