"""One section: asked for, checked, and without what stays unusable."""

import json
from dataclasses import replace
from typing import Any, NamedTuple

import pytest

from drafter.consistency.text import SeenSentences
from drafter.document.answer import Answer
from drafter.document.answers import Gap
from drafter.document.notes import INCOMPLETE
from drafter.document.outline import NotApplicable, Outline
from drafter.document.sections import SECTIONS, SectionType, section_type
from drafter.document.sections.component_design import ComponentDesignAnswer
from drafter.document.sections.decisions_and_alternatives import DecisionsAndAlternativesAnswer
from drafter.document.sections.introduction import IntroductionAnswer
from drafter.document.sections.monitoring_and_logging import MonitoringAndLoggingAnswer
from drafter.document.sections.system_overview import SystemOverviewAnswer
from drafter.document.sections.testing_strategy import TestingStrategyAnswer
from drafter.errors import TryAgain
from drafter.llm.asker import Asker, Spent
from drafter.llm.port import Request
from drafter.stages.draft_section import draft_section, outline_in_words, reword, settle
from tests.document.designs import BRIEF, OUTLINE
from tests.fake_model import FakeModel


class Ended(NamedTuple):
    """What became of a section."""

    answer: Answer
    gaps: tuple[Gap, ...]
    spent: Spent


REFUSED = "I would rather not."


async def draft(
    kind: SectionType,
    model: FakeModel,
    *,
    outline: Outline = OUTLINE,
    one_by_one: bool = True,
    seen: SeenSentences | None = None,
) -> Ended:
    asker = Asker(model, system="The brief.", openai=False, one_by_one=one_by_one)
    brief = replace(BRIEF, statements=())
    known = seen or SeenSentences()
    drafted = await draft_section(kind, brief, outline, asker, lambda _step, _tokens: None)
    drafted = await reword(kind, drafted, known, brief, outline, asker)
    settled = settle(kind, drafted, known)
    return Ended(settled.answer, settled.gaps, drafted.spent)


@pytest.mark.parametrize("one_by_one", [True, False], ids=["field by field", "as a whole"])
@pytest.mark.parametrize("kind", SECTIONS, ids=lambda kind: kind.key)
async def test_a_section_is_answered_in_full(kind: SectionType, one_by_one: bool) -> None:
    model = FakeModel()
    drafted = await draft(kind, model, one_by_one=one_by_one)
    asked = len(kind.answer.model_fields) if one_by_one else 1
    assert len(model.requests) == asked == drafted.spent.calls
    assert drafted.gaps == ()
    assert isinstance(drafted.answer, kind.answer)
    assert all(getattr(drafted.answer, name) for name in kind.answer.model_fields)


@pytest.mark.parametrize(
    ("key", "field", "names"),
    [
        ("component_design", "details", [c.name for c in OUTLINE.components]),
        ("data_design", "entities", [e.name for e in OUTLINE.entities]),
        ("api_design", "failures", [o.name for o in OUTLINE.operations]),
        ("security_design", "permissions", [o.name for o in OUTLINE.operations]),
        ("deployment_design", "environments", list(OUTLINE.environments)),
        ("infrastructure_design", "hosting", [c.name for c in OUTLINE.components]),
        ("decisions_and_alternatives", "decisions", ["Database: PostgreSQL"]),
    ],
)
async def test_a_section_uses_the_outlines_names(key: str, field: str, names: list[str]) -> None:
    drafted = await draft(section_type(key), FakeModel())
    assert list(getattr(drafted.answer, field)) == names


async def test_every_question_shows_the_outline_and_shares_the_system_prompt() -> None:
    model = FakeModel()
    for kind in SECTIONS:
        await draft(kind, model)
    assert {request.system for request in model.requests} == {"The brief."}
    assert all(outline_in_words(OUTLINE) in request.user for request in model.requests)


async def test_a_section_that_does_not_apply_is_not_asked_for() -> None:
    model = FakeModel()
    outline = OUTLINE.model_copy(update={"not_applicable": (NotApplicable(part="6", reason="no HTTP"),)})
    drafted = await draft(section_type("api_design"), model, outline=outline)
    assert model.requests == []
    assert drafted == Ended(section_type("api_design").answer(), (), Spent())


