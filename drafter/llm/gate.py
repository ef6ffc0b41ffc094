"""How many requests an endpoint gets at once: fewer when it asks for fewer, slowly more again."""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager

__all__ = ["Gate"]


class Gate:
    """Lets requests through, at most `limit` at once and none before a pause is over.

    The limit is halved when the endpoint is too busy, and grows by one after as many answers as it allows
    (additive increase, multiplicative decrease).
    """

    def __init__(self, limit: int, clock: Callable[[], float], sleep: Callable[[float], Awaitable[None]]) -> None:
        self._most = limit
        self._limit = float(limit)
        self._active = 0
        self._open_at = 0.0
        self._clock = clock
        self._sleep = sleep
        self._changed = asyncio.Condition()

    @property
    def limit(self) -> int:
        """How many may be under way now."""
        return max(1, int(self._limit))

    @asynccontextmanager
    async def through(self) -> AsyncIterator[None]:
        """Hold a place while the context lasts, waiting for one first."""
        async with self._changed:
            await self._changed.wait_for(lambda: self._active < self.limit)
            self._active += 1
        try:
            if (pause := self._open_at - self._clock()) > 0:
                await self._sleep(pause)
            yield
        finally:
            async with self._changed:
                self._active -= 1
                self._changed.notify_all()

    def narrow(self) -> None:
        """Halve what is let through: the endpoint is too busy."""
        self._limit = max(1.0, self._limit / 2)

    def widen(self) -> None:
        """Let a little more through: an answer came."""
        self._limit = min(float(self._most), self._limit + 1 / self._limit)

    def close_for(self, seconds: float) -> None:
        """Let no new request through for so long."""
        self._open_at = max(self._open_at, self._clock() + seconds)
