"""An endpoint on this machine that sends one scripted reply after the other."""

import json
import time
from contextlib import suppress
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

__all__ = ["ANSWER", "TEMPORARY", "USAGE", "Endpoint", "Reply", "chunk", "counted", "error", "said"]

USAGE = {
    "prompt_tokens": 120,
    "completion_tokens": 30,
    "total_tokens": 150,
    "prompt_tokens_details": {"cached_tokens": 64},
}


@dataclass(frozen=True)
class Reply:
    """What the endpoint sends for one request."""

    events: tuple[dict[str, Any], ...] = ()
    status: int = 200
    body: bytes = b""
    kind: str = "text/event-stream"
    headers: dict[str, str] = field(default_factory=dict)
    silent: bool = False
    """Close the connection without a word."""
    pause: float = 0.0
    """Seconds before the last event."""
    done: bool = True


class Endpoint(ThreadingHTTPServer):
    """Chat completions on this machine, reply by reply; the last reply answers all further requests."""

    daemon_threads = True

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), Handler)
        self.replies: list[Reply] = []
        self.bodies: list[dict[str, Any]] = []
        self.headers: list[dict[str, str]] = []
        self.paths: list[str] = []

    @property
    def base_url(self) -> str:
        return f"http://127.0.0.1:{self.server_address[1]}/v1"

    def script(self, *replies: Reply) -> None:
        self.replies, self.bodies, self.paths, self.headers = list(replies), [], [], []


class Handler(BaseHTTPRequestHandler):
    server: Endpoint

    def do_POST(self) -> None:
        body = self.rfile.read(int(self.headers["Content-Length"]))
        self.server.bodies.append(json.loads(body))
        self.server.headers.append(dict(self.headers))
        self.server.paths.append(self.path)
        reply = self.server.replies[0] if len(self.server.replies) == 1 else self.server.replies.pop(0)
        if reply.silent:
            return
        self.send_response(reply.status)
        for name, value in {"Content-Type": reply.kind, **reply.headers}.items():
            self.send_header(name, value)
        self.end_headers()
        with suppress(ConnectionError):  # a client that gave up has closed it
            self._write(reply)

    def _write(self, reply: Reply) -> None:
        self.wfile.write(reply.body)
        for number, event in enumerate(reply.events, start=1):
            if number == len(reply.events):
                time.sleep(reply.pause)
            self.wfile.write(f"data: {json.dumps(event)}\n\n".encode())
            self.wfile.flush()
        if reply.events and reply.done:
            self.wfile.write(b"data: [DONE]\n\n")

    def log_message(self, format: str, *args: Any) -> None:  # noqa: A002 (the server calls it so)
        """Say nothing."""


def chunk(text: str = "", finish: str | None = None, **delta: Any) -> dict[str, Any]:
    choice = {"index": 0, "delta": {"role": "assistant", "content": text, **delta}, "finish_reason": finish}
    return {"id": "1", "object": "chat.completion.chunk", "created": 1, "model": "m", "choices": [choice]}


def counted(usage: dict[str, Any]) -> dict[str, Any]:
    return {**chunk(), "choices": [], "usage": usage}


def said(*texts: str, finish: str | None = "stop", usage: dict[str, Any] | None = None, **reply: Any) -> Reply:
    return Reply(events=(*map(chunk, texts), chunk(finish=finish), counted(usage or USAGE)), **reply)


def error(status: int, message: str = "no", code: str = "", **headers: str) -> Reply:
    body = json.dumps({"error": {"message": message, "type": "error", "code": code}}).encode()
    return Reply(status=status, body=body, kind="application/json", headers=headers)


ANSWER = said('{"a":', ' "ü"}')
TEMPORARY = error(503, "busy")
