"""The journal of answers: what it finds again, what it does not, and where it cannot be."""

import os
import sqlite3
import stat
import sys
from pathlib import Path
from typing import Any

import pytest

from drafter.errors import OutputUnwritable, TryAgain
from drafter.llm.journal import JournaledModel, Recorder, open_journal
from drafter.llm.port import Completion, ModelPort, OnTokens, Request, Usage

REQUEST = Request(
    label="5 Data Design",
    system="A prefix with ümläuts and \ud83d.",
    user="Describe it.",
    schema_name="answer",
    json_schema={"type": "object", "properties": {"a": {}, "b": {}}},
    max_tokens=100,
)


class Counting:
    """A model that numbers its answers."""

    model = "counting"
    endpoint = "this test"

    def __init__(self) -> None:
        self.calls = 0

    async def complete(self, request: Request, on_tokens: OnTokens) -> Completion:
        self.calls += 1
        on_tokens(self.calls)
        return Completion(
            text=f"{self.calls} {request.user}",
            finish="stop",
            usage=Usage(prompt=10, cached=4, completion=2),
            seconds=1.5,
        )


class Down:
    """A model that cannot be reached."""

    model = "counting"
    endpoint = "this test"

    async def complete(self, request: Request, _on_tokens: OnTokens, /) -> Completion:
        raise TryAgain(f"{request.label}: it is down")


def silent(_: int) -> None:
    pass


async def answered(
    path: Path, inner: ModelPort, request: Request = REQUEST, *, identity: str = "m at h", fresh: bool = False
) -> Completion:
    with open_journal(path) as journal:
        port = JournaledModel(inner, Recorder(journal, identity), fresh=fresh)
        return await port.complete(request, silent)


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "cache" / "journal.sqlite"


async def test_an_answer_is_found_again_by_a_later_run_without_the_model(path: Path) -> None:
    first = await answered(path, Counting())
    again = await answered(path, Down())
    assert again == first.model_copy(update={"replayed": True})
    assert not first.replayed


async def test_a_request_that_means_the_same_finds_the_answer(path: Path) -> None:
    await answered(path, Counting())
    reordered = {"properties": {"b": {}, "a": {}}, "type": "object"}
    same = REQUEST.model_copy(update={"label": "another label", "json_schema": reordered})
    assert (await answered(path, Down(), same)).replayed


@pytest.mark.parametrize(
    "change",
    [
        {"system": "Another prefix."},
        {"user": "Describe it!"},
        {"json_schema": {"type": "object"}},
        {"max_tokens": 200},
    ],
    ids=lambda change: next(iter(change)),
)
async def test_another_question_misses(path: Path, change: dict[str, Any]) -> None:
    model = Counting()
    await answered(path, model)
    assert (await answered(path, model, REQUEST.model_copy(update=change))).text.startswith("2 ")


@pytest.mark.parametrize("identity", ["another at h", "m at another"])
async def test_another_model_or_place_misses(path: Path, identity: str) -> None:
    model = Counting()
    await answered(path, model)
    assert not (await answered(path, model, identity=identity)).replayed
    assert model.calls == 2


async def test_a_fresh_run_looks_nothing_up_and_its_answer_counts_from_then_on(path: Path) -> None:
    model = Counting()
    await answered(path, model)
    fresh = await answered(path, model, fresh=True)
    assert (fresh.text, fresh.replayed) == ("2 Describe it.", False)
    assert (await answered(path, Down())).text == "2 Describe it."


async def test_a_failure_is_not_kept(path: Path) -> None:
    with pytest.raises(TryAgain):
        await answered(path, Down())
    assert not (await answered(path, Counting())).replayed


async def test_an_answer_is_on_the_disk_before_it_is_used(path: Path) -> None:
    with open_journal(path) as journal:
        await JournaledModel(Counting(), Recorder(journal, "m at h"), fresh=False).complete(REQUEST, silent)
        with open_journal(path) as other:
            assert (
                await JournaledModel(Down(), Recorder(other, "m at h"), fresh=False).complete(REQUEST, silent)
            ).replayed


def test_a_wrapped_model_keeps_its_name_and_place(path: Path) -> None:
    with open_journal(path) as journal:
        port = JournaledModel(Counting(), Recorder(journal, "m at h"), fresh=False)
    assert (port.model, port.endpoint) == ("counting", "this test")


@pytest.mark.skipif(sys.platform == "win32", reason="no such modes on Windows")
async def test_only_the_user_can_read_the_journal(path: Path) -> None:
    before = os.umask(0)
    try:
        with open_journal(path) as journal:
            await JournaledModel(Counting(), Recorder(journal, "m"), fresh=False).complete(REQUEST, silent)
            modes = {file.name: stat.S_IMODE(file.stat().st_mode) for file in path.parent.iterdir()}
    finally:
        os.umask(before)
    assert set(modes.values()) == {0o600}
    assert "journal.sqlite" in modes
    assert stat.S_IMODE(path.parent.stat().st_mode) == 0o700


def test_a_folder_that_is_a_file_is_unwritable_output(path: Path) -> None:
    path.parent.write_text("a file")
    with pytest.raises(OutputUnwritable, match=r"journal\.sqlite: the journal of answers cannot be written"):
        opened(path)


@pytest.mark.skipif(sys.platform == "win32" or os.geteuid() == 0, reason="root writes everywhere")
def test_a_folder_without_permission_is_unwritable_output(path: Path) -> None:
    path.parent.mkdir(mode=0o500)
    with pytest.raises(OutputUnwritable):
        opened(path)


def test_a_file_that_is_no_database_is_unwritable_output(path: Path) -> None:
    path.parent.mkdir()
    path.write_bytes(b"not a database" * 100)
    with pytest.raises(OutputUnwritable, match="not a database"):
        opened(path)


def opened(path: Path) -> None:
    with open_journal(path):
        pass


async def test_the_connection_is_closed_at_the_end(path: Path) -> None:
    with open_journal(path) as journal:
        pass
    with pytest.raises(sqlite3.ProgrammingError, match="closed"):
        journal.find("key")
