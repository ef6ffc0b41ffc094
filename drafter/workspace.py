"""The files that drafter writes: the document, and the state folder beside it.

A reader sees a complete old or a complete new version of each, whenever a run is killed.
"""

import errno
import hashlib
import json
import os
import secrets
import socket
import stat
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from decimal import Decimal
from pathlib import Path
from typing import Annotated, Any

from filelock import FileLock, Timeout
from pydantic import AwareDatetime, PlainSerializer

from drafter.document.value import Value
from drafter.errors import DocumentLocked, OutputUnwritable, UsageError
from drafter.llm.cache_folder import cache_folder

__all__ = ["LedgerEntry", "Workspace", "check_output", "locked", "replace_text", "text_before", "write_atomically"]

_REMEMBERED = 8
"""As many of the texts that were written last are known again: a killed run may have left either of two."""
_UNFINISHED = ".drafter-tmp"
"""How the names of temporary files end."""


class LedgerEntry(Value):
    """What one run asked of a model."""

    time: AwareDatetime
    model: str
    calls: int
    prompt_tokens: int
    cached_tokens: int
    """The part of `prompt_tokens` that the endpoint took from its prefix cache."""
    completion_tokens: int
    seconds: float
    cost: Annotated[Decimal, PlainSerializer(float, return_type=float, when_used="json")] | None
    """In US dollars at list prices; None when the price is not known."""


class Workspace:
    """The state of one document: `.drafter/<stem>/` beside it, created when something is saved."""

    def __init__(self, document: Path) -> None:
        real = _real(document)
        self.folder = real.parent / ".drafter" / real.stem
        self.outline = self.folder / "outline.yaml"
        self.ledger = self.folder / "ledger.jsonl"
        self._written = self.folder / "written.json"
        self._name = real.name

    def has_written(self, data: bytes) -> bool:
        """Tell whether drafter itself wrote these bytes, to this file, not long ago."""
        return _hash_of(data) in self._hashes()

    def remember_written(self, data: bytes) -> None:
        """Note what is about to be written; OutputUnwritable when that is not possible."""
        hashes = [known for known in self._hashes() if known != _hash_of(data)]
        record = self._record() | {self._name: [*hashes, _hash_of(data)][-_REMEMBERED:]}
        self._save(self._written, json.dumps(record, indent=1, sort_keys=True) + "\n")

    def keep_replaced(self, data: bytes) -> Path:
        """Keep a text that is about to be replaced, in `replaced/<number>`; return where."""
        folder = self.folder / "replaced"
        numbers = [int(path.stem) for path in folder.glob("*") if path.stem.isdecimal()] if folder.is_dir() else []
        path = folder / f"{max(numbers, default=0) + 1}{Path(self._name).suffix}"
        self._save(path, data)
        return path

    def _hashes(self) -> list[str]:
        hashes = self._record().get(self._name, [])
        return [known for known in hashes if isinstance(known, str)] if isinstance(hashes, list) else []

    def _record(self) -> dict[str, Any]:
        """Return what was written to which file; nothing when the record is damaged: then all counts as edited."""
        try:
            record = json.loads(self._written.read_bytes())
        except (OSError, ValueError, RecursionError):
            return {}
        return record if isinstance(record, dict) else {}

    def section(self, key: str) -> Path:
        """Return where the text of a section is kept as it was last generated."""
        return self.folder / "sections" / f"{key}.md"

    def save_outline(self, text: str) -> None:
        """Write `outline.yaml`; OutputUnwritable when that is not possible."""
        self._save(self.outline, text)

    def save_section(self, key: str, text: str) -> None:
        """Write `sections/<key>.md`; OutputUnwritable when that is not possible."""
        self._save(self.section(key), text)

    def append_ledger(self, entry: LedgerEntry) -> None:
        """Add a line of JSON to `ledger.jsonl`; OutputUnwritable when that is not possible."""
        try:
            before = self.ledger.read_text("utf-8", errors="replace")
        except FileNotFoundError:
            before = ""
        except OSError as error:
            raise _unwritable(self.ledger, error) from error
        if before and not before.endswith("\n"):
            before += "\n"
        self._save(self.ledger, f"{before}{entry.model_dump_json()}\n")

    def _save(self, path: Path, text: str | bytes) -> None:
        for folder in (self.folder.parent, self.folder, path.parent):
            try:
                folder.mkdir(exist_ok=True)
            except OSError as error:
                raise _unwritable(folder, error) from error
        write_atomically(path, text)


def text_before(path: Path, *, overwrite: bool) -> bytes | None:
    """Return what a file holds that is about to be drafted, None when it is not there.

    Raises UsageError when somebody else than drafter wrote it, unless it may be overwritten.
    """
    try:
        data = _real(path).read_bytes()
    except FileNotFoundError:
        return None
    except OSError as error:
        raise _unwritable(path, error) from error
    if data and not overwrite and not Workspace(path).has_written(data):
        raise UsageError(
            f"{path}: holds changes that drafter did not write",
            hint=f"add --overwrite, which keeps them in {Workspace(path).folder / 'replaced'}, or name another file",
        )
    return data


def replace_text(path: Path, text: str, before: bytes | None, *, keep: bool) -> Path | None:
    """Write a text to a file that held `before` when the work began; return where that is kept, if it is.

    What drafter did not write is always kept, anything with `keep`. When the file has changed meanwhile, it
    stays as it is and the text goes to a file beside it. Raises OutputUnwritable then, and when nothing can
    be written.
    """
    workspace = Workspace(path)
    now = text_before(path, overwrite=True)
    if now != before:
        beside = path.with_name(f"{path.stem}.new{path.suffix}")
        write_atomically(beside, text)
        raise OutputUnwritable(
            f"{path}: was changed while it was drafted, and stays as it is",
            hint=f"the new text is in {beside}: take over what you want of it",
        )
    new = text.encode()
    kept = None
    if before and before != new and (keep or not workspace.has_written(before)):
        kept = workspace.keep_replaced(before)
    workspace.remember_written(new)
    write_atomically(path, text)
    return kept


