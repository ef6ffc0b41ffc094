"""Two kinds of work in turns, and how much more one takes than the other, without what disturbed the machine."""

import gc
import math
import os
import statistics
import subprocess
import threading
import time
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import NamedTuple

__all__ = [
    "Disturbed",
    "Failed",
    "Ratios",
    "Spent",
    "Watch",
    "alternating",
    "command",
    "spent",
    "spin",
    "watched_command",
]

_SPINS = 400_000
"""About a fiftieth of a second."""
_DISTURBED = 1.1
"""Times the least spin that was seen."""
_TICK = 0.02
_ATTEMPTS = 3
_LOST = 0.02
"""The share of its time that a run may lose."""


class Spent(NamedTuple):
    """What some work took, in seconds."""

    wall: float
    cpu: float


class Disturbed(Exception):
    """No pair was left: something else used the machine all the time."""


class Failed(Exception):
    """A command ended with another exit code than it should."""


class Watch:
    """How many seconds this process could not run although it wanted to, while the context lasts.

    For work in other processes that sleeps much: a spin before and after it does not see a pause in its middle.
    """

    def __init__(self) -> None:
        self.lost = 0.0
        self._ended = threading.Event()
        self._thread = threading.Thread(target=self._watch, daemon=True)

    def __enter__(self) -> "Watch":
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._ended.set()
        self._thread.join()

    def _watch(self) -> None:
        while True:
            before = time.perf_counter()
            ended = self._ended.wait(_TICK)
            if (late := time.perf_counter() - before - _TICK) > _TICK:
                self.lost += late
            if ended:
                return


class Ratios(NamedTuple):
    """What the first work took over what the second took, pair by pair."""

    wall: list[float]
    cpu: list[float]
    dropped: int
    """Pairs that were disturbed."""

    @property
    def median_wall(self) -> float:
        """The median of the ratios of wall time."""
        return statistics.median(self.wall)

    @property
    def median_cpu(self) -> float:
        """The median of the ratios of CPU time."""
        return statistics.median(self.cpu)

    @property
    def n(self) -> str:
        """How many pairs there are, in words."""
        return f"{len(self.wall)} pairs" + (f", {self.dropped} disturbed" if self.dropped else "")


class _Pair(NamedTuple):
    wall: float
    cpu: float
    spin: float
    """The longer of the spins before and after it."""


def spent(work: Callable[[], object]) -> Spent:
    """Return what some work takes in this process, its garbage of before collected."""
    gc.collect()
    wall, cpu = time.perf_counter(), time.process_time()
    work()
    return Spent(time.perf_counter() - wall, time.process_time() - cpu)


def command(
    arguments: Sequence[str],
    *,
    folder: Path | None = None,
    environment: Mapping[str, str] | None = None,
    exits: int = 0,
) -> Spent:
    """Return what a process takes from its start to its end, with its children; its output is dropped.

    Raises Failed, with the last it said, when its exit code is not `exits`.
    """
    started = time.perf_counter()
    with subprocess.Popen(
        arguments, cwd=folder, env=environment, stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL,
        stderr=subprocess.PIPE,
    ) as process:  # fmt: skip
        said = process.stderr.read() if process.stderr else b""
        _, status, used = os.wait4(process.pid, 0)
        wall = time.perf_counter() - started
        process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode != exits:
        raise Failed(f"{' '.join(arguments)} ended with {process.returncode}:\n{said.decode(errors='replace')[-2000:]}")
    return Spent(wall, used.ru_utime + used.ru_stime)


def watched_command(
    arguments: Sequence[str], *, environment: Mapping[str, str] | None = None, may_lose: float = _LOST
) -> Spent:
    """Return what `command` returns; raises Disturbed when it may have lost more than this share of its time."""
    with Watch() as watch:
        took = command(arguments, environment=environment)
    if watch.lost > may_lose * took.wall:
        raise Disturbed(f"{watch.lost:.1f} of {took.wall:.1f} s were lost")
    return took


def spin() -> float:
    """Return how many seconds a fixed piece of work takes: longer than the least when something else runs.

    The best of three, so that an interrupt of a moment does not count.
    """
    return min(_spun() for _ in range(3))


def _spun() -> float:
    started = time.perf_counter()
    left = _SPINS
    while left:
        left -= 1
    return time.perf_counter() - started


def alternating(
    first: Callable[[], Spent], second: Callable[[], Spent], pairs: int, *, control: Callable[[], float] = spin
) -> Ratios:
    """Return the ratios of so many pairs of first over second; whose turn it is first changes with each pair.

    A pair is dropped when `control` took over a tenth longer before or after it than it ever did, or when one of the
    two raises Disturbed; at most twice as many pairs are made as are asked for. It begins anew when none is left, and
    raises Disturbed when that happens three times.
    """
    for _ in range(_ATTEMPTS):
        made, kept = _pairs(first, second, pairs, control)
        if kept:
            return Ratios([pair.wall for pair in kept], [pair.cpu for pair in kept], len(made) - len(kept))
    raise Disturbed(f"{_ATTEMPTS} times all of {len(made)} pairs were disturbed")


def _pairs(
    first: Callable[[], Spent], second: Callable[[], Spent], pairs: int, control: Callable[[], float]
) -> tuple[list[_Pair], list[_Pair]]:
    """Return all pairs that were made, and those that nothing disturbed."""
    made: list[_Pair] = []
    least = control()
    kept: list[_Pair] = []
    while len(kept) < pairs and len(made) < 2 * pairs:
        before = control()
        made.append(_pair(first, second, before, control, swapped=len(made) % 2 == 1))
        least = min(least, before, made[-1].spin)
        kept = [pair for pair in made if pair.spin <= _DISTURBED * least]
    return made, kept


def _pair(
    first: Callable[[], Spent],
    second: Callable[[], Spent],
    before: float,
    control: Callable[[], float],
    *,
    swapped: bool,
) -> _Pair:
    try:
        one, other = _in_turn(first, second, swapped=swapped)
    except Disturbed:
        return _Pair(0, 0, math.inf)
    return _Pair(one.wall / other.wall, one.cpu / max(other.cpu, 1e-9), max(before, control()))


def _in_turn(first: Callable[[], Spent], second: Callable[[], Spent], *, swapped: bool) -> tuple[Spent, Spent]:
    if swapped:
        other = second()
        return first(), other
    return first(), second()
