"""Where the words stand that a model quotes, which copies them from what it was shown."""

import pytest

from drafter.document.suggestion import Candidate
from drafter.markdown.parse import parse
from drafter.suggestions.locating import AMBIGUOUS, UNKNOWN, located
from tests.sound_document import SOUND
from tests.suggestions.candidates import fixed, proposed

PAGE = parse(SOUND)
RETENTION = "Retain click events for 13 months, then keep daily totals only."


def found(candidate: Candidate) -> str:
    """The document's own words."""
    place = located(PAGE, candidate)
    return place if isinstance(place, str) else SOUND[place.start : place.end]


@pytest.mark.parametrize(
    ("quote", "words"),
    [
        pytest.param(RETENTION, RETENTION, id="as they stand"),
        pytest.param(RETENTION.lower(), RETENTION, id="another case"),
        pytest.param(RETENTION.replace("click events", "click\n  events"), RETENTION, id="another line"),
        pytest.param("Retention: Retain click events", "Retention**: Retain click events", id="without marks"),
        pytest.param("`id` uuid, primary key; `short_link_id` uuid, references short_links", None, id="some marks"),
        pytest.param(RETENTION.replace("months", "month"), RETENTION, id="a letter less"),
        pytest.param(RETENTION.replace("keep daily", "keep the daily"), RETENTION, id="a word more"),
        pytest.param(f"{RETENTION[:-1]}!", RETENTION, id="another end"),
    ],
)
def test_words_are_found_however_they_are_copied(quote: str, words: str | None) -> None:
    assert found(proposed(quote, "")) == (
        words or "`id` uuid, primary key; `short_link_id` uuid, references `short_links"
    )


@pytest.mark.parametrize(
    "quote",
    [
        pytest.param(RETENTION.replace("13", "14"), id="another number"),
        pytest.param(RETENTION.replace("then", "and never"), id="a negation"),
        pytest.param("The clicks are sold to advertisers after a year.", id="made up"),
        pytest.param("etain click event", id="within words"),
        pytest.param(" ** ", id="no words"),
    ],
)
def test_words_that_say_something_else_are_not_found(quote: str) -> None:
    assert found(proposed(quote, "")) == UNKNOWN


def test_words_that_stand_more_than_once_are_found_in_their_part_alone() -> None:
    assert found(proposed("Campaign Manager Service", "")) == AMBIGUOUS
    place = located(PAGE, proposed("**In scope**", "", part="1.2"))
    assert not isinstance(place, str)
    assert found(proposed("Short Link", "", part="3.1")) == AMBIGUOUS


def test_a_quote_that_is_as_near_to_two_places_is_ambiguous() -> None:
    page = parse("# N\n\nThe archive keeps every parcel for a week.\n\nThe archive keeps each parcel for a week.\n")
    assert located(page, proposed("The archive keeps any parcel for a week.", "")) == AMBIGUOUS


def test_the_place_of_a_fix_counts_whatever_stands_elsewhere() -> None:
    second = fixed(SOUND, "Campaign Manager Service", "", nth=2)
    place = located(PAGE, second)
    assert not isinstance(place, str)
    assert place.start == second.start
