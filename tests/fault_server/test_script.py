"""Which request meets which fault."""

import json
from typing import Any

import pytest
from pydantic import ValidationError

from tests.fault_server import Latency, Rule, Script, Seeded, fault
from tests.fault_server.client import body_of
from tests.fault_server.question import Question, read_question
from tests.fault_server.script import Plan

CHAT = "/v1/chat/completions"


def question(user: str, **other: Any) -> Question:
    return read_question(json.dumps(body_of(user, **other)).encode())


def kinds(plan: Plan, *users: str) -> list[str]:
    """The fault of each request in turn, empty for none."""
    return [found.kind if (found := plan.fault_for(CHAT, question(user), 1)) else "" for user in users]


@pytest.mark.parametrize(
    ("rule", "expected"),
    [
        ({}, ["prose", "", "", ""]),
        ({"times": 2}, ["prose", "prose", "", ""]),
        ({"times": None}, ["prose", "prose", "prose", "prose"]),
        ({"contains": "b"}, ["", "prose", "", ""]),
        ({"contains": "a", "times": None}, ["prose", "", "prose", ""]),
        ({"nth": 3}, ["", "", "prose", ""]),
        ({"after": 2, "times": None}, ["", "", "prose", "prose"]),
        ({"path": "/models", "times": None}, ["", "", "", ""]),
    ],
    ids=str,
)
def test_a_rule_says_which_requests_fail_and_how_often(rule: dict[str, Any], expected: list[str]) -> None:
    script = Script.model_validate_json(json.dumps({"rules": [{"fault": "prose", **rule}]}))
    assert kinds(Plan(script), "a", "b", "a", "c") == expected


def test_a_rule_for_an_attempt_counts_the_same_request() -> None:
    plan = Plan(Script(rules=(Rule(fault=fault("prose"), attempt=2, times=None),)))
    found = [plan.fault_for(CHAT, question("a"), attempt) for attempt in (1, 2, 3)]
    assert [bool(one) for one in found] == [False, True, False]


def test_the_first_rule_that_applies_counts_and_the_next_follows_it() -> None:
    plan = Plan(Script(rules=(Rule(fault=fault("prose")), Rule(fault=fault("fenced"), times=2))))
    assert kinds(plan, "a", "a", "a", "a") == ["prose", "fenced", "fenced", ""]


def test_a_rule_waits_for_an_answer_that_its_fault_can_show_in() -> None:
    free = question("a", response_format={"type": "text"})
    plan = Plan(Script(rules=(Rule(fault=fault("out_of_enum")),)))
    assert plan.fault_for(CHAT, free, 1) is None
    assert plan.fault_for(CHAT, question("a"), 1) is not None


def test_the_list_of_models_can_fail() -> None:
    plan = Plan(Script(rules=(Rule(fault=fault("hang"), path="/models"),)))
    assert plan.fault_for("/v1/models", None, 0) is not None


@pytest.fixture
def users() -> list[str]:
    return [f"Question {number}" for number in range(200)]


def test_a_seed_decides_by_request_and_attempt_whatever_the_order(users: list[str]) -> None:
    script = Script(seeded=Seeded(seed=5, probability=0.3))
    there = dict(zip(users, kinds(Plan(script), *users), strict=True))
    back = dict(zip(reversed(users), kinds(Plan(script), *reversed(users)), strict=True))
    assert there == back
    assert 30 < sum(map(bool, there.values())) < 90
    assert len(set(there.values())) > 5


def test_another_seed_or_attempt_decides_otherwise(users: list[str]) -> None:
    script = Script(seeded=Seeded(seed=5, probability=0.3))
    first = kinds(Plan(script), *users)
    assert first != kinds(Plan(Script(seeded=Seeded(seed=6, probability=0.3))), *users)
    plan = Plan(script)
    assert first != [found.kind if (found := plan.fault_for(CHAT, question(u), 2)) else "" for u in users]


def test_a_seed_may_spare_what_is_asked_again() -> None:
    plan = Plan(Script(seeded=Seeded(seed=1, probability=1, attempts=1)))
    assert plan.fault_for(CHAT, question("a"), 1) is not None
    assert plan.fault_for(CHAT, question("a"), 2) is None


def test_latency_stays_within_its_bounds_and_is_the_same_again(users: list[str]) -> None:
    plan = Plan(Script(latency=Latency(seed=3, first_token=(0.1, 0.2), per_token=(0.01, 0.02))))
    paces = [plan.pace_for(question(user), 1) for user in users]
    assert paces == [plan.pace_for(question(user), 1) for user in users]
    assert all(0.1 <= first < 0.2 and 0.01 <= each < 0.02 for first, each in paces)
    assert len(set(paces)) == len(users)


@pytest.mark.parametrize("given", ['"fnced"', '{"kind": "cut", "at": 2}', '{"kind": "fenced", "how": 1}'])
def test_a_fault_that_does_not_exist_is_refused(given: str) -> None:
    with pytest.raises(ValidationError):
        Script.model_validate_json(f'{{"rules": [{{"fault": {given}}}]}}')
