"""What a client sees of each fault."""

import json
import time
from collections.abc import Callable, Iterator
from email.utils import parsedate_to_datetime
from typing import Any

import httpx2
import jsonschema
import pytest

from tests.fake_model import answer_to
from tests.fault_server import Entry, FaultServer, Rule, Script, fault, fault_server
from tests.fault_server.client import SCHEMA, Seen, ask, body_of
from tests.fault_server.faults import NAMES

BODY = body_of()
RIGHT = json.dumps(answer_to(SCHEMA, BODY["messages"][-1]["content"]))
Saw = Callable[[Seen], Any]


@pytest.fixture(scope="module")
def server() -> Iterator[FaultServer]:
    with fault_server() as served:
        yield served


@pytest.fixture(scope="module")
def client() -> Iterator[httpx2.Client]:
    with httpx2.Client(timeout=5) as opened:
        yield opened


def under(
    server: FaultServer, client: httpx2.Client, kind: str, *, stream: bool = True, **parameters: Any
) -> tuple[Seen, Entry]:
    server.use(Script(rules=(Rule(fault=fault(kind, **parameters)),)))
    seen = ask(client, server.base_url, body_of(stream=stream))
    assert server.ledger.wait_until(lambda entries: entries[-1].ended_at is not None)
    return seen, server.ledger.entries[-1]


def broken(text: str) -> bool:
    try:
        json.loads(text)
    except ValueError:
        return True
    return False


def invalid(text: str) -> str:
    """The keyword of the schema that a text breaks."""
    error = next(jsonschema.Draft202012Validator(SCHEMA).iter_errors(json.loads(text)), None)
    return str(error.validator) if error else ""


STATUSES: list[tuple[str, dict[str, Any], int, str]] = [
    ("status", {"status": 418, "body": "<html>"}, 418, "<html>"),
    ("unauthorized", {}, 401, "invalid_api_key"),
    ("forbidden", {}, 403, "does not have access"),
    ("not_found", {}, 404, "model_not_found"),
    ("refuses_response_format", {}, 400, "'response_format'"),
    ("context_length", {}, 400, "context_length_exceeded"),
    ("unprocessable", {}, 422, "Extra inputs"),
    ("unprocessable", {"body": "no"}, 422, "no"),
    ("rate_limited", {}, 429, "rate_limit_exceeded"),
    ("rate_limited_until", {}, 429, "rate_limit_exceeded"),
    ("rate_limited_ms", {}, 429, "rate_limit_exceeded"),
    ("rate_limited_reset", {}, 429, "rate_limit_exceeded"),
    ("quota", {}, 429, "insufficient_quota"),
    ("server_error", {}, 500, "server_error"),
    ("bad_gateway", {}, 502, "<h1>502 Bad Gateway</h1>"),
    ("unavailable", {}, 503, "overloaded"),
    ("gateway_timeout", {}, 504, ""),
    ("overloaded", {}, 529, "overloaded_error"),
    ("redirect", {"to": "http://127.0.0.1:9/v1"}, 307, ""),
    ("html", {}, 200, "Sign in"),
    ("error_object", {}, 200, '"error"'),
]

LOST: list[tuple[str, dict[str, Any], str]] = [
    ("close", {}, "RemoteProtocolError"),
    ("close", {"by": "reset"}, "ReadError"),
    ("hang", {"seconds": 0.05}, "RemoteProtocolError"),
    ("cut", {"at": 0.1}, "ReadError"),
    ("cut", {"at": 0.5}, "ReadError"),
    ("cut", {"at": 0.99}, "ReadError"),
    ("cut", {"at": 0.5, "by": "close"}, "RemoteProtocolError"),
    ("cut", {"at": 0.5, "by": "length"}, "RemoteProtocolError"),
    ("stall", {"seconds": 0.05}, "RemoteProtocolError"),
    ("broken_chunk", {}, "RemoteProtocolError"),
]

