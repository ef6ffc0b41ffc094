"""Budgets from the command line: never exceeded, and what was paid for is not paid for again."""

from pathlib import Path

import pytest

from tests.cli.test_draft_command import Drafter, at
from tests.fault_server import asked_again, fault_server


@pytest.fixture
def drafter(tmp_path: Path) -> Drafter:
    return Drafter(tmp_path)


@pytest.mark.parametrize("jobs", ["1", "8"])
def test_calls_end_at_their_limit_and_a_run_without_one_goes_on(jobs: str, drafter: Drafter, tmp_path: Path) -> None:
    with fault_server() as endpoint:
        ended = drafter.run("draft", "brief.md", "-o", "tdd.md", "--max-calls", "9", "--jobs", jobs, *at(endpoint))
        assert ended.code == 79
        assert "the budget is reached (--max-calls 9); this run has spent 9 calls" in ended.err
        assert "higher limit" in ended.err
        assert len(endpoint.ledger.completions) == 9
        assert "tdd.md" not in drafter.files()
        assert drafter.run("draft", "brief.md", "-o", "tdd.md", *at(endpoint)).code == 0
        assert asked_again(endpoint.ledger.completions) == []
        undisturbed = Drafter(tmp_path / "undisturbed")
        assert undisturbed.run("draft", "brief.md", "-o", "tdd.md", *at(endpoint)).code == 0
        assert (drafter.folder / "tdd.md").read_bytes() == (undisturbed.folder / "tdd.md").read_bytes()


def test_tokens_are_not_exceeded(drafter: Drafter) -> None:
    with fault_server() as endpoint:
        ended = drafter.run("draft", "brief.md", "-o", "tdd.md", "--max-tokens", "8000", *at(endpoint))
        assert ended.code == 79
        assert "--max-tokens 8000: the next call may take" in ended.err
        assert 1 < len(endpoint.ledger.completions) < 19


@pytest.mark.parametrize("setting", ["option", "file"])
def test_no_calls_at_all_are_kept_answers_alone(setting: str, drafter: Drafter) -> None:
    limit = ("--max-calls", "0") if setting == "option" else ()
    if setting == "file":
        (drafter.folder / "drafter.toml").write_text("max_calls = 0\n", "utf-8")
    with fault_server() as endpoint:
        assert drafter.run("outline", "brief.md", *limit, *at(endpoint)).code == 79
        assert endpoint.ledger.completions == ()


def test_a_limit_in_dollars_needs_a_price(drafter: Drafter) -> None:
    with fault_server() as endpoint:
        ended = drafter.run("draft", "brief.md", "-o", "tdd.md", "--max-cost", "0.50", *at(endpoint))
        assert ended.code == 2
        assert "no price is known for fake-model" in ended.err
        assert "--max-tokens" in ended.err
        assert endpoint.ledger.entries == ()


@pytest.mark.parametrize("amount", ["-1", "nan", "much"])
def test_an_amount_is_a_number(amount: str, drafter: Drafter) -> None:
    ended = drafter.run("draft", "brief.md", "--max-cost", amount)
    assert ended.code == 2
    assert "0.50" in ended.err
