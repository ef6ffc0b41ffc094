"""Asking for a typed answer: what is accepted, mended, dropped, asked for again, and given up."""

import json
from collections.abc import Sequence
from typing import Annotated, Any, Literal

import jsonschema
import pytest
from pydantic import Field

from drafter.consistency.text import SeenSentences, text_faults, tidied
from drafter.document.answer import Answer, Line, Phrase
from drafter.llm.ask import Answered, Checks, Question, ask, request_of
from drafter.llm.asker import Asker, Spent
from drafter.llm.port import Completion, OnTokens, Request, Usage

Finish = Literal["stop", "length", "filter", "refusal"]


class Entry(Answer):
    kind: Literal["one", "two"]
    words: Annotated[tuple[Phrase, ...], Field(min_length=1, max_length=3)]


class Form(Answer):
    line: Line = Field(description="What does it lend?")
    other: Line
    lines: Annotated[tuple[Line, ...], Field(min_length=2, max_length=4)]
    entries: Annotated[tuple[Entry, ...], Field(min_length=1, max_length=3)]


GOOD: dict[str, Any] = {
    "line": "It lends the tools.",
    "other": "It takes them back.",
    "lines": ["A drill is lent.", "A saw is lent."],
    "entries": [{"kind": "one", "words": ["some words"]}],
}
QUESTION = Question(label="1 Form", system="You are an engineer.", user="Describe it.", model=Form)
CHECKS = Checks(
    tidy=lambda model, data: tidied(model, data, SeenSentences()),
    faults=lambda model, data: text_faults(model, data, SeenSentences()),
)


class Script:
    """A model that gives the answers of a script, one a call, and keeps what it was asked."""

    model = "script"
    endpoint = "this test"

    def __init__(self, *answers: object, finish: Sequence[Finish] = (), replayed: bool = False) -> None:
        self._answers = list(answers)
        self._finish = list(finish)
        self._replayed = replayed
        self.requests: list[Request] = []

    async def complete(self, request: Request, on_tokens: OnTokens) -> Completion:
        self.requests.append(request)
        answer = self._answers.pop(0)
        on_tokens(1)
        return Completion(
            text=answer if isinstance(answer, str) else json.dumps(answer),
            finish=self._finish.pop(0) if self._finish else "stop",
            usage=Usage(prompt=100, cached=60, completion=10),
            seconds=2.0,
            replayed=self._replayed,
        )


async def asked(script: Script) -> Answered:
    return await ask(script, QUESTION, CHECKS, lambda _: None, openai=False)


def changed(**changes: Any) -> dict[str, Any]:
    return {**GOOD, **changes}


def places(answered: Answered) -> list[str]:
    return [fault.place for fault in answered.faults]


async def test_a_valid_first_answer_costs_one_call() -> None:
    script = Script(GOOD)
    answered = await asked(script)
    assert (answered.data, answered.faults, answered.calls) == (GOOD, (), 1)
    assert (answered.usage, answered.seconds) == (Usage(prompt=100, cached=60, completion=10), 2.0)
    assert len(script.requests) == 1


def test_a_request_says_the_fields_in_words_below_the_question() -> None:
    request = request_of(QUESTION, openai=False)
    assert request.system == "You are an engineer."
    assert request.user.startswith("Describe it.\n\nAnswer with these fields:\n- line (one sentence")
    jsonschema.validate(GOOD, request.json_schema)
    with pytest.raises(jsonschema.ValidationError):
        jsonschema.validate(changed(line="short"), request.json_schema)


@pytest.mark.parametrize(
    ("broken", "place", "correction"),
    [
        ({"line": "TBD"}, "line", "It lends the tools."),
        ({"line": "It lends [what]."}, "line", "It lends the tools."),
        ({"line": None}, "line", "It lends the tools."),
        ({"lines": ["A drill is lent.", "No."]}, "lines › 2", "A saw is lent."),
        ({"lines": ["A drill is lent."]}, "lines", ["A drill is lent.", "A saw is lent."]),
        ({"entries": [{"kind": "six", "words": ["some words"]}]}, "entries › 1 › kind", "one"),
        ({"entries": [{"kind": "one", "words": []}]}, "entries › 1 › words", ["some words"]),
        ({"entries": [{"kind": "one"}]}, "entries › 1 › words", ["some words"]),
    ],
    ids=[
        "too short", "a placeholder", "null", "an entry that is needed", "too few entries", "no such choice",
        "an empty list", "a missing field",
    ],
)  # fmt: skip
async def test_a_broken_value_alone_is_asked_for_again(broken: dict[str, Any], place: str, correction: object) -> None:
    script = Script(changed(**broken), {"value_1": correction})
    answered = await asked(script)
    assert (answered.data, answered.faults, answered.calls) == (GOOD, (), 2)
    again = script.requests[1]
    assert list(again.json_schema["properties"]) == ["value_1"]
    assert place in fields_of(again)
    assert again.system == script.requests[0].system
    jsonschema.validate({"value_1": correction}, again.json_schema)


