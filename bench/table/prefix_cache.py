"""What a run's prompts cost under a prefix cache, and how much of them is said for the first time."""

from collections.abc import Sequence
from typing import NamedTuple

from drafter.llm.tokens import count

__all__ = ["BLOCKS", "OPENAI", "TOKENIZER", "Billed", "Cache", "Prompt", "billed"]

TOKENIZER = "gpt-4o"


class Cache(NamedTuple):
    """A prefix cache of a provider."""

    least: int
    """Tokens that a beginning must have to be kept."""
    step: int
    """Tokens that it is kept in."""
    share: float
    """What a kept token costs of one that is not."""


OPENAI = Cache(least=1_024, step=128, share=0.1)
"""As OpenAI bills its current models."""
BLOCKS = Cache(least=0, step=16, share=0.1)
"""As servers keep them that cache beginnings of any length in blocks, at the same share."""


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

    @property
    def ratio(self) -> float:
        """What is billed over what is said for the first time."""
        return self.billed / self.distinct


def billed(prompts: Sequence[Prompt], cache: Cache) -> Billed:
    """Return what prompts cost in the order of their arrival; the cache holds those that were answered before."""
    sent = distinct = 0
    cost = 0.0
    for number, prompt in enumerate(prompts):
        earlier = prompts[:number]
        tokens = count(prompt.text, TOKENIZER)
        said = _tokens_shared(prompt, earlier)
        known = _tokens_shared(prompt, [one for one in earlier if one.ended_at <= prompt.at])
        held = known // cache.step * cache.step if known >= cache.least else 0
        sent += tokens
        distinct += tokens - said
        cost += tokens - (1 - cache.share) * held
    return Billed(sent, cost, distinct)


def _tokens_shared(prompt: Prompt, earlier: Sequence[Prompt]) -> int:
    longest = max((_shared(prompt.text, one.text) for one in earlier), default=0)
    return count(prompt.text[:longest], TOKENIZER)


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
