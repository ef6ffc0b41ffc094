"""Notices an endpoint that cuts prompts silently, before more is drafted from half a brief."""

from collections.abc import Callable

from drafter.errors import PromptTooLong
from drafter.llm.port import Completion, ModelPort, OnTokens, Request

__all__ = ["WholePrompts"]

_LEAST_TOKENS = 200
"""Shorter prompts are cut nowhere, and their counts vary more."""
_SUSPICIOUS = 0.5
"""No tokenizer needs so small a share of the tokens of another."""


class WholePrompts:
    """A model port that compares the first answer's count of prompt tokens with our own."""

    def __init__(self, inner: ModelPort, count: Callable[[str], int], estimate: Callable[[str], int]) -> None:
        """Wrap a port; `count` counts the tokens of a text, `estimate` says quickly how many they are at most."""
        self._inner = inner
        self._count = count
        self._estimate = estimate
        self._is_checked = False
        self.model = inner.model
        self.endpoint = inner.endpoint

    async def complete(self, request: Request, on_tokens: OnTokens) -> Completion:
        """Answer a request; raises PromptTooLong when the endpoint has read a part of the first one only.

        Later counts say less: some endpoints count only what is not in their prefix cache.
        """
        completion = await self._inner.complete(request, on_tokens)
        if not self._is_checked and completion.usage.prompt:
            self._is_checked = True
            most = self._estimate(request.system) + self._estimate(request.user)
            if completion.usage.prompt >= _SUSPICIOUS * most:
                return completion
            sent = self._count(request.system) + self._count(request.user)
            if sent >= _LEAST_TOKENS and completion.usage.prompt < _SUSPICIOUS * sent:
                raise PromptTooLong(
                    f"{self.endpoint} read {completion.usage.prompt} tokens of a prompt that has about {sent}: "
                    "it cuts what does not fit its context",
                    hint="give the model a larger context there (Ollama: num_ctx, vLLM: --max-model-len), "
                    "then run the command again with --fresh",
                )
        return completion
