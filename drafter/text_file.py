"""Reading text that people hand in: from a file or a stream, bounded, in its encoding."""

import errno
import os
import stat
from pathlib import Path
from typing import BinaryIO

from drafter.errors import InputError, InputMissing

__all__ = ["MOST_BYTES", "MOST_DOCUMENT_BYTES", "STANDARD_INPUT", "read_text"]

MOST_BYTES = 1_000_000
"""Of a brief: ten times what fits a large model's context well, and seconds of reading."""
MOST_DOCUMENT_BYTES = 2_000_000
"""A document of a hundred pages has a sixth of that."""
STANDARD_INPUT = "standard input"

_MAGIC = (
    (b"%PDF-", "a PDF"),
    (b"PK\x03\x04", "a ZIP archive or an office document"),
    (b"\xd0\xcf\x11\xe0", "an office document"),
    (b"{\\rtf", "an RTF document"),
    (b"\x89PNG", "an image"),
    (b"\xff\xd8\xff", "an image"),
    (b"GIF8", "an image"),
    (b"\x1f\x8b", "a gzip archive"),
    (b"\x7fELF", "a program"),
    (b"SQLite format 3", "a database"),
)
_MARKS = (
    (b"\xff\xfe\x00\x00", "utf-32"),
    (b"\x00\x00\xfe\xff", "utf-32"),
    (b"\xff\xfe", "utf-16"),
    (b"\xfe\xff", "utf-16"),
    (b"\xef\xbb\xbf", "utf-8-sig"),
)


def read_text(source: Path | BinaryIO, what: str = "brief", most: int = MOST_BYTES) -> str:
    """Return the text of a file, or of a binary stream, whose line ends and characters stay as they are.

    It is UTF-8, or UTF-16 or UTF-32 with a byte order mark, of at most so many bytes. Raises InputMissing when the
    file is not there or cannot be opened, InputError when what is there is no text that can be used; messages call
    it a `what`.
    """
    if isinstance(source, Path):
        return _decoded(_file_bytes(source, what, most), str(source), what)
    return _decoded(_stream_bytes(source, what, most), STANDARD_INPUT, what)


def _stream_bytes(stream: BinaryIO, what: str, most: int) -> bytes:
    try:
        data = stream.read(most + 1)
    except OSError as error:
        raise InputMissing(f"{STANDARD_INPUT}: cannot be read: {error.strerror}") from error
    if len(data) > most:
        raise _too_large(STANDARD_INPUT, what, most)
    return data


def _file_bytes(path: Path, what: str, most: int) -> bytes:
    """Return the bytes of a regular file that is small enough; a pipe or device is never waited for."""
    flags = os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0)
    if os.path.isdir(path):  # noqa: PTH112 - Path.is_dir raises for a name that is too long
        raise InputError(
            f"{path}: is a folder, not a{'n' if what[0] in 'aeio' else ''} {what}", hint="Name a file in it."
        )
    try:
        descriptor = os.open(path, flags)
    except OSError as error:
        raise _unopened(path, error) from error
    except ValueError as error:  # a NUL in the name
        raise InputMissing(f"{str(path)!r}: is not the name of a file") from error
    with os.fdopen(descriptor, "rb") as file:
        status = os.fstat(descriptor)
        if not stat.S_ISREG(status.st_mode):
            raise _not_regular(path)
        if status.st_size > most:
            raise _too_large(str(path), what, most)
        try:
            data = file.read(most + 1)
        except OSError as error:
            raise InputMissing(f"{path}: cannot be read: {error.strerror}") from error
    if len(data) > most:
        raise _too_large(str(path), what, most)
    return data


def _unopened(path: Path, error: OSError) -> InputMissing | InputError:
    """Return why a file could not be opened."""
    if isinstance(error, FileNotFoundError) and path.is_symlink():
        return InputMissing(f"{path}: is a link to {path.readlink()}, which is not there")
    if isinstance(error, FileNotFoundError):
        return InputMissing(f"{path}: there is no such file")
    if isinstance(error, PermissionError):
        return InputMissing(f"{path}: cannot be read: permission denied")
    if error.errno == errno.ENXIO:  # a socket
        return _not_regular(path)
    return InputMissing(f"{path}: cannot be opened: {error.strerror}")


def _not_regular(path: Path) -> InputError:
    return InputError(f"{path}: is a pipe or device, not a file", hint="Standard input is `-`.")


def _too_large(shown: str, what: str, most: int) -> InputError:
    size = "is a page or a few" if what == "brief" else "is text"
    article = "An" if what[0] in "aeio" else "A"
    hint = f"{article} {what} {size}; leave logs and data out of it."
    return InputError(f"{shown}: is larger than {most // 1_000_000} MB", hint=hint)


def _decoded(data: bytes, shown: str, what: str) -> str:
    """Return the text of these bytes."""
    encoding = next((name for mark, name in _MARKS if data.startswith(mark)), "utf-8")
    is_utf8 = encoding.startswith("utf-8")
    kind = next((kind for magic, kind in _MAGIC if data.startswith(magic)), "") if is_utf8 else ""
    if kind:
        raise InputError(f"{shown}: is {kind}, not text", hint=f"Save the {what} as plain text.")
    if is_utf8 and b"\0" in data:
        offset = data.index(b"\0")
        raise InputError(
            f"{shown}: is not text: it has a NUL byte at offset {offset}", hint=f"Save the {what} as UTF-8 text."
        )
    try:
        text = data.decode(encoding)
    except UnicodeDecodeError as error:
        shift = 3 if encoding == "utf-8-sig" else 0
        offset = error.start + shift
        number = data.count(b"\n", 0, offset) + 1
        line = f":{number}" if is_utf8 else ""
        name = "UTF-8" if is_utf8 else encoding.upper()
        raise InputError(
            f"{shown}{line}: is not valid {name} at byte {offset}", hint=f"Save the {what} as UTF-8 text."
        ) from error
    if "\0" in text:
        raise InputError(f"{shown}: is not text: it has NUL characters", hint=f"Save the {what} as UTF-8 text.")
    return text
