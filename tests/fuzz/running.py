"""Running a target for some time, or over some inputs."""

import time
from typing import Any

from hypothesis import HealthCheck, Phase, given, settings

from tests.fuzz.targets import MOST_SECONDS, Target, within

__all__ = ["fuzz"]

_ROUND = 25
"""Inputs of one run of Hypothesis; the clock is looked at between two runs."""
_FEW = 8
"""Inputs when there is no time."""


def fuzz(target: Target, seconds: float = 0) -> int:
    """Try inputs until the time is over and return how many; raises what a failing one raises.

    Without a time it is one round, of the same inputs whenever it is run.
    """
    tried = 0
    deadline = time.monotonic() + seconds

    @settings(
        max_examples=_ROUND if seconds else _FEW,
        deadline=None,
        database=None,
        derandomize=not seconds,
        phases=(Phase.generate,),
        suppress_health_check=list(HealthCheck),
    )
    @given(target.inputs)
    def check(value: Any) -> None:
        nonlocal tried
        with within(MOST_SECONDS):
            target.check(value)
        tried += 1

    check()
    while time.monotonic() < deadline:
        check()
    return tried
