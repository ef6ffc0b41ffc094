"""Trying again: how often, after which pause, and when not at all."""

import re
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime

import httpx2
import pytest

from drafter.errors import DrafterError, EndpointUnusable, PermissionRefused, TryAgain
from drafter.llm.chat import MODES, Mode
from drafter.llm.failures import AttemptFailed, pause_asked_for
from drafter.llm.patience import PatientModel
from drafter.llm.port import Completion, OnTokens, Request, Usage

REQUEST = Request(label="1 Introduction", system="", user="", schema_name="a", json_schema={}, max_tokens=9)
NOW = datetime(2026, 1, 15, 12, tzinfo=UTC)
Step = AttemptFailed | str


def busy(pause: float | None = None) -> AttemptFailed:
    return AttemptFailed("free", TryAgain("too many requests"), pause=pause, busy=True)


def lost() -> AttemptFailed:
    failed = AttemptFailed("in doubt", TryAgain("it broke off"))
    failed.partial = "{"
    return failed


def gone() -> AttemptFailed:
    failed = AttemptFailed("fatal", EndpointUnusable("nobody is there"))
    failed.unreachable = True
    return failed


class Attempts:
    """Does one step after the other."""

    model = "scripted"
    endpoint = "this test"
    modes = MODES

    def __init__(self, *steps: Step, headers: dict[str, str] | None = None) -> None:
        self.steps = list(steps)
        self.asked: list[Mode] = []
        self._headers = httpx2.Headers(headers or {})

    async def attempt(self, _request: Request, mode: Mode, _: OnTokens, /) -> tuple[Completion, httpx2.Headers]:
        self.asked.append(mode)
        step = self.steps.pop(0)
        if isinstance(step, AttemptFailed):
            raise step
        return Completion(text=step, finish="stop", usage=Usage(), seconds=0.0), self._headers


class Patient:
    """A patient model whose waiting takes no time."""

    def __init__(self, *steps: Step, headers: dict[str, str] | None = None) -> None:
        self.attempts = Attempts(*steps, headers=headers)
        self.pauses: list[float] = []
        self.notes: list[str] = []
        self.broken: list[str] = []
        self.now = 0.0

        async def sleep(seconds: float) -> None:
            self.pauses.append(seconds)
            self.now += seconds

        self.model = PatientModel(
            self.attempts, jobs=4, on_note=self.notes.append, on_broken=lambda _, partial: self.broken.append(partial),
            sleep=sleep, clock=lambda: self.now,
        )  # fmt: skip

    async def ask(self) -> str:
        return (await self.model.complete(REQUEST, lambda _: None)).text


async def test_a_refused_request_is_sent_three_times_with_growing_pauses() -> None:
    patient = Patient(busy(), busy(), busy())
    with pytest.raises(TryAgain, match="too many requests"):
        await patient.ask()
    assert len(patient.attempts.asked) == 3
    first, second = patient.pauses
    assert 0.5 <= first <= 1.5 <= 2 * second
    assert all(note.startswith("1 Introduction: too many requests; asking again in") for note in patient.notes)


async def test_a_pause_is_at_least_the_one_asked_for() -> None:
    patient = Patient(busy(20), "{}")
    assert await patient.ask() == "{}"
    assert patient.pauses == [20]


async def test_a_pause_that_nobody_waits_for_ends_the_run_with_the_time_of_the_next() -> None:
    patient = Patient(busy(3600), "{}")
    with pytest.raises(TryAgain, match=r"it asks to wait until \d\d:\d\d") as first:
        await patient.ask()
    assert re.search(r"after \d\d:\d\d", first.value.hint)
    with pytest.raises(TryAgain, match="it asks to wait"):
        await patient.ask()
    assert (len(patient.attempts.asked), patient.pauses) == (1, [])