def write_atomically(path: Path, text: str | bytes) -> None:
    """Replace a file by this text, in UTF-8 and with the line ends that it has, and wait for the disk.

    A link stays and its target is replaced; the mode of a file that is there stays. Raises OutputUnwritable
    for what is no regular file, is read-only, or cannot be written; nothing has changed then, and nothing
    is left behind, except when the disk fails to confirm the last step.
    """
    target = _real(path)
    temporary = target.with_name(f".{target.name[:40]}.{secrets.token_hex(6)}{_UNFINISHED}")
    try:
        _refuse_special(target)
        mode = stat.S_IMODE(target.stat().st_mode) if target.exists() else None
        try:
            _write(temporary, text.encode() if isinstance(text, str) else text, mode)
            temporary.replace(target)
        finally:
            temporary.unlink(missing_ok=True)
        _sync_folder(target.parent)
    except OSError as error:
        raise _unwritable(path, error) from error


@contextmanager
def locked(document: Path) -> Iterator[None]:
    """Keep other runs off a document while the context lasts, without waiting for one that holds it.

    The lock dies with its process. What a killed run left half written is removed. Raises DocumentLocked,
    which names the holder, and OutputUnwritable when the lock's file in the cache cannot be written.
    """
    real = _real(document)
    path = cache_folder() / "locks" / f"{hashlib.sha256(os.fsencode(real)).hexdigest()[:32]}.lock"
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        lock = FileLock(path)
        lock.acquire(timeout=0)
    except Timeout as error:
        raise DocumentLocked(
            f"{document}: {_holder(path)} works on this document",
            hint="Run the command again when it has finished.",
        ) from error
    except OSError as error:
        raise OutputUnwritable(
            f"{path}: cannot be locked: {error.strerror}", hint="Set DRAFTER_CACHE_DIR to another folder."
        ) from error
    try:
        with suppress(OSError):  # the lock holds without the name of its holder
            path.write_text(f"{os.getpid()} {socket.gethostname()}\n", "utf-8")
        _remove_unfinished(real)
        yield
    finally:
        lock.release()


def check_output(path: Path, brief_path: Path | None, outline_path: Path | None = None) -> None:
    """Refuse a path that a document cannot be written to, before anything is paid for.

    Raises UsageError when it is the brief or the outline, by whatever name, and OutputUnwritable when it is
    a folder or a device, is read-only, or its folder is missing, a file or not writable.
    """
    try:
        for what, given in (("brief", brief_path), ("outline", outline_path)):
            if given is not None and _is_same(path, given):
                raise UsageError(f"{path}: is the {what}, which would be overwritten", hint="Name another file.")
        target = _real(path)
        if not target.parent.exists():
            raise OutputUnwritable(f"{path}: there is no folder {target.parent}", hint=f"mkdir -p '{target.parent}'")
        _refuse_special(target)
        if not target.parent.is_dir():
            raise NotADirectoryError(errno.ENOTDIR, f"{target.parent} is not a folder")
        if not os.access(target.parent, os.W_OK | os.X_OK):
            raise PermissionError(errno.EACCES, f"the folder {target.parent} is read-only")
        for folder in (target.parent / ".drafter", target.parent / ".drafter" / target.stem):
            if folder.exists() and not folder.is_dir():
                raise NotADirectoryError(errno.ENOTDIR, f"{folder}, for its state, is not a folder")
    except OSError as error:
        raise _unwritable(path, error) from error


def _real(path: Path) -> Path:
    """Return the file that a path leads to, which need not exist, through all links."""
    return Path(os.path.realpath(path))


def _hash_of(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()


def _is_same(path: Path, other: Path) -> bool:
    if _real(path) == _real(other):
        return True
    try:
        return path.samefile(other)
    except OSError:  # one is not there: what that means is for those who open it
        return False


def _refuse_special(target: Path) -> None:
    """Raise an OSError that says why a file should not be replaced."""
    if target.is_symlink():
        raise OSError(errno.ELOOP, "it is a link that leads to itself")
    if target.is_dir():
        raise IsADirectoryError(errno.EISDIR, "it is a folder")
    if target.exists() and not target.is_file():
        raise OSError(errno.EINVAL, "it is a pipe or device, not a file")
    if target.exists() and not os.access(target, os.W_OK):
        raise PermissionError(errno.EACCES, "it is read-only")


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


def _remove_unfinished(document: Path) -> None:
    """Remove temporary files of killed runs; only the lock's holder writes here, so none is in use."""
    folder = Workspace(document).folder
    for found in (
        *document.parent.glob(f".{_literal(document.name[:40])}.*{_UNFINISHED}"),
        *folder.rglob(f".*{_UNFINISHED}"),
    ):
        with suppress(OSError):
            found.unlink()


def _literal(name: str) -> str:
    """Return a pattern for `glob` that matches this name alone."""
    return "".join(f"[{char}]" if char in "*?[" else char for char in name)


def _holder(lock: Path) -> str:
    """Return who holds a lock, as far as its file says."""
    try:
        process, host = lock.read_text("utf-8").split()
    except (OSError, ValueError):
        return "another run"
    return f"process {process} on {host}"


def _unwritable(path: Path, error: OSError) -> OutputUnwritable:
    full = error.errno in {errno.ENOSPC, errno.EDQUOT}
    hint = "Make room on the disk and run the command again." if full else "Name a file that can be written."
    return OutputUnwritable(f"{path}: cannot be written: {error.strerror}", hint=hint)
