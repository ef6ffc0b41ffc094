"""Any chat model behind the OpenAI protocol, or one of another vendor, through langchain: one attempt at a time."""

import asyncio
import json
import time
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from dataclasses import field
from typing import Any, Literal
from urllib.parse import urlsplit
from urllib.request import getproxies, proxy_bypass

import httpx2
import openai
from langchain.chat_models import init_chat_model
from langchain_core.language_models import BaseChatModel
from langchain_core.messages import AIMessageChunk, BaseMessageChunk, HumanMessage, SystemMessage
from langchain_openai import ChatOpenAI
from langsmith import tracing_context
from pydantic import SecretStr

from drafter.errors import TryAgain
from drafter.frozen import frozen
from drafter.llm.failures import AttemptFailed, classify, host_of
from drafter.llm.port import Completion, OnTokens, Request, Usage
from drafter.llm.wire import BrokenAnswer, ErrorAnswer, NoCompletion, Received, WatchedTransport, watched

__all__ = [
    "CONNECT_SECONDS",
    "MODES",
    "ChatModel",
    "Dialect",
    "Endpoint",
    "Mode",
    "open_chat_model",
    "open_vendor_model",
]

Mode = Literal["json_schema", "tool", "json_object", "prompt"]
"""How the answer's form is asked for."""
MODES: tuple[Mode, ...] = ("json_schema", "tool", "json_object", "prompt")
"""The ways, best first."""
Dialect = Literal["openai", "compatible", "llama.cpp"]
"""What an endpoint understands: OpenAI itself, anything like it, the local model's own server."""
CONNECT_SECONDS = 3.0
_TOKENS_A_PATIENCE = 256
"""An answer that never falls silent may still take no longer than the patience for so many tokens each."""
_NO_ACCOUNT = {"OpenAI-Organization": "", "OpenAI-Project": ""}
"""The client adds what the environment says of an account at OpenAI, which is no other endpoint's business."""
_KNOWN = (openai.OpenAIError, httpx2.HTTPError, TimeoutError, BrokenAnswer, ErrorAnswer, NoCompletion)
"""What can go wrong between here and an endpoint; anything else is a bug of ours and no failure of a model."""
_FINISH: dict[str, Literal["stop", "length", "filter"]] = {
    "length": "length", "max_tokens": "length", "MAX_TOKENS": "length",
    "content_filter": "filter", "SAFETY": "filter",
}  # fmt: skip
"""How a vendor says that an answer ended for another reason than its end."""


@frozen
class Endpoint:
    """Where a model is, and how it is spoken to."""

    base_url: str
    api_key: str = field(repr=False)
    model: str
    place: str
    """For people: a host, or "this machine"."""
    key_variable: str
    """The environment variable that the key came from."""
    dialect: Dialect


async def _nothing_offered() -> tuple[str, ...]:
    return ()


class ChatModel:
    """A chat model of langchain: makes one attempt, and says what came of it."""

    def __init__(
        self,
        llm: BaseChatModel,
        *,
        model: str,
        base_url: str,
        place: str,
        key_variable: str,
        dialect: Dialect,
        patience: float,
        offered: Callable[[], Awaitable[tuple[str, ...]]] = _nothing_offered,
    ) -> None:
        """Wrap a model.

        `patience` is how many seconds an answer may fall silent; `offered` lists the models of the endpoint,
        for the message when it does not know this one.
        """
        self._llm = llm
        self._base_url = base_url
        self._key_variable = key_variable
        self._dialect = dialect
        self._patience = patience
        self._offered = offered
        self.model = model
        self.endpoint = place
        self.modes: tuple[Mode, ...] = MODES if isinstance(llm, ChatOpenAI) else ("prompt",)
        """The ways to ask for JSON that can be tried."""

    async def attempt(self, request: Request, mode: Mode, on_tokens: OnTokens) -> tuple[Completion, httpx2.Headers]:
        """Ask once; return the answer and the response's headers.

        Raises AttemptFailed when there is no whole answer.
        """
        with watched() as received:
            try:
                return await self._stream(request, mode, on_tokens, received), received.headers
            except AttemptFailed as failed:
                failed.partial = received.text
                raise
            except Exception as error:
                if received.is_watched and not isinstance(error, _KNOWN):
                    raise
                offered = await self._offered() if isinstance(error, openai.NotFoundError) else ()
                meant = classify(error, self._base_url, self.model, self._key_variable, offered)
                meant.partial = received.text
                raise meant from error

    async def _stream(self, request: Request, mode: Mode, on_tokens: OnTokens, received: Received) -> Completion:
        started = time.monotonic()
        system = request.system if mode in ("json_schema", "tool") else _with_schema(request)
        messages = [SystemMessage(system), HumanMessage(request.user)]
        whole: BaseMessageChunk | None = None
        pieces = 0
        clock = asyncio.get_running_loop().time
        end = clock() + self._patience * (1 + request.max_tokens / _TOKENS_A_PATIENCE)
        with tracing_context(enabled=False):  # whatever the environment says: a brief is not for others
            async with asyncio.timeout(self._patience) as deadline:
                async for chunk in self._llm.astream(messages, **self._options(request, mode)):
                    whole = chunk if whole is None else whole + chunk
                    if _said(chunk):
                        pieces += 1
                        on_tokens(pieces)
                        deadline.reschedule(min(end, clock() + self._patience))
        if whole is None or (received.is_watched and not received.finish):
            host = host_of(self._base_url)
            hint = "run the same command again: finished answers are kept"
            raise AttemptFailed("in doubt", TryAgain(f"{host} broke off its answer", hint=hint))
        return _completion(whole, received, time.monotonic() - started)

    def _options(self, request: Request, mode: Mode) -> dict[str, Any]:
        if not isinstance(self._llm, ChatOpenAI):
            return {}
        # In extra_body, because langchain would otherwise let the SDK parse the answer and lose it when
        # it is cut off.
        body: dict[str, Any] = {}
        schema = {"name": request.schema_name, "strict": True}
        match mode:
            case "json_schema" if self._dialect == "llama.cpp":
                body["grammar"] = _one_line_grammar(request)
            case "json_schema":
                form = schema | {"schema": request.json_schema}
                body["response_format"] = {"type": "json_schema", "json_schema": form}
            case "tool":
                function = schema | {"parameters": request.json_schema}
                body["tools"] = [{"type": "function", "function": function}]
                body["tool_choice"] = {"type": "function", "function": {"name": request.schema_name}}
            case "json_object":
                body["response_format"] = {"type": "json_object"}
            case "prompt":
                pass
        if self._dialect != "openai":
            body["max_tokens"] = request.max_tokens  # older compatible servers know no other name
        return {"extra_body": body, "max_completion_tokens": request.max_tokens}


