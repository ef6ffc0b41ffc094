"""Pairs of sentences, and what becomes of a model's verdict."""

from typing import Any

import pytest

from drafter.consistency.pairs import pairs
from drafter.document.finding import Finding
from drafter.document.page import Page
from drafter.llm.asker import Asker
from drafter.llm.port import Request
from drafter.markdown.parse import parse
from drafter.stages.judge import judge
from drafter.stages.progress import SilentProgress
from tests.fake_model import FakeModel

TEXT = """## 2. System Overview

### 2.2 Solution Overview

The Redirect Service keeps every click event for 13 months. A poster is printed.

## 5. Data Design

### 5.4 Data Validation

The Redirect Service keeps every click event for 12 months. Dates are checked.
"""
FIRST = "The Redirect Service keeps every click event for 13 months."
SECOND = "The Redirect Service keeps every click event for 12 months."


async def judged(page: Page, answer: dict[str, Any]) -> tuple[Finding, ...]:
    def change(_request: Request, _answer: Any) -> Any:
        return answer

    asker = Asker(FakeModel(change), system="", openai=False, one_by_one=True)
    return await judge(page, pairs(page, 5), asker, SilentProgress(), jobs=2)


def verdict(first: str = "13 months", second: str = "12 Months") -> dict[str, Any]:
    return {"verdict": "contradict", "first": first, "second": second, "why": "Two times."}


def test_sentences_about_the_same_thing_in_two_parts_are_a_pair() -> None:
    (pair,) = pairs(parse(TEXT), 5)
    assert (pair.first.part, pair.first.text.words, pair.second.part, pair.second.text.words) == (
        "2.2", FIRST, "5.4", SECOND,
    )  # fmt: skip


@pytest.mark.parametrize("second", [FIRST, "The Redirect Service keeps every click event for 13 months, as planned."])
def test_sentences_that_say_the_same_are_no_pair(second: str) -> None:
    assert pairs(parse(TEXT.replace(SECOND, second)), 5) == ()


def test_a_denial_makes_a_pair_of_what_is_otherwise_the_same() -> None:
    denied = "The Redirect Service never keeps every click event for 13 months."
    assert len(pairs(parse(TEXT.replace(SECOND, denied)), 5)) == 1


async def test_a_contradiction_quotes_both_passages_and_is_a_warning() -> None:
    (finding,) = await judged(parse(TEXT), verdict())
    assert (finding.code, finding.severity, finding.judged) == ("PRO101", "warning", True)
    assert finding.message == "may contradict 5.4: Two times"
    assert (finding.place.quote, finding.place.line) == ("13 months", 5)
    assert [(place.quote, place.line, place.part) for place in finding.related] == [("12 months", 11, "5.4")]


@pytest.mark.parametrize(
    "answer",
    [
        verdict(first="14 months"),
        verdict(second="a year"),
        verdict(first=""),
        {"verdict": "agree", "first": "13 months", "second": "12 months", "why": ""},
        {"verdict": "perhaps"},
    ],
    ids=["made-up first", "made-up second", "no quote", "agrees", "no verdict"],
)
async def test_a_verdict_without_true_quotes_is_dropped(answer: dict[str, Any]) -> None:
    assert await judged(parse(TEXT), answer) == ()
