"""The weights from Hugging Face, when huggingface_hub is installed and the site answers."""

import importlib
import importlib.util
import logging
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from threading import Event, Thread
from typing import Any, Protocol

__all__ = ["HubDownload", "download"]

_REPOSITORY = "Qwen/Qwen2.5-Coder-1.5B-Instruct-GGUF"
_PATIENCE = 4.0
"""Seconds to wait for the site's first answer."""
_HTTP_ERRORS = (("httpx2", "HTTPError"), ("httpx", "HTTPError"), ("requests", "RequestException"))
"""What the HTTP libraries raise that huggingface_hub has been built on."""


class HubDownload(Protocol):
    """Fetches one file of the publisher's repository."""

    def __call__(
        self, file_name: str, size: int, folder: Path, progress: Callable[[int, int, str], None], /
    ) -> Path | None:
        """Return the file's path inside `folder`, or None when it cannot be had from there."""


def download(file_name: str, size: int, folder: Path, progress: Callable[[int, int, str], None], /) -> Path | None:
    """Fetch the file with huggingface_hub, going on with what an earlier call left in `folder`.

    Returns None, without a word, when the package is missing or the site is not to be reached: there is
    another source. `size` is the file's, in bytes, for the progress. A full disk stays an `OSError`.
    """
    if importlib.util.find_spec("huggingface_hub") is None:
        return None
    hub = importlib.import_module("huggingface_hub")
    if not _answers(hub):
        return None
    folder.mkdir(parents=True, exist_ok=True)
    with _quiet(), _watched(folder, size, progress):
        try:
            return Path(hub.hf_hub_download(_REPOSITORY, file_name, local_dir=folder, etag_timeout=_PATIENCE))
        except _network_errors(hub):
            return None


def _answers(hub: Any) -> bool:
    with _quiet():
        try:
            hub.HfApi().model_info(_REPOSITORY, timeout=_PATIENCE, token=False)
        except _network_errors(hub):
            return False
    return True


def _network_errors(hub: Any) -> tuple[type[Exception], ...]:
    """Return what huggingface_hub raises when the site is away: its own, and those of its HTTP library."""
    found: list[type[Exception]] = [hub.errors.HfHubHTTPError, hub.errors.LocalEntryNotFoundError]
    for library, name in _HTTP_ERRORS:
        if importlib.util.find_spec(library) is not None:
            found.append(getattr(importlib.import_module(library), name))
    if hasattr(hub.errors, "OfflineModeIsEnabled"):
        found.append(hub.errors.OfflineModeIsEnabled)
    return tuple(found)


@contextmanager
def _quiet() -> Iterator[None]:
    """Keep huggingface_hub's bars and warnings off the terminal."""
    bars = importlib.import_module("huggingface_hub.utils")
    logger = logging.getLogger("huggingface_hub")
    level = logger.level
    bars.disable_progress_bars()
    logger.setLevel(logging.CRITICAL)
    try:
        yield
    finally:
        logger.setLevel(level)


@contextmanager
def _watched(folder: Path, size: int, progress: Callable[[int, int, str], None]) -> Iterator[None]:
    """Report how much has arrived in the folder, twice a second."""
    over = Event()

    def watch() -> None:
        while not over.wait(0.5):
            progress(min(size, _arrived(folder)), size, "downloading")

    watcher = Thread(target=watch, daemon=True)
    watcher.start()
    try:
        yield
    finally:
        over.set()
        watcher.join()


def _arrived(folder: Path) -> int:
    """Return the bytes of the largest file below the folder; one that vanishes meanwhile counts nothing."""
    sizes = [0]
    for path in folder.rglob("*"):
        try:
            sizes.append(path.stat().st_size)
        except FileNotFoundError:
            continue
    return max(sizes)
