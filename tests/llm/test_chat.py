"""A chat model over HTTP: what is sent, what comes back, and what each failure means."""

import json
import socket
import threading
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager

import pytest

from drafter.errors import DrafterError, EndpointUnusable, PermissionRefused, PromptTooLong, TryAgain
from drafter.llm.chat import Dialect, open_chat_model
from drafter.llm.chat import Endpoint as ModelEndpoint
from drafter.llm.failures import host_of
from drafter.llm.patience import PatientModel
from drafter.llm.port import Completion, Request, Usage
from tests.llm.scripted import ANSWER, TEMPORARY, USAGE, Endpoint, Reply, chunk, counted, error, said

SCHEMA = {"type": "object", "properties": {"a": {"type": "string", "description": "Größe"}}}
REQUEST = Request(
    label="1 Introduction", system="You write.", user="Describe it.", schema_name="answer", json_schema=SCHEMA,
    max_tokens=321,
)  # fmt: skip
KEY = "sk-a-key-that-nobody-may-see"


@pytest.fixture(scope="module")
def running() -> Iterator[Endpoint]:
    with Endpoint() as server:
        thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
        thread.start()
        yield server
        server.shutdown()
        thread.join()


@pytest.fixture
def endpoint(running: Endpoint) -> Endpoint:
    running.script(ANSWER)
    return running


async def no_wait(_seconds: float) -> None:
    """Wait for nothing."""


@asynccontextmanager
async def opened(base_url: str, dialect: Dialect = "compatible", patience: float = 10.0) -> AsyncIterator[PatientModel]:
    where = ModelEndpoint(
        base_url=base_url,
        api_key=KEY,
        model="tiny",
        place="this test",
        key_variable="TEST_API_KEY",
        dialect=dialect,
    )

    async def offered() -> tuple[str, ...]:
        return ("small", "large")

    async with open_chat_model(where, patience=patience, jobs=2, offered=offered) as model:
        yield PatientModel(
            model, jobs=2, on_note=lambda _: None, on_broken=lambda _request, _partial: None, sleep=no_wait
        )


async def completed(base_url: str, dialect: Dialect = "compatible", patience: float = 10.0) -> Completion:
    async with opened(base_url, dialect, patience) as model:
        return await model.complete(REQUEST, lambda _: None)


async def failed(base_url: str, patience: float = 10.0) -> DrafterError:
    with pytest.raises(DrafterError) as caught:
        await completed(base_url, patience=patience)
    return caught.value


async def test_an_answer_comes_with_its_text_usage_and_cached_tokens(endpoint: Endpoint) -> None:
    completion = await completed(endpoint.base_url)
    assert (completion.text, completion.finish) == ('{"a": "ü"}', "stop")
    assert completion.usage == Usage(prompt=120, cached=64, completion=30)
    assert (completion.seconds > 0, completion.replayed) == (True, False)
    assert endpoint.paths == ["/v1/chat/completions"]


async def test_tokens_are_reported_while_they_arrive(endpoint: Endpoint) -> None:
    seen: list[int] = []
    endpoint.script(said("a", "b", "c"))
    async with opened(endpoint.base_url) as model:
        await model.complete(REQUEST, seen.append)
    assert seen == sorted(set(seen))
    assert seen[:3] == [1, 2, 3]


@pytest.mark.parametrize("usage", [{}, {"prompt_tokens": 7, "completion_tokens": 3, "total_tokens": 10}])
async def test_an_endpoint_that_counts_less_is_believed(endpoint: Endpoint, usage: dict[str, int]) -> None:
    endpoint.script(Reply(events=(chunk("{}", "stop"), *([counted(usage)] if usage else []))))
    expected = Usage(prompt=usage.get("prompt_tokens", 0), completion=usage.get("completion_tokens", 0))
    assert (await completed(endpoint.base_url)).usage == expected


@pytest.mark.parametrize(
    ("finish", "expected"),
    [("stop", "stop"), ("length", "length"), ("content_filter", "filter"), ("eos", "stop")],
)
async def test_the_reason_for_the_end_is_kept(endpoint: Endpoint, finish: str, expected: str) -> None:
    endpoint.script(said("{", finish=finish))
    completion = await completed(endpoint.base_url)
    assert (completion.text, completion.finish) == ("{", expected)


