"""What a run may spend: never more, however many ask at once."""

import asyncio
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from drafter.configuration import Limits, ModelChoice
from drafter.errors import BudgetReached, TryAgain, UsageError
from drafter.llm.budget import Budget
from drafter.llm.port import Completion, OnTokens, Request, Usage
from drafter.llm.prices import priced_as

MODEL = "gpt-5-mini"


def request(number: int = 0, *, words: int = 10, room: int = 100) -> Request:
    return Request(
        label=str(number), system="The brief.", user="word " * words, schema_name="answer",
        json_schema={"type": "object"}, max_tokens=room,
    )  # fmt: skip


class BudgetedModel:
    """Asks a model within a budget."""

    def __init__(self, inner: "Taking", budget: Budget) -> None:
        self._inner = inner
        self._budget = budget

    async def complete(self, asked: Request, on_tokens: OnTokens) -> Completion:
        async with self._budget.reserved(asked) as reservation:
            completion = await self._inner.complete(asked, on_tokens)
            reservation.settle(completion.usage)
            return completion


class Taking:
    """A model that takes a share of what was reserved, and watches what all attempts took together."""

    model = MODEL
    endpoint = "this test"

    def __init__(self, budget: Budget, share: float = 1.0, failing: frozenset[str] = frozenset()) -> None:
        self._budget = budget
        self._share = share
        self._failing = failing
        self.sent: list[str] = []
        self.tokens = 0

    async def complete(self, request: Request, _on_tokens: OnTokens, /) -> Completion:
        self.sent.append(request.label)
        words = len(request.user.split())
        usage = Usage(prompt=max(1, int(words * self._share)), completion=max(1, int(request.max_tokens * self._share)))
        self.tokens += usage.prompt + usage.completion
        for _ in range(words % 5):
            await asyncio.sleep(0)
        if request.label in self._failing:
            raise TryAgain("reset")
        return Completion(text="", finish="stop", usage=usage, seconds=1)


async def ask_all(port: BudgetedModel, requests: list[Request], jobs: int) -> list[Any]:
    places = asyncio.Semaphore(jobs)

    async def one(asked: Request) -> Completion:
        async with places:
            return await port.complete(asked, lambda _: None)

    return await asyncio.gather(*(one(asked) for asked in requests), return_exceptions=True)


@settings(deadline=None)
@given(
    sizes=st.lists(st.tuples(st.integers(1, 60), st.integers(1, 400), st.booleans()), min_size=1, max_size=12),
    jobs=st.integers(1, 12),
    share=st.floats(0, 1),
    limits=st.builds(
        Limits,
        calls=st.none() | st.integers(0, 12),
        tokens=st.none() | st.integers(0, 4000),
        cost=st.none() | st.decimals(0, "0.003", places=6),
    ),
)
def test_no_limit_is_exceeded_by_any_sizes_at_once(
    sizes: list[tuple[int, int, bool]], jobs: int, share: float, limits: Limits
) -> None:
    async def run() -> None:
        budget = Budget(limits, model=MODEL, priced_as=f"openai:{MODEL}")
        failing = frozenset(str(number) for number, (_, _, fails) in enumerate(sizes) if fails)
        inner = Taking(budget, share, failing)
        requests = [request(number, words=words, room=room) for number, (words, room, _) in enumerate(sizes)]
        ended = await ask_all(BudgetedModel(inner, budget), requests, jobs)
        assert budget.spent.within(limits)
        assert limits.tokens is None or inner.tokens <= limits.tokens
        assert budget.spent.calls == len(inner.sent)
        assert limits.calls is None or len(inner.sent) <= limits.calls
        refused = [error for error in ended if isinstance(error, BudgetReached)]
        assert len(inner.sent) + len(refused) == len(sizes)

    asyncio.run(run())


@pytest.mark.parametrize("jobs", [1, 3, 8])
async def test_calls_are_made_up_to_the_limit_and_the_others_fail_without_being_sent(jobs: int) -> None:
    budget = Budget(Limits(calls=3), model=MODEL)
    inner = Taking(budget)
    ended = await ask_all(BudgetedModel(inner, budget), [request(n) for n in range(10)], jobs)
    assert len(inner.sent) == 3
    assert sum(isinstance(one, Completion) for one in ended) == 3
    assert sum(isinstance(one, BudgetReached) for one in ended) == 7


