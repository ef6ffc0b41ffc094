"""Cassettes of the local model's own HTTP endpoint: how they are recorded, kept small, and matched."""

import copy
import hashlib
import json
from pathlib import Path
from typing import Any

import vcr
from vcr.request import Request

__all__ = ["BRIEFS", "CASSETTES", "DATE", "DOCUMENTS", "recorder"]

ROOT = Path(__file__).parents[1]
CASSETTES = ROOT / "tests" / "cassettes"
DOCUMENTS = ROOT / "fixtures" / "documents"
BRIEFS = {
    name: ROOT / "fixtures" / "briefs" / f"{name}.md" for name in ("url_shortener", "order_events", "log_sweeper")
}
DATE = "2026-01-15"
_KEPT_HEADERS = {"content-type"}


def recorder() -> vcr.VCR:
    """Return a recorder that matches on what was asked, not on the port, the key or the order of headers."""
    made = vcr.VCR(
        match_on=["method", "path", "question"],
        before_record_request=_without_the_shared_prefix,
        before_record_response=_in_one_chunk,
        record_on_exception=False,
    )
    made.register_matcher("question", _same_question)
    return made


def _same_question(one: Request, other: Request) -> None:
    assert _body(one) == _body(other)


def _body(request: Request) -> Any:
    return json.loads(request.body or "{}")


def _without_the_shared_prefix(request: Request) -> Request:
    """Put the hash of the system message in its place: all requests of a draft share its text."""
    request = copy.copy(request)
    request.headers = {}
    body = _body(request)
    for message in body.get("messages", []):
        if message["role"] == "system" and not message["content"].startswith("sha256:"):
            message["content"] = "sha256:" + hashlib.sha256(message["content"].encode()).hexdigest()
    request.body = json.dumps(body, ensure_ascii=False)
    return request


def _in_one_chunk(response: dict[str, Any]) -> dict[str, Any]:
    """Join the pieces of a streamed answer: the same text, at a hundredth of the size."""
    response = copy.deepcopy(response)
    response["headers"] = {k: v for k, v in response["headers"].items() if k.lower() in _KEPT_HEADERS}
    lines = response["body"]["string"].decode().split("\n")
    chunks = [json.loads(line[6:]) for line in lines if line.startswith("data: {")]
    if not chunks:
        return response
    text = "".join(choice["delta"].get("content") or "" for chunk in chunks for choice in chunk["choices"])
    finish = next(c["finish_reason"] for chunk in chunks for c in chunk["choices"] if c["finish_reason"])
    shared = {key: chunks[0][key] for key in ("id", "object", "created", "model")}
    delta = {"role": "assistant", "content": text}
    usage = next(chunk["usage"] for chunk in chunks if chunk.get("usage"))
    joined = [
        {**shared, "choices": [{"index": 0, "delta": delta, "finish_reason": None}]},
        {**shared, "choices": [{"index": 0, "delta": {}, "finish_reason": finish}]},
        {**shared, "choices": [], "usage": usage},
    ]
    data = "".join(f"data: {json.dumps(chunk, ensure_ascii=False)}\n\n" for chunk in joined)
    response["body"]["string"] = f"{data}data: [DONE]\n\n".encode()
    return response