async def test_a_question_is_sent_with_its_schema_and_limits(endpoint: Endpoint) -> None:
    await completed(endpoint.base_url)
    (body,) = endpoint.bodies
    assert [(m["role"], m["content"]) for m in body["messages"]] == [
        ("system", "You write."),
        ("user", "Describe it."),
    ]
    schema = {"name": "answer", "strict": True, "schema": SCHEMA}
    assert body["response_format"] == {"type": "json_schema", "json_schema": schema}
    assert (body["model"], body["stream"], body["stream_options"]) == ("tiny", True, {"include_usage": True})
    assert (body["max_tokens"], body["temperature"], body["seed"]) == (321, 0, 1)


async def test_openai_is_sent_neither_temperature_nor_the_old_limit(endpoint: Endpoint) -> None:
    await completed(endpoint.base_url, "openai")
    (body,) = endpoint.bodies
    assert body["max_completion_tokens"] == 321
    assert body.keys().isdisjoint({"max_tokens", "temperature", "seed", "grammar"})


async def test_an_account_at_openai_is_no_other_endpoints_business(
    endpoint: Endpoint, monkeypatch: pytest.MonkeyPatch
) -> None:
    for variable in ("OPENAI_ORG_ID", "OPENAI_ORGANIZATION", "OPENAI_PROJECT_ID"):
        monkeypatch.setenv(variable, "of-the-user")
    await completed(endpoint.base_url)
    assert "of-the-user" not in str(endpoint.headers[-1])


