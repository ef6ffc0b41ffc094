"""The local model: llama.cpp in this process, behind its own OpenAI-compatible server on loopback.

Settings measured on 2 cores without a GPU, 16,384 tokens of context, the default weights: weights read
into memory instead of mapped take 1.7 GB at the peak where mapped ones take 2.3 GB (llama.cpp repacks
them for the processor, and a mapped file stays beside the copy); without repacking, decoding is a fifth
slower. Batch sizes and flash attention made no difference above the noise, so they stay at their defaults.
"""

import importlib.util
import os
import secrets
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import field
from pathlib import Path
from typing import Any

from filelock import FileLock, Timeout

from drafter.configuration import CONTEXT_TOKENS
from drafter.errors import ConfigurationError, InputError, InputMissing, OutputUnwritable
from drafter.frozen import frozen
from drafter.llm.cache_folder import cache_folder
from drafter.llm.weights import WEIGHTS, Weights, installed, weights_path

if importlib.util.find_spec("xllamacpp") is not None:
    import xllamacpp

__all__ = ["LocalEndpoint", "model_file", "serve", "usable_cores"]

_PROMPT_CACHE_MIB = 512
"""Memory for prompts that are not in the slot, so that alternating between two prefixes reads each once."""


@frozen
class LocalEndpoint:
    """Where the served model is reached, for as long as `serve` lasts."""

    base_url: str
    """With the `/v1` that OpenAI clients expect."""
    api_key: str = field(repr=False)
    """Random, so that other users of the machine are refused."""
    model: str
    context_tokens: int


def model_file(chosen: Path | None = None, *, weights: Weights = WEIGHTS) -> Path:
    """Return the GGUF file to serve: the chosen one, otherwise the installed weights.

    Raises `InputMissing` or `InputError` for a chosen file that is no GGUF, and `ConfigurationError`
    when none is chosen and none is installed whole.
    """
    if chosen is not None:
        _check_gguf(chosen)
        return chosen
    path = weights_path(weights)
    if not installed(weights):
        raise ConfigurationError("the local model is not installed", hint="drafter model install")
    return path


@contextmanager
def serve(
    file: Path,
    *,
    context_tokens: int = CONTEXT_TOKENS,
    threads: int | None = None,
    on_wait: Callable[[], None] = lambda: None,
) -> Iterator[LocalEndpoint]:
    """Serve a GGUF file while the context lasts, as the user's only local model.

    While another process serves one, calls `on_wait` once and waits: two model processes on the same
    cores are many times slower than one after the other. `threads` are by default the usable cores.

    Raises `ConfigurationError` when the package is missing or cannot load the file, `InputMissing` or
    `InputError` for a file that is no GGUF, `OutputUnwritable` when the cache folder is not to be written.
    """
    if importlib.util.find_spec("xllamacpp") is None:
        raise ConfigurationError("the local model needs xllamacpp", hint="pip install 'drafter[local]'")
    if file == weights_path():
        model_file()
    _check_gguf(file)
    with _alone(on_wait):
        api_key = secrets.token_urlsafe(24)
        params = _params(file, api_key, context_tokens, threads or usable_cores())
        try:
            server = xllamacpp.Server(params)
        except RuntimeError as error:
            raise ConfigurationError(
                f"llama.cpp cannot load {file}: {error}",
                hint="it may be of a newer format, damaged, or larger than the memory",
            ) from error
        try:
            yield LocalEndpoint(f"{server.listening_address}/v1", api_key, file.stem, context_tokens)
        finally:
            del server  # it has no other way to be stopped


def usable_cores() -> int:
    """Return how many physical cores this process may use, within its container's share, at least 1."""
    logical = _affinity()
    cores = len({_siblings(cpu) for cpu in logical})
    return max(1, min(cores, _quota(Path("/sys/fs/cgroup/cpu.max"), cores)))


def _params(file: Path, api_key: str, context_tokens: int, threads: int) -> Any:
    """Return llama.cpp's settings; what is not set listens on a free port of 127.0.0.1 and keeps prefixes."""
    params = xllamacpp.CommonParams()
    params.model.path = str(file)
    params.model_alias = {file.stem}
    params.n_ctx = context_tokens
    params.n_parallel = 1
    params.cpuparams.n_threads = params.cpuparams_batch.n_threads = threads
    params.api_keys = [api_key]
    params.cache_ram_mib = _PROMPT_CACHE_MIB
    params.verbosity = -1
    if hasattr(params, "load_mode"):
        params.load_mode = xllamacpp.llama_load_mode.LLAMA_LOAD_MODE_NONE
    else:  # releases before the second half of 2026
        params.use_mmap = False
    return params


def _check_gguf(file: Path) -> None:
    try:
        if file.exists() and not file.is_file():
            raise InputMissing(f"cannot read {file}: it is a folder, pipe or device")
        with file.open("rb") as opened:
            magic = opened.read(4)
    except OSError as error:
        raise InputMissing(f"cannot read {file}: {error.strerror}") from error
    if magic != b"GGUF":
        raise InputError(f"{file} is not a GGUF file", hint="--model-file takes a model in llama.cpp's format")


@contextmanager
def _alone(on_wait: Callable[[], None]) -> Iterator[None]:
    folder = cache_folder()
    try:
        folder.mkdir(parents=True, exist_ok=True)
        lock = FileLock(folder / "local-model.lock")
        try:
            lock.acquire(timeout=0)
        except Timeout:
            on_wait()
            lock.acquire()
    except OSError as error:
        raise OutputUnwritable(f"cannot lock {folder}: {error.strerror}", hint="set DRAFTER_CACHE_DIR") from error
    try:
        yield
    finally:
        lock.release()


def _affinity() -> set[int]:
    if hasattr(os, "sched_getaffinity"):
        return os.sched_getaffinity(0)
    return set(range(os.cpu_count() or 1))


def _siblings(cpu: int) -> str:
    """Return the hardware threads of a processor's core, or itself where the system does not say."""
    try:
        return Path(f"/sys/devices/system/cpu/cpu{cpu}/topology/thread_siblings_list").read_text("ascii").strip()
    except OSError:
        return str(cpu)


def _quota(cpu_max: Path, otherwise: int) -> int:
    """Return the whole processors that a control group allows ("200000 100000" is two)."""
    try:
        quota, period = cpu_max.read_text("ascii").split()
    except (OSError, ValueError):
        return otherwise
    return otherwise if quota == "max" else int(quota) // int(period)
