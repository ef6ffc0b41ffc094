"""A healthy answer: any form that drafter asks for, and always the same one."""

import asyncio
import hashlib
import json
import time
from collections.abc import Iterator
from typing import Any, get_args

import httpx2
import jsonschema
import pytest
from pydantic import BaseModel

from drafter.consistency.text import SeenSentences, text_faults, tidied
from drafter.document import outline_answers
from drafter.document.answer import Answer, NameKind
from drafter.document.narrow import narrow
from drafter.document.sections import SECTIONS
from drafter.llm.schema import portable_schema
from tests.fake_model import answer_to
from tests.fault_server import MODEL, FaultServer, Latency, Rule, Script, fault, fault_server, serve
from tests.fault_server.client import SCHEMA, ask, body_of

FORMS: list[type[BaseModel]] = [
    *(kind.answer for kind in SECTIONS),
    *(
        form
        for name in outline_answers.__all__
        if isinstance(form := getattr(outline_answers, name), type) and issubclass(form, Answer)
    ),
]
SCALARS = {
    "type": "object",
    "properties": {
        "count": {"type": "integer", "minimum": 3, "maximum": 9},
        "more": {"type": "integer", "exclusiveMinimum": 3, "exclusiveMaximum": 5},
        "share": {"type": "number", "minimum": 0.5, "maximum": 1},
        "open": {"type": "boolean"},
        "nothing": {"type": "null"},
        "always": {"const": "v1"},
        "maybe": {"anyOf": [{"type": "null"}, {"$ref": "#/$defs/inner"}]},
        "either": {"type": ["null", "string"], "minLength": 400},
        "short": {"type": "string", "maxLength": 9},
        "none": {"type": "object"},
    },
    "$defs": {"inner": {"type": "object", "properties": {"n": {"type": "integer"}}, "required": ["n"]}},
}


@pytest.fixture(scope="module")
def server() -> Iterator[FaultServer]:
    with fault_server() as served:
        yield served


@pytest.fixture(scope="module")
def client() -> Iterator[httpx2.Client]:
    with httpx2.Client(timeout=5, headers={"Authorization": "Bearer sk-1"}) as opened:
        yield opened


@pytest.mark.parametrize("openai", [True, False], ids=["openai", "compatible"])
@pytest.mark.parametrize("form", FORMS, ids=lambda form: form.__name__)
def test_an_answer_fits_every_form_of_drafters_and_its_text_is_sound(form: type[BaseModel], openai: bool) -> None:
    model = narrow(form, dict.fromkeys(get_args(NameKind), ("API", "Store")))
    assert model is not None
    schema = portable_schema(model, openai=openai)
    answer = answer_to(schema, "a question")
    jsonschema.validate(answer, schema)
    seen = SeenSentences()
    assert text_faults(model, tidied(model, answer, seen), seen) == []


def test_an_answer_fits_forms_beyond_drafters() -> None:
    schema = {**SCALARS, "required": list(SCALARS["properties"])}
    answer = answer_to(schema, "a question")
    jsonschema.validate(answer, schema)
    assert answer["maybe"] is not None


TOOL = {"type": "function", "function": {"name": "answer", "parameters": SCHEMA}}
IN_PROMPT = [
    {"role": "system", "content": f"You write.\n\nAnswer under this JSON Schema:\n{json.dumps(SCHEMA)}"},
    {"role": "user", "content": "Describe it."},
]


