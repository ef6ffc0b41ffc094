"""Which request meets which fault: by rules, or by a seed."""

import hashlib
from typing import Annotated, Any

from pydantic import Field

from drafter.document.value import Value
from tests.fault_server.faults import TEMPORARY, Fault
from tests.fault_server.question import Question, fits

__all__ = ["MODEL", "Latency", "Plan", "Rule", "Script", "Seeded", "drawn"]

MODEL = "fake-model"
Position = Annotated[int, Field(ge=1)]


class Rule(Value):
    """A fault, the requests that it is for, and how often; what is left out matches every completion request."""

    fault: Fault
    contains: str = ""
    """A part of the last user message."""
    nth: Position | None = None
    """The request with this number among all completion requests."""
    after: int = 0
    """Lets the first completion requests pass, whatever they are."""
    attempt: Position | None = None
    """The nth time that the same messages come for the same model."""
    path: str = "/chat/completions"
    """The end of the path: `/models` for the list of models."""
    times: Position | None = 1
    """How often the rule applies; None for ever."""


class Seeded(Value):
    """Faults by chance that is decided by the seed, the request and its attempt, whatever the order."""

    seed: int
    probability: float = Field(ge=0, le=1)
    faults: tuple[Fault, ...] = Field(default=TEMPORARY, min_length=1)
    attempts: Position | None = None
    """Spares what is asked more often than this; None for chance without end."""


class Latency(Value):
    """How long an answer takes, in seconds from and to, decided like a seeded fault."""

    seed: int = 0
    first_token: tuple[float, float] = (0.0, 0.0)
    per_token: tuple[float, float] = (0.0, 0.0)
    tokens_at_once: int = Field(default=1, ge=1)
    """Tokens in an event of a stream."""


class Script(Value):
    """How the server behaves. The first rule that applies counts, then chance."""

    rules: tuple[Rule, ...] = ()
    seeded: Seeded | None = None
    latency: Latency | None = None
    models: tuple[str, ...] = (MODEL,)
    characters_per_token: int = Field(default=4, ge=1)


class Plan:
    """A script in use: it counts the requests, and how often each rule applied."""

    def __init__(self, script: Script) -> None:
        self.script = script
        self._asked = 0
        self._applied = [0] * len(script.rules)

    def fault_for(self, path: str, question: Question | None, attempt: int) -> Fault | None:
        """Return the fault that the next request meets, None for a healthy answer.

        `question` is None for the list of models.
        """
        self._asked += question is not None
        for number, rule in enumerate(self.script.rules):
            spent = rule.times is not None and self._applied[number] >= rule.times
            if not spent and path.endswith(rule.path) and self._matches(rule, question, attempt):
                self._applied[number] += 1
                return rule.fault
        return self._by_chance(question, attempt) if question else None

    def pace_for(self, question: Question, attempt: int) -> tuple[float, float]:
        """Return the seconds before the first token and for each token."""
        latency = self.script.latency
        if latency is None:
            return 0.0, 0.0
        drawn_first, drawn_each = (drawn(latency.seed, question.key, attempt, use) for use in ("first", "each"))
        return _between(latency.first_token, drawn_first), _between(latency.per_token, drawn_each)

    def _matches(self, rule: Rule, question: Question | None, attempt: int) -> bool:
        if question is None:
            return True
        return (
            rule.contains in question.user
            and rule.nth in (None, self._asked)
            and self._asked > rule.after
            and rule.attempt in (None, attempt)
            and fits(rule.fault, question)
        )

    def _by_chance(self, question: Question, attempt: int) -> Fault | None:
        seeded = self.script.seeded
        if seeded is None or (seeded.attempts is not None and attempt > seeded.attempts):
            return None
        faults = [fault for fault in seeded.faults if fits(fault, question)]
        if not faults or drawn(seeded.seed, question.key, attempt, "whether") >= seeded.probability:
            return None
        return faults[int(drawn(seeded.seed, question.key, attempt, "which") * len(faults))]


def drawn(*of: Any) -> float:
    """Return a number from 0 to below 1 that depends on these values alone."""
    digest = hashlib.sha256("/".join(map(str, of)).encode()).digest()
    return (int.from_bytes(digest[:8], "big") >> 11) / 2**53


def _between(bounds: tuple[float, float], share: float) -> float:
    low, high = bounds
    return low + share * (high - low)
