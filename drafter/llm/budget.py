"""What a run may spend: each attempt is reserved at its worst before it is sent, and settled with what it took.

async with budget.reserved(request) as reservation:
completion = await attempt()
reservation.settle(completion.usage)
"""

import asyncio
import json
import math
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from decimal import Decimal
from functools import cache

from drafter.configuration import Limits
from drafter.document.value import Value
from drafter.errors import BudgetReached, UsageError
from drafter.llm.port import Request, Usage
from drafter.llm.prices import cost
from drafter.llm.tokens import count, exact_for

__all__ = ["Budget", "Expense", "Reservation"]

_EXACT_MARGIN = 1.1
_ESTIMATE_MARGIN = 1.5
"""How many more tokens another model's encoding may make of a prompt than the one that counts."""
_FRAME = 64
"""Tokens around the messages, which every endpoint counts in its own way."""


class Expense(Value):
    """What attempts took, or may take at most."""

    calls: int = 0
    tokens: int = 0
    cost: Decimal = Decimal(0)
    """US dollars at list prices; 0 as well where no price is known."""

    def __add__(self, other: "Expense") -> "Expense":
        return Expense(calls=self.calls + other.calls, tokens=self.tokens + other.tokens, cost=self.cost + other.cost)

    def within(self, limits: Limits) -> bool:
        """Tell whether no limit is exceeded."""
        return (
            (limits.calls is None or self.calls <= limits.calls)
            and (limits.tokens is None or self.tokens <= limits.tokens)
            and (limits.cost is None or self.cost <= limits.cost)
        )


class Reservation:
    """One attempt: its worst case until `settle` or `refused` says what it took."""

    def __init__(self, budget: "Budget", counted: int, worst: Usage) -> None:
        self._budget = budget
        self._counted = counted
        self._usage = worst
        self.worst = worst
        """The most tokens that the attempt may take."""

    @property
    def expense(self) -> Expense:
        """What the attempt takes, as far as is known."""
        return self._budget.expense(self._usage)

    def settle(self, usage: Usage) -> None:
        """Take what the endpoint counted; a side that it did not count stays at its worst."""
        if usage.prompt and self._counted:
            self._budget.learn(usage.prompt / self._counted)
        self._usage = Usage(
            prompt=usage.prompt or self.worst.prompt,
            cached=usage.cached,
            completion=usage.completion or self.worst.completion,
        )

    def refused(self) -> None:
        """Take no tokens: the attempt did not reach the model. It stays a call."""
        self._usage = Usage()


class Budget:
    """The limits of a run, and what it has spent. For one event loop."""

    def __init__(self, limits: Limits | None = None, *, model: str = "", priced_as: str = "") -> None:
        """Start with nothing spent.

        `model` is the name that tokens are counted for, `priced_as` the one that `prices.cost` knows. Raises
        UsageError for a limit in dollars on a model whose price is not known.
        """
        self.limits = limits or Limits()
        self._model = model
        self._priced_as = priced_as
        self._margin = _EXACT_MARGIN if exact_for(model) else _ESTIMATE_MARGIN
        self._spent = Expense()
        self._in_flight: list[Reservation] = []
        self._settled = asyncio.Event()
        self._reached: BudgetReached | None = None
        if self.limits.cost is not None and cost(priced_as, Usage()) is None:
            raise UsageError(
                f"the limit of ${self.limits.cost:f} cannot be kept: no price is known for {priced_as}",
                hint="use --max-tokens or --max-calls instead of --max-cost",
            )

    @property
    def spent(self) -> Expense:
        """What the finished attempts took."""
        return self._spent

    @asynccontextmanager
    async def reserved(self, request: Request) -> AsyncIterator[Reservation]:
        """Reserve an attempt at this request for as long as the context lasts.

        What is neither settled nor refused when the context ends, by an error or a cancellation, may have
        been billed and counts at its worst. Waits while others are in flight whose end may make room.
        Raises BudgetReached when the attempt does not fit and nothing is in flight, and from then on always:
        nothing more may be sent. Reservations must not be nested.
        """
        reservation = await self._reserve(request)
        try:
            yield reservation
        finally:
            self._in_flight.remove(reservation)
            self._spent += reservation.expense
            self._settled.set()
            self._settled = asyncio.Event()

    def expense(self, usage: Usage) -> Expense:
        """Return what one attempt with this usage takes."""
        price = cost(self._priced_as, usage) if self._priced_as else None
        return Expense(calls=1, tokens=usage.prompt + usage.completion, cost=price or Decimal(0))

    def learn(self, ratio: float) -> None:
        """Note how many tokens the endpoint counts for one of ours, when it is more than was expected."""
        self._margin = max(self._margin, _EXACT_MARGIN * ratio)

    async def _reserve(self, request: Request) -> Reservation:
        while True:
            if self._reached:
                raise BudgetReached(str(self._reached), hint=self._reached.hint)
            reservation = self._worst(request)
            taken = sum((other.expense for other in self._in_flight), self._spent)
            if (taken + reservation.expense).within(self.limits):
                self._in_flight.append(reservation)
                return reservation
            if not self._in_flight:
                self._reached = self._explained(reservation.expense)
                raise self._reached
            await self._settled.wait()

    def _worst(self, request: Request) -> Reservation:
        if self.limits.tokens is None and self.limits.cost is None:
            return Reservation(self, 0, Usage())
        # The schema is part of the prompt, in the text or in the endpoint's own words.
        schema = json.dumps(request.json_schema, ensure_ascii=False)
        counted = _counted(request.system, self._model) + count(request.user, self._model) + count(schema, self._model)
        prompt = math.ceil(counted * self._margin) + _FRAME
        return Reservation(self, counted, Usage(prompt=prompt, completion=request.max_tokens))

    def _explained(self, wanted: Expense) -> BudgetReached:
        spent, limits = self._spent, self.limits
        options = []
        if limits.calls is not None and spent.calls + wanted.calls > limits.calls:
            options.append(f"--max-calls {limits.calls}")
        if limits.tokens is not None and spent.tokens + wanted.tokens > limits.tokens:
            options.append(f"--max-tokens {limits.tokens}: the next call may take {wanted.tokens:,}")
        if limits.cost is not None and spent.cost + wanted.cost > limits.cost:
            options.append(f"--max-cost {limits.cost:f}: the next call may take ${wanted.cost:.4f}")
        dollars = f", ${spent.cost:.4f}" if limits.cost is not None else ""
        counts = f"{spent.calls} call{'' if spent.calls == 1 else 's'}, {spent.tokens:,} tokens{dollars}"
        return BudgetReached(
            f"the budget is reached ({'; '.join(options)}); this run has spent {counts}",
            hint="the same command with a higher limit goes on from there; kept answers are not paid for again",
        )


@cache
def _counted(system: str, model: str) -> int:
    """Count the prefix that all requests of a run share."""
    return count(system, model)
