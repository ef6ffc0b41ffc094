"""The lines that end a run."""

from datetime import date
from decimal import Decimal

import pytest

from drafter.llm.port import Usage
from drafter.report.summary import Summary, duration, summary_lines

RUN = Summary(
    path="docs/tdd.md",
    complete=14,
    assumptions=3,
    questions=1,
    usage=Usage(prompt=12_345, cached=10_000, completion=4_321),
    calls=40,
    seconds=312.4,
    cost=Decimal(0),
)


def test_local_run_is_four_lines() -> None:
    assert summary_lines(RUN) == [
        "docs/tdd.md: 14 parts complete",
        "3 assumptions, 1 open question, no findings",
        "tokens: 12,345 prompt (81 % cached), 4,321 generated",
        "40 calls in 5 min 12 s; cost: free on this machine",
    ]


def test_incomplete_places_are_named_with_their_reason() -> None:
    gaps = (("5 Data Design: entities", "no table was named"), ("6 API Design: errors", "cut off"))
    lines = summary_lines(RUN.model_copy(update={"complete": 12, "incomplete": gaps, "path": "-"}))
    assert lines[:3] == [
        "the document on standard output: 12 parts complete, 2 places incomplete",
        "incomplete: 5 Data Design: entities: no table was named",
        "incomplete: 6 API Design: errors: cut off",
    ]


def test_many_incomplete_places_are_counted() -> None:
    gaps = tuple((f"{number} A section: a field", "no answer") for number in range(1, 12))
    lines = summary_lines(RUN.model_copy(update={"complete": 3, "incomplete": gaps}))
    assert lines[8:10] == [
        "incomplete: 8 A section: a field: no answer",
        "incomplete: and 3 more places; the document says which",
    ]


@pytest.mark.parametrize(
    ("cost", "words"),
    [
        (None, "unknown"),
        (Decimal("0.00003"), "less than $0.0001 at list prices of 2026-11-01"),
        (Decimal("0.01234"), "about $0.0123 at list prices of 2026-11-01"),
        (Decimal("1234.5"), "about $1,234.50 at list prices of 2026-11-01"),
    ],
)
def test_cost_is_a_list_price_or_unknown(cost: Decimal | None, words: str) -> None:
    priced = RUN.model_copy(update={"cost": cost, "price_date": date(2026, 11, 1)})
    assert summary_lines(priced)[-1].endswith(f"; cost: {words}")


def test_replayed_run_sent_nothing_and_cost_nothing() -> None:
    replayed = RUN.model_copy(update={"calls": 0, "replayed": 40, "usage": Usage(), "seconds": 0.6})
    assert summary_lines(replayed)[2:] == [
        "no calls and 40 answers from the journal in 1 s; cost: none, nothing was sent"
    ]


def test_calls_whose_tokens_nobody_counted_are_not_free() -> None:
    assert summary_lines(RUN.model_copy(update={"usage": Usage()}))[-1].endswith("; cost: unknown")


def test_text_of_a_model_reaches_the_terminal_as_plain_characters_on_one_line() -> None:
    gaps = (("5 \x1b[31mData\x07", "two\nlines \u202e[bold]x[/]"),)
    line = summary_lines(RUN.model_copy(update={"incomplete": gaps}))[1]
    assert line == "incomplete: 5 [31mData: two lines [bold]x[/]"


@pytest.mark.parametrize(
    ("seconds", "words"),
    [(0.2, "0 s"), (59.4, "59 s"), (59.6, "1 min 0 s"), (125, "2 min 5 s"), (3_780, "1 h 3 min")],
)
def test_durations_have_their_two_largest_units(seconds: float, words: str) -> None:
    assert duration(seconds) == words
