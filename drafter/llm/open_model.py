"""Open the model that was chosen, behind the journal."""

import asyncio
from collections.abc import AsyncIterator, Callable
from contextlib import AsyncExitStack, asynccontextmanager
from pathlib import Path

from drafter.configuration import Behaviour, ModelChoice
from drafter.errors import ConfigurationError
from drafter.llm.budget import Budget
from drafter.llm.chat import ChatModel, Endpoint, open_chat_model, open_vendor_model
from drafter.llm.cut_prompt import WholePrompts
from drafter.llm.failures import host_of
from drafter.llm.journal import JournaledModel, Recorder, journal_path, open_journal
from drafter.llm.local import model_file, serve
from drafter.llm.patience import PatientModel
from drafter.llm.port import Completion, ModelPort, OnTokens, Request
from drafter.llm.prices import priced_as
from drafter.llm.probe import offered_models
from drafter.llm.tokens import count, high_estimate
from drafter.llm.weights import WEIGHTS

__all__ = ["LOCAL_PLACE", "OpenModel", "open_model", "place_of"]

LOCAL_PLACE = "this machine"
_LOCAL_PATIENCE = 600.0
"""Seconds without a token: reading a long prompt on a slow processor takes minutes."""
_REMOTE_PATIENCE = 120.0
_REMOTE_JOBS = 8
OPENAI_URL = "https://api.openai.com/v1"


class OpenModel:
    """A model that is ready to be asked."""

    def __init__(self, port: ModelPort, choice: ModelChoice, jobs: int) -> None:
        self.port = port
        self.strict_openai = choice.base_url == OPENAI_URL
        self.one_by_one = choice.kind == "local"
        """A small local model does better with small forms; a hosted one with a section at a time."""
        self.jobs = jobs


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
async def open_model(
    choice: ModelChoice, behaviour: Behaviour, *, on_wait: Callable[[], None], on_note: Callable[[str], None]
) -> AsyncIterator[OpenModel]:
    """Open the chosen model behind the journal of answers.

    `on_wait` is called when another drafter holds the local model, `on_note` with what the user should know.
    """
    async with AsyncExitStack() as stack:
        journal = stack.enter_context(open_journal(journal_path()))
        name = choice.model_file.stem if choice.model_file else WEIGHTS.name if choice.kind == "local" else choice.model
        recorder = Recorder(journal, f"{name} at {LOCAL_PLACE if choice.kind == 'local' else choice.base_url}")
        opener = _Opener(stack, choice, behaviour, on_note=on_note, on_broken=recorder.break_off)
        if choice.kind == "local":
            port: ModelPort = _LocalModel(opener, choice.model_file, on_wait)
        else:
            port = await opener.remote()
        journaled = JournaledModel(port, recorder, fresh=behaviour.fresh, on_note=on_note)
        port = WholePrompts(journaled, lambda text: count(text, choice.model), high_estimate)
        yield OpenModel(port, choice, _jobs_of(choice, behaviour.jobs))


class _Opener:
    """Opens chat models that are asked with patience."""

    def __init__(
        self,
        stack: AsyncExitStack,
        choice: ModelChoice,
        behaviour: Behaviour,
        *,
        on_note: Callable[[str], None],
        on_broken: Callable[[Request, str], None],
    ) -> None:
        self.stack = stack
        self._choice = choice
        self._jobs = _jobs_of(choice, behaviour.jobs)
        self._budget = Budget(behaviour.limits, model=choice.model, priced_as=priced_as(choice))
        self._patience = behaviour.timeout or (_LOCAL_PATIENCE if choice.kind == "local" else _REMOTE_PATIENCE)
        self._on_note = on_note
        self._on_broken = on_broken

    async def remote(self) -> PatientModel:
        """Open an endpoint or a vendor's model."""
        choice = self._choice
        if choice.kind == "vendor":
            return self._patient(await self.stack.enter_async_context(_vendor(choice.model, self._patience)))
        endpoint = Endpoint(
            base_url=choice.base_url,
            api_key=choice.api_key.get_secret_value(),
            model=choice.model,
            place=host_of(choice.base_url),
            key_variable=choice.key_variable,
            dialect="openai" if choice.base_url == OPENAI_URL else "compatible",
        )
        return await self.at(endpoint)

    async def at(self, endpoint: Endpoint) -> PatientModel:
        """Open a model behind the OpenAI protocol."""

        async def offered() -> tuple[str, ...]:
            return await asyncio.to_thread(offered_models, self._choice) if self._choice.kind == "endpoint" else ()

        opened = open_chat_model(endpoint, patience=self._patience, jobs=self._jobs, offered=offered)
        return self._patient(await self.stack.enter_async_context(opened))

    def _patient(self, chat: ChatModel) -> PatientModel:
        return PatientModel(
            chat, jobs=self._jobs, budget=self._budget, on_note=self._on_note, on_broken=self._on_broken
        )


def _jobs_of(choice: ModelChoice, asked: int | None) -> int:
    return asked or (1 if choice.kind == "local" else _REMOTE_JOBS)


@asynccontextmanager
async def _vendor(name: str, patience: float) -> AsyncIterator[ChatModel]:
    try:
        async with open_vendor_model(name, patience) as model:
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

    def __init__(self, opener: _Opener, chosen: Path | None, on_wait: Callable[[], None]) -> None:
        self._opener = opener
        self._chosen = chosen
        self._on_wait = on_wait
        self._loading = asyncio.Lock()
        self._chat: PatientModel | None = None
        self.model = chosen.stem if chosen else WEIGHTS.name

    async def complete(self, request: Request, on_tokens: OnTokens) -> Completion:
        """Answer a request, loading the model first when it is not."""
        async with self._loading:
            if self._chat is None:
                self._chat = await self._load()
        return await self._chat.complete(request, on_tokens)

    async def _load(self) -> PatientModel:
        file = model_file(self._chosen)
        served = await asyncio.to_thread(self._opener.stack.enter_context, serve(file, on_wait=self._on_wait))
        return await self._opener.at(
            Endpoint(
                base_url=served.base_url,
                api_key=served.api_key,
                model=served.model,
                place=LOCAL_PLACE,
                key_variable="",
                dialect="llama.cpp",
            )
        )
