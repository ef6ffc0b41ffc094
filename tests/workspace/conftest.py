"""A document in a folder of its own, and locks that are nobody else's."""

from pathlib import Path

import pytest


@pytest.fixture(autouse=True)
def cache(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DRAFTER_CACHE_DIR", str(tmp_path / "cache"))


@pytest.fixture
def document(tmp_path: Path) -> Path:
    path = tmp_path / "docs" / "design.md"
    path.parent.mkdir()
    return path
