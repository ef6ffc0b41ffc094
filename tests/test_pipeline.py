"""From a brief to a document, with a model that answers whatever it is asked."""

import asyncio
from collections.abc import Iterator
from datetime import date
from functools import partial
from pathlib import Path
from typing import Any, Literal

import pytest

from drafter import pipeline
from drafter.consistency import checking
from drafter.consistency.rule import Problem, rule
from drafter.document.document import DocumentInformation
from drafter.document.page import Page
from drafter.document.sections import SECTIONS
from drafter.errors import DrafterError, EndpointUnusable, OutputUnusable, PermissionRefused, TryAgain
from drafter.llm.asker import Asker
from drafter.llm.port import Request, Usage
from drafter.markdown.render import render, render_section
from drafter.stages.progress import SilentProgress
from drafter.stages.read_brief import read_brief
from tests.fake_model import FakeModel

BRIEFS = Path(__file__).parents[1] / "fixtures" / "briefs"
BRIEF = read_brief(BRIEFS / "tool_library.md").brief
INFORMATION = DocumentInformation(
    id="TDD-1", version="v1.0", date="2026-01-15", authors="A", reviewers="B", status="Draft"
)


class Ends(SilentProgress):
    """Remembers how the parts ended."""

    def __init__(self) -> None:
        self.states: dict[str, str] = {}

    def end(self, part: str, state: Literal["done", "incomplete"], usage: Usage, seconds: float) -> None:
        super().end(part, state, usage, seconds)
        assert part not in self.states
        self.states[part] = state


async def run(
    model: FakeModel, *, jobs: int = 4, one_by_one: bool = True, progress: Ends | None = None
) -> pipeline.Draft:
    asker = Asker(model, system="The brief.", openai=False, one_by_one=one_by_one)
    shown = progress or Ends()
    outline = await pipeline.outline(BRIEF, asker, shown)
    return await pipeline.draft(BRIEF, outline, asker, INFORMATION, today=date(2026, 1, 15), jobs=jobs, progress=shown)


def raising(error: DrafterError, *labels: str) -> FakeModel:
    """A model that fails at requests whose labels start with one of these."""

    def change(request: Request, answer: Any) -> Any:
        if request.label.startswith(labels):
            raise error
        return answer

    return FakeModel(change)


@pytest.mark.parametrize("one_by_one", [True, False], ids=["field by field", "as a whole"])
async def test_a_brief_becomes_a_complete_document(one_by_one: bool) -> None:
    progress = Ends()
    made = await run(FakeModel(), one_by_one=one_by_one, progress=progress)
    assert (made.gaps, made.failures) == ((), ())
    assert len(made.document.sections) == 14
    assert "Incomplete" not in render(made.document)
    assert progress.states == {"outline": "done"} | {kind.key: "done" for kind in SECTIONS}


async def test_a_section_asked_for_as_a_whole_is_one_request() -> None:
    model = FakeModel()
    await run(model, one_by_one=False)
    asked = [label.split()[0] for label in model.labels if not label.startswith("outline")]
    assert sorted(asked, key=int) == [str(kind.number) for kind in SECTIONS]


