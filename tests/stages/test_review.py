"""What a model is shown of a document that it reviews, and what becomes of its proposals."""

from collections.abc import Mapping
from io import BytesIO
from typing import Any

import pytest

from drafter.consistency.checking import check
from drafter.derive.addresses import address_of
from drafter.document.brief import Brief
from drafter.document.page import Page
from drafter.document.suggestion import Candidate, Evidence
from drafter.errors import PermissionRefused, TryAgain
from drafter.llm.asker import Asker
from drafter.llm.port import Request
from drafter.markdown.parse import parse
from drafter.stages.progress import SilentProgress
from drafter.stages.read_brief import read_brief
from drafter.stages.review import Reviewed, review
from drafter.stages.review_scope import scopes
from drafter.stages.reviewing import Reviewing, focus_of
from tests.fake_model import FakeModel
from tests.standing import brief_text, document_text

TEXT = """## 2. System Overview

### 2.1 Problem Statement

Links are long. Posters <b>need</b> short links.

## 5. Data Design

### 5.4 Data Validation

- **Slugs**: The Redirect Service keeps every link for 13 months.
- **Clicks**: Clicks of a link are counted.

| Field | Rule |
|-------|------|
| slug | at most 20 letters |
"""
GOOD: Mapping[str, Any] = {
    "passage": "P1", "problem": "Nobody says whose clock counts.", "shown_by": "the passage itself",
    "category": "correct", "words": "13 months", "change": "rewrite", "text": "12 months",
}  # fmt: skip


def brief() -> Brief:
    return read_brief(BytesIO(brief_text().encode())).brief


class Reviewer:
    """A review of a text by a model that proposes the same of every section it is asked about."""

    def __init__(self, *proposals: Mapping[str, Any], text: str = TEXT, one_by_one: bool = False) -> None:
        self.page: Page = parse(text)
        self.one_by_one = one_by_one
        self.proposals = proposals
        self.model = FakeModel(self.answer)

    def answer(self, _request: Request, _answer: Any) -> Any:
        return {"proposals": list(self.proposals)}

    async def of(self, *places: str, focus: str = "", brief: Brief | None = None) -> Reviewed:
        reviewing = Reviewing(self.page, check(self.page, brief), brief, "The outline.", focus)
        asker = Asker(self.model, system="", openai=False, one_by_one=self.one_by_one)
        addresses = [found for place in places if (found := address_of(place, self.page))]
        assert len(addresses) == len(places)
        return await review(reviewing, scopes(self.page, addresses), asker, SilentProgress(), jobs=2)

    async def candidate(self) -> Candidate:
        (candidate,) = (await self.of("5")).candidates
        return candidate

    @property
    def prompt(self) -> str:
        (request,) = self.model.requests
        return request.user


async def test_a_proposal_becomes_a_candidate_at_its_place() -> None:
    candidate = await Reviewer(GOOD).candidate()
    assert candidate == Candidate(
        part="5.4", severity="warning", category="correct", quote="13 months", start=TEXT.index("13 months"),
        replacement="12 months", reason="Nobody says whose clock counts.", judged=True,
    )  # fmt: skip


async def test_words_that_are_not_quoted_exactly_have_no_place_yet() -> None:
    candidate = await Reviewer({**GOOD, "words": "thirteen months"}).candidate()
    assert (candidate.quote, candidate.start) == ("thirteen months", None)


async def test_without_words_the_whole_passage_is_meant() -> None:
    candidate = await Reviewer({**GOOD, "passage": "P3", "words": ""}).candidate()
    assert (candidate.quote, candidate.start) == ("slug | at most 20 letters", TEXT.index("slug |"))


async def test_a_question_has_no_replacement() -> None:
    candidate = await Reviewer({**GOOD, "change": "ask", "text": "How long?"}).candidate()
    assert (candidate.replacement, candidate.question) == (None, "How long?")


async def test_words_can_be_removed() -> None:
    candidate = await Reviewer({**GOOD, "change": "remove", "text": "any"}).candidate()
    assert candidate.replacement == ""


async def test_a_text_stays_in_its_line() -> None:
    candidate = await Reviewer({**GOOD, "text": "a year\n\n## 6. API Design"}).candidate()
    assert candidate.replacement == "a year ## 6. API Design"


async def test_a_proposal_names_what_shows_the_problem() -> None:
    reviewer = Reviewer({**GOOD, "shown_by": "O1"})
    candidate = await reviewer.candidate()
    assert "O1: Links are long." in reviewer.prompt
    assert candidate.evidence == (
        Evidence(kind="passage", words="Links are long. Posters <b>need</b> short links.", part="2.1", line=5),
    )


@pytest.mark.parametrize(
    ("text", "change"),
    [
        ("12 months, see <https://evil.example>", "rewrite"),
        ("see [this](https://evil.example)", "rewrite"),
        ("see www.evil.example", "rewrite"),
        ("![x](y.png)", "rewrite"),
        ("<script>12</script>", "rewrite"),
        ("# 12 months", "rewrite"),
        ("Is it <img src=x>?", "ask"),
        ("", "rewrite"),
        ("", "ask"),
    ],
)
async def test_what_nobody_but_the_author_may_write_is_dropped(text: str, change: str) -> None:
    reviewed = await Reviewer({**GOOD, "text": text, "change": change}).of("5")
    assert reviewed.candidates == ()
    assert sum(reviewed.dropped.values()) == 1


