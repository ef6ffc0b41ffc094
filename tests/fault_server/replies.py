"""What the endpoint sends for a request, before HTTP: status, headers and the pieces of the body."""

import gzip
import json
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime
from typing import NamedTuple

from tests.fault_server.answers import Said, say
from tests.fault_server.chunks import ERROR, completion, stream, with_invalid_utf8
from tests.fault_server.faults import (
    BodyFault,
    CutFault,
    Fault,
    RedirectFault,
    StallFault,
    StatusFault,
    StreamFault,
    TrickleFault,
)
from tests.fault_server.question import Question

__all__ = ["Piece", "Reply", "json_reply", "reply_to", "status_reply"]

_HTML = "<!doctype html><html><head><title>Sign in</title></head><body>Sign in to continue.</body></html>"
_PARTS = 8
"""Events that an answer comes in when nobody watches the clock."""


class Piece(NamedTuple):
    """A part of the body that is sent at once."""

    data: bytes
    tokens: float = 0.0
    finishes: bool = False
    """After it, a client has the text and the reason for its end."""


@dataclass(frozen=True)
class Reply:
    """An answer."""

    status: int
    headers: tuple[tuple[str, str], ...]
    pieces: tuple[Piece, ...]
    chunked: bool = False
    completes: bool = False
    """It holds a completion, whatever the completion says."""


def reply_to(
    question: Question, fault: Fault | None, characters_per_token: int, *, timed: bool, at_once: int = 1
) -> Reply:
    """Return the answer to a question under a fault; `timed` sends so many tokens at once, each by itself or more."""
    match fault:
        case StatusFault():
            return status_reply(fault)
        case RedirectFault():
            return Reply(fault.status, (("Location", fault.to),), ())
        case BodyFault(kind="html"):
            return Reply(200, (("Content-Type", "text/html; charset=utf-8"),), (Piece(_HTML.encode()),))
        case BodyFault(kind="error_object"):
            return json_reply(ERROR)
        case StreamFault(kind="error_event") if not question.stream:
            return json_reply(ERROR)
    said = say(question, fault, characters_per_token)
    timed = timed or isinstance(fault, TrickleFault | StallFault)
    if question.stream and not (isinstance(fault, StreamFault) and fault.kind == "ignores_stream"):
        size = (
            at_once * characters_per_token if timed else max(characters_per_token, -(-len(said.text or "") // _PARTS))
        )
        pieces = tuple(_events(question, said, fault, size, characters_per_token))
        reply = Reply(200, (("Content-Type", "text/event-stream"),), pieces, chunked=True)
    else:
        reply = _whole(question, said, fault)
    return replace(_wrapped(reply, fault), completes=_readable(fault) and not isinstance(fault, CutFault | StallFault))


def status_reply(fault: StatusFault) -> Reply:
    """Return an answer that is a status."""
    text = fault.body if isinstance(fault.body, str) else json.dumps(fault.body)
    kind = "application/json" if not isinstance(fault.body, str) else "text/html" if text[:1] == "<" else "text/plain"
    headers = {"Content-Type": kind, **_retry_headers(fault), **fault.headers}
    return Reply(fault.status, tuple(headers.items()), (Piece(text.encode()),) if text else ())


def json_reply(data: object, status: int = 200) -> Reply:
    """Return an answer that is JSON."""
    return Reply(status, (("Content-Type", "application/json"),), (Piece(json.dumps(data).encode()),))


def _retry_headers(fault: StatusFault) -> dict[str, str]:
    seconds = f"{fault.retry_after:g}"
    match fault.kind:
        case "rate_limited":
            return {"Retry-After": seconds}
        case "rate_limited_ms":
            return {"Retry-After-Ms": f"{fault.retry_after * 1000:g}"}
        case "rate_limited_reset":
            return {"X-RateLimit-Remaining-Requests": "0", "X-RateLimit-Reset-Requests": f"{seconds}s"}
        case "rate_limited_until":
            until = datetime.now(UTC) + timedelta(seconds=fault.retry_after)
            return {"Retry-After": format_datetime(until, usegmt=True)}
    return {}


def _events(
    question: Question, said: Said, fault: Fault | None, size: int, characters_per_token: int
) -> Iterator[Piece]:
    kind = fault.kind if isinstance(fault, StreamFault) else ""
    for event in stream(question, said, size, kind):
        data = event.data.replace(b"\n", b"\r\n") if kind == "crlf" else event.data
        yield Piece(data, event.characters / characters_per_token, event.finishes and _readable(fault))


def _whole(question: Question, said: Said, fault: Fault | None) -> Reply:
    kind = fault.kind if isinstance(fault, StreamFault) else ""
    data = json.dumps(completion(question, said, kind), ensure_ascii=False).encode()
    match kind:
        case "broken_event":
            data = data[: len(data) // 2]
        case "invalid_utf8":
            data = with_invalid_utf8(data)
    piece = Piece(data, said.completion_tokens, _readable(fault))
    return Reply(200, (("Content-Type", "application/json"),), (piece,))


def _wrapped(reply: Reply, fault: Fault | None) -> Reply:
    match fault:
        case BodyFault(kind="gzip"):
            body = gzip.compress(b"".join(piece.data for piece in reply.pieces), mtime=0)
            tokens = sum(piece.tokens for piece in reply.pieces)
            headers = (*reply.headers, ("Content-Encoding", "gzip"))
            return replace(reply, headers=headers, pieces=(Piece(body, tokens, finishes=True),))
        case BodyFault(kind="content_type"):
            return replace(reply, headers=(("Content-Type", fault.content_type),))
    return reply


def _readable(fault: Fault | None) -> bool:
    """Tell whether a client that reads everything has a completion then, be it refused, wrong or empty."""
    broken = {"error_event", "broken_event", "invalid_utf8", "no_finish", "broken_chunk", "empty_choices"}
    return not (isinstance(fault, StreamFault) and fault.kind in broken)
