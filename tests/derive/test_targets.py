import pytest

from drafter.derive.targets import foremost_quantities, possible_qualities, required_quantities
from drafter.document.outline import Quality
from tests.materials import brief_of


def required(text: str) -> list[str]:
    return [quantity.text for quantity in required_quantities(brief_of(text))]


@pytest.mark.parametrize(
    ("text", "quantities"),
    [
        ("Answers must arrive within 2 seconds.", ["within 2 seconds"]),
        ("Answers arrive in less than 2 seconds.", ["less than 2 seconds"]),
        ("It needs 40 GB of space.", ["40 GB"]),
        ("Records are kept 30 days.", ["30 days"]),
        ("Records are deleted after 180 days.", ["180 days"]),
        ("Antworten kommen innerhalb von 2 Sekunden.", ["2 Sekunden"]),
        ("## Requirements\n\nThe uptime: 99.9 %.", ["99.9 %"]),
    ],
)
def test_a_quantity_that_asks_for_something_is_required(text: str, quantities: list[str]) -> None:
    assert [q.removeprefix("innerhalb von ") for q in required(text)] == quantities


@pytest.mark.parametrize(
    "text",
    [
        "Today answers must wait up to 9 seconds.",
        "Last year we had at most 40 orders a day.",
        "The form has 14 pages.",
        "## Problem\n\nSomebody copies it for up to 9 seconds every day.",
        "## Ausgangslage\n\nEs dauert bis zu 9 Sekunden.",
        "We expect to hold 40 boxes after three years.",
    ],
)
def test_a_quantity_that_only_describes_is_not_required(text: str) -> None:
    assert not {"up to 9 seconds", "bis zu 9 Sekunden", "at most 40 orders a day", "14 pages", "three years"} & set(
        required(text)
    )


def test_a_short_time_after_something_is_a_limit() -> None:
    assert required("It must be visible after 5 minutes.") == ["5 minutes"]


@pytest.mark.parametrize(
    ("text", "qualities"),
    [
        ("Answers arrive within 2 seconds.", ("latency",)),
        ("It must recover in 4 hours.", ("recovery",)),
        ("Logs are deleted: at most 30 days.", ("retention",)),
        ("It may use at most 200 MB.", ("size", "capacity")),
        ("It may cost at most EUR 40.", ("cost",)),
        ("It must take at least 40 orders per second.", ("throughput",)),
        ("Its availability is at least 99.9 %.", ("availability",)),
        ("At least 80 % of them.", ("availability", "accuracy", "other")),
        ("It must take 30 ms.", ("latency", "freshness", "schedule")),
        ("A page must be usable in at most 2 seconds.", ("latency",)),
        ("No more than 15 minutes of orders may be lost.", ("recovery",)),
        ("It must stay below 4 °C.", ("other",)),
        ("It must draw under 80 mA.", ("other",)),
        ("It must take 3 minutes.", ("latency", "retention", "recovery", "freshness", "schedule")),
    ],
)
def test_unit_and_words_say_what_a_quantity_can_mean(text: str, qualities: tuple[Quality, ...]) -> None:
    brief = brief_of(text)
    (quantity,) = brief.quantities
    assert possible_qualities(brief, quantity) == qualities


def test_of_many_requirements_the_most_demanding_come_first_and_keep_their_order() -> None:
    brief = brief_of(
        "## Notes\n\nIt needs 40 GB of space. Records are kept 30 days.\n\n"
        "## Requirements\n\nAnswers must arrive within 2 seconds.\n\nThe uptime: 99.9 %.\n"
    )
    texts = [quantity.text for quantity in foremost_quantities(brief, 2)]
    assert texts == ["40 GB", "within 2 seconds"]
    assert foremost_quantities(brief, 9) == required_quantities(brief)


def test_the_numbers_of_a_listing_are_no_requirements() -> None:
    assert required("must be within 5 ms and " * 200) == []
