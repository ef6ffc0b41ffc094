"""Lists and tables that are not shown as they were meant."""

from collections.abc import Iterator
from itertools import pairwise

from drafter.consistency.readings.written import lost_tables, steps
from drafter.consistency.rule import Problem, rule
from drafter.document.page import Page

__all__ = ["lost_step", "lost_table"]


@rule("STR130", "warning")
def lost_step(page: Page) -> Iterator[Problem]:
    """The numbers of a list leave one out, or have one twice.

    A step was lost, or added by hand; Markdown counts anew, so that nobody sees it and “step 4” means another step.

    Bad: 1. Stop the gate. 2. Update it. 4. Start it.
    Good: 1. Stop the gate. 2. Update it. 3. Test it. 4. Start it.
    Fix: restore the step, or number the list anew, and correct what refers to its numbers.
    """
    for run in page.once(steps):
        for earlier, later in pairwise(run):
            if later.number != earlier.number and later.number != earlier.number + 1:
                message = f"step {later.number} follows step {earlier.number}"
                yield Problem(message, later.at, (earlier.at,))
            elif later.number == earlier.number:
                yield Problem(f"two steps have the number {later.number}", later.at, (earlier.at,))


@rule("STR131", "error")
def lost_table(page: Page) -> Iterator[Problem]:
    """A table is shown as text, since the line below its header is missing or does not fit.

    Readers see rows of bars, and what reads tables does not find it.

    Bad: | Role | Name | followed by | Owner | Ada |
    Good: | Role | Name | followed by |------|------| and | Owner | Ada |
    Fix: write the line below the header, with a column for each of its cells.
    """
    for table in page.once(lost_tables):
        why = "does not fit" if table.rule else "is missing"
        yield Problem(f"this table is shown as text: the line below its header {why}", table.header)
