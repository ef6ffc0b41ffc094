"""Token counts, with the network closed."""

import socket
from pathlib import Path
from typing import NoReturn

import pytest

from drafter.errors import OutputUnwritable
from drafter.llm import tokens

BRIEFS = Path(__file__).parents[2] / "fixtures" / "briefs"


def refuse(*_: object) -> NoReturn:
    raise AssertionError("the network was used")


@pytest.fixture(autouse=True)
def _offline(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DRAFTER_CACHE_DIR", str(tmp_path))
    monkeypatch.setattr(socket, "create_connection", refuse)
    monkeypatch.setattr(socket.socket, "connect", refuse)
    tokens._encoding.cache_clear()


@pytest.mark.parametrize(
    ("model", "expected"),
    [("gpt-4", 8), ("gpt-4o", 4), ("openai:gpt-4o", 4), ("someone:else", 4), ("local", 4)],
)
def test_text_counts_as_in_the_encoding_of_the_model(model: str, expected: int) -> None:
    assert tokens.count("Проверка требований", model) == expected


def test_control_sequence_in_a_brief_counts_as_text() -> None:
    assert tokens.count("<|endoftext|>", "gpt-4o") > 1


@pytest.mark.parametrize(
    ("model", "exact"),
    [
        ("gpt-4o", True),
        ("openai:gpt-5-mini", True),
        ("azure_openai:gpt-4o", True),
        ("ft:gpt-4o:acme", True),
        ("ollama:gpt-4o", False),
        ("claude-sonnet-4-5", False),
        ("gpt2", False),
    ],
)
def test_counts_are_exact_for_models_whose_encoding_is_bundled(model: str, exact: bool) -> None:
    assert tokens.exact_for(model) is exact


def test_damaged_cache_is_written_anew(tmp_path: Path) -> None:
    tokens.count("text", "gpt-4o")
    ranks = next((tmp_path / "tiktoken").iterdir())
    ranks.write_bytes(b"damaged")
    tokens._encoding.cache_clear()
    assert tokens.count("text", "gpt-4o") == 1


def test_cache_folder_that_is_a_file_is_unwritable(tmp_path: Path) -> None:
    (tmp_path / "tiktoken").write_text("")
    with pytest.raises(OutputUnwritable):
        tokens.count("text", "gpt-4o")


@pytest.mark.parametrize("path", sorted(BRIEFS.glob("*.md")), ids=lambda path: path.stem)
def test_a_quick_estimate_is_no_less_than_the_count_and_less_than_twice_as_much(path: Path) -> None:
    text = path.read_text("utf-8")
    assert tokens.count(text, "gpt-4o") <= tokens.high_estimate(text) < 2 * tokens.count(text, "gpt-4o")


@pytest.mark.parametrize("text", ["3f9c2e7a-88d1-4b0e" * 40, "kJ9xQ2+/vB7mZ4" * 40, "需要处理订单。" * 40, "ä" * 40])
def test_a_quick_estimate_of_what_is_no_prose_is_no_less_than_the_count(text: str) -> None:
    assert tokens.count(text, "gpt-4o") <= tokens.high_estimate(text)