ANSWERED: list[tuple[str, dict[str, Any], Saw, Any]] = [
    ("late", {"seconds": 0.02}, lambda seen: seen.text, RIGHT),
    ("trickle", {"tokens_per_second": 5000}, lambda seen: seen.text, RIGHT),
    ("trickle", {"bytes_per_second": 500_000}, lambda seen: seen.text, RIGHT),
    ("length_cut", {}, lambda seen: (seen.finish, broken(seen.text)), ("length", True)),
    ("length_parses", {}, lambda seen: (seen.finish, json.loads(seen.text)["steps"][1:]), ("length", [])),
    ("content_filter", {}, lambda seen: (seen.finish, seen.text), ("content_filter", "")),
    ("null_content", {}, lambda seen: {choice.get("delta", {}).get("content") for choice in seen.choices}, {None}),
    ("fenced", {}, lambda seen: f"```json\n{RIGHT}\n```" in seen.text, True),
    ("think", {}, lambda seen: seen.text.partition("</think>\n\n")[2], RIGHT),
    ("trailing_comma", {}, lambda seen: seen.text, RIGHT[:-1] + ",}"),
    ("single_quotes", {}, lambda seen: seen.text[:12], "{'summary': "),
    ("typographic_quotes", {}, lambda seen: seen.text[:12], "{“summary”: "),
    ("duplicate_keys", {}, lambda seen: (seen.text.count('"summary"'), json.loads(seen.text)), (2, json.loads(RIGHT))),
    ("missing_field", {"field": "kind"}, lambda seen: invalid(seen.text), "required"),
    ("extra_field", {}, lambda seen: invalid(seen.text), "additionalProperties"),
    ("wrong_type", {"field": "steps"}, lambda seen: invalid(seen.text), "type"),
    ("out_of_enum", {}, lambda seen: invalid(seen.text), "enum"),
    ("prose", {"text": "No."}, lambda seen: seen.text, "No."),
    ("empty", {}, lambda seen: (seen.finish, seen.text), ("stop", "")),
    ("huge", {"megabytes": 0.5}, lambda seen: len(seen.text) > 2**19 and not broken(seen.text), True),
    ("ignores_schema", {}, lambda seen: json.loads(seen.text).keys(), {"result"}),
    ("prompt_cut", {"prompt_tokens": 5}, lambda seen: (seen.usage["prompt_tokens"], seen.text), (5, RIGHT)),
    ("no_usage", {}, lambda seen: (seen.usage, seen.text), ({}, RIGHT)),
    ("no_finish", {}, lambda seen: (seen.finish, seen.text), (None, RIGHT)),
    ("empty_choices", {}, lambda seen: (seen.choices, seen.usage["total_tokens"] > 0), ([], True)),
    ("gzip", {}, lambda seen: (seen.headers["content-encoding"], seen.text), ("gzip", RIGHT)),
    ("content_type", {}, lambda seen: (seen.headers["content-type"], seen.text), ("text/plain", RIGHT)),
    ("closed_after", {}, lambda seen: seen.text, RIGHT),
]

STREAMED: list[tuple[str, dict[str, Any], Saw, Any]] = [
    ("refusal", {}, lambda seen: "".join(c["delta"].get("refusal", "") for c in seen.choices)[:9], "I'm sorry"),
    ("error_event", {}, lambda seen: (seen.finish, list(seen.events[-1])), (None, ["error"])),
    ("broken_event", {}, lambda seen: b'"choi\n\n' in seen.body, True),
    ("invalid_utf8", {}, lambda seen: b"\xff\xfe" in seen.body, True),
    ("no_done", {}, lambda seen: (seen.finish, b"[DONE]" in seen.body), ("stop", False)),
    ("comments", {}, lambda seen: (seen.body[:14], seen.text), (b": keep-alive\n\n", RIGHT)),
    ("crlf", {}, lambda seen: (seen.body.count(b"\n") == seen.body.count(b"\r\n"), seen.text), (True, RIGHT)),
    ("ignores_stream", {}, lambda seen: (seen.headers["content-type"], seen.text), ("application/json", RIGHT)),
    ("cut", {"at": 0.5, "by": "clean"}, lambda seen: (seen.finish, b"[DONE]" in seen.body), (None, False)),
]

WHOLE: list[tuple[str, dict[str, Any], Saw, Any]] = [
    ("refusal", {}, lambda seen: seen.choices[0]["message"]["refusal"][:9], "I'm sorry"),
    ("error_event", {}, lambda seen: list(json.loads(seen.body)), ["error"]),
    ("broken_event", {}, lambda seen: broken(seen.body.decode()), True),
    ("invalid_utf8", {}, lambda seen: b"\xff\xfe" in seen.body, True),
]
streaming = pytest.mark.parametrize("stream", [True, False], ids=["streamed", "whole"])


def named(cases: list[Any]) -> list[str]:
    return [" ".join([kind, *map(str, parameters.values())]) for kind, parameters, *_ in cases]


@streaming
@pytest.mark.parametrize(("kind", "parameters", "status", "words"), STATUSES, ids=named(STATUSES))
def test_a_status_comes_with_its_body_and_no_completion(
    server: FaultServer,
    client: httpx2.Client,
    kind: str,
    parameters: dict[str, Any],
    status: int,
    words: str,
    stream: bool,
) -> None:
    seen, entry = under(server, client, kind, stream=stream, **parameters)
    assert (seen.status, seen.lost) == (status, "")
    assert words in seen.body.decode()
    assert (entry.fault, entry.accepted, entry.delivered, entry.finished) == (kind, True, False, False)


