"""A brief that no context holds, from the command line to the document."""

import re
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

import pytest

from drafter.llm.ask import ANSWER_TOKENS
from drafter.llm.window import Window
from tests.cli.test_draft_command import Drafter, Ended, at
from tests.fault_server import MODEL, FaultServer, fault_server
from tests.long_brief import long_brief

WINDOW = Window(model=MODEL, tokens=16_384)


class Drafted(NamedTuple):
    drafter: Drafter
    endpoint: FaultServer
    estimated: Ended
    ended: Ended
    asked: int
    """How many questions the draft took."""


@pytest.fixture(scope="module")
def drafted(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Drafted]:
    drafter = Drafter(tmp_path_factory.mktemp("long"))
    (drafter.folder / "brief.md").write_text(long_brief(100_000), "utf-8")
    with fault_server() as served:
        estimated = drafter.run("draft", "brief.md", "--dry-run", *at(served))
        ended = drafter.run("draft", "brief.md", "-o", "tdd.md", *at(served))
        yield Drafted(drafter, served, estimated, ended, len(served.ledger.questions))


def test_a_brief_of_200_pages_gives_a_whole_document(drafted: Drafted) -> None:
    assert drafted.ended.code == 0
    assert "tdd.md: 14 parts complete\n" in drafted.ended.err
    assert 2_000 < len((drafted.drafter.folder / "tdd.md").read_text("utf-8").split()) < 10_000


def test_each_prompt_leaves_room_for_the_longer_answer(drafted: Drafted) -> None:
    ledger = drafted.endpoint.ledger
    assert drafted.asked > 15
    for system, user in zip(ledger.systems, ledger.questions, strict=True):
        assert WINDOW.count(system) + WINDOW.count(user) + 2 * ANSWER_TOKENS <= WINDOW.tokens
        assert "left out here)" in system


def test_it_is_told_what_each_part_goes_without(drafted: Drafted) -> None:
    told = re.findall(
        r"^(.+): the brief does not fit the context of fake-model; left out \d+ of \d+ statements \(lines .+\)$",
        drafted.ended.err,
        re.MULTILINE,
    )
    assert told[0] == "Outline"
    assert len(told) == len(set(told)) > 10
    assert "16,384 tokens are assumed for the context of fake-model; --context-tokens N says otherwise" in told_lines(
        drafted.ended
    )
    assert max(map(len, told_lines(drafted.ended))) < 240


def test_the_estimate_counts_what_is_sent(drafted: Drafted) -> None:
    assert drafted.estimated.code == 0
    rows = re.findall(r"^(\w.*?)  +(\d+) +([\d,]+) +[\d,]+$", drafted.estimated.out, re.MULTILINE)
    assert len(rows) == 16
    for name, calls, prompt in rows[:-1]:
        assert int(prompt.replace(",", "")) <= int(calls) * (WINDOW.tokens - 2 * ANSWER_TOKENS), name


def test_a_run_after_it_asks_nothing(drafted: Drafted) -> None:
    before = (drafted.drafter.folder / "tdd.md").read_bytes()
    ended = drafted.drafter.run("draft", "brief.md", "-o", "tdd.md", *at(drafted.endpoint))
    assert ended.code == 0
    assert len(drafted.endpoint.ledger.questions) == drafted.asked
    assert (drafted.drafter.folder / "tdd.md").read_bytes() == before


def test_a_context_that_holds_nothing_is_refused_before_anything_is_sent(tmp_path: Path) -> None:
    drafter = Drafter(tmp_path)
    with fault_server() as served:
        ended = drafter.run("draft", "brief.md", "-o", "tdd.md", "--context-tokens", "4096", *at(served))
        assert ended.code == 65
        assert "not even the opening of the brief fits into fake-model's context of 4,096 tokens" in ended.err
        assert "--context-tokens" in ended.err
        assert served.ledger.entries == ()
    assert drafter.files() == {"brief.md"}


def told_lines(ended: Ended) -> list[str]:
    return ended.err.splitlines()