async def test_a_lost_answer_is_asked_for_once_more_and_its_beginning_is_kept() -> None:
    patient = Patient(lost(), lost())
    with pytest.raises(TryAgain, match="may have been billed"):
        await patient.ask()
    assert (len(patient.attempts.asked), patient.broken) == (2, ["{", "{"])
    assert "may have been billed" in patient.notes[0]


async def test_a_lasting_failure_is_not_tried_again_and_closes_the_model() -> None:
    patient = Patient(AttemptFailed("fatal", PermissionRefused("no", hint="check X")), "{}")
    for _ in range(2):
        with pytest.raises(PermissionRefused, match="no") as caught:
            await patient.ask()
        assert caught.value.hint == "check X"
    assert len(patient.attempts.asked) == 1


@pytest.mark.parametrize(("before", "error", "sent"), [((), EndpointUnusable, 1), (("{}",), TryAgain, 4)])
async def test_a_server_that_answered_before_may_come_back(
    before: tuple[str, ...], error: type[DrafterError], sent: int
) -> None:
    patient = Patient(*before, gone(), gone(), gone())
    for _ in before:
        await patient.ask()
    with pytest.raises(error, match="nobody is there"):
        await patient.ask()
    assert len(patient.attempts.asked) == sent


async def test_a_way_of_asking_that_is_refused_is_left_for_the_rest_of_the_run() -> None:
    def refused() -> AttemptFailed:
        return AttemptFailed("step down", EndpointUnusable("no way"))

    patient = Patient(refused(), refused(), "{}", "{}")
    assert [await patient.ask(), await patient.ask()] == ["{}", "{}"]
    assert patient.attempts.asked == ["json_schema", "tool", "json_object", "json_object"]


@pytest.mark.parametrize("text", ["The sky is blue.", "[1]", '"blue"'])
async def test_an_endpoint_that_ignores_the_schema_is_told_it_in_the_prompt(text: str) -> None:
    patient = Patient(text, "{}")
    assert [await patient.ask(), await patient.ask()] == [text, "{}"]
    assert patient.attempts.asked == ["json_schema", "prompt"]
    assert "ignores the JSON Schema" in patient.notes[0]


async def test_a_json_object_with_other_words_around_it_is_no_sign_of_that() -> None:
    patient = Patient('Here: {"a": 1}', "{}")
    await patient.ask()
    assert patient.model.mode == "json_schema"


async def test_the_next_request_waits_when_the_last_one_used_up_the_allowance() -> None:
    spent = {"x-ratelimit-remaining-requests": "0", "x-ratelimit-reset-requests": "4s"}
    patient = Patient("{}", "{}", headers=spent)
    await patient.ask()
    assert patient.pauses == []
    await patient.ask()
    assert patient.pauses == [4.0]


@pytest.mark.parametrize(
    ("headers", "seconds"),
    [
        ({"retry-after": "7"}, 7),
        ({"retry-after": "1.5"}, 1.5),
        ({"retry-after-ms": "250", "retry-after": "9"}, 0.25),
        ({"retry-after": format_datetime(NOW + timedelta(seconds=30), usegmt=True)}, 30),
        ({"retry-after": format_datetime(NOW - timedelta(seconds=30), usegmt=True)}, 0),
        ({"x-ratelimit-reset-requests": "6m0s"}, 360),
        ({"x-ratelimit-reset-requests": "1s", "x-ratelimit-reset-tokens": "1h2m3.5s"}, 3723.5),
        ({"x-ratelimit-reset-requests": "120ms"}, 0.12),
        ({"x-ratelimit-reset-requests": "1s", "x-ratelimit-remaining-requests": "5"}, None),
        ({"retry-after": "soon"}, None),
        ({"retry-after": "-5"}, None),
        ({"retry-after": "9" * 400}, None),
        ({}, None),
    ],
)
def test_the_pause_that_an_endpoint_asks_for_is_read_in_all_its_forms(
    headers: dict[str, str], seconds: float | None
) -> None:
    assert pause_asked_for(headers, NOW) == (None if seconds is None else pytest.approx(seconds))
