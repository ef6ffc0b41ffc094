"""Hugging Face as a source, with a huggingface_hub that answers or does not."""

import importlib.util
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from drafter.llm import hub

PACKAGE = """
from pathlib import Path
import importlib.util
import sys
from huggingface_hub import errors, utils

class HfApi:
    def model_info(self, repository, *, timeout, token):
        {answer}

def hf_hub_download(repository, file_name, *, local_dir, etag_timeout):
    {download}
    target = Path(local_dir) / file_name
    target.write_bytes(b"GGUF of " + repository.encode())
    return str(target)
"""
ERRORS = """
class HfHubHTTPError(Exception): ...
class LocalEntryNotFoundError(Exception): ...
"""


@pytest.fixture
def site(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """The folder of a huggingface_hub that each test writes."""
    monkeypatch.syspath_prepend(tmp_path / "site")
    package = tmp_path / "site" / "huggingface_hub"
    package.mkdir(parents=True)
    (package / "errors.py").write_text(ERRORS)
    (package / "utils.py").write_text("def disable_progress_bars(): ...\n")
    forget()
    yield package
    forget()


def forget() -> None:
    for name in [name for name in sys.modules if name.partition(".")[0] == "huggingface_hub"]:
        del sys.modules[name]


def write(package: Path, *, answer: str = "pass", download: str = "pass") -> None:
    (package / "__init__.py").write_text(PACKAGE.format(answer=answer, download=download))


def silent(_done: int, _total: int, _what: str) -> None:
    pass


def test_file_of_the_publisher_is_fetched(site: Path, tmp_path: Path) -> None:
    write(site)
    found = hub.download("weights.gguf", 100, tmp_path / "hub", silent)
    assert found == tmp_path / "hub" / "weights.gguf"
    assert found.read_bytes() == b"GGUF of Qwen/Qwen2.5-Coder-1.5B-Instruct-GGUF"


def test_progress_follows_what_arrives(site: Path, tmp_path: Path) -> None:
    write(
        site,
        download="(Path(local_dir) / 'x.incomplete').write_bytes(b'12345'); import time; time.sleep(0.8)",
    )
    seen: list[tuple[int, int, str]] = []
    hub.download("weights.gguf", 100, tmp_path / "hub", lambda *step: seen.append(step))
    assert seen[0] == (5, 100, "downloading")


@pytest.mark.parametrize(
    "failure",
    [
        "raise errors.HfHubHTTPError('503')",
        "raise errors.LocalEntryNotFoundError('offline')",
        "import httpx2; raise httpx2.ConnectError('no such host')",
    ],
)
@pytest.mark.parametrize("step", ["answer", "download"])
def test_site_that_is_away_is_passed_over_in_silence(
    failure: str, step: str, site: Path, tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    write(site, **{step: failure})
    assert hub.download("weights.gguf", 100, tmp_path / "hub", silent) is None
    assert capfd.readouterr() == ("", "")


def test_full_disk_is_not_taken_for_an_absent_site(site: Path, tmp_path: Path) -> None:
    write(site, download="raise OSError(28, 'No space left on device')")
    with pytest.raises(OSError, match="No space left"):
        hub.download("weights.gguf", 100, tmp_path / "hub", silent)


def test_missing_package_is_passed_over(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(importlib.util, "find_spec", lambda _: None)
    assert hub.download("weights.gguf", 100, tmp_path / "hub", silent) is None