async def test_marks_of_the_passage_may_stay() -> None:
    reviewer = Reviewer({**GOOD, "words": "<b>need</b>", "text": "<b>want</b>"})
    (candidate,) = (await reviewer.of("2")).candidates
    assert candidate.replacement == "<b>want</b>"


async def test_nothing_to_propose_is_an_answer() -> None:
    assert await Reviewer().of() == Reviewed((), {}, {})


@pytest.mark.parametrize("bad", [{"passage": "P9"}, {"shown_by": "S999"}, {"category": "nice"}, {"words": "x" * 900}])
async def test_a_proposal_of_another_form_takes_nothing_from_the_others(bad: dict[str, str]) -> None:
    reviewer = Reviewer({**GOOD, **bad}, GOOD)
    assert len((await reviewer.of("5")).candidates) == 1
    assert len(reviewer.model.requests) == 1


async def test_findings_are_shown_where_they_stand_and_where_they_lead() -> None:
    text = document_text().replace("| Database | Stores", "| Databse | Stores")
    reviewer = Reviewer(text=text)
    await reviewer.of("4")
    assert "Campaign Manager Service depends on Database, which 4.1 does not list" in reviewer.prompt


async def test_the_brief_is_quoted_where_it_has_to_do_with_a_passage() -> None:
    reviewer = Reviewer(text=document_text())
    await reviewer.of("12.1", brief=brief())
    assert "# What the brief says of it\n\nS" in reviewer.prompt
    alone = Reviewer(text=document_text())
    await alone.of("12.1")
    assert "# What the brief says of it\n\nNothing." in alone.prompt


async def test_a_part_is_reviewed_alone_and_its_neighbours_are_shown() -> None:
    reviewer = Reviewer(text=document_text())
    await reviewer.of("7.1")
    asked = reviewer.prompt.partition("# Passages of 7 Security Design")[2]
    assert "7.1 Authentication" in asked
    assert "7.2 Authorization" not in asked


async def test_every_section_with_text_is_asked_about_once() -> None:
    reviewer = Reviewer(text=document_text())
    await reviewer.of()
    assert len(reviewer.model.requests) == 14


async def test_readers_questions_that_the_document_leaves_open_are_shown_where_they_belong() -> None:
    reviewer = Reviewer(text=document_text())
    await reviewer.of("10")
    assert "Which failures do the tests provoke" in reviewer.prompt
    text = document_text().replace("**System Tests**: ", "**System Tests**: Faults are injected. ")
    settled = Reviewer(text=text)
    await settled.of("10")
    assert "Which failures do the tests provoke" not in settled.prompt


async def test_a_focus_in_free_words_is_asked_about_openly_and_never_for_what_is_computed() -> None:
    reviewer = Reviewer(text=document_text(), one_by_one=True)
    await reviewer.of(focus="GDPR")
    asked = [request.user.partition("# Passages of ")[2].partition("# What")[0] for request in reviewer.model.requests]
    assert len(asked) > 14
    assert max(map(len, asked)) < 2_000
    assert not any("Architecture Decision Records" in question for question in asked)
    assert {request.json_schema["properties"]["proposals"]["maxItems"] for request in reviewer.model.requests} == {3}


@pytest.mark.parametrize(("words", "category"), [("secure", "secure"), (" Security", "secure"), ("GDPR", None)])
def test_a_focus_is_a_category_or_free_words(words: str, category: str | None) -> None:
    assert focus_of(words) == category


async def test_a_category_leaves_no_other_to_the_model() -> None:
    reviewer = Reviewer({**GOOD, "category": "secure"}, GOOD)
    reviewed = await reviewer.of("5", focus="security")
    assert [candidate.category for candidate in reviewed.candidates] == ["secure"]
    assert "Look only for what concerns this: security." in reviewer.prompt


async def test_documents_from_other_templates_are_asked_about_by_chapter() -> None:
    reviewer = Reviewer(text="# Lockers\n\nA locker opens.\n\n## Goals\n\nLockers open fast.\n\n## Empty\n")
    await reviewer.of()
    titles = [request.label for request in reviewer.model.requests]
    assert titles == ["Lockers: review", "Goals: review"]


class Failing(Reviewer):
    """A model that fails for one section."""

    def __init__(self, error: Exception, section: str) -> None:
        super().__init__(GOOD)
        self.error = error
        self.section = section

    def answer(self, _request: Request, _answer: Any) -> Any:
        if _request.label.startswith(self.section):
            raise self.error
        return super().answer(_request, _answer)


async def test_a_section_that_fails_takes_nothing_from_the_others() -> None:
    reviewed = await Failing(TryAgain("busy"), "2").of()
    assert [candidate.part for candidate in reviewed.candidates] == ["5.4"]
    assert {title: str(error) for title, error in reviewed.failures.items()} == {"2 System Overview": "busy"}


async def test_after_a_refusal_nothing_more_is_asked() -> None:
    text = document_text()
    failing = Failing(PermissionRefused("no credit"), "1 ")
    failing.page = parse(text)
    reviewed = await failing.of()
    assert len(failing.model.requests) <= 2
    assert len(reviewed.failures) >= 13


async def test_an_answer_that_is_no_json_is_a_failure_of_its_section() -> None:
    reviewer = Reviewer()
    reviewer.model = FakeModel(lambda _, __: "The sky is blue.")
    reviewed = await reviewer.of("5")
    assert [str(error) for error in reviewed.failures.values()] == ["the model's answer stayed unusable"]
