"""What an endpoint really sends: each answer is read here first, and passed on in one clean form.

Endpoints that speak the OpenAI protocol differ in what they get wrong: a whole answer where a stream was asked
for, an error or a page with status 200, other line ends, comments, invalid UTF-8, a refusal in a field that the
client library drops. The library above sees a well-formed stream, or an exception that says what came.
"""

import codecs
import json
from collections.abc import AsyncIterator, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from typing import Any

import httpx2

from drafter.patterns import regex

__all__ = ["BrokenAnswer", "ErrorAnswer", "NoCompletion", "Received", "WatchedTransport", "watched"]

_MOST_BYTES = 16_000_000
"""No answer that was asked for is longer."""
_LINE_END = regex(r"\r\n|\n|\r(?!$)")
_FRAMING = {"content-length", "content-encoding", "transfer-encoding", "content-type"}


class BrokenAnswer(Exception):
    """An answer that began and cannot be read to its end."""


class NoCompletion(Exception):
    """Something with status 200 that is no chat completion: a page, another kind of object."""


class ErrorAnswer(Exception):
    """An error object in place of an answer or of its rest, with status 200."""

    def __init__(self, error: Any) -> None:
        details = error if isinstance(error, dict) else {"message": str(error)}
        super().__init__(str(details.get("message", "")))
        self.code = str(details.get("code") or details.get("type") or "")


class Received:
    """What has arrived of one answer so far."""

    def __init__(self) -> None:
        self.text = ""
        self.refusal = ""
        self.finish = ""
        self.headers: httpx2.Headers = httpx2.Headers()
        self.is_watched = False
        """Whether the answer came through the transport below: other vendors' clients bring their own."""


_watching: ContextVar[Received | None] = ContextVar("_watching", default=None)


@contextmanager
def watched() -> Iterator[Received]:
    """Collect what arrives for the request that this task makes while the context lasts."""
    received = Received()
    token = _watching.set(received)
    try:
        yield received
    finally:
        _watching.reset(token)


class WatchedTransport(httpx2.AsyncBaseTransport):
    """A transport that cleans streamed chat completions and tells the watching task what came."""

    def __init__(self, inner: httpx2.AsyncBaseTransport) -> None:
        self._inner = inner

    async def handle_async_request(self, request: httpx2.Request) -> httpx2.Response:
        """Send the request; a successful answer to a question is read through `_Events`."""
        response = await self._inner.handle_async_request(request)
        received = _watching.get()
        if received is None or not request.url.path.endswith("/chat/completions"):
            return response
        received.is_watched = True
        received.headers = response.headers
        if response.status_code != 200:
            return response
        headers = [(name, value) for name, value in response.headers.multi_items() if name.lower() not in _FRAMING]
        headers.append(("content-type", "text/event-stream"))
        response.request = request
        return httpx2.Response(200, headers=headers, stream=_Events(response, received), request=request)

    async def aclose(self) -> None:
        """Close the connections."""
        await self._inner.aclose()


class _Events(httpx2.AsyncByteStream):
    """The events of an answer, one clean chunk each."""

    def __init__(self, response: httpx2.Response, received: Received) -> None:
        self._response = response
        self._received = received

    async def __aiter__(self) -> AsyncIterator[bytes]:
        """Yield the events; BrokenAnswer, NoCompletion or ErrorAnswer for what is none."""
        pending = ""
        is_stream: bool | None = None
        async for text in self._decoded():
            pending += text
            if is_stream is None and pending.strip():
                is_stream = pending.lstrip("\ufeff \r\n\t").startswith(("data:", ":", "event:", "id:", "retry:"))
            if is_stream:
                *lines, pending = _LINE_END.split(pending)
                for event in filter(None, map(self._event, lines)):
                    yield event
        if is_stream:
            if event := self._event(pending):
                yield event
        else:
            for chunk in _chunks_of_whole(pending):
                yield self._passed_on(chunk)
        yield b"data: [DONE]\n\n"

    async def aclose(self) -> None:
        """Close the answer, read or not."""
        await self._response.aclose()

    async def _decoded(self) -> AsyncIterator[str]:
        decoder = codecs.getincrementaldecoder("utf-8")("replace")
        size = 0
        async for data in self._response.aiter_bytes():
            size += len(data)
            if size > _MOST_BYTES:
                raise BrokenAnswer(f"sent more than {_MOST_BYTES // 1_000_000} MB")
            yield decoder.decode(data)
        yield decoder.decode(b"", final=True)

    def _event(self, line: str) -> bytes:
        """Return the event of a line, empty for comments, other fields and the end mark."""
        field, _, value = line.lstrip("\ufeff").partition(":")
        value = value.strip()
        if field != "data" or not value or value == "[DONE]":
            return b""
        try:
            chunk = json.loads(value)
        except (ValueError, RecursionError) as error:
            raise BrokenAnswer("sent an event that is no JSON") from error
        return self._passed_on(chunk)

    def _passed_on(self, chunk: Any) -> bytes:
        if not isinstance(chunk, dict):
            raise BrokenAnswer("sent an event that is no object")
        if chunk.get("error"):
            raise ErrorAnswer(chunk["error"])
        clean = _clean(chunk)
        for choice in clean["choices"]:
            delta = choice["delta"]
            calls = delta.get("tool_calls", [])
            self._received.text += delta.get("content", "") + "".join(c["function"]["arguments"] for c in calls)
            self._received.refusal += delta.get("refusal", "")
            self._received.finish = choice["finish_reason"] or self._received.finish
        return f"data: {json.dumps(clean)}\n\n".encode()