async def test_a_section_for_which_the_outline_has_no_names_is_not_asked_for() -> None:
    model = FakeModel()
    outline = OUTLINE.model_copy(update={"decisions": ()})
    drafted = await draft(section_type("decisions_and_alternatives"), model, outline=outline)
    assert model.requests == []
    assert drafted.answer == DecisionsAndAlternativesAnswer()


def with_unit_text(text: str) -> FakeModel:
    """A model that says this of unit tests, also when it is asked again."""

    def change(request: Request, answer: Any) -> Any:
        if "(again)" in request.label:
            return {"value_1": text}
        return {"tests": answer["tests"] | {"unit": text}}

    return FakeModel(change)


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("The [component name] is tested alone.", "placeholder"),
        ("As an AI I cannot tell what is tested.", "speaks about the request"),
        ("These rules are tested alone:", "announces something"),
        ("Rules.", "at least 8 characters"),
    ],
)
async def test_a_text_that_stays_unusable_becomes_a_note_and_a_gap(text: str, reason: str) -> None:
    model = with_unit_text(text)
    drafted = await draft(section_type("testing_strategy"), model)
    assert isinstance(drafted.answer, TestingStrategyAnswer)
    assert drafted.answer.tests is not None
    assert drafted.answer.tests.unit == INCOMPLETE
    assert drafted.answer.tests.pipeline != INCOMPLETE
    (gap,) = drafted.gaps
    assert (gap.section, gap.field, gap.place) == ("testing_strategy", "tests", "tests › unit")
    assert reason in gap.reason
    assert len(model.requests) == 2


@pytest.mark.parametrize("text", ["Mira Sol.", "Lending.", "[what the role does]"])
async def test_a_duty_that_stays_unusable_is_not_said_in_the_brief_and_no_gap(text: str) -> None:
    def change(request: Request, answer: Any) -> Any:
        if "(again)" in request.label:
            return {"value_1": text}
        duties = answer.get("responsibilities")
        return answer | {"responsibilities": duties | {next(iter(duties)): text}} if duties else answer

    drafted = await draft(section_type("introduction"), FakeModel(change))
    assert isinstance(drafted.answer, IntroductionAnswer)
    first, *others = drafted.answer.responsibilities.values()
    assert first == "Not said in the brief."
    assert others
    assert first not in others
    assert drafted.gaps == ()


async def test_a_sentence_begins_as_one() -> None:
    drafted = await draft(section_type("testing_strategy"), with_unit_text("due dates are computed alone."))
    assert isinstance(drafted.answer, TestingStrategyAnswer)
    assert drafted.answer.tests is not None
    assert drafted.answer.tests.unit == "Due dates are computed alone."


async def test_an_identifier_that_stays_unusable_leaves_its_field_empty() -> None:
    def change(_: Request, answer: Any) -> Any:
        if "details" not in answer:
            return {"value_1": "no identifier"}
        first = next(iter(answer["details"]))
        detail = answer["details"][first] | {"modules": ["no identifier", "Module"]}
        return answer | {"details": answer["details"] | {first: detail}}

    drafted = await draft(section_type("component_design"), FakeModel(change))
    assert drafted.answer == ComponentDesignAnswer()
    assert [gap.field for gap in drafted.gaps] == ["details"]


async def test_a_list_that_is_too_long_and_unusable_leaves_its_field_empty() -> None:
    def change(_: Request, answer: Any) -> Any:
        if "observation" in answer:
            return {"observation": answer["observation"] | {"alerts": ["No."] * 9}}
        return dict.fromkeys(answer, "No.")

    drafted = await draft(section_type("monitoring_and_logging"), FakeModel(change))
    assert drafted.answer == MonitoringAndLoggingAnswer()
    assert {gap.field for gap in drafted.gaps} == {"observation"}


async def test_only_the_unusable_text_is_asked_for_again() -> None:
    def change(request: Request, answer: Any) -> Any:
        if "(again)" in request.label:
            return {"value_1": "The due dates are computed alone."}
        return {"tests": answer["tests"] | {"unit": "TODO: what is tested alone."}}

    model = FakeModel(change)
    drafted = await draft(section_type("testing_strategy"), model)
    assert drafted.gaps == ()
    assert isinstance(drafted.answer, TestingStrategyAnswer)
    assert drafted.answer.tests is not None
    assert drafted.answer.tests.unit == "The due dates are computed alone."
    assert list(model.requests[1].json_schema["properties"]) == ["value_1"]


