import time

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
        ("Members may have 40 tools at home.", "Members may have 30 boxes at home."),  # counts of different things
        (f"{SEARCH} 2 seconds.", f"{SEARCH} 2 days."),  # worlds apart
        (f"{SEARCH} 2 seconds.", "Today search results for members arrive within 9 seconds."),  # no requirement
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


def test_two_times_to_keep_data_may_be_a_conflict_whatever_words_they_share() -> None:
    assert pairs("Loans are kept 30 days.", "We delete letters after at most 90 days.") == [("S1", "S2")]


def test_a_conflict_is_found_among_thousands_of_numbers() -> None:
    letters = "abcdefghijklmnopqrstuvwxyz"
    words = [f"{one}{other}{third}" for one in letters for other in letters for third in "xyz"]
    filler = [f"The {word}q must end within {number} seconds." for number, word in enumerate(words, start=2)]
    half = len(filler) // 2
    found = pairs(f"{SEARCH} 2 seconds.", *filler[:half], f"{SEARCH} 5 seconds.", *filler[half:])
    assert found == [("S1", f"S{half + 2}")]


def test_many_numbers_about_the_same_words_are_compared_in_seconds() -> None:
    repeated = [f"{SEARCH} {number} seconds." for number in range(2, 2500)]
    started = time.process_time()
    pairs(*repeated)
    assert time.process_time() - started < 20
