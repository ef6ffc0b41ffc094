import pytest

from drafter.derive.sources import content_words, source_of
from tests.materials import brief_of

BRIEF = brief_of("Members borrow tools. A librarian prints reminders. Loans are kept in a ledger.")


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("The loan of a tool", {"the", "loan", "tool"}),
        ("Reminders, reminding", {"remind"}),
        ("LoanStore 2", {"loan", "store"}),
        ("über die Bücher", {"über", "die", "bücher"}),
        ("a of 12 _", set()),
    ],
)
def test_words_that_mean_something_are_compared_by_their_first_letters(text: str, words: set[str]) -> None:
    assert content_words(text) == words


@pytest.mark.parametrize(
    ("name", "source"),
    [
        ("Tools", "S1"),
        ("Reminder Printer", ""),  # half of its words
        ("Reminder Service", "S2"),  # a service is no word of its own
        ("Librarian Reminders Printing", "S2"),
        ("LoansLedger", "S3"),
        ("Payment", ""),
        ("Service", ""),
        ("API", ""),
        ("", ""),
    ],
)
def test_a_name_comes_from_the_statement_that_has_most_of_its_words(name: str, source: str) -> None:
    assert source_of(name, BRIEF) == source


def test_a_generic_name_alone_comes_from_a_statement_that_has_it() -> None:
    assert source_of("Worker", brief_of("We lend. A worker reminds.")) == "S2"


def test_a_brief_without_statements_is_no_source() -> None:
    assert source_of("Tool", brief_of("")) == ""
