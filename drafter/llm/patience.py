"""The one place that tries again: what a failed attempt costs decides how often, and how long it waits.

Nothing below it repeats a request: neither the client library nor the transport.
"""

import asyncio
import json
import random
import time
from collections.abc import Awaitable, Callable
from datetime import datetime, timedelta
from typing import Protocol

import httpx2

from drafter.errors import DrafterError, TryAgain
from drafter.llm.budget import Budget
from drafter.llm.chat import Mode
from drafter.llm.failures import AttemptFailed, pause_asked_for
from drafter.llm.gate import Gate
from drafter.llm.port import Completion, OnTokens, Request

__all__ = ["Attempts", "PatientModel"]

_FREE_ATTEMPTS = 3
"""As often is a request sent that was refused without an answer."""
_DOUBTFUL_ATTEMPTS = 2
"""As often is one sent whose answer was lost on the way: each may have been billed."""
_FIRST_PAUSE = 1.0
"""Seconds before the first retry, give or take half; twice as many before the next."""
_LONGEST_PAUSE = 90.0
"""Seconds beyond which nobody wants to wait in front of a terminal."""


class Attempts(Protocol):
    """What makes one attempt."""

    model: str
    endpoint: str
    modes: tuple[Mode, ...]

    async def attempt(self, request: Request, mode: Mode, on_tokens: OnTokens) -> tuple[Completion, httpx2.Headers]:
        """Ask once; raises AttemptFailed when there is no whole answer."""


class PatientModel:
    """A model port that tries again where that may help, and stops where it cannot.

    After a failure that concerns all requests, none of the following is sent: they fail alike.
    """

    def __init__(
        self,
        attempts: Attempts,
        *,
        jobs: int,
        budget: Budget | None = None,
        on_note: Callable[[str], None],
        on_broken: Callable[[Request, str], None],
        sleep: Callable[[float], Awaitable[None]] = asyncio.sleep,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        """Wrap what makes attempts.

        `on_note` is told what the user should know: waiting, and what may have been billed twice. `on_broken`
        gets what had arrived of an answer that broke off.
        """
        self._attempts = attempts
        self._budget = budget or Budget()
        self._on_note = on_note
        self._on_broken = on_broken
        self._sleep = sleep
        self._gate = Gate(jobs, clock, sleep)
        self._modes = list(attempts.modes)
        self._closed: DrafterError | None = None
        self._answered = False
        self.model = attempts.model
        self.endpoint = attempts.endpoint

    @property
    def mode(self) -> Mode:
        """How the answer's form is asked for now."""
        return self._modes[0]

    async def complete(self, request: Request, on_tokens: OnTokens) -> Completion:
        """Answer a request."""
        free = doubtful = 0
        while True:
            mode = self.mode
            try:
                async with self._gate.through():
                    self._refuse_when_closed()
                    completion, headers = await self._attempt(request, mode, on_tokens)
            except AttemptFailed as failed:
                match self._kind(failed):
                    case "fatal":
                        self._closed = failed.error
                        raise failed.error from failed
                    case "step down":
                        self._step_down(mode, failed)
                    case "free":
                        free += 1
                        await self._pause(request, failed, free, last=free >= _FREE_ATTEMPTS)
                    case "in doubt":
                        doubtful += 1
                        self._on_broken(request, failed.partial)
                        await self._pause(request, failed, doubtful, last=doubtful >= _DOUBTFUL_ATTEMPTS)
                continue
            self._learn(mode, completion, headers)
            return completion

    async def _attempt(self, request: Request, mode: Mode, on_tokens: OnTokens) -> tuple[Completion, httpx2.Headers]:
        """Make one attempt within the budget; what may have been billed counts at its worst."""
        async with self._budget.reserved(request) as reservation:
            try:
                completion, headers = await self._attempts.attempt(request, mode, on_tokens)
            except AttemptFailed as failed:
                if failed.kind != "in doubt":
                    reservation.refused()
                raise
            reservation.settle(completion.usage)
            return completion, headers

    def _refuse_when_closed(self) -> None:
        if self._closed is not None:
            raise type(self._closed)(str(self._closed), hint=self._closed.hint)

    def _kind(self, failed: AttemptFailed) -> str:
        """Return the failure's kind; a server that answered before may come back."""
        return "free" if failed.unreachable and self._answered else failed.kind

    def _step_down(self, mode: Mode, failed: AttemptFailed) -> None:
        if self.mode != mode:  # another request learned it first
            return
        if len(self._modes) == 1:
            self._closed = failed.error
            raise failed.error from failed
        self._modes.pop(0)

    async def _pause(self, request: Request, failed: AttemptFailed, times: int, *, last: bool) -> None:
        """Wait before the next attempt; raise the failure when there is none."""
        if failed.busy:
            self._gate.narrow()
        asked = failed.pause or 0.0
        if asked > _LONGEST_PAUSE:
            again = datetime.now().astimezone() + timedelta(seconds=asked)
            when = again.strftime("%H:%M" if asked < 12 * 3600 else "%Y-%m-%d %H:%M")
            self._closed = TryAgain(
                f"{failed.error}; it asks to wait until {when}",
                hint=f"run the same command again after {when}: finished answers are kept",
            )
            raise self._closed from failed
        billed = " (it may have been billed)" if failed.kind == "in doubt" else ""
        if last:
            error = failed.error
            if not isinstance(error, TryAgain):  # an endpoint that answered before is gone
                error = TryAgain(str(error), hint="run the same command again: finished answers are kept")
            raise type(error)(f"{error}{billed}", hint=error.hint) from failed
        pause = max(asked, _FIRST_PAUSE * 2 ** (times - 1) * random.uniform(0.5, 1.5))  # noqa: S311 - only spreads them
        self._on_note(f"{request.label}: {failed.error}{billed}; asking again in {pause:.0f} s")
        await self._sleep(pause)

    def _learn(self, mode: Mode, completion: Completion, headers: httpx2.Headers) -> None:
        """Take from an answer what is true for the next ones."""
        self._answered = True
        self._gate.widen()
        spent = [headers.get(f"x-ratelimit-remaining-{what}", "").strip() == "0" for what in ("requests", "tokens")]
        if any(spent) and (pause := pause_asked_for(headers, datetime.now().astimezone())):
            self._gate.close_for(min(pause, _LONGEST_PAUSE))
        if mode in ("json_schema", "tool") and self.mode == mode and _ignores(completion):
            self._modes = self._modes[-1:]
            self._on_note(f"{self.endpoint} ignores the JSON Schema; the form is said in the prompt from now on")


def _ignores(completion: Completion) -> bool:
    """Tell whether an answer shows that the endpoint did not look at the schema: it is no JSON object at all."""
    if completion.finish != "stop" or not completion.text.strip():
        return False
    try:
        return not isinstance(json.loads(completion.text), dict)
    except (ValueError, RecursionError):  # nested more deeply than anybody asked for
        return "{" not in completion.text