@pytest.mark.parametrize("stream", [True, False], ids=["streamed", "whole"])
@pytest.mark.parametrize(
    ("asked", "finish"),
    [
        ({}, "stop"),
        ({"response_format": {"type": "json_object"}, "messages": IN_PROMPT}, "stop"),
        ({"response_format": None, "messages": IN_PROMPT}, "stop"),
        ({"response_format": None, "tools": [TOOL]}, "tool_calls"),
        ({"response_format": None, "tools": [TOOL], "tool_choice": {"function": {"name": "answer"}}}, "tool_calls"),
        ({"response_format": None, "grammar": f"%llguidance {{}}\nstart: %json {json.dumps(SCHEMA)}"}, "stop"),
    ],
    ids=["schema", "JSON mode", "prompt", "tool", "chosen tool", "grammar"],
)
def test_the_form_is_found_wherever_it_is_said(
    server: FaultServer, client: httpx2.Client, asked: dict[str, Any], finish: str, stream: bool
) -> None:
    seen = ask(client, server.base_url, body_of(stream=stream, **asked))
    jsonschema.validate(json.loads(seen.text), SCHEMA)
    assert seen.finish == finish


def test_without_a_form_the_answer_is_a_sentence(server: FaultServer, client: httpx2.Client) -> None:
    assert ask(client, server.base_url, body_of(response_format=None)).text.endswith(".")


@pytest.mark.parametrize("per_token", [4, 2])
def test_tokens_are_counted_by_characters(client: httpx2.Client, per_token: int) -> None:
    with fault_server(Script(characters_per_token=per_token)) as server:
        seen = ask(client, server.base_url, body_of("x" * 90))
    expected = (90 + len("You write.")) // per_token, len(seen.text) // per_token
    assert (seen.usage["prompt_tokens"], seen.usage["completion_tokens"]) == expected


def test_no_tokens_are_counted_in_a_stream_that_did_not_ask(server: FaultServer, client: httpx2.Client) -> None:
    assert ask(client, server.base_url, body_of(stream_options={})).usage == {}


def test_models_are_listed(server: FaultServer, client: httpx2.Client) -> None:
    listed = client.get(f"{server.base_url}/models").json()["data"]
    assert [entry["id"] for entry in listed] == [MODEL]
    server.use(Script(rules=(Rule(fault=fault("unauthorized"), path="/models"),)))
    assert [client.get(f"{server.base_url}/models").status_code for _ in range(2)] == [401, 200]


@pytest.mark.parametrize(
    ("path", "body", "status"), [("/completions", body_of(), 404), ("/chat/completions", {"model": "m"}, 400)]
)
def test_what_is_no_completion_request_is_refused(
    server: FaultServer, client: httpx2.Client, path: str, body: dict[str, Any], status: int
) -> None:
    assert ask(client, server.base_url, body, path).status == status


async def test_it_serves_in_the_loop_of_a_test_and_answers_many_at_once() -> None:
    async with serve(Script(latency=Latency(first_token=(0.1, 0.1)))) as server, httpx2.AsyncClient() as client:
        url, started = f"{server.base_url}/chat/completions", time.monotonic()
        answers = await asyncio.gather(*(client.post(url, json=body_of(str(number))) for number in range(8)))
        assert 0.1 <= time.monotonic() - started < 0.7
    assert len({answer.content for answer in answers}) == 8


async def test_the_end_of_the_context_breaks_off_what_hangs() -> None:
    async with httpx2.AsyncClient() as client:
        async with serve(Script(rules=(Rule(fault=fault("hang")),))) as server:
            waiting = asyncio.create_task(client.post(f"{server.base_url}/chat/completions", json=body_of()))
            assert await asyncio.to_thread(server.ledger.wait_until, bool)
        with pytest.raises(httpx2.TransportError):
            await waiting


def test_a_form_that_nobody_can_fill_is_a_failure_of_the_test(client: httpx2.Client) -> None:
    odd = {"type": "json_schema", "json_schema": {"name": "a", "schema": {"type": "string", "pattern": "^[0-9]$"}}}
    with pytest.raises(ExceptionGroup, match="could not answer"), fault_server() as server:
        ask(client, server.base_url, body_of(response_format=odd))


def test_the_authorization_is_kept_as_its_hash(server: FaultServer, client: httpx2.Client) -> None:
    ask(client, server.base_url, body_of())
    assert server.ledger.entries[-1].authorization == hashlib.sha256(b"Bearer sk-1").hexdigest()
