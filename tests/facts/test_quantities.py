from decimal import Decimal

import pytest

from drafter.document.brief import Quantity
from tests.facts.finding import of


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("It answers in under 50 ms.", ("in under 50 ms", "50", "ms", "time", "0.05", "at most")),
        ("p95 < 200 ms", ("p95 < 200 ms", "200", "ms", "time", "0.2", "at most")),
        (
            "Take 40 orders a second.",
            ("40 orders a second", "40", "orders a second", "rate", "40", "exactly"),
        ),
        ("Take 5k requests/s.", ("5k requests/s", "5000", "requests/s", "rate", "5000", "exactly")),
        ("Up to 1,000,44 values.", ("Up to 1,000,44 values", "1000.44", "values", "count", "1000.44", "at most")),
        ("About 3,000 a day.", ("About 3,000 a day", "3000", "a day", "rate", "0.0347222222222", "exactly")),
        ("Holds 2 million rows.", ("2 million rows", "2000000", "rows", "count", "2000000", "exactly")),
        (
            "Up at least 99.95 % of the time.",
            ("at least 99.95 %", "99.95", "%", "ratio", "0.9995", "at least"),
        ),
        (
            "No more than EUR 400 a month.",
            ("No more than EUR 400 a month", "400", "EUR a month", "money", "400", "at most"),
        ),
        ("Pay $0.02 per call.", ("$0.02 per call", "0.02", "$ per call", "money", "0.02", "exactly")),
        ("Every 15 minutes it runs.", ("Every 15 minutes", "15", "minutes", "time", "900", "exactly")),
        (
            "Writes 10 GB of logs a day.",
            ("10 GB of logs a day", "10", "GB a day", "rate", "115740.740741", "exactly"),
        ),
        ("Deliver in two weeks.", ("two weeks", "2", "weeks", "time", "1209600", "exactly")),
        ("In three regions.", ("three regions", "3", "regions", "count", "3", "exactly")),
        ("It takes 10-20 ms.", ("10-20 ms", "20", "ms", "time", "0.02", "at most")),
        ("Between 10 and 20 users.", ("Between 10 and 20 users", "20", "users", "count", "20", "at most")),
        ("Up to 25 lines.", ("Up to 25 lines", "25", "lines", "count", "25", "at most")),
        ("Keep 30 days or more.", ("30 days or more", "30", "days", "time", "2592000", "at least")),
        ("It may take 45 min at most.", ("45 min at most", "45", "min", "time", "2700", "at most")),
        (
            "It is never open for more than 20 minutes.",
            ("more than 20 minutes", "20", "minutes", "time", "1200", "at most"),
        ),
        ("It must not drop below 99 %.", ("below 99 %", "99", "%", "ratio", "0.99", "at least")),
        ("Under **50** ms.", ("Under **50** ms", "50", "ms", "time", "0.05", "at most")),
        (
            "Das sind 9.500 Patienten und mehr.",
            ("9.500 Patienten", "9500", "Patienten", "count", "9500", "exactly"),
        ),
        (
            "Die Seite ist in höchstens 2,5 Sekunden da.",
            ("höchstens 2,5 Sekunden", "2.5", "Sekunden", "time", "2.5", "at most"),
        ),
        ("响应时间不超过 200 毫秒。", ("不超过 200 毫秒", "200", "毫秒", "time", "0.2", "at most")),
        ("Uses 512 MiB.", ("512 MiB", "512", "MiB", "data", "536870912", "exactly")),
        ("Within a minute.", ("Within a minute", "1", "minute", "time", "60", "at most")),
        (
            "It runs twice a day.",
            ("twice a day", "2", "times a day", "rate", "0.0000231481481481", "exactly"),
        ),
        ("Serves 200 rps.", ("200 rps", "200", "rps", "rate", "200", "exactly")),
        ("Counts 24 Kafka topics.", ("24 Kafka topics", "24", "Kafka topics", "count", "24", "exactly")),
    ],
)
def test_a_number_is_read_with_its_unit_and_bound(text: str, expected: tuple[str, ...]) -> None:
    (fact,) = of(Quantity, text)
    written, value, unit, dimension, base, bound = expected
    assert (fact.text, fact.unit, fact.dimension, fact.bound) == (written, unit, dimension, bound)
    assert (fact.value, fact.base_value) == (Decimal(value), Decimal(base))


@pytest.mark.parametrize(
    "text",
    [
        "Support is there 24/7.",
        "See JIRA-123 and #42.",
        "Call +49 30 1234567 or 555-123-4567.",
        "It starts at 8:30 and ends at 17:00.",
        "It uses Python 3.12 and TLS 1.3.",
        "Version 3 of the API is v1.2.3.",
        "On 12 March 2026 and in 2027 we stop.",
        "Phase 2 follows Article 17 requests.",
        "1. First things first.",
        "See https://a.example/50ms/30-days for more.",
        "It returns HTTP 404 then.",
        "It listens on port 8080.",
        "The host is 10.0.0.1.",
        "It is one of the few.",
        "A day will come.",
        "Run `sleep 30 s` first.",
    ],
)
def test_other_numbers_are_no_quantities(text: str) -> None:
    assert of(Quantity, text) == []


def test_several_numbers_in_a_sentence_stay_apart() -> None:
    found = of(Quantity, "Keep 7 days, at least 3 copies, and under 200 MB for 2 years.")
    assert [fact.text for fact in found] == ["7 days", "at least 3 copies", "under 200 MB", "2 years"]
