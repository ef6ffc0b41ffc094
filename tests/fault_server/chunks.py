"""Completions as OpenAI's protocol writes them: a stream of events, or one object."""

import json
import re
from collections.abc import Iterator
from typing import Any, NamedTuple

from tests.fault_server.answers import Said
from tests.fault_server.question import Question

__all__ = ["ERROR", "Event", "completion", "stream", "with_invalid_utf8"]

ERROR = {"error": {"message": "The server had an error", "type": "server_error", "param": None, "code": None}}
_COMMENT = b": keep-alive\n\n"
_DONE = b"data: [DONE]\n\n"
_ID = "call_1"
_TEXT = re.compile(rb'("(?:content|arguments|refusal)": ")')


class Event(NamedTuple):
    """One event of a stream."""

    data: bytes
    characters: int = 0
    """How much of the model's text it holds."""
    finishes: bool = False


def stream(question: Question, said: Said, size: int, fault: str) -> Iterator[Event]:
    """Yield the events of an answer, the text in parts of at most `size` characters, under a stream fault."""
    events = _with_fault(list(_texts(question, said, size)), fault)
    for event in events:
        if fault == "comments":
            yield Event(_COMMENT)
        yield event
    if fault == "error_event":
        return
    if fault == "empty_choices":
        yield Event(_encoded(_chunk(question, None)))
    elif fault != "no_finish":
        yield Event(_encoded(_chunk(question, {}, _finish(question, said))), finishes=True)
    if question.wants_usage and fault != "no_usage":
        yield Event(_encoded({**_chunk(question, None), "usage": _usage(said)}))
    if fault != "no_done":
        yield Event(_DONE)


def with_invalid_utf8(data: bytes) -> bytes:
    """Return JSON whose first text of the model begins with two bytes that are no UTF-8."""
    return _TEXT.sub(lambda match: match[0] + b"\xff\xfe", data, count=1)


def _with_fault(events: list[Event], fault: str) -> list[Event]:
    """Return the events that hold text with a fault in their middle."""
    middle = len(events) // 2
    match fault:
        case "error_event":
            return [*events[:middle], Event(_encoded(ERROR))]
        case "broken_event":
            return [*events[:middle], Event(b'data: {"id": "chatcmpl-1", "choi\n\n'), *events[middle:]]
        case "invalid_utf8":
            return [event._replace(data=with_invalid_utf8(event.data)) for event in events]
        case "empty_choices":
            return []
    return events


def completion(question: Question, said: Said, fault: str) -> dict[str, Any]:
    """Return an answer as one object, under a stream fault."""
    message: dict[str, Any] = {"role": "assistant", "content": said.text, "refusal": None}
    if said.refuses:
        message |= {"content": None, "refusal": said.text}
    elif question.tool:
        function = {"name": question.tool, "arguments": said.text}
        message |= {"content": None, "tool_calls": [{"id": _ID, "type": "function", "function": function}]}
    finish = None if fault == "no_finish" else _finish(question, said)
    choice = {"index": 0, "message": message, "finish_reason": finish}
    shared = {"id": "chatcmpl-1", "object": "chat.completion", "created": 1, "model": question.model}
    whole = {**shared, "choices": [] if fault == "empty_choices" else [choice]}
    return whole if fault == "no_usage" else {**whole, "usage": _usage(said)}


def _texts(question: Question, said: Said, size: int) -> Iterator[Event]:
    if said.text is None:
        yield Event(_encoded(_chunk(question, {"role": "assistant", "content": None})))
        return
    for start in range(0, max(1, len(said.text)), size):
        part = said.text[start : start + size]
        delta: dict[str, Any] = {"role": "assistant"} if start == 0 else {}
        if said.refuses:
            delta["refusal"] = part
        elif question.tool:
            named = {"id": _ID, "type": "function"} if start == 0 else {}
            function = {"name": question.tool, "arguments": part} if start == 0 else {"arguments": part}
            delta["tool_calls"] = [{"index": 0, **named, "function": function}]
        else:
            delta["content"] = part
        yield Event(_encoded(_chunk(question, delta)), len(part))


def _chunk(question: Question, delta: dict[str, Any] | None, finish: str | None = None) -> dict[str, Any]:
    shared = {"id": "chatcmpl-1", "object": "chat.completion.chunk", "created": 1, "model": question.model}
    choices = [] if delta is None else [{"index": 0, "delta": delta, "finish_reason": finish}]
    return {**shared, "choices": choices}


def _finish(question: Question, said: Said) -> str:
    return "tool_calls" if question.tool and said.finish == "stop" and not said.refuses else said.finish


def _usage(said: Said) -> dict[str, int]:
    counts = {"prompt_tokens": said.prompt_tokens, "completion_tokens": said.completion_tokens}
    return {**counts, "total_tokens": sum(counts.values())}


def _encoded(chunk: dict[str, Any]) -> bytes:
    return f"data: {json.dumps(chunk, ensure_ascii=False)}\n\n".encode()
