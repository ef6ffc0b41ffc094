"""The document's own version, its date and its change log."""

from collections.abc import Iterator
from itertools import pairwise

from drafter.consistency.readings.dates import ambiguous_dates, impossible_dates
from drafter.consistency.readings.records import changes, information
from drafter.consistency.rule import Problem, rule
from drafter.document.page import Page

__all__ = [
    "ambiguous_date", "changes_out_of_order", "date_differs_from_change", "impossible_date", "version_without_change",
]  # fmt: skip


@rule("NUM120", "error")
def date_differs_from_change(page: Page) -> Iterator[Problem]:
    """The document's date is not that of its version in the change log, or older than its newest change.

    Nobody can tell which state of the design was reviewed.

    Bad: “Date: 2026-01-15” and “v1.0, 2026-03-02” in the change log
    Good: the same date in both
    Fix: write the day of the last change in both places.
    """
    about, log = page.once(information), page.once(changes)
    dated = [entry for entry in log if entry.iso]
    own = [entry for entry in dated if entry.number == about.number]
    if not about.iso or not dated:
        return
    for entry in own:
        if entry.iso != about.iso:
            message = f"version {about.version.words} is of {about.date.words}, in the change log of {entry.date.words}"
            yield Problem(message, entry.date, (about.date,))
    for entry in dated:
        if entry.number != about.number and entry.iso > about.iso:
            message = f"the document is of {about.date.words}, its version {entry.version.words} of {entry.date.words}"
            yield Problem(message, entry.date, (about.date,))


@rule("NUM121", "error")
def version_without_change(page: Page) -> Iterator[Problem]:
    """The change log does not know the document's version.

    Readers of the last version cannot see what is new in this one.

    Bad: “Version: v2.0”, and a change log that ends with v1.1
    Good: an entry for v2.0
    Fix: add the entry, or correct the version.
    """
    about, log = page.once(information), page.once(changes)
    if about.number and log and all(entry.number != about.number for entry in log):
        known = ", ".join(entry.version.words for entry in log)
        message = f"the document is version {about.version.words}, the change log has {known}"
        yield Problem(message, about.version, tuple(entry.version for entry in log))


@rule("NUM122", "error")
def changes_out_of_order(page: Page) -> Iterator[Problem]:
    """A later version in the change log has an earlier date.

    One of the two dates is wrong, and the log is what audits go by.

    Bad: v1.0 of 2026-03-02, v1.1 of 2026-02-20
    Good: v1.1 on the same day as v1.0 or after it
    Fix: correct the date.
    """
    dated = sorted((entry for entry in page.once(changes) if entry.iso), key=lambda entry: entry.number)
    for earlier, later in pairwise(dated):
        if later.number > earlier.number and later.iso < earlier.iso:
            message = (
                f"version {later.version.words} is of {later.date.words}, "
                f"the earlier {earlier.version.words} of {earlier.date.words}"
            )
            yield Problem(message, later.date, (earlier.date,))


@rule("NUM123", "error")
def impossible_date(page: Page) -> Iterator[Problem]:
    """A date does not exist.

    What happens on it will not happen, or on some other day.

    Bad: 2026-02-30
    Good: 2026-02-28
    Fix: correct the day or the month.
    """
    for date in page.once(impossible_dates):
        yield Problem(f"there is no {date.text.words}", date.text)


@rule("NUM124", "warning")
def ambiguous_date(page: Page) -> Iterator[Problem]:
    """A date can be read in two ways: it is not clear what is the day, the month and the year.

    Readers in other countries take it for another day, and nothing that sorts dates knows better.

    Bad: 15/01/26, 02/03/2026
    Good: 2026-01-15
    Fix: write the year, the month and the day, as in 2026-01-15.
    """
    for date in page.once(ambiguous_dates):
        yield Problem(f"{date.words} can be read as more than one date", date)
