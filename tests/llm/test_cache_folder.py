"""Where the caches are."""

from pathlib import Path

import pytest
from platformdirs import user_cache_path

from drafter.llm.cache_folder import cache_folder


def test_cache_is_where_the_platform_keeps_caches(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("DRAFTER_CACHE_DIR", raising=False)
    assert cache_folder() == user_cache_path("drafter", appauthor=False)


def test_environment_moves_the_cache(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DRAFTER_CACHE_DIR", str(tmp_path))
    assert cache_folder() == tmp_path