async def test_a_bug_of_ours_is_no_failure_of_the_endpoint(endpoint: Endpoint, monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(*_: object) -> None:
        raise ZeroDivisionError

    monkeypatch.setattr("drafter.llm.chat._completion", broken)
    with pytest.raises(ZeroDivisionError):
        await completed(endpoint.base_url)


async def test_the_local_server_is_sent_a_grammar_for_one_line_of_json(endpoint: Endpoint) -> None:
    await completed(endpoint.base_url, "llama.cpp")
    (body,) = endpoint.bodies
    assert body["grammar"].startswith('%llguidance {}\nstart: %json {"type": "object"')
    assert '"whitespace_flexible": false' in body["grammar"]
    assert "response_format" not in body


NO_SCHEMA = error(400, "response_format json_schema is not supported")
NO_TOOL = error(400, "this model has no tools")
NO_JSON = error(422, "'response_format.type' must be 'text'")


@pytest.mark.parametrize(
    ("refusals", "mode", "formats"),
    [
        ([], "json_schema", ["json_schema", "json_schema"]),
        ([NO_SCHEMA], "tool", ["json_schema", None, None]),
        ([NO_SCHEMA, NO_TOOL], "json_object", ["json_schema", None, "json_object", "json_object"]),
        ([NO_SCHEMA, NO_TOOL, NO_JSON], "prompt", ["json_schema", None, "json_object", None, None]),
    ],
)
async def test_an_endpoint_that_refuses_the_form_is_asked_in_a_lesser_one_once_and_for_all(
    endpoint: Endpoint, refusals: list[Reply], mode: str, formats: list[str | None]
) -> None:
    endpoint.script(*refusals, ANSWER)
    async with opened(endpoint.base_url) as model:
        for _ in range(2):
            assert (await model.complete(REQUEST, lambda _: None)).text == '{"a": "ü"}'
        assert model.mode == mode
    assert [body.get("response_format", {}).get("type") for body in endpoint.bodies] == formats


async def test_a_lesser_form_says_the_schema_in_the_prompt(endpoint: Endpoint) -> None:
    endpoint.script(NO_SCHEMA, NO_TOOL, ANSWER)
    await completed(endpoint.base_url)
    system = endpoint.bodies[2]["messages"][0]["content"]
    assert system.startswith("You write.\n\nAnswer with one JSON object")
    assert system.endswith(json.dumps(SCHEMA, ensure_ascii=False))


async def test_an_endpoint_that_refuses_every_form_is_unusable(endpoint: Endpoint) -> None:
    endpoint.script(NO_SCHEMA)
    failure = await failed(endpoint.base_url)
    assert (type(failure), len(endpoint.bodies)) == (EndpointUnusable, 4)


async def test_a_function_is_asked_for_where_a_schema_is_refused(endpoint: Endpoint) -> None:
    call = [{"index": 0, "id": "1", "function": {"name": "answer", "arguments": '{"a": "ü"}'}}]
    answer = Reply(events=(chunk(tool_calls=call), chunk(finish="tool_calls"), counted(USAGE)))
    endpoint.script(NO_SCHEMA, answer)
    assert (await completed(endpoint.base_url)).text == '{"a": "ü"}'
    body = endpoint.bodies[1]
    assert body["tools"][0]["function"]["parameters"] == SCHEMA
    assert body["tool_choice"] == {"type": "function", "function": {"name": "answer"}}


@pytest.mark.parametrize(
    ("reply", "kind", "message"),
    [
        (error(401), PermissionRefused, "refused the credentials"),
        (error(403), PermissionRefused, "refused the credentials"),
        (error(404), EndpointUnusable, "knows no model 'tiny'"),
        (error(429, code="insufficient_quota"), PermissionRefused, "quota is used up"),
        (error(429, code="billing_hard_limit_reached"), PermissionRefused, "quota is used up"),
        (error(400, "too long", "context_length_exceeded"), PromptTooLong, "does not fit the context of tiny"),
        (error(400, "maximum context length is 4096 tokens"), PromptTooLong, "does not fit the context of tiny"),
        (error(400, "the request exceeds the available context size"), PromptTooLong, "does not fit"),
        (error(400, "bad temperature"), EndpointUnusable, "refused the request with status 400"),
        (error(418), EndpointUnusable, "refused the request with status 418"),
        (error(307, location="http://127.0.0.1:9/v1/x"), EndpointUnusable, "redirects to http://127.0.0.1:9"),
        (Reply(body=b"<html>Sign in</html>", kind="text/html"), EndpointUnusable, "no chat completion"),
        (Reply(), EndpointUnusable, "no chat completion"),
        (Reply(body=b"{}", kind="application/json"), EndpointUnusable, "no chat completion"),
    ],
    ids=[
        "401", "403", "404", "429 quota", "429 billing", "400 code", "400 vLLM", "400 llama.cpp", "400", "418",
        "a redirect", "nothing", "html", "json",
    ],
)  # fmt: skip
async def test_a_lasting_failure_is_named_and_not_tried_again(
    endpoint: Endpoint, reply: Reply, kind: type[DrafterError], message: str
) -> None:
    endpoint.script(reply)
    failure = await failed(endpoint.base_url)
    assert (type(failure), len(endpoint.bodies)) == (kind, 1)
    assert message in str(failure)


PASSING = {
    "a closed connection": Reply(silent=True),
    "429": error(429, "slow down", "rate_limit_exceeded"),
    "500": error(500),
    "503": TEMPORARY,
    "529": error(529),
    "an answer that is cut off": Reply(events=(chunk('{"a": "'),), done=False),
    "an answer without its announced bytes": Reply(
        events=(chunk('{"a": "'),), headers={"Content-Length": "9999"}, done=False
    ),
    "a broken event": Reply(body=b"data: {broken\n\n"),
    "an error object": Reply(body=b'{"error": {"message": "overloaded"}}', kind="application/json"),
    "an error behind a beginning": Reply(events=(chunk('{"a": "'), {"error": {"message": "overloaded"}})),
}


@pytest.mark.parametrize("reply", PASSING.values(), ids=PASSING)
async def test_a_temporary_failure_is_tried_once_more(endpoint: Endpoint, reply: Reply) -> None:
    endpoint.script(reply, ANSWER)
    assert (await completed(endpoint.base_url)).text == '{"a": "ü"}'
    assert endpoint.bodies[0] == endpoint.bodies[1]


@pytest.mark.parametrize("reply", PASSING.values(), ids=PASSING)
async def test_a_failure_that_stays_says_that_running_again_goes_on(endpoint: Endpoint, reply: Reply) -> None:
    endpoint.script(reply)
    failure = await failed(endpoint.base_url)
    refused = reply.status != 200
    assert (type(failure), len(endpoint.bodies)) == (TryAgain, 3 if refused else 2)
    assert ("may have been billed" in str(failure)) is not refused


async def test_an_unknown_model_is_answered_with_those_that_the_endpoint_has(endpoint: Endpoint) -> None:
    endpoint.script(error(404))
    assert "it offers: small, large" in (await failed(endpoint.base_url)).hint


async def test_nothing_is_sent_after_a_failure_that_concerns_everything(endpoint: Endpoint) -> None:
    endpoint.script(error(401), ANSWER)
    async with opened(endpoint.base_url) as model:
        for _ in range(3):
            with pytest.raises(PermissionRefused):
                await model.complete(REQUEST, lambda _: None)
    assert len(endpoint.bodies) == 1


async def test_a_refusal_is_told_as_one(endpoint: Endpoint) -> None:
    endpoint.script(Reply(events=(chunk(refusal="I can"), chunk(refusal="not."), chunk(finish="stop"))))
    completion = await completed(endpoint.base_url)
    assert (completion.finish, completion.text) == ("refusal", "I cannot.")


async def test_an_answer_that_came_in_one_piece_is_an_answer(endpoint: Endpoint) -> None:
    whole = {"choices": [{"message": {"content": "{}"}, "finish_reason": "stop"}], "usage": USAGE}
    endpoint.script(Reply(body=json.dumps(whole).encode(), kind="application/json"))
    completion = await completed(endpoint.base_url)
    assert (completion.text, completion.usage) == ("{}", Usage(prompt=120, cached=64, completion=30))


async def test_an_endpoint_that_only_keeps_the_line_open_did_not_answer_in_time(endpoint: Endpoint) -> None:
    endpoint.script(Reply(events=tuple(chunk() for _ in range(9)), pause=1.5, done=False))
    failure = await failed(endpoint.base_url, patience=0.3)
    assert "did not answer in time" in str(failure)


async def test_an_endpoint_that_falls_silent_did_not_answer_in_time(endpoint: Endpoint) -> None:
    endpoint.script(said("{", pause=1.0))
    failure = await failed(endpoint.base_url, patience=0.2)
    assert (type(failure), "did not answer in time" in str(failure)) == (TryAgain, True)


async def test_a_slow_answer_is_no_failure_as_long_as_it_goes_on(endpoint: Endpoint) -> None:
    endpoint.script(said("{", "}", pause=0.3))
    assert (await completed(endpoint.base_url, patience=2.0)).text == "{}"


async def test_a_port_where_nobody_listens_cannot_be_reached() -> None:
    with socket.socket() as taken:  # bound and not listening: connections are refused
        taken.bind(("127.0.0.1", 0))
        host = f"http://127.0.0.1:{taken.getsockname()[1]}"
        failure = await failed(f"{host}/v1")
    assert (type(failure), str(failure)) == (EndpointUnusable, f"{host} cannot be reached")


@pytest.mark.parametrize("reply", [error(401, f"wrong key {KEY}"), error(400, KEY), error(500, KEY)])
async def test_a_key_is_never_repeated(endpoint: Endpoint, reply: Reply) -> None:
    endpoint.script(reply)
    failure = await failed(endpoint.base_url)
    assert KEY not in f"{failure} {failure.hint}"


async def test_refused_credentials_name_the_variable_that_they_came_from(endpoint: Endpoint) -> None:
    endpoint.script(error(401))
    assert (await failed(endpoint.base_url)).hint == "check TEST_API_KEY"


@pytest.mark.parametrize(
    ("url", "host"),
    [
        ("https://api.example.org/v1", "https://api.example.org"),
        ("http://localhost:8080/v1/", "http://localhost:8080"),
        ("https://user:secret@example.org:444/a?key=secret#b", "https://example.org:444"),
        ("nonsense", "://"),
    ],
)
def test_a_host_is_shown_without_credentials_and_path(url: str, host: str) -> None:
    assert host_of(url) == host
