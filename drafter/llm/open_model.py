"""Open the model that was chosen, behind the journal."""

import asyncio
from collections.abc import AsyncIterator, Callable
from contextlib import AsyncExitStack, asynccontextmanager
from pathlib import Path

from drafter.configuration import ModelChoice
from drafter.errors import ConfigurationError
from drafter.llm.cache_folder import cache_folder
from drafter.llm.chat import ChatModel, open_chat_model, open_vendor_model
from drafter.llm.failures import host_of
from drafter.llm.journal import JournaledModel, open_journal
from drafter.llm.local import model_file, serve
from drafter.llm.port import Completion, ModelPort, OnTokens, Request
from drafter.llm.weights import WEIGHTS

__all__ = ["LOCAL_PLACE", "OpenModel", "open_model", "place_of"]

LOCAL_PLACE = "this machine"
_LOCAL_TIMEOUT = 600.0
"""Seconds without a token: reading a long prompt on a slow processor takes minutes."""
_REMOTE_TIMEOUT = 120.0
OPENAI_URL = "https://api.openai.com/v1"


class OpenModel:
    """A model that is ready to be asked."""

    def __init__(self, port: ModelPort, choice: ModelChoice) -> None:
        self.port = port
        self.strict_openai = choice.base_url == OPENAI_URL
        self.one_by_one = choice.kind == "local"
        """A small local model does better with small forms; a hosted one with a section at a time."""
        self.jobs = 1 if choice.kind == "local" else 8


def place_of(choice: ModelChoice) -> str:
    """Return where the brief would go, for people."""
    match choice.kind:
        case "local":
            return LOCAL_PLACE
        case "endpoint":
            return host_of(choice.base_url)
        case "vendor":
            return choice.model.split(":", maxsplit=1)[0]


@asynccontextmanager
async def open_model(choice: ModelChoice, *, fresh: bool, on_wait: Callable[[], None]) -> AsyncIterator[OpenModel]:
    """Open the chosen model behind the journal of answers.

    With `fresh`, known answers are not used. `on_wait` is called when another drafter holds the local model.
    """
    async with AsyncExitStack() as stack:
        journal = stack.enter_context(open_journal(cache_folder() / "journal.sqlite"))
        match choice.kind:
            case "local":
                port: ModelPort = _LocalModel(stack, choice.model_file, on_wait)
            case "endpoint":
                port = await stack.enter_async_context(
                    open_chat_model(
                        base_url=choice.base_url,
                        api_key=choice.api_key.get_secret_value(),
                        model=choice.model,
                        place=host_of(choice.base_url),
                        key_variable=choice.key_variable,
                        read_timeout=_REMOTE_TIMEOUT,
                        dialect="openai" if choice.base_url == OPENAI_URL else "compatible",
                    )
                )
            case "vendor":
                port = await stack.enter_async_context(_vendor(choice.model))
        identity = f"{port.model} at {LOCAL_PLACE if choice.kind == 'local' else choice.base_url}"
        yield OpenModel(JournaledModel(port, journal, identity=identity, fresh=fresh), choice)


@asynccontextmanager
async def _vendor(name: str) -> AsyncIterator[ChatModel]:
    try:
        async with open_vendor_model(name) as model:
            yield model
    except ImportError as error:
        vendor = name.split(":", maxsplit=1)[0]
        raise ConfigurationError(
            f"models of {vendor} need a package that is not installed: {error}",
            hint=f"pip install langchain-{vendor}",
        ) from error
    except ValueError as error:
        raise ConfigurationError(f"{name}: {error}") from error


class _LocalModel:
    """The local model, loaded when the first question is not in the journal."""

    endpoint = LOCAL_PLACE

    def __init__(self, stack: AsyncExitStack, chosen: Path | None, on_wait: Callable[[], None]) -> None:
        self._stack = stack
        self._chosen = chosen
        self._on_wait = on_wait
        self._loading = asyncio.Lock()
        self._chat: ChatModel | None = None
        self.model = chosen.stem if chosen else WEIGHTS.name

    async def complete(self, request: Request, on_tokens: OnTokens) -> Completion:
        """Answer a request, loading the model first when it is not."""
        async with self._loading:
            if self._chat is None:
                self._chat = await self._load()
        return await self._chat.complete(request, on_tokens)

    async def _load(self) -> ChatModel:
        file = model_file(self._chosen)
        served = await asyncio.to_thread(self._stack.enter_context, serve(file, on_wait=self._on_wait))
        return await self._stack.enter_async_context(
            open_chat_model(
                base_url=served.base_url,
                api_key=served.api_key,
                model=served.model,
                place=LOCAL_PLACE,
                key_variable="",
                read_timeout=_LOCAL_TIMEOUT,
                dialect="llama.cpp",
            )
        )
