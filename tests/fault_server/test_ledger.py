"""What the server knows of its requests afterwards."""

import json
import socket
from pathlib import Path
from urllib.parse import urlsplit

import httpx2
import pytest

from tests.fault_server import Entry, FaultServer, Rule, Script, asked_again, fault, fault_server, read_ledger
from tests.fault_server.client import ask, body_of

RETRIED = Script(rules=(Rule(fault=fault("server_error")),))


def settled(server: FaultServer, count: int) -> tuple[Entry, ...]:
    assert server.ledger.wait_until(lambda entries: len(entries) == count and all(e.ended_at for e in entries))
    return server.ledger.entries


def test_a_request_is_known_by_its_messages_and_model(tmp_path: Path) -> None:
    with fault_server(RETRIED, ledger=tmp_path / "ledger.jsonl") as server, httpx2.Client() as client:
        for user in ("# Outline\n\n…\n\n# Task\n\nSay a.\nThen b.", "# Task\n\nSay b."):
            for _ in range(2):
                ask(client, server.base_url, body_of(user, max_tokens=9))
        entries = settled(server, 4)
        assert [entry.sequence for entry in entries] == [1, 2, 3, 4]
        assert [entry.task for entry in entries] == ["Say a.", "Say a.", "Say b.", "Say b."]
        assert [entry.attempt for entry in entries] == [1, 2, 1, 2]
        assert len({entry.key for entry in entries}) == 2
        assert [entry.fault for entry in entries] == ["server_error", "", "", ""]
        assert {(entry.response_format, entry.max_tokens) for entry in entries} == {("json_schema", 9)}
        assert server.ledger.questions[3] == "# Task\n\nSay b."
        assert asked_again(entries) == [entries[3]]
    assert read_ledger(tmp_path / "ledger.jsonl") == entries


def test_the_file_has_a_line_for_each_arrival_and_each_end_and_counts_on(tmp_path: Path) -> None:
    file = tmp_path / "ledger.jsonl"
    for count in (1, 2):
        with fault_server(ledger=file) as server, httpx2.Client() as client:
            ask(client, server.base_url, body_of())
            settled(server, count)
    lines = [json.loads(line) for line in file.read_text("utf-8").splitlines()]
    assert [line["event"] for line in lines] == ["arrival", "end", "arrival", "end"]
    assert [(entry.sequence, entry.attempt) for entry in read_ledger(file)] == [(1, 1), (2, 2)]
    with file.open("a", encoding="utf-8") as torn:
        torn.write('{"event": "arr')
    assert len(read_ledger(file)) == 2


@pytest.mark.parametrize(
    ("sent", "accepted"),
    [
        (b"POST /v1/chat/completions HTTP/1.1\r\nHost", False),
        (b"POST /v1/chat/completions HTTP/1.1\r\nContent-Length: 9\r\n\r\n{", True),
    ],
    ids=["within the headers", "within the body"],
)
def test_a_client_that_stops_within_its_request_is_known(sent: bytes, accepted: bool) -> None:
    with fault_server() as server:
        with socket.create_connection(("127.0.0.1", urlsplit(server.base_url).port or 0)) as connection:
            connection.sendall(sent)
        (entry,) = settled(server, 1)
    assert (entry.accepted, entry.key, entry.delivered) == (accepted, "", False)


def test_a_client_that_goes_away_has_no_delivered_answer() -> None:
    with fault_server(Script(rules=(Rule(fault=fault("trickle", bytes_per_second=2000)),))) as server:
        with (
            httpx2.Client() as client,
            client.stream("POST", f"{server.base_url}/chat/completions", json=body_of()) as response,
        ):
            next(response.iter_raw())
        (entry,) = settled(server, 1)
    assert entry.written > 0
    assert not entry.delivered


def test_a_client_that_leaves_an_answer_unread_resets_the_connection() -> None:
    body = json.dumps(body_of()).encode()
    with fault_server() as server:
        with socket.create_connection(("127.0.0.1", urlsplit(server.base_url).port or 0)) as connection:
            connection.sendall(b"POST /v1/chat/completions HTTP/1.1\r\nContent-Length: %d\r\n\r\n" % len(body) + body)
            settled(server, 1)
        assert server.ledger.wait_until(lambda entries: entries[0].reset_after)
    assert server.ledger.entries[0].delivered


def test_a_request_sent_in_chunks_is_read() -> None:
    body = json.dumps(body_of()).encode()
    with fault_server() as server, httpx2.Client() as client:
        chunked = client.post(f"{server.base_url}/chat/completions", content=iter([body[:50], body[50:]]))
        assert chunked.content == ask(client, server.base_url, body_of()).body


@pytest.mark.parametrize(
    ("changed", "again"),
    [
        ({}, True),
        ({"at": 1.5}, False),
        ({"key": "other"}, False),
        ({"max_tokens": 20}, False),
        ({"response_format": "json_object"}, False),
    ],
    ids=["later", "before the first was delivered", "another question", "more room", "another form"],
)
def test_only_what_was_delivered_before_is_asked_again(changed: dict[str, object], again: bool) -> None:
    first = Entry(
        sequence=1, at=1, method="POST", path="/", accepted=True, key="k", max_tokens=10, ended_at=2, delivered=True
    )
    second = first.model_copy(update={"sequence": 2, "at": 3, "ended_at": 4, **changed})
    assert bool(asked_again([first, second])) == again
    assert asked_again([first.model_copy(update={"delivered": False}), second]) == []