async def test_a_name_that_the_outline_does_not_know_leaves_the_field_empty() -> None:
    def change(request: Request, answer: Any) -> Any:
        if "goals" not in answer:
            return answer if "(again)" not in request.label else {"value_1": "Nobody"}
        goal = next(iter(answer["goals"]))
        answer["goals"][goal]["component"] = "Nobody"
        return answer

    drafted = await draft(section_type("system_overview"), FakeModel(change))
    assert isinstance(drafted.answer, SystemOverviewAnswer)
    assert drafted.answer.goals == {}
    assert drafted.answer.overview is not None
    assert {gap.field for gap in drafted.gaps} == {"goals"}


@pytest.mark.parametrize("one_by_one", [True, False], ids=["field by field", "as a whole"])
async def test_an_answer_that_is_no_json_leaves_a_gap_for_each_request(one_by_one: bool) -> None:
    kind = section_type("data_design")
    model = FakeModel(lambda _request, _answer: REFUSED)
    drafted = await draft(kind, model, one_by_one=one_by_one)
    assert drafted.answer == kind.answer()
    assert [gap.field for gap in drafted.gaps] == (["entities", "flow"] if one_by_one else ["entities"])
    assert len(model.requests) == 2 * len(drafted.gaps)


async def test_json_in_a_fence_is_an_answer() -> None:
    model = FakeModel(lambda _request, answer: f"Here it is:\n```json\n{json.dumps(answer)}\n```\n")
    drafted = await draft(section_type("testing_strategy"), model)
    assert drafted.gaps == ()
    assert drafted.spent.calls == 1


async def test_a_text_that_another_section_has_is_asked_for_again_and_then_refers_to_it() -> None:
    said = "The clerk counts all of the tools every evening."
    seen = SeenSentences()
    seen.add(said, "section 2")
    model = with_unit_text(said)
    drafted = await draft(section_type("testing_strategy"), model, seen=seen)
    assert len(model.requests) == 2
    assert "stands already in section 2" in model.requests[1].user
    assert isinstance(drafted.answer, TestingStrategyAnswer)
    assert drafted.answer.tests is not None
    assert drafted.answer.tests.unit == "This is said in section 2 already."
    assert drafted.gaps == ()


async def test_a_text_that_another_section_has_is_written_anew_and_taken() -> None:
    def change(request: Request, answer: Any) -> Any:
        if "(again)" in request.label:
            return {"value_1": "The due dates are computed alone."}
        return {"tests": answer["tests"] | {"unit": "The clerk counts all of the tools every evening."}}

    seen = SeenSentences()
    seen.add("The clerk counts all of the tools every evening.", "section 2")
    drafted = await draft(section_type("testing_strategy"), FakeModel(change), seen=seen)
    assert isinstance(drafted.answer, TestingStrategyAnswer)
    assert drafted.answer.tests is not None
    assert drafted.answer.tests.unit == "The due dates are computed alone."


async def test_a_form_is_asked_for_again_at_most_once() -> None:
    said = "The clerk counts all of the tools every evening."

    def change(request: Request, answer: Any) -> Any:
        if "(again)" in request.label:
            return {"value_1": said}
        return {"tests": answer["tests"] | {"unit": "TODO: what is tested alone."}}

    seen = SeenSentences()
    seen.add(said, "section 2")
    model = FakeModel(change)
    drafted = await draft(section_type("testing_strategy"), model, seen=seen)
    assert len(model.requests) == 2
    assert isinstance(drafted.answer, TestingStrategyAnswer)
    assert drafted.answer.tests is not None
    assert drafted.answer.tests.unit == "This is said in section 2 already."


async def test_the_sentences_of_a_section_are_remembered() -> None:
    seen = SeenSentences()
    drafted = await draft(section_type("testing_strategy"), FakeModel(), seen=seen)
    assert isinstance(drafted.answer, TestingStrategyAnswer)
    assert drafted.answer.tests is not None
    assert seen.where(drafted.answer.tests.system) == "section 10"


async def test_a_failure_of_the_port_is_the_callers() -> None:
    def fail(_request: Request, _answer: Any) -> Any:
        raise TryAgain("busy")

    with pytest.raises(TryAgain):
        await draft(section_type("testing_strategy"), FakeModel(fail))
