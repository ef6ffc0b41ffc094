"""Files that are complete at any time: written beside, synchronised, renamed."""

import errno
import hashlib
import os
import secrets
import stat
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from drafter.errors import OutputUnwritable

__all__ = ["UNFINISHED", "bytes_of", "hash_of", "move", "real", "refuse_special", "staged", "unwritable",
           "write_atomically"]  # fmt: skip

UNFINISHED = ".drafter-tmp"
"""How the names of temporary files end."""


def write_atomically(path: Path, text: str | bytes) -> None:
    """Replace a file by this text, in UTF-8 and with the line ends that it has, and wait for the disk.

    A link stays and its target is replaced; the mode of a file that is there stays. Raises OutputUnwritable
    for what is no regular file, is read-only, or cannot be written; nothing has changed then, and nothing
    is left behind, except when the disk fails to confirm the last step.
    """
    target = real(path)
    try:
        with staged(target, text.encode() if isinstance(text, str) else text) as temporary:
            move(temporary, target)
    except OSError as error:
        raise unwritable(path, error) from error


@contextmanager
def staged(target: Path, data: bytes) -> Iterator[Path]:
    """Write what shall replace a file to another one beside it, on the disk, and yield that; it is removed at the end.

    Raises OSError for what should not be replaced or cannot be written.
    """
    temporary = target.with_name(f".{target.name[:40]}.{secrets.token_hex(6)}{UNFINISHED}")
    refuse_special(target)
    mode = stat.S_IMODE(target.stat().st_mode) if target.exists() else None
    try:
        _write(temporary, data, mode)
        yield temporary
    finally:
        temporary.unlink(missing_ok=True)


def move(temporary: Path, target: Path) -> None:
    """Put a staged file in the place of its target and wait for the disk. Raises OSError."""
    temporary.replace(target)
    _sync_folder(target.parent)


def real(path: Path) -> Path:
    """Return the file that a path leads to, which need not exist, through all links."""
    return Path(os.path.realpath(path))


def bytes_of(path: Path) -> bytes | None:
    """Return what a file holds, None when it is not there. Raises OutputUnwritable when it cannot be read."""
    target = real(path)
    try:
        refuse_special(target, writing=False)
        return target.read_bytes()
    except FileNotFoundError:
        return None
    except OSError as error:
        raise unwritable(path, error) from error


def hash_of(data: bytes | None) -> str | None:
    """Return the SHA-256 of what a file holds in hexadecimal, None for a file that is not there."""
    return None if data is None else hashlib.sha256(data).hexdigest()


def refuse_special(target: Path, *, writing: bool = True) -> None:
    """Raise an OSError that says why a file should not be replaced, or read."""
    if target.is_symlink():
        raise OSError(errno.ELOOP, "it is a link that leads to itself")
    if target.is_dir():
        raise IsADirectoryError(errno.EISDIR, "it is a folder")
    if target.exists() and not target.is_file():
        raise OSError(errno.EINVAL, "it is a pipe or device, not a file")
    if writing and target.exists() and not os.access(target, os.W_OK):
        raise PermissionError(errno.EACCES, "it is read-only")


def unwritable(path: Path, error: OSError) -> OutputUnwritable:
    """Return what tells a user that a file cannot be written."""
    full = error.errno in {errno.ENOSPC, errno.EDQUOT}
    hint = "Make room on the disk and run the command again." if full else "Name a file that can be written."
    return OutputUnwritable(f"{path}: cannot be written: {error.strerror}", hint=hint)


def _write(path: Path, data: bytes, mode: int | None) -> None:
    """Create a file, with the usual mode of new files unless another is given, and wait for the disk."""
    descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o666)
    with os.fdopen(descriptor, "wb") as file:
        file.write(data)
        if mode is not None:
            path.chmod(mode)
        file.flush()
        os.fsync(descriptor)


def _sync_folder(folder: Path) -> None:
    """Wait until a rename is on the disk, where folders can be synchronised."""
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    except OSError as error:
        if error.errno not in {errno.EINVAL, errno.ENOTSUP}:
            raise
    finally:
        os.close(descriptor)
