"""What one part says is never done, and another does."""

from collections.abc import Iterator

from drafter.consistency.readings.kept import kept_all_the_same, said_to_keep_nothing
from drafter.consistency.readings.unlogged import logged_all_the_same
from drafter.consistency.rule import Problem, rule
from drafter.document.page import Page

__all__ = ["kept_where_nothing_is", "logged_although_never"]


@rule("DAT217", "warning")
def kept_where_nothing_is(page: Page) -> Iterator[Problem]:
    """The text keeps data in a database, and 5.2 says that the system keeps none.

    Either somebody has to set up a database that nobody planned, or the data is lost.

    Bad: “The totals are added to the table `daily_totals`.” in 12.1, and “It keeps no data of its own.” in 5.2
    Good: “The totals are written to the file `totals.csv`.”
    Fix: say where it is kept instead, or describe the tables in 5.2; say whose database it is when it is another one's.
    """
    nothing = said_to_keep_nothing(page)
    if nothing is not None:
        for text in kept_all_the_same(page):
            yield Problem("this keeps data in a database, and 5.2 says that there is none", text, (nothing,))


@rule("GRD109", "warning")
def logged_although_never(page: Page) -> Iterator[Problem]:
    """A sentence logs what another part says is never logged.

    What must not be in the logs is in them, and in their copies.

    Bad: “The log holds the IP address of each caller.” in 7.4, and “It never logs the IP address.” in 12.1
    Good: “The log holds the country of each caller.”
    Fix: leave it out of the log, or correct what is said to be never logged.
    """
    for text, unlogged in logged_all_the_same(page):
        message = f"this logs {unlogged.thing}, which {unlogged.line.part} says is never logged"
        yield Problem(message, text, (unlogged.line.text,))
