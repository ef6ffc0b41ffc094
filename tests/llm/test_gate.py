"""How many requests are under way at once."""

import asyncio
from contextlib import suppress

from drafter.llm.gate import Gate


async def most_at_once(gate: Gate, requests: int) -> int:
    active, most = 0, 0

    async def one() -> None:
        nonlocal active, most
        async with gate.through():
            active += 1
            most = max(most, active)
            await asyncio.sleep(0.001)
            active -= 1

    async with asyncio.TaskGroup() as group:
        for _ in range(requests):
            group.create_task(one())
    return most


def gate_of(limit: int) -> Gate:
    return Gate(limit, lambda: 0.0, asyncio.sleep)


async def test_no_more_requests_than_allowed_are_under_way() -> None:
    assert await most_at_once(gate_of(3), 12) == 3


async def test_a_busy_endpoint_gets_half_as_many_and_one_at_least() -> None:
    gate = gate_of(8)
    gate.narrow()
    assert await most_at_once(gate, 12) == 4
    for _ in range(9):
        gate.narrow()
    assert await most_at_once(gate, 4) == 1


async def test_answers_open_it_again_up_to_its_limit() -> None:
    gate = gate_of(4)
    gate.narrow()
    gate.widen()
    assert gate.limit == 2
    for _ in range(20):
        gate.widen()
    assert await most_at_once(gate, 12) == 4


async def test_a_place_is_free_again_after_a_failure() -> None:
    gate = gate_of(1)
    for _ in range(3):
        with suppress(ZeroDivisionError):
            async with gate.through():
                1 / 0  # noqa: B018 - any failure will do
    assert await most_at_once(gate, 2) == 1
