"""Whole drafts from the command line, answered by cassettes of the local model."""

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from drafter.cli import session
from drafter.cli.app import main
from drafter.llm import open_model
from drafter.llm.local import LocalEndpoint
from drafter.llm.weights import WEIGHTS
from tests.recorded import BRIEFS, CASSETTES, DATE, DOCUMENTS, recorder


@contextmanager
def recorded_endpoint(*_: object, **__: object) -> Iterator[LocalEndpoint]:
    yield LocalEndpoint(base_url="http://127.0.0.1:1/v1", api_key="recorded", model=WEIGHTS.name, context_tokens=16_384)


@pytest.fixture(autouse=True)
def machine_without_weights(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DRAFTER_CACHE_DIR", str(tmp_path / "cache"))
    monkeypatch.delenv("OPENAI_API_KEY", raising=False)
    monkeypatch.setattr(open_model, "serve", recorded_endpoint)
    for user in (open_model, session):
        monkeypatch.setattr(user, "model_file", lambda chosen: chosen or Path("recorded.gguf"))


def run(monkeypatch: pytest.MonkeyPatch, *arguments: str) -> int:
    monkeypatch.setattr(sys, "argv", ["drafter", *arguments])
    with pytest.raises(SystemExit) as end:
        main()
    return int(end.value.code or 0)


def draft(monkeypatch: pytest.MonkeyPatch, name: str, document: Path, *more: str) -> int:
    return run(
        monkeypatch, "draft", str(BRIEFS[name]), "-o", str(document), "--date", DATE, "--id", "TDD-0001",
        "--model", "local", *more,
    )  # fmt: skip


@pytest.mark.parametrize("name", list(BRIEFS))
def test_a_recorded_draft_gives_the_golden_document(
    name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    document = tmp_path / "tdd.md"
    with recorder().use_cassette(str(CASSETTES / f"{name}.yaml"), record_mode="none") as cassette:
        code = draft(monkeypatch, name, document)
    assert document.read_text(encoding="utf-8") == (DOCUMENTS / f"{name}.md").read_text(encoding="utf-8")
    assert code == 0
    assert cassette.all_played
    assert "14 parts complete\n" in capsys.readouterr().err


def test_running_again_asks_nothing_and_writes_the_same_bytes(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    first, second = tmp_path / "first.md", tmp_path / "second.md"
    with recorder().use_cassette(str(CASSETTES / "log_sweeper.yaml"), record_mode="none"):
        draft(monkeypatch, "log_sweeper", first)
    assert draft(monkeypatch, "log_sweeper", second) == 0
    assert second.read_bytes() == first.read_bytes()
