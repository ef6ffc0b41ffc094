"""What a model that is asked for few things at once is asked about a document, and what becomes of its answers."""

from typing import Any

import pytest

from drafter.consistency.checking import check
from drafter.derive.addresses import address_of
from drafter.llm.asker import Asker
from drafter.llm.port import Request
from drafter.markdown.parse import parse
from drafter.stages.mending_question import MENDS_NOTHING
from drafter.stages.progress import SilentProgress
from drafter.stages.review import Reviewed, review
from drafter.stages.review_scope import scopes
from drafter.stages.reviewing import Reviewing
from tests.fake_model import FakeModel
from tests.standing import document_text

LOGGED = "The log keeps the IP address with each entry."
FOREIGN = """# Parcel lockers

The service opens a locker when a courier signs in.

## Rollout

Lockers are deployed one city after the other.
"""


class Reader:
    """A review by a model that gives one word of mending, and one verdict on every question of readers."""

    def __init__(self, text: str, *, instead: str = "", answered: str = "yes") -> None:
        self.page = parse(text)
        self.said = {"instead": instead, "answered": answered}
        self.model = FakeModel(self.answer)

    def answer(self, request: Request, _answer: Any) -> Any:
        (field,) = request.json_schema["properties"]
        return {field: self.said[field]}

    async def of(self, *places: str, focus: str = "") -> Reviewed:
        reviewing = Reviewing(self.page, check(self.page), None, "", focus)
        asker = Asker(self.model, system="", openai=False, one_by_one=True)
        addresses = [found for place in places if (found := address_of(place, self.page))]
        return await review(reviewing, scopes(self.page, addresses), asker, SilentProgress(), jobs=1)

    @property
    def questions(self) -> list[str]:
        prompts = [request.user for request in self.model.requests]
        return [prompt.partition("# Question\n\n")[2].partition("\n")[0] for prompt in prompts]


def logged() -> str:
    """A document that logs what it says is never logged."""
    return document_text().replace("### 12.2 Metrics Collection", f"{LOGGED}\n\n### 12.2 Metrics Collection")


async def test_what_readers_ask_and_no_passage_answers_becomes_a_question_to_the_author() -> None:
    reviewed = await Reader(document_text(), answered="no").of("10")
    (asked,) = [one for one in reviewed.candidates if "failures" in one.question]
    assert (asked.part, asked.category, asked.severity) == ("10.1", "testable", "note")
    assert (asked.replacement, asked.judged) == (None, True)
    assert asked.start is not None
    assert document_text()[asked.start :].startswith(asked.quote)


async def test_what_the_section_answers_in_other_words_is_not_asked() -> None:
    reader = Reader(document_text(), answered="yes")
    assert (await reader.of("10")).candidates == ()
    assert reader.model.requests


async def test_what_the_document_says_a_word_about_is_not_asked_at_all() -> None:
    reader = Reader(document_text().replace("### 10.2", "A load test provokes a lost connection.\n\n### 10.2"))
    await reader.of("10")
    assert not any("failures" in question for question in reader.questions)


async def test_what_is_not_applicable_is_not_asked_about() -> None:
    text = document_text("log_sweeper")
    assert "Not applicable: this command line tool offers no HTTP endpoints" in text
    reader = Reader(text)
    await reader.of("6", "7")
    assert reader.questions == []


async def test_a_focus_leaves_the_questions_of_its_category() -> None:
    reader = Reader(document_text(), answered="no")
    reviewed = await reader.of(focus="security")
    assert {candidate.category for candidate in reviewed.candidates} == {"secure"}


async def test_the_words_of_a_finding_are_asked_for_and_tried() -> None:
    reader = Reader(logged(), instead="The log never keeps the IP address with each entry.")
    reviewed = await reader.of("12")
    (change,) = [one for one in reviewed.candidates if one.replacement is not None]
    assert (change.quote, change.replacement, change.part) == (
        LOGGED,
        "The log never keeps the IP address with each entry.",
        "12.1",
    )
    assert change.evidence[0].code == "GRD109"
    assert change.judged


@pytest.mark.parametrize("instead", [LOGGED, "The log keeps the IP address.", ""])
async def test_words_that_do_not_mend_the_finding_are_dropped(instead: str) -> None:
    reviewed = await Reader(logged(), instead=instead).of("12")
    assert reviewed.candidates == ()
    assert reviewed.dropped[MENDS_NOTHING] >= 1


@pytest.mark.parametrize("instead", ["high availability", "8.1", "100 % of every holiday"])
async def test_no_number_is_mended_by_words_or_by_what_nobody_said(instead: str) -> None:
    text = document_text().replace("High availability (99.95 %)", "High availability (199.95 %)", 1)
    text = text.replace("which the Redirect Service", "which the Ledger Service")
    reader = Reader(text, instead=instead)
    assert (await reader.of("2", "8", "9")).candidates == ()
    assert any("199.95 %" in request.user for request in reader.model.requests)


async def test_a_name_that_the_document_has_is_taken() -> None:
    text = document_text().replace("Redirect Service run together in two", "Ledger Service run together in two")
    reviewed = await Reader(text, instead="Redirect Service").of("9")
    assert [change.replacement for change in reviewed.candidates] == ["Redirect Service"]


async def test_a_finding_that_a_rule_can_mend_is_not_asked_about() -> None:
    reader = Reader(document_text().replace("The system logs every", "The the system logs every"))
    await reader.of("12")
    assert not any("stands twice" in request.user for request in reader.model.requests)


async def test_documents_from_other_templates_are_asked_where_the_words_are_nearest() -> None:
    reader = Reader(FOREIGN, answered="no")
    reviewed = await reader.of()
    asked = {candidate.question: candidate.quote for candidate in reviewed.candidates}
    assert asked["How long does a sign-in or a token last, and what ends it?"].startswith("The service opens")
    assert not any("database" in question for question in asked)