@streaming
@pytest.mark.parametrize(("kind", "parameters", "lost"), LOST, ids=named(LOST))
def test_a_connection_is_lost_before_the_answer_is_complete(
    server: FaultServer, client: httpx2.Client, kind: str, parameters: dict[str, Any], lost: str, stream: bool
) -> None:
    seen, entry = under(server, client, kind, stream=stream, **parameters)
    assert seen.lost == lost
    assert (entry.accepted, entry.delivered) == (True, False)
    assert len(seen.body) <= entry.written


@pytest.mark.parametrize(
    ("kind", "parameters", "saw", "expected", "stream"),
    [*((*case, True) for case in ANSWERED + STREAMED), *((*case, False) for case in ANSWERED + WHOLE)],
    ids=named(ANSWERED + STREAMED + ANSWERED + WHOLE),
)
def test_an_answer_arrives_and_is_wrong_as_told(
    server: FaultServer,
    client: httpx2.Client,
    kind: str,
    parameters: dict[str, Any],
    saw: Saw,
    expected: Any,
    stream: bool,
) -> None:
    seen, entry = under(server, client, kind, stream=stream, **parameters)
    assert (seen.status, seen.lost) == (200, "")
    assert saw(seen) == expected
    assert entry.fault == kind
    assert entry.written >= (0 if kind == "gzip" else len(seen.body))


@pytest.mark.parametrize(
    ("kind", "parameters", "finished", "delivered"),
    [
        ("fenced", {}, True, True),
        ("length_cut", {}, True, True),
        ("refusal", {}, True, True),
        ("no_done", {}, True, True),
        ("cut", {"at": 0.1}, False, False),
        ("cut", {"at": 0.99}, True, False),
        ("no_finish", {}, False, False),
        ("error_event", {}, False, False),
        ("empty_choices", {}, False, False),
    ],
)
def test_the_ledger_tells_a_finished_text_from_a_delivered_answer(
    server: FaultServer, client: httpx2.Client, kind: str, parameters: dict[str, Any], finished: bool, delivered: bool
) -> None:
    _, entry = under(server, client, kind, **parameters)
    assert (entry.finished, entry.delivered) == (finished, delivered)


def test_every_fault_is_tried_here() -> None:
    tried = [case[0] for table in (STATUSES, LOST, ANSWERED, STREAMED) for case in table]
    assert set(NAMES) == set(tried)


@pytest.mark.parametrize("at", [0.1, 0.5])
def test_a_cut_leaves_its_fraction_of_the_body(server: FaultServer, client: httpx2.Client, at: float) -> None:
    whole, _ = under(server, client, "late", seconds=0, stream=False)
    part, entry = under(server, client, "cut", at=at, by="length", stream=False)
    assert part.headers["content-length"] == str(len(whole.body))
    assert part.body == whole.body[: entry.written]
    assert entry.written == int(len(whole.body) * at)


def test_a_client_that_gives_up_ends_a_silence(server: FaultServer) -> None:
    server.use(Script(rules=(Rule(fault=fault("hang")),)))
    with pytest.raises(httpx2.ReadTimeout), httpx2.Client(timeout=0.05) as hasty:
        hasty.post(f"{server.base_url}/chat/completions", json=BODY)
    assert server.ledger.wait_until(lambda entries: entries[-1].ended_at is not None, 2)


def test_a_connection_serves_several_requests_and_may_close_between_them(
    server: FaultServer, client: httpx2.Client
) -> None:
    under(server, client, "closed_after")
    assert [under(server, client, "late", seconds=0)[0].text for _ in range(2)] == [RIGHT, RIGHT]


@pytest.mark.parametrize(
    ("kind", "header", "value"),
    [
        ("rate_limited", "retry-after", "7"),
        ("rate_limited_ms", "retry-after-ms", "7000"),
        ("rate_limited_reset", "x-ratelimit-reset-requests", "7s"),
    ],
)
def test_a_rate_limit_says_how_long_to_wait(
    server: FaultServer, client: httpx2.Client, kind: str, header: str, value: str
) -> None:
    assert under(server, client, kind, retry_after=7)[0].headers[header] == value


def test_a_rate_limit_may_say_until_when_to_wait(server: FaultServer, client: httpx2.Client) -> None:
    seen, _ = under(server, client, "rate_limited_until", retry_after=60)
    assert parsedate_to_datetime(seen.headers["retry-after"]).timestamp() == pytest.approx(time.time() + 60, abs=5)
