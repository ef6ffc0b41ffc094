import pytest

from drafter.derive.conflicts import conflict_candidates
from tests.materials import brief_of

SEARCH = "Search results for members arrive within"


def pairs(*statements: str) -> list[tuple[str, str]]:
    brief = brief_of("\n\n".join(statements))
    return [(candidate.first, candidate.second) for candidate in conflict_candidates(brief)]


def test_two_values_for_the_same_words_may_be_a_conflict() -> None:
    brief = brief_of(f"{SEARCH} 2 seconds.\n\n{SEARCH} 500 ms.")
    (candidate,) = conflict_candidates(brief)
    assert (candidate.id, candidate.first, candidate.second) == ("C1", "S1", "S2")
    assert candidate.values == ("within 2 seconds", "within 500 ms")


@pytest.mark.parametrize(
    "statements",
    [
        (f"{SEARCH} 2 seconds.", f"{SEARCH} 2000 ms."),  # the same value
        (f"{SEARCH} 2 seconds.", "Letters leave within 500 ms."),  # other words
        ("Search results for members hold 40 MB.", f"{SEARCH} 500 ms."),  # another dimension
        (f"{SEARCH} 2 seconds, or 500 ms.",),  # one statement
        ("Members have 40 tools at home.", "Members have 3 boxes at home."),  # counts of different things
    ],
)
def test_what_can_hold_at_once_is_no_candidate(statements: tuple[str, ...]) -> None:
    assert pairs(*statements) == []


def test_the_pair_with_most_words_in_common_comes_first() -> None:
    found = pairs(
        "Search results arrive within 1 second.",
        "Search results for all members of the library arrive within 2 seconds.",
        "Search results for all members of the library arrive within 3 seconds.",
    )
    assert found[0] == ("S2", "S3")
    assert len(found) == 3


def test_no_more_than_a_few_pairs_are_returned() -> None:
    assert len(pairs(*(f"{SEARCH} {number} seconds." for number in range(1, 9)))) == 6
