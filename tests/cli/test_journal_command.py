"""`drafter journal`: what is kept, and how it goes."""

import json
import os
import signal
import sqlite3
import subprocess
import sys
import time
from contextlib import closing
from pathlib import Path

import pytest

from tests.cli.test_draft_command import ROOT, Drafter, at
from tests.fault_server import MODEL, asked_again, fault_server


@pytest.fixture(scope="module")
def filled(tmp_path_factory: pytest.TempPathFactory) -> Drafter:
    drafter = Drafter(tmp_path_factory.mktemp("filled"))
    with fault_server() as endpoint:
        assert drafter.run("outline", "brief.md", *at(endpoint)).code == 0
    return drafter


@pytest.fixture
def drafter(tmp_path: Path) -> Drafter:
    return Drafter(tmp_path)


def journal_of(drafter: Drafter) -> Path:
    return drafter.folder / "cache" / "journal.sqlite"


def test_a_journal_that_is_not_there_holds_nothing_and_is_not_made(drafter: Drafter) -> None:
    ended = drafter.run("journal")
    assert (ended.code, ended.err) == (0, "")
    assert "answers:    0\n" in ended.out
    assert not journal_of(drafter).exists()


def test_it_is_shown_where_the_journal_is_and_what_it_holds(filled: Drafter) -> None:
    ended = filled.run("journal")
    assert ended.code == 0
    assert f"journal:    {journal_of(filled)}\n" in ended.out
    assert "unfinished: 0\n" in ended.out
    assert f"  {MODEL} at http://127.0.0.1:" in ended.out


def test_programs_get_json(filled: Drafter) -> None:
    found = json.loads(filled.run("journal", "--format", "json").out)
    assert found["answers"] == sum(found["models"].values()) > 0
    assert found["bytes"] > 0


def test_nothing_is_removed_without_a_yes(filled: Drafter) -> None:
    ended = filled.run("journal", "clear")
    assert (ended.code, "--yes" in ended.err) == (2, True)
    assert json.loads(filled.run("journal", "--format", "json").out)["answers"] > 0


def test_old_answers_are_removed_and_new_ones_stay(drafter: Drafter) -> None:
    with fault_server() as endpoint:
        drafter.run("outline", "brief.md", *at(endpoint))
    with closing(sqlite3.connect(journal_of(drafter))) as connection, connection:
        connection.execute("UPDATE answers SET at = at - 864000 WHERE label = 'outline: parts'")
    ended = drafter.run("journal", "clear", "--older-than", "7", "--yes")
    assert "removed 1 answers" in ended.err
    assert json.loads(drafter.run("journal", "--format", "json").out)["answers"] > 0


def test_a_cleared_journal_is_gone(drafter: Drafter) -> None:
    with fault_server() as endpoint:
        drafter.run("outline", "brief.md", *at(endpoint))
    assert drafter.run("journal", "clear", "--yes").code == 0
    assert list((drafter.folder / "cache").glob("journal*")) == []


def test_a_damaged_journal_is_told_and_can_be_cleared(drafter: Drafter) -> None:
    journal_of(drafter).parent.mkdir()
    journal_of(drafter).write_bytes(b"SQLite format 3\0" + b"damaged" * 900)
    for command in (("journal",), ("outline", "brief.md", "--base-url", "http://127.0.0.1:9/v1", "--model", "m")):
        ended = drafter.run(*command)
        assert (ended.code, "drafter journal clear" in ended.err) == (73, True)
    assert drafter.run("journal", "clear", "--yes").code == 0
    assert not journal_of(drafter).exists()


def test_a_newer_journal_is_left_alone(drafter: Drafter) -> None:
    journal_of(drafter).parent.mkdir()
    with closing(sqlite3.connect(journal_of(drafter))) as connection:
        connection.execute("PRAGMA user_version = 9")
    before = journal_of(drafter).read_bytes()
    ended = drafter.run("journal")
    assert (ended.code, "newer drafter" in ended.err) == (73, True)
    assert journal_of(drafter).read_bytes() == before


def test_the_answers_of_an_older_journal_count_on(drafter: Drafter) -> None:
    with fault_server() as endpoint:
        drafter.run("outline", "brief.md", *at(endpoint))
        with closing(sqlite3.connect(journal_of(drafter))) as connection, connection:
            connection.execute("ALTER TABLE answers DROP COLUMN identity")
            connection.execute("PRAGMA user_version = 0")
        assert drafter.run("outline", "brief.md", *at(endpoint)).code == 0
        assert asked_again(endpoint.ledger.completions) == []


WRITER = """
import sys
from pathlib import Path
from drafter.llm.journal import open_journal
from drafter.llm.port import Completion, Usage
with open_journal(Path(sys.argv[1])) as journal:
    number = 0
    while True:
        journal.begin(str(number), "label")
        journal.keep(str(number), "label", Completion(text="x" * 999, finish="stop", usage=Usage(), seconds=0))
        print(number, flush=True)
        number += 1
"""


def test_a_journal_is_sound_wherever_its_writer_is_killed(tmp_path: Path) -> None:
    path = tmp_path / "journal.sqlite"
    for turn in range(8):
        environment = {"PATH": os.environ["PATH"], "PYTHONPATH": str(ROOT)}
        writer = subprocess.Popen([sys.executable, "-c", WRITER, str(path)], env=environment, stdout=subprocess.PIPE)
        assert writer.stdout is not None
        writer.stdout.readline()
        time.sleep(0.003 * turn)
        writer.send_signal(signal.SIGKILL)
        said = [*map(int, writer.communicate()[0].split())]
        with closing(sqlite3.connect(path)) as connection:
            assert connection.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
            kept = {int(key) for (key,) in connection.execute("SELECT key FROM answers")}
        assert set(said) <= kept
