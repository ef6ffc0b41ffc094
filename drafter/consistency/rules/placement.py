"""Text that stands below the wrong heading."""

from collections.abc import Iterator

from drafter.consistency.readings.subjects import misplaced
from drafter.consistency.rule import Problem, rule
from drafter.document.page import Page

__all__ = ["text_of_another_part"]


@rule("STR133", "warning")
def text_of_another_part(page: Page) -> Iterator[Problem]:
    """A part says nothing of what its heading announces, but what another part should say and does not.

    Whoever looks a subject up by the contents does not find it.

    Bad: “Test data is made up.” below 11.3 Rollback Strategy, and nothing of tests below 10.2 Test Data Strategy
    Good: “Test data is made up.” below 10.2 Test Data Strategy
    Fix: move the text below its heading, and write what is missing.
    """
    for found in page.once(misplaced):
        message = f"{found.part} says what belongs in {found.other_part}, and nothing of its own subject"
        yield Problem(message, found.text, (found.other,))
