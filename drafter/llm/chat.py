"""Any chat model behind the OpenAI protocol, or one of another vendor, through langchain."""

import asyncio
import json
import time
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any, Literal

import httpx2
from langchain.chat_models import init_chat_model
from langchain_core.language_models import BaseChatModel
from langchain_core.messages import BaseMessageChunk, HumanMessage, SystemMessage
from langchain_openai import ChatOpenAI
from langsmith import tracing_context
from pydantic import SecretStr

from drafter.errors import DrafterError, TryAgain
from drafter.llm.failures import classify, host_of, refuses_schema
from drafter.llm.port import Completion, OnTokens, Request, Usage

__all__ = ["ChatModel", "Dialect", "Mode", "open_chat_model", "open_vendor_model"]

Mode = Literal["json_schema", "json_object", "prompt"]
"""How the answer's form is asked for, best first."""
_MODES: tuple[Mode, ...] = ("json_schema", "json_object", "prompt")
Dialect = Literal["openai", "compatible", "llama.cpp"]
"""What an endpoint understands: OpenAI itself, anything like it, the local model's own server."""
_RETRY_PAUSE = 2.0
"""Seconds before the one retry of a temporary failure."""
_FINISH: dict[str, Literal["stop", "length", "filter"]] = {"length": "length", "content_filter": "filter"}


class ChatModel:
    """A chat model of langchain behind the model port.

    Steps down from JSON Schema to JSON mode to the prompt alone, once a run, when the endpoint refuses.
    """

    def __init__(
        self,
        llm: BaseChatModel,
        *,
        model: str,
        base_url: str,
        place: str,
        key_variable: str,
        mode: Mode,
        dialect: Dialect,
    ) -> None:
        self._llm = llm
        self._base_url = base_url
        self._key_variable = key_variable
        self._mode = mode
        self._dialect = dialect
        self.model = model
        self.endpoint = place

    @property
    def mode(self) -> Mode:
        """How the answer's form is asked for now."""
        return self._mode

    async def complete(self, request: Request, on_tokens: OnTokens) -> Completion:
        """Answer a request, trying a temporary failure once more."""
        try:
            return await self._complete(request, on_tokens)
        except TryAgain:
            await asyncio.sleep(_RETRY_PAUSE)
            return await self._complete(request, on_tokens)

    async def _complete(self, request: Request, on_tokens: OnTokens) -> Completion:
        mode = self._mode
        try:
            return await self._stream(request, mode, on_tokens)
        except DrafterError:
            raise
        except Exception as error:
            if not refuses_schema(error) or mode == "prompt":
                raise classify(error, self._base_url, self.model, self._key_variable) from error
        if self._mode == mode:
            self._mode = _MODES[_MODES.index(mode) + 1]
        return await self._complete(request, on_tokens)

    async def _stream(self, request: Request, mode: Mode, on_tokens: OnTokens) -> Completion:
        started = time.monotonic()
        system = request.system if mode == "json_schema" else _with_schema(request)
        whole: BaseMessageChunk | None = None
        received = 0
        messages = [SystemMessage(system), HumanMessage(request.user)]
        with tracing_context(enabled=False):  # whatever the environment says: a brief is not for others
            async for chunk in self._llm.astream(messages, **self._options(request, mode)):
                whole = chunk if whole is None else whole + chunk
                received += 1
                on_tokens(received)
        if whole is None:
            raise TryAgain(f"{host_of(self._base_url)} sent an empty answer")
        if isinstance(self._llm, ChatOpenAI) and not whole.response_metadata.get("finish_reason"):
            raise TryAgain(
                f"{host_of(self._base_url)} broke off its answer",
                hint="run the same command again: finished answers are kept",
            )
        return _completion(whole, time.monotonic() - started)

    def _options(self, request: Request, mode: Mode) -> dict[str, Any]:
        if not isinstance(self._llm, ChatOpenAI):
            return {}
        # In extra_body, because langchain would otherwise let the SDK parse the answer and lose it when
        # it is cut off.
        body: dict[str, Any] = {}
        if mode == "json_schema" and self._dialect == "llama.cpp":
            body["grammar"] = _one_line_grammar(request)
        elif mode == "json_schema":
            schema = {"name": request.schema_name, "strict": True, "schema": request.json_schema}
            body["response_format"] = {"type": "json_schema", "json_schema": schema}
        elif mode == "json_object":
            body["response_format"] = {"type": "json_object"}
        if self._dialect != "openai":
            body["max_tokens"] = request.max_tokens  # older compatible servers know no other name
        return {"extra_body": body, "max_completion_tokens": request.max_tokens}


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


def _completion(message: BaseMessageChunk, seconds: float) -> Completion:
    usage = getattr(message, "usage_metadata", None) or {}
    refusal = message.additional_kwargs.get("refusal")
    finish = _FINISH.get(str(message.response_metadata.get("finish_reason", "stop")), "stop")
    return Completion(
        text=str(refusal or message.text),
        finish="refusal" if refusal else finish,
        usage=Usage(
            prompt=usage.get("input_tokens", 0),
            cached=(usage.get("input_token_details") or {}).get("cache_read") or 0,
            completion=usage.get("output_tokens", 0),
        ),
        seconds=seconds,
    )


@asynccontextmanager
async def open_chat_model(
    *,
    base_url: str,
    api_key: str,
    model: str,
    place: str,
    key_variable: str,
    read_timeout: float,
    dialect: Dialect,
) -> AsyncIterator[ChatModel]:
    """Open a model behind the OpenAI protocol.

    `read_timeout` is in seconds between two pieces of an answer. OpenAI's newest models refuse a
    temperature and know no `max_tokens`, so neither is sent in that dialect.
    """
    timeout = httpx2.Timeout(read_timeout, connect=3.0)
    async with httpx2.AsyncClient(timeout=timeout, follow_redirects=False) as client:
        llm = ChatOpenAI(
            model=model,
            base_url=base_url,
            api_key=SecretStr(api_key),
            http_async_client=client,
            max_retries=0,
            stream_usage=True,
            stream_chunk_timeout=read_timeout,
            use_responses_api=False,
            **({} if dialect == "openai" else {"temperature": 0, "seed": 1}),
        )
        yield ChatModel(
            llm, model=model, base_url=base_url, place=place, key_variable=key_variable, mode="json_schema",
            dialect=dialect,
        )  # fmt: skip


@asynccontextmanager
async def open_vendor_model(name: str) -> AsyncIterator[ChatModel]:
    """Open a model of another vendor, `anthropic:NAME`, through the vendor's langchain package.

    Raises ImportError when that package is not installed, ValueError for an unknown vendor.
    """
    llm = init_chat_model(name, max_retries=0)
    vendor = name.split(":", maxsplit=1)[0]
    yield ChatModel(
        llm, model=name, base_url=f"https://{vendor}", place=vendor, key_variable=f"{vendor.upper()}_API_KEY",
        mode="prompt", dialect="compatible",
    )  # fmt: skip
