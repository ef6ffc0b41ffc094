"""The local model's server: what stops it, and one run with the real weights."""

import importlib.util
import json
import urllib.request
from collections.abc import Callable
from contextlib import AbstractContextManager
from pathlib import Path
from threading import Event, Thread
from typing import Any

import pytest
from filelock import FileLock

from drafter.errors import ConfigurationError, InputError, InputMissing
from drafter.llm import local
from drafter.llm.weights import Weights, weights_path

TINY = Weights(name="tiny", size=8, sha256="", licence="MIT")
needs_xllamacpp = pytest.mark.skipif(
    importlib.util.find_spec("xllamacpp") is None, reason="the extra [local] is not installed"
)


@pytest.fixture
def cache(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("DRAFTER_CACHE_DIR", str(tmp_path / "cache"))
    return tmp_path / "cache"


def gguf(path: Path, content: bytes = b"GGUF....") -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content)
    return path


def entered(context: AbstractContextManager[object]) -> None:
    with context:
        pass


def test_missing_package_names_the_extra(cache: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    found = importlib.util.find_spec
    monkeypatch.setattr(importlib.util, "find_spec", lambda name: None if name == "xllamacpp" else found(name))
    with pytest.raises(ConfigurationError) as caught:
        entered(local.serve(gguf(tmp_path / "model.gguf")))
    assert caught.value.hint == "pip install 'drafter[local]'"
    assert not cache.exists()


@pytest.mark.usefixtures("cache")
@pytest.mark.parametrize("content", [None, b"GGUF"], ids=["absent", "cut off"])
def test_missing_weights_name_the_command_that_installs_them(content: bytes | None) -> None:
    if content is not None:
        gguf(weights_path(TINY), content)
    with pytest.raises(ConfigurationError) as caught:
        local.model_file(weights=TINY)
    assert caught.value.hint == "drafter model install"


@pytest.mark.usefixtures("cache")
def test_installed_weights_are_served_unless_another_file_is_chosen(tmp_path: Path) -> None:
    default = gguf(weights_path(TINY))
    chosen = gguf(tmp_path / "chosen.gguf")
    assert local.model_file(weights=TINY) == default
    assert local.model_file(chosen, weights=TINY) == chosen


@needs_xllamacpp
@pytest.mark.usefixtures("cache")
def test_serving_the_default_weights_before_they_are_installed_names_the_command() -> None:
    with pytest.raises(ConfigurationError) as caught:
        entered(local.serve(weights_path()))
    assert caught.value.hint == "drafter model install"


@needs_xllamacpp
@pytest.mark.usefixtures("cache")
@pytest.mark.parametrize(
    ("content", "expected"),
    [(b"PK\x03\x04", InputError), (b"", InputError), (None, InputMissing), (b"GGUF....", ConfigurationError)],
    ids=["another format", "empty", "absent", "GGUF that cannot be loaded"],
)
def test_unusable_file_is_refused(content: bytes | None, expected: type[Exception], tmp_path: Path) -> None:
    path = tmp_path / "model.gguf"
    if content is not None:
        gguf(path, content)
    with pytest.raises(expected, match=r"model\.gguf") as caught:
        entered(local.serve(path))
    assert type(caught.value) is expected


@needs_xllamacpp
def test_waiting_for_another_local_model_is_told_once(cache: Path, tmp_path: Path) -> None:
    cache.mkdir()
    other = FileLock(cache / "local-model.lock")
    other.acquire()
    told: list[str] = []
    waiting = Event()
    outcome: list[type[Exception]] = []

    def on_wait() -> None:
        told.append("waiting")
        waiting.set()

    def run() -> None:
        try:
            entered(local.serve(gguf(tmp_path / "model.gguf"), on_wait=on_wait))
        except ConfigurationError as error:
            outcome.append(type(error))

    thread = Thread(target=run)
    thread.start()
    assert waiting.wait(10)
    assert outcome == []
    other.release()
    thread.join(10)
    assert told == ["waiting"]
    assert outcome == [ConfigurationError]


def test_usable_cores_are_at_least_one_and_at_most_those_allowed(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(local, "_affinity", lambda: {0, 1, 2, 3})
    monkeypatch.setattr(local, "_siblings", lambda cpu: f"core {cpu // 2}")
    monkeypatch.setattr(local, "_quota", lambda _path, cores: cores)
    assert local.usable_cores() == 2
    monkeypatch.setattr(local, "_quota", lambda _path, _cores: 0)
    assert local.usable_cores() == 1


@pytest.mark.parametrize(("text", "cores"), [("max 100000", 8), ("200000 100000", 2), ("50000 100000", 0), ("odd", 8)])
def test_share_of_a_container_is_read(text: str, cores: int, tmp_path: Path) -> None:
    (tmp_path / "cpu.max").write_text(text)
    assert local._quota(tmp_path / "cpu.max", 8) == cores


@pytest.mark.local
def test_real_weights_answer_from_their_prefix_cache_and_print_nothing(
    capfd: pytest.CaptureFixture[str],
) -> None:
    with local.serve(local.model_file(), context_tokens=2048) as endpoint:
        ask = asker(endpoint)
        first, second = ask("Name one colour."), ask("Name one animal.")
    assert first["choices"][0]["message"]["content"]
    usage = second["usage"]
    assert usage["prompt_tokens_details"]["cached_tokens"] > usage["prompt_tokens"] / 2
    assert capfd.readouterr() == ("", "")


def asker(endpoint: local.LocalEndpoint) -> Callable[[str], Any]:
    def ask(question: str) -> Any:
        system = {"role": "system", "content": "Answer in one word, in lower case, without punctuation."}
        body = {"messages": [system, {"role": "user", "content": question}], "max_tokens": 8}
        headers = {"Authorization": f"Bearer {endpoint.api_key}", "Content-Type": "application/json"}
        address = f"{endpoint.base_url}/chat/completions"
        request = urllib.request.Request(address, json.dumps(body).encode(), headers)
        with urllib.request.urlopen(request, timeout=120) as answer:
            return json.load(answer)

    return ask
