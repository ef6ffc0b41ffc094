"""What of a long statement is quoted beside a quantity."""

import pytest

from drafter.derive.clauses import clause_around

LONG = (
    "What we need is a little box in each greenhouse, probably one of those in the drawer, which reads the temperature "
    "and the moisture of six beds, every 30 seconds or so, and opens the vents when it gets too warm"
)


@pytest.mark.parametrize(
    ("statement", "part", "clause"),
    [
        ("Answers arrive within 2 seconds, mostly.", "2 seconds", "Answers arrive within 2 seconds, mostly."),
        (LONG, "six beds", "Reads the temperature and the moisture of six beds"),
        (LONG, "every 30 seconds", "Reads the temperature and the moisture of six beds, every 30 seconds or so"),
        (LONG, "9 seconds", LONG),
    ],
    ids=["a short statement", "a clause", "a short clause", "what it does not hold"],
)
def test_a_long_statement_is_quoted_by_its_clauses(statement: str, part: str, clause: str) -> None:
    assert clause_around(statement, part) == clause
