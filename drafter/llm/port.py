"""The port to a model: what goes in, what comes out."""

from collections.abc import Callable
from typing import Any, Literal, Protocol

from pydantic import ConfigDict

from drafter.document.value import Value

__all__ = ["Completion", "ModelPort", "OnTokens", "Request", "Usage"]

OnTokens = Callable[[int], None]
"""Called with the number of tokens received so far while an answer arrives."""


class Usage(Value):
    """Tokens of one completion, as the endpoint counted them."""

    prompt: int = 0
    cached: int = 0
    """The part of `prompt` that the endpoint took from its prefix cache."""
    completion: int = 0

    def __add__(self, other: "Usage") -> "Usage":
        return Usage(
            prompt=self.prompt + other.prompt,
            cached=self.cached + other.cached,
            completion=self.completion + other.completion,
        )


class Request(Value):
    """One question to a model."""

    label: str
    """What it is for, for people: "5 Data Design: entities"."""
    system: str
    """Identical over as many sections of a run as possible, so that an endpoint reads it once."""
    user: str
    schema_name: str
    json_schema: dict[str, Any]
    max_tokens: int
    """The most that the answer may take."""

    model_config = ConfigDict(frozen=True, extra="forbid")


class Completion(Value):
    """What came back."""

    text: str
    finish: Literal["stop", "length", "filter", "refusal"]
    usage: Usage
    seconds: float
    replayed: bool = False
    """It came from the journal: nothing was sent."""


class ModelPort(Protocol):
    """Anything that answers requests."""

    @property
    def model(self) -> str:
        """The model's name, as prices and messages use it."""

    @property
    def endpoint(self) -> str:
        """Where requests go, for people: a host, or "this machine"."""

    async def complete(self, request: Request, on_tokens: OnTokens) -> Completion:
        """Answer a request; raises a DrafterError when that is not possible."""
