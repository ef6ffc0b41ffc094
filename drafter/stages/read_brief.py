"""Reading a brief from a file or a stream: bytes in, a `Brief` with its statements and facts out."""

import os
import re
import stat
import unicodedata
from pathlib import Path
from typing import BinaryIO

from drafter.document.brief import Brief
from drafter.document.value import Value
from drafter.errors import InputError, InputMissing
from drafter.facts import cut, find, title

__all__ = ["MOST_BYTES", "Reading", "read_brief"]

MOST_BYTES = 4_000_000
"""Over 1,000 pages, read in about twenty seconds."""
_FEW_WORDS = 5
_STANDARD_INPUT = "standard input"

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
)
_MARKS = (
    (b"\xff\xfe\x00\x00", "utf-32"),
    (b"\x00\x00\xfe\xff", "utf-32"),
    (b"\xff\xfe", "utf-16"),
    (b"\xfe\xff", "utf-16"),
    (b"\xef\xbb\xbf", "utf-8-sig"),
)
_INVISIBLE = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f"  # C0 and C1 without tab and line ends
    "\xad\u061c\u180e\u200b\u200e\u200f\u202a-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb"
    "\u115f\u1160\u3164\uffa0\U000e0000-\U000e007f]"
    "|(?<![^\x00-\x7f])[\u200c\u200d]|[\u200c\u200d](?![^\x00-\x7f])"  # joiners join letters of some scripts
)
_LINE_END = re.compile("\r\n?|[\x85\u2028\u2029]")


_LABEL = re.compile(r"^(?:project\s+)?brief\s*[:–—-]\s*", re.IGNORECASE)
"""What some briefs put before their title."""


class Reading(Value):
    """A brief, and what its author should know about how it was read."""

    brief: Brief
    warnings: tuple[str, ...] = ()


def read_brief(source: Path | BinaryIO) -> Reading:
    r"""Read a brief from a file, or from a binary stream such as `sys.stdin.buffer`.

    Its text is UTF-8, or UTF-16 or UTF-32 with a byte order mark; line ends become `\n`; control,
    invisible and bidirectional formatting characters are removed, with a warning. Raises InputMissing when
    the file is not there or cannot be opened, InputError when what is there is no text that can be used.
    """
    name = source.name if isinstance(source, Path) else _STANDARD_INPUT
    shown = str(source) if isinstance(source, Path) else _STANDARD_INPUT
    data = _file_bytes(source) if isinstance(source, Path) else source.read(MOST_BYTES + 1)
    if len(data) > MOST_BYTES:
        raise _too_large(shown)
    text, warnings = _cleaned(_decoded(data, shown), shown)
    if not text.strip():
        raise InputError(f"{shown}: the brief is empty", hint="Write down what is to be built, for whom, and why.")
    if len(text.split()) < _FEW_WORDS and len(text.strip()) < 40:  # scripts without spaces have few "words"
        warnings.append(f"{shown}: the brief has under five words; nearly everything will be an assumption")
    statements = cut(text)
    brief = Brief(
        name=name,
        title=_LABEL.sub("", title(text)) or name,
        text=text,
        statements=statements,
        facts=find(statements, text),
    )
    return Reading(brief=brief, warnings=tuple(warnings))


def _file_bytes(path: Path) -> bytes:
    """Return the bytes of a regular file that is small enough; a pipe or device is never waited for."""
    flags = os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0)
    if path.is_dir():
        raise InputError(f"{path}: is a folder, not a brief", hint="Name a file in it.")
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
        if status.st_size > MOST_BYTES:
            raise _too_large(str(path))
        try:
            return file.read(MOST_BYTES + 1)
        except OSError as error:
            raise InputMissing(f"{path}: cannot be read: {error.strerror}") from error


def _unopened(path: Path, error: OSError) -> InputMissing | InputError:
    """Return why a file could not be opened."""
    if isinstance(error, FileNotFoundError) and path.is_symlink():
        return InputMissing(f"{path}: is a link to {path.readlink()}, which is not there")
    if isinstance(error, FileNotFoundError):
        return InputMissing(f"{path}: there is no such file")
    if isinstance(error, PermissionError):
        return InputMissing(f"{path}: cannot be read: permission denied")
    if path.is_socket():
        return _not_regular(path)
    return InputMissing(f"{path}: cannot be opened: {error.strerror}")


def _not_regular(path: Path) -> InputError:
    return InputError(f"{path}: is a pipe or device, not a file", hint="Give the brief on standard input instead.")


def _too_large(shown: str) -> InputError:
    return InputError(
        f"{shown}: is larger than {MOST_BYTES // 1_000_000} MB",
        hint="A brief is a page or a few; leave logs and data out of it.",
    )


def _decoded(data: bytes, shown: str) -> str:
    """Return the text of these bytes."""
    encoding = next((name for mark, name in _MARKS if data.startswith(mark)), "utf-8")
    is_utf8 = encoding.startswith("utf-8")
    kind = next((kind for magic, kind in _MAGIC if data.startswith(magic)), "") if is_utf8 else ""
    if kind:
        raise InputError(f"{shown}: is {kind}, not text", hint="Save the brief as Markdown or plain text.")
    if is_utf8 and b"\0" in data:
        offset = data.index(b"\0")
        raise InputError(
            f"{shown}: is not text: it has a NUL byte at offset {offset}",
            hint="Save the brief as UTF-8 text.",
        )
    try:
        text = data.decode(encoding)
    except UnicodeDecodeError as error:
        shift = 3 if encoding == "utf-8-sig" else 0
        offset = error.start + shift
        number = data.count(b"\n", 0, offset) + 1
        line = f", line {number}" if is_utf8 else ""
        name = "UTF-8" if is_utf8 else encoding.upper()
        raise InputError(
            f"{shown}: is not valid {name} at byte {offset}{line}", hint="Save the brief as UTF-8 text."
        ) from error
    if "\0" in text:
        raise InputError(f"{shown}: is not text: it has NUL characters", hint="Save the brief as UTF-8 text.")
    return text


def _cleaned(text: str, shown: str) -> tuple[str, list[str]]:
    """Return the text without characters that cannot be seen, and a warning when there were any."""
    lines = _LINE_END.sub("\n", text)
    removed = [(match.start(), match[0]) for match in _INVISIBLE.finditer(lines)]
    if not removed:
        return lines, []
    first = lines.count("\n", 0, removed[0][0]) + 1
    kinds = sorted({char for _, char in removed})
    named = ", ".join(f"U+{ord(char):04X} {unicodedata.name(char, 'control character').lower()}" for char in kinds[:4])
    more = ", ..." if len(kinds) > 4 else ""
    count = f"{len(removed)} invisible or control character{'s' if len(removed) > 1 else ''}"
    return _INVISIBLE.sub("", lines), [f"{shown}:{first}: removed {count} ({named}{more})"]