def _chunks_of_whole(text: str) -> Iterator[dict[str, Any]]:
    """Yield the chunks of an answer that came in one piece."""
    try:
        whole = json.loads(text)
    except (ValueError, RecursionError) as error:
        if text.lstrip("\ufeff \r\n\t").startswith("{"):
            raise BrokenAnswer("broke off its answer") from error
        kind = "a page" if "<" in text[:200] else "something" if text.strip() else "nothing"
        raise NoCompletion(f"answered with {kind} that is no chat completion") from error
    if isinstance(whole, dict) and whole.get("error"):
        raise ErrorAnswer(whole["error"])
    if not isinstance(whole, dict) or not isinstance(whole.get("choices"), list):
        raise NoCompletion("answered with something that is no chat completion")
    choices = [c | {"delta": c.get("message")} for c in whole["choices"] if isinstance(c, dict)]
    yield whole | {"choices": choices}


def _clean(chunk: dict[str, Any]) -> dict[str, Any]:
    """Return a chunk with the fields and types of the protocol alone, and its first choice at most."""
    choices = chunk.get("choices")
    first = next((c for c in choices if isinstance(c, dict)), None) if isinstance(choices, list) else None
    return {
        "id": _text(chunk.get("id")) or "answer",
        "object": "chat.completion.chunk",
        "created": 0,
        "model": _text(chunk.get("model")),
        "choices": [_clean_choice(first)] if first else [],
        "usage": _clean_usage(chunk.get("usage")),
    }


def _clean_choice(choice: dict[str, Any]) -> dict[str, Any]:
    delta = choice.get("delta")
    delta = delta if isinstance(delta, dict) else {}
    clean: dict[str, Any] = {"role": "assistant"}
    clean |= {name: _text(delta.get(name)) for name in ("content", "refusal") if _text(delta.get(name))}
    calls = delta.get("tool_calls")
    first = next((c for c in calls if isinstance(c, dict)), None) if isinstance(calls, list) else None
    if first:
        function = first.get("function")
        function = function if isinstance(function, dict) else {}
        call = {"name": _text(function.get("name")) or None, "arguments": _text(function.get("arguments"))}
        clean["tool_calls"] = [{"index": 0, "id": _text(first.get("id")) or None, "type": "function", "function": call}]
    return {"index": 0, "delta": clean, "finish_reason": _text(choice.get("finish_reason")) or None}


def _clean_usage(usage: Any) -> dict[str, Any] | None:
    if not isinstance(usage, dict):
        return None
    prompt, completion = _count(usage.get("prompt_tokens")), _count(usage.get("completion_tokens"))
    details = usage.get("prompt_tokens_details")
    cached = _count(details.get("cached_tokens")) if isinstance(details, dict) else 0
    return {
        "prompt_tokens": prompt,
        "completion_tokens": completion,
        "total_tokens": prompt + completion,
        "prompt_tokens_details": {"cached_tokens": cached},
    }


def _text(value: Any) -> str:
    return value if isinstance(value, str) else ""


def _count(value: Any) -> int:
    return value if isinstance(value, int) and not isinstance(value, bool) and value > 0 else 0