async def test_a_call_waits_for_the_room_that_another_does_not_need() -> None:
    budget = Budget(Limits(tokens=700), model=MODEL)
    ended = await ask_all(BudgetedModel(Taking(budget, share=0.1), budget), [request(n, room=400) for n in range(3)], 3)
    assert all(isinstance(one, Completion) for one in ended)


async def test_a_call_that_is_too_large_fails_when_nothing_is_in_flight_any_more() -> None:
    budget = Budget(Limits(tokens=700), model=MODEL)
    async with budget.reserved(request(room=400)) as reservation:
        waiting = asyncio.create_task(BudgetedModel(Taking(budget), budget).complete(request(room=650), lambda _: None))
        await asyncio.sleep(0.01)
        assert not waiting.done()
        reservation.settle(Usage(prompt=10, completion=300))
    with pytest.raises(BudgetReached, match=r"--max-tokens 700: .* has spent 1 call, 310 tokens"):
        await waiting


async def test_once_reached_nothing_more_is_sent_not_even_what_would_fit() -> None:
    budget = Budget(Limits(tokens=500), model=MODEL)
    port = BudgetedModel(inner := Taking(budget), budget)
    for room in (10_000, 1):
        with pytest.raises(BudgetReached, match="the budget is reached") as raised:
            await port.complete(request(room=room), lambda _: None)
        assert "higher limit" in raised.value.hint
    assert inner.sent == []


async def test_an_attempt_in_doubt_counts_at_its_worst_and_a_refused_one_as_a_call() -> None:
    budget = Budget(Limits(tokens=10_000), model=MODEL)
    with pytest.raises(TryAgain):
        async with budget.reserved(request()) as doubtful:
            raise TryAgain("reset")
    assert budget.spent.tokens == doubtful.worst.prompt + doubtful.worst.completion > 100
    before = budget.spent
    async with budget.reserved(request()) as refused:
        refused.refused()
    assert (budget.spent.calls, budget.spent.tokens) == (2, before.tokens)


async def test_a_cancelled_attempt_counts_at_its_worst_and_lets_others_go_on() -> None:
    budget = Budget(Limits(calls=2, tokens=10_000), model=MODEL)

    async def hang() -> None:
        async with budget.reserved(request()):
            await asyncio.sleep(60)

    hanging = asyncio.create_task(hang())
    await asyncio.sleep(0)
    hanging.cancel()
    with pytest.raises(asyncio.CancelledError):
        await hanging
    assert budget.spent.tokens > 100
    await BudgetedModel(Taking(budget), budget).complete(request(), lambda _: None)


async def test_an_answer_without_counts_counts_at_its_worst() -> None:
    budget = Budget(Limits(tokens=10_000), model=MODEL)
    async with budget.reserved(request()) as reservation:
        reservation.settle(Usage())
    assert budget.spent.tokens == reservation.worst.prompt + reservation.worst.completion


async def test_the_worst_case_follows_an_endpoint_that_counts_more_than_expected() -> None:
    budget = Budget(Limits(tokens=100_000), model="unknown")
    async with budget.reserved(request(words=200)) as first:
        first.settle(Usage(prompt=2 * first.worst.prompt, completion=1))
    async with budget.reserved(request(words=200)) as second:
        assert second.worst.prompt > 2 * first.worst.prompt


async def test_dollars_are_those_of_the_list_prices() -> None:
    budget = Budget(Limits(cost=Decimal(1)), model=MODEL, priced_as=f"openai:{MODEL}")
    async with budget.reserved(request()) as reservation:
        reservation.settle(Usage(prompt=1_000_000, completion=100_000))
    assert budget.spent.cost > Decimal("0.4")
    with pytest.raises(BudgetReached, match=r"--max-cost 1: the next call may take \$"):
        async with budget.reserved(request(room=10_000_000)):
            pass


def test_a_limit_in_dollars_needs_a_price() -> None:
    with pytest.raises(UsageError, match="no price is known for nobody-knows") as raised:
        Budget(Limits(cost=Decimal(1)), model="nobody-knows", priced_as="nobody-knows")
    assert "--max-tokens" in raised.value.hint


async def test_the_local_model_costs_nothing() -> None:
    name = priced_as(ModelChoice(kind="local", model="local"))
    budget = Budget(Limits(cost=Decimal(0)), model="local", priced_as=name)
    assert isinstance(await BudgetedModel(Taking(budget), budget).complete(request(), lambda _: None), Completion)
    assert budget.spent.cost == 0