async def test_what_was_spent_is_the_sum_of_all_requests() -> None:
    model = FakeModel()
    made = await run(model)
    assert made.spent.calls == len(model.requests)
    assert made.spent.usage.prompt == sum(len(r.system + r.user) // 4 for r in model.requests)
    assert made.spent.seconds == 0.5 * len(model.requests)


@pytest.mark.parametrize("jobs", [1, 3])
async def test_no_more_than_the_allowed_number_of_sections_is_asked_for_at_once(jobs: int) -> None:
    under_way: set[str] = set()
    most = 0

    async def watched(request: Request, answer: Any) -> Any:
        nonlocal most
        if not request.label.startswith("outline"):
            under_way.add(request.label)
            most = max(most, len(under_way))
            await asyncio.sleep(0.001)
            under_way.remove(request.label)
        return answer

    await run(FakeModel(watched), jobs=jobs)
    assert most == jobs


async def test_sections_with_long_answers_are_begun_before_others_when_several_are_asked_for_at_once() -> None:
    together, alone = FakeModel(), FakeModel()
    made = await run(together, jobs=2, one_by_one=False)
    asked = [label for label in together.labels if not label.startswith("outline")]
    numbers = [int(label.split()[0]) for label in asked]
    assert max(map(numbers.index, (3, 4, 5))) < min(map(numbers.index, (10, 14)))
    in_order = await run(alone, jobs=1, one_by_one=False)
    asked = [label for label in alone.labels if not label.startswith("outline")]
    assert [int(label.split()[0]) for label in asked] == list(range(1, 15))
    assert in_order.document == made.document


async def test_all_requests_of_a_run_start_with_the_same_system_prompt() -> None:
    model = FakeModel()
    await run(model)
    assert {request.system for request in model.requests} == {"The brief."}


async def test_the_number_of_jobs_changes_nothing_in_the_document() -> None:
    one, many = await run(FakeModel(), jobs=1), await run(FakeModel(), jobs=14)
    assert render(one.document) == render(many.document)


@pytest.mark.parametrize("jobs", [1, 14])
async def test_what_an_earlier_section_says_goes_from_the_later_one_whichever_came_first(jobs: int) -> None:
    said = "The clerk counts all of the tools every evening."

    async def slow(request: Request, answer: Any) -> Any:
        if "(again)" in request.label:
            return {"value_1": said}
        if request.label.startswith("2 System Overview: overview"):
            await asyncio.sleep(0.05)
            answer["overview"]["problem"] = said
        if request.label.startswith("10 "):
            answer["tests"]["unit"] = said
        return answer

    made = await run(FakeModel(slow), jobs=jobs)
    assert said in render_section(SECTIONS[1], made.document.sections[1])
    assert "This is said in section 2 already." in render_section(SECTIONS[9], made.document.sections[9])


@pytest.mark.parametrize("error", [TryAgain("the endpoint is busy"), OutputUnusable("no answer")])
async def test_a_section_that_fails_for_now_is_incomplete_and_the_others_are_finished(
    error: DrafterError,
) -> None:
    progress = Ends()
    made = await run(raising(error, "7 ", "10 "), progress=progress)
    assert [failure.split(":")[0] for failure in made.failures] == [
        "section 7 Security Design", "section 10 Testing Strategy",
    ]  # fmt: skip
    assert all(str(error) in failure for failure in made.failures)
    assert {gap.section for gap in made.gaps} == {"security_design", "testing_strategy"}
    incomplete = {key for key, state in progress.states.items() if state == "incomplete"}
    assert incomplete == {"security_design", "testing_strategy"}
    for kind, section in zip(SECTIONS, made.document.sections, strict=True):
        assert (f"Incomplete: {error}." in render_section(kind, section)) == (kind.number in (7, 10))


async def test_when_every_section_fails_each_of_them_says_so() -> None:
    made = await run(raising(TryAgain("the endpoint is busy"), *(f"{kind.number} " for kind in SECTIONS)))
    silent = [
        kind.number
        for kind, section in zip(SECTIONS, made.document.sections, strict=True)
        if "Incomplete" not in render_section(kind, section)
    ]
    asked = {int(failure.split()[1]) for failure in made.failures}
    assert not asked & set(silent)


@pytest.mark.parametrize("error", [PermissionRefused("no credit"), EndpointUnusable("no such model")])
async def test_a_failure_that_concerns_all_sections_stops_the_run(error: DrafterError) -> None:
    model = raising(error, "3 ")
    with pytest.raises(type(error), match=str(error)):
        await run(model, jobs=1)
    assert not any(label.startswith("14 ") for label in model.labels)


async def test_a_bug_in_one_section_is_told_before_the_failures_of_others() -> None:
    def change(request: Request, answer: Any) -> Any:
        if request.label.startswith(("2 ", "3 ")):
            raise ZeroDivisionError if request.label.startswith("3 ") else PermissionRefused("no credit")
        return answer

    with pytest.raises(ZeroDivisionError):
        await run(FakeModel(change), jobs=14)


def beginning_with(answer: Any, text: str) -> Any:
    """Return an answer with another text as its first value, however deep that is."""
    if not isinstance(answer, dict):
        return text
    key = next(iter(answer))
    return {**answer, key: beginning_with(answer[key], text)}


def written_for(labels: str, first: str, later: str) -> FakeModel:
    """A model that writes one text at first where these labels ask for one, and another when it is asked again."""
    asked = 0

    def change(request: Request, answer: Any) -> Any:
        nonlocal asked
        if not request.label.startswith(labels):
            return answer
        asked += 1
        return beginning_with(answer, first if asked == 1 else later)

    return FakeModel(change)


FIRST = "The shed keeps its list in the cupboard next to Anna's door."
SECOND = "The shed keeps its list where every member finds it."
LABEL = "2 System Overview: overview"


@rule("TXT999", "error")
def _cupboard(page: Page) -> Iterator[Problem]:
    """The document speaks of a cupboard."""
    yield from (
        Problem("there is no cupboard", text.part("cupboard")) for _, text in page.prose if "cupboard" in text.words
    )


@pytest.fixture
def a_rule_against_cupboards(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pipeline, "check_all", partial(checking.check_all, rules=(_cupboard,)))


@pytest.mark.usefixtures("a_rule_against_cupboards")
async def test_a_text_that_an_error_is_about_is_asked_for_again_with_the_error() -> None:
    model = written_for(LABEL, FIRST, SECOND)
    made = await run(model)
    asked = [request.user for request in model.requests if request.label.startswith(LABEL)]
    assert made.findings == ()
    assert SECOND in render(made.document)
    assert len(asked) == 2
    assert "there is no cupboard" in asked[1]
    assert FIRST in asked[1]


@pytest.mark.usefixtures("a_rule_against_cupboards")
async def test_a_repair_that_makes_nothing_better_is_not_kept_and_not_tried_for_ever() -> None:
    model = written_for(LABEL, FIRST, f"{SECOND} It is the cupboard again.")
    made = await run(model)
    asked = [request for request in model.requests if request.label.startswith(LABEL)]
    assert [finding.code for finding in made.findings] == ["TXT999"]
    assert FIRST in render(made.document)
    assert len(asked) == 2