def fields_of(request: Request) -> str:
    return request.user.partition("Answer with these fields:")[2]


async def test_the_complaint_quotes_what_was_written_and_what_is_wrong_with_it() -> None:
    script = Script(changed(line="It lends [what]."), {"value_1": "It lends the tools."})
    await asked(script)
    assert "- value_1 was 'It lends [what].': it holds the placeholder '[what]'" in script.requests[1].user
    assert "line: What does it lend?" in script.requests[1].user


async def test_several_broken_values_take_one_more_call_together() -> None:
    script = Script(
        changed(line="TBD", other="It does these:"),
        {"value_1": "It lends the tools.", "value_2": "It takes them back."},
    )
    answered = await asked(script)
    assert (answered.data, answered.faults, answered.calls) == (GOOD, (), 2)


@pytest.mark.parametrize(
    "broken",
    [
        {"lines": ["A drill is lent.", "[what] is lent.", "A saw is lent."]},
        {"lines": ["A drill is lent.", "No.", "A saw is lent.", ""]},
        {"entries": [{"kind": "six", "words": ["no words"]}, GOOD["entries"][0]]},
        {"entries": [GOOD["entries"][0], {"kind": "one", "words": []}]},
        {"entries": [{"kind": "one", "words": ["some words", "x"]}]},
        {"entries": [{"kind": "six", "words": ["no"]}, {"kind": "one", "words": ["x", "some words"]}]},
    ],
    ids=[
        "a placeholder", "two entries", "an object", "a list inside an object", "an inner list's entry",
        "an entry before an inner list's entry",
    ],
)  # fmt: skip
async def test_a_faulty_entry_that_can_be_spared_is_dropped_without_a_call(broken: dict[str, Any]) -> None:
    answered = await asked(Script(changed(**broken)))
    assert (answered.data, answered.faults, answered.calls) == (GOOD, (), 1)


async def test_what_nobody_asked_for_is_dropped_without_a_call() -> None:
    extra = changed(note="Also this.", entries=[{"kind": "one", "words": ["some words"], "more": 1}])
    script = Script(extra)
    answered = await asked(script)
    assert (answered.data, answered.faults, answered.calls) == (GOOD, (), 1)


async def test_an_answer_that_no_limit_is_enough_for_is_not_asked_for_a_third_time() -> None:
    script = Script("{", "{", finish=["length", "length"])
    answered = await asked(script)
    assert (answered.calls, places(answered)) == (2, [""])


async def test_a_faulty_entry_that_leaves_too_few_is_asked_for_and_the_others_stay() -> None:
    script = Script(changed(lines=["A drill is lent.", "TBD"]), {"value_1": "A saw is lent."})
    answered = await asked(script)
    assert (answered.data, answered.calls) == (GOOD, 2)
    assert "A drill" not in fields_of(script.requests[1])


async def test_what_stays_broken_is_a_fault_and_the_good_values_are_kept() -> None:
    answered = await asked(Script(changed(line="TBD", other="Hm:"), {"value_1": "TODO", "value_2": GOOD["other"]}))
    assert places(answered) == ["line"]
    assert answered.data == changed(line="TODO.")
    assert (answered.faults[0].written, answered.calls) == ("TODO.", 2)


@pytest.mark.parametrize("second", ["no JSON at all", {}, {"value_2": "It lends the tools."}, [], "null"])
async def test_an_unusable_correction_leaves_the_first_answer_as_it_was(second: object) -> None:
    answered = await asked(Script(changed(line="TBD"), second))
    assert (places(answered), answered.data) == (["line"], changed(line="TBD."))


async def test_an_unusable_entry_of_a_correction_is_dropped_when_it_can_be_spared() -> None:
    script = Script(changed(lines=["Hm."]), {"value_1": [*GOOD["lines"], "TBD"]})
    answered = await asked(script)
    assert (answered.data, answered.faults) == (GOOD, ())


@pytest.mark.parametrize(
    "first", ["", "I cannot do that.", "[]", "null", "17", '"text"', "```json\n```", "<think>hm</think>"]
)
async def test_an_answer_that_is_no_object_is_asked_for_again_as_a_whole(first: str) -> None:
    script = Script(first, GOOD)
    answered = await asked(script)
    assert (answered.data, answered.faults, answered.calls) == (GOOD, (), 2)
    assert "Your last answer was unusable" in script.requests[1].user
    assert script.requests[1].json_schema == script.requests[0].json_schema


