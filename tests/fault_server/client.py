"""A client that takes what comes, and says what came."""

import json
from dataclasses import dataclass
from typing import Any

import httpx2

from tests.fault_server import MODEL

__all__ = ["SCHEMA", "Seen", "ask", "body_of"]

SCHEMA: dict[str, Any] = {
    "type": "object",
    "properties": {
        "summary": {"type": "string", "minLength": 12, "maxLength": 260},
        "kind": {"enum": ["service", "worker"]},
        "steps": {"type": "array", "items": {"type": "string", "maxLength": 80}, "minItems": 2, "maxItems": 4},
    },
    "required": ["summary", "kind", "steps"],
    "additionalProperties": False,
}


@dataclass(frozen=True)
class Seen:
    """What a client saw of one answer."""

    status: int
    headers: dict[str, str]
    body: bytes
    """What arrived of it, without its framing."""
    lost: str
    """The exception that ended it, empty when it came in full."""

    @property
    def events(self) -> list[dict[str, Any]]:
        """The events of a stream that are JSON."""
        lines = (line for line in self.body.decode().splitlines() if line.startswith("data: {"))
        return [json.loads(line.removeprefix("data: ")) for line in lines if line.endswith("}")]

    @property
    def choices(self) -> list[dict[str, Any]]:
        """The choices of a stream, or of one object."""
        found = self.events if self.body[:1] in (b"d", b":") else [json.loads(self.body)]
        return [choice for event in found for choice in event.get("choices", [])]

    @property
    def text(self) -> str:
        """What the model says, be it content or the arguments of a call."""
        deltas = [choice.get("delta", choice.get("message", {})) for choice in self.choices]
        calls = "".join(call["function"]["arguments"] for delta in deltas for call in delta.get("tool_calls", []))
        return calls + "".join(delta.get("content") or "" for delta in deltas)

    @property
    def finish(self) -> str | None:
        """The reason for the end, None when none was sent."""
        return next((reason for choice in self.choices if (reason := choice.get("finish_reason"))), None)

    @property
    def usage(self) -> dict[str, int]:
        """The tokens, empty when they were not counted."""
        found = self.events if self.body[:1] in (b"d", b":") else [json.loads(self.body)]
        return next((event["usage"] for event in found if event.get("usage")), {})


def body_of(user: str = "# Task\n\nDescribe it.", *, stream: bool = True, **other: Any) -> dict[str, Any]:
    """Return the body of a completion request."""
    streamed = {"stream": True, "stream_options": {"include_usage": True}} if stream else {}
    response_format = {"type": "json_schema", "json_schema": {"name": "answer", "schema": SCHEMA}}
    messages = [{"role": "system", "content": "You write."}, {"role": "user", "content": user}]
    return {"model": MODEL, "messages": messages, "response_format": response_format, **streamed, **other}


def ask(client: httpx2.Client, base_url: str, body: dict[str, Any], path: str = "/chat/completions") -> Seen:
    """Send a completion request, and keep what comes of its answer."""
    status, lost = 0, ""
    headers: dict[str, str] = {}
    parts: list[bytes] = []
    try:
        with client.stream("POST", base_url + path, json=body) as response:
            status, headers = response.status_code, dict(response.headers)
            parts.extend(response.iter_bytes())
    except httpx2.TransportError as error:
        lost = type(error).__name__
    return Seen(status, headers, b"".join(parts), lost)
