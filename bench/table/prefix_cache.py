"""What a run's prompts cost under a prefix cache, and how much of them is said for the first time."""

from collections.abc import Sequence
from typing import NamedTuple

from drafter.llm.tokens import count

__all__ = ["Billed", "Prompt", "billed"]

_LEAST, _STEP = 1_024, 128
"""OpenAI's cache takes prefixes from so many tokens, in steps of so many."""
_CACHED = 0.1
"""What a cached token costs of one that is not: the share of OpenAI's current models."""
_TOKENIZER = "gpt-4o"


class Prompt(NamedTuple):
    """A request: its messages in one text, when it came and when it was answered."""

    text: str
    at: float
    ended_at: float


class Billed(NamedTuple):
    """The prompt tokens of a run."""

    sent: int
    billed: float
    """With what the cache holds at its share."""
    distinct: int
    """Those of the tree of all prompts by their beginnings."""


def billed(prompts: Sequence[Prompt]) -> Billed:
    """Return what prompts cost in the order of their arrival; the cache holds those that were answered before."""
    sent = distinct = 0
    cost = 0.0
    for number, prompt in enumerate(prompts):
        earlier = prompts[:number]
        tokens = count(prompt.text, _TOKENIZER)
        said = _tokens_shared(prompt, earlier)
        known = _tokens_shared(prompt, [one for one in earlier if one.ended_at <= prompt.at])
        held = known // _STEP * _STEP if known >= _LEAST else 0
        sent += tokens
        distinct += tokens - said
        cost += tokens - (1 - _CACHED) * held
    return Billed(sent, cost, distinct)


def _tokens_shared(prompt: Prompt, earlier: Sequence[Prompt]) -> int:
    longest = max((_shared(prompt.text, one.text) for one in earlier), default=0)
    return count(prompt.text[:longest], _TOKENIZER)


def _shared(one: str, other: str) -> int:
    """Return how many characters two texts begin with alike."""
    low, high = 0, min(len(one), len(other))
    while low < high:
        middle = (low + high + 1) // 2
        if one[:middle] == other[:middle]:
            low = middle
        else:
            high = middle - 1
    return low