async def test_two_answers_that_are_no_object_leave_nothing() -> None:
    answered = await asked(Script("no", "no again"))
    assert (answered.data, places(answered), answered.calls) == ({}, [""], 2)


@pytest.mark.parametrize(
    "wrapped",
    [
        "```json\n{}\n```", "```\n{}\n```", "Here it is:\n```json\n{}\n```\nI hope it helps.",
        "<think>Is {{it}} so?</think>\n{}",
        '<think>Perhaps {{"line": "It sells tools."}} is it.</think>{}',
        "<think>\nfirst {{\n</think>\n```json\n{}\n```", "  {}  ", "{}\n",
    ],
)  # fmt: skip
async def test_an_answer_in_a_wrapping_is_unwrapped_without_a_call(wrapped: str) -> None:
    answered = await asked(Script(wrapped.format(json.dumps(GOOD))))
    assert (answered.data, answered.faults, answered.calls) == (GOOD, (), 1)


async def test_a_long_answer_in_a_wrapping_is_unwrapped_as_well() -> None:
    long = json.dumps({**GOOD, "more": ["a"] * 5000})
    answered = await asked(Script(f"```json\n{long}\n```"))
    assert (answered.data, answered.faults, answered.calls) == (GOOD, (), 1)


CUT = json.dumps(GOOD)[:-2]


@pytest.mark.parametrize(
    "text", ['{"a":' * 3000, "[" * 3000, '{"line": "' + '"' * 50_000], ids=["deep", "lists", "long"]
)
async def test_what_cannot_be_mended_is_no_answer(text: str) -> None:
    answered = await asked(Script(text, GOOD))
    assert (answered.data, answered.calls) == (GOOD, 2)


async def test_an_answer_that_was_cut_off_is_asked_for_with_more_room() -> None:
    script = Script(CUT, GOOD, finish=["length", "stop"])
    answered = await asked(script)
    assert (answered.data, answered.calls) == (GOOD, 2)
    first, second = script.requests
    assert second == first.model_copy(update={"max_tokens": 2 * first.max_tokens})


async def test_json_that_was_cut_off_is_never_accepted() -> None:
    whole_by_chance = json.dumps(GOOD)
    answered = await asked(Script(whole_by_chance, CUT, CUT, finish=["length"] * 3))
    assert (answered.data, places(answered), answered.calls) == ({}, [""], 2)


async def test_a_correction_that_was_cut_off_is_not_used() -> None:
    script = Script(changed(line="TBD"), {"value_1": "It lends the tools."}, finish=["stop", "length"])
    answered = await asked(script)
    assert (places(answered), answered.data["line"]) == (["line"], "TBD.")


@pytest.mark.parametrize("finish", ["refusal", "filter"])
async def test_a_refusal_is_not_asked_for_again(finish: Finish) -> None:
    answered = await asked(Script(GOOD, finish=[finish]))
    assert (answered.data, places(answered), answered.calls) == ({}, [""], 1)


async def test_usage_and_time_of_all_calls_are_added_up() -> None:
    answered = await asked(Script(changed(line="TBD"), {"value_1": GOOD["line"]}))
    assert answered.usage == Usage(prompt=200, cached=120, completion=20)
    assert (answered.seconds, answered.calls, answered.data) == (4.0, 2, GOOD)


async def test_an_answer_that_was_cut_is_asked_for_once_more_and_not_corrected_then() -> None:
    answered = await asked(Script(CUT, changed(line="TBD"), finish=["length", "stop"]))
    assert (places(answered), answered.calls) == (["line"], 2)


async def test_answers_from_the_journal_cost_nothing() -> None:
    answered = await asked(Script(changed(line="TBD"), {"value_1": GOOD["line"]}, replayed=True))
    assert (answered.usage, answered.seconds, answered.calls, answered.replayed) == (Usage(), 0.0, 0, 2)


async def test_tokens_are_reported_while_they_arrive() -> None:
    seen: list[int] = []
    await ask(Script(GOOD), QUESTION, CHECKS, seen.append, openai=False)
    assert seen == [1]


async def test_an_asker_shares_its_prefix_and_adds_up_what_it_spent() -> None:
    script = Script(GOOD, changed(line="TBD"), {"value_1": GOOD["line"]})
    asker = Asker(script, system="The prefix.", openai=True, one_by_one=False)
    for label in ("one", "two"):
        await asker.ask(label, "Describe it.", Form, CHECKS, lambda _: None)
    assert [request.label for request in script.requests] == ["one", "two", "two (again)"]
    assert {request.system for request in script.requests} == {"The prefix."}
    assert asker.spent == Spent(usage=Usage(prompt=300, cached=180, completion=30), calls=3, seconds=6.0)
    assert "maxLength" not in json.dumps(script.requests[0].json_schema)