def _said(chunk: BaseMessageChunk) -> bool:
    """Tell whether a piece of an answer holds some of it: an endpoint that only keeps the line open says nothing."""
    calls = chunk.tool_call_chunks if isinstance(chunk, AIMessageChunk) else []
    return bool(chunk.content or calls)


def _one_line_grammar(request: Request) -> str:
    """Return a grammar for llama.cpp (in its LLGuidance syntax) that allows JSON on one line only.

    JSON spread over lines and indented costs about half as many tokens again.
    """
    guidance = {"whitespace_flexible": False, "item_separator": ", ", "key_separator": ": "}
    schema = json.dumps({**request.json_schema, "x-guidance": guidance}, ensure_ascii=False)
    return f"%llguidance {{}}\nstart: %json {schema}"


def _with_schema(request: Request) -> str:
    schema = json.dumps(request.json_schema, ensure_ascii=False)
    return f"{request.system}\n\nAnswer with one JSON object that is valid under this JSON Schema:\n{schema}"


def _completion(message: BaseMessageChunk, received: Received, seconds: float) -> Completion:
    usage = getattr(message, "usage_metadata", None) or {}
    stated = message.response_metadata
    reason = received.finish or str(stated.get("finish_reason") or stated.get("stop_reason") or "stop")
    text = received.text if received.is_watched else str(message.text)
    return Completion(
        text=received.refusal or text,
        finish="refusal" if received.refusal or reason == "refusal" else _FINISH.get(reason, "stop"),
        usage=Usage(
            prompt=usage.get("input_tokens", 0),
            cached=(usage.get("input_token_details") or {}).get("cache_read") or 0,
            completion=usage.get("output_tokens", 0),
        ),
        seconds=seconds,
    )


@asynccontextmanager
async def open_chat_model(
    endpoint: Endpoint,
    *,
    patience: float,
    jobs: int,
    offered: Callable[[], Awaitable[tuple[str, ...]]] = _nothing_offered,
) -> AsyncIterator[ChatModel]:
    """Open a model behind the OpenAI protocol, for at most `jobs` requests at once.

    `patience` is in seconds between two pieces of an answer. OpenAI's newest models refuse a temperature and
    know no `max_tokens`, so neither is sent in that dialect.
    """
    base_url, dialect = endpoint.base_url, endpoint.dialect
    timeout = httpx2.Timeout(None, connect=CONNECT_SECONDS)  # the deadlines are ours, in `ChatModel`
    limits = httpx2.Limits(max_connections=jobs + 1, max_keepalive_connections=jobs)
    inner = httpx2.AsyncHTTPTransport(limits=limits, proxy=_proxy_for(base_url))
    transport = WatchedTransport(inner)
    async with httpx2.AsyncClient(transport=transport, timeout=timeout, follow_redirects=False) as client:
        llm = ChatOpenAI(
            model=endpoint.model,
            base_url=base_url,
            api_key=SecretStr(endpoint.api_key),
            http_async_client=client,
            max_retries=0,
            timeout=timeout,
            stream_usage=True,
            stream_chunk_timeout=None,
            use_responses_api=False,
            **({} if dialect == "openai" else {"temperature": 0, "seed": 1, "default_headers": _NO_ACCOUNT}),
        )
        yield ChatModel(
            llm, model=endpoint.model, base_url=base_url, place=endpoint.place, key_variable=endpoint.key_variable,
            dialect=dialect, patience=patience, offered=offered,
        )  # fmt: skip


def _proxy_for(base_url: str) -> str | None:
    """Return the proxy that the environment names for a URL, None when it excepts the host."""
    parts = urlsplit(base_url)
    if proxy_bypass(parts.hostname or ""):
        return None
    proxies = getproxies()
    return proxies.get(parts.scheme) or proxies.get("all")


@asynccontextmanager
async def open_vendor_model(name: str, patience: float) -> AsyncIterator[ChatModel]:
    """Open a model of another vendor, `anthropic:NAME`, through the vendor's langchain package.

    Raises ImportError when that package is not installed, ValueError for an unknown vendor.
    """
    llm = init_chat_model(name, max_retries=0)
    vendor = name.split(":", maxsplit=1)[0]
    yield ChatModel(
        llm, model=name, base_url=f"https://{vendor}", place=vendor, key_variable=f"{vendor.upper()}_API_KEY",
        dialect="compatible", patience=patience,
    )  # fmt: skip
