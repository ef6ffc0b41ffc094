"""An endpoint on this machine that speaks OpenAI's chat completions, streamed, with the fake model's answers."""

import json
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

from tests.fake_model import answer_to

__all__ = ["MODEL", "FakeEndpoint", "fake_endpoint"]

MODEL = "fake-model"


class FakeEndpoint:
    """What the endpoint was asked, and how it behaves."""

    def __init__(self, base_url: str) -> None:
        self.base_url = base_url
        self.asked: list[str] = []
        """The user messages, in order; also those that were refused."""
        self.keys: set[str] = set()
        self.status = 200
        self.honours_schemas = True
        self.answers_at_most: int | None = None
        """Later requests wait until `released`, None for no limit."""
        self.holding = threading.Event()
        self.released = threading.Event()

    def answer(self, body: dict[str, Any]) -> str:
        """Return the text of a completion."""
        if not self.honours_schemas:
            return "The sky is blue, and it has a few clouds."
        return json.dumps(answer_to(body["response_format"]["json_schema"]["schema"], self.asked[-1]))


class _Handler(BaseHTTPRequestHandler):
    endpoint: FakeEndpoint
    asking = threading.Lock()

    def do_GET(self) -> None:
        self._send("application/json", json.dumps({"data": [{"id": MODEL}]}).encode())

    def do_POST(self) -> None:
        body = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
        endpoint = self.endpoint
        with self.asking:
            endpoint.asked.append(body["messages"][-1]["content"])
            endpoint.keys.add(self.headers["Authorization"])
            number = len(endpoint.asked)
            text = endpoint.answer(body) if endpoint.status == 200 else ""
        if endpoint.answers_at_most is not None and number > endpoint.answers_at_most:
            endpoint.holding.set()
            endpoint.released.wait(60)
        if endpoint.status != 200:
            error = {"error": {"message": "no", "code": "invalid_api_key"}}
            self._send("application/json", json.dumps(error).encode())
            return
        self._send("text/event-stream", b"".join(_events(text, len(str(body)) // 4)))

    def _send(self, kind: str, data: bytes) -> None:
        with suppress(ConnectionError):  # the client may have been interrupted
            self.send_response(self.endpoint.status)
            self.send_header("Content-Type", kind)
            self.send_header("Content-Length", str(len(data)))
            self.end_headers()
            self.wfile.write(data)

    def log_message(self, format: str, *args: Any) -> None:  # noqa: A002 - the server's name for it
        """Say nothing."""


def _events(text: str, prompt_tokens: int) -> Iterator[bytes]:
    middle = len(text) // 2
    shared = {"id": "1", "object": "chat.completion.chunk", "created": 1, "model": MODEL}
    usage = {"prompt_tokens": prompt_tokens, "completion_tokens": len(text) // 4}
    usage["total_tokens"] = sum(usage.values())
    for part in (text[:middle], text[middle:]):
        yield _event({**shared, "choices": [_choice({"role": "assistant", "content": part}, None)]})
    yield _event({**shared, "choices": [_choice({}, "stop")]})
    yield _event({**shared, "choices": [], "usage": usage})
    yield b"data: [DONE]\n\n"


def _choice(delta: dict[str, str], finish: str | None) -> dict[str, Any]:
    return {"index": 0, "delta": delta, "finish_reason": finish}


def _event(chunk: dict[str, Any]) -> bytes:
    return f"data: {json.dumps(chunk)}\n\n".encode()


@contextmanager
def fake_endpoint() -> Iterator[FakeEndpoint]:
    """Serve on a free port of this machine as long as the context lasts."""

    class Handler(_Handler):
        pass

    with ThreadingHTTPServer(("127.0.0.1", 0), Handler) as server:
        server.daemon_threads = True
        endpoint = FakeEndpoint(f"http://127.0.0.1:{server.server_address[1]}/v1")
        Handler.endpoint = endpoint
        thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05})
        thread.start()
        try:
            yield endpoint
        finally:
            endpoint.released.set()
            server.shutdown()
            thread.join()
