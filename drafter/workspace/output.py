"""Paths that a document cannot be written to."""

import errno
import os
from pathlib import Path

from drafter.errors import OutputUnwritable, UsageError
from drafter.workspace.files import real, refuse_special, unwritable

__all__ = ["check_output"]


def check_output(path: Path, brief_path: Path | None, outline_path: Path | None = None) -> None:
    """Refuse a path that a document cannot be written to, before anything is paid for.

    Raises UsageError when it is the brief or the outline, by whatever name, and OutputUnwritable when it is
    a folder or a device, is read-only, or its folder is missing, a file or not writable.
    """
    try:
        for what, given in (("brief", brief_path), ("outline", outline_path)):
            if given is not None and _is_same(path, given):
                raise UsageError(f"{path}: is the {what}, which would be overwritten", hint="Name another file.")
        target = real(path)
        if not target.parent.exists():
            raise OutputUnwritable(f"{path}: there is no folder {target.parent}", hint=f"mkdir -p '{target.parent}'")
        refuse_special(target)
        if not target.parent.is_dir():
            raise NotADirectoryError(errno.ENOTDIR, f"{target.parent} is not a folder")
        if not os.access(target.parent, os.W_OK | os.X_OK):
            raise PermissionError(errno.EACCES, f"the folder {target.parent} is read-only")
        for folder in (target.parent / ".drafter", target.parent / ".drafter" / target.stem):
            if folder.exists() and not folder.is_dir():
                raise NotADirectoryError(errno.ENOTDIR, f"{folder}, for its state, is not a folder")
    except OSError as error:
        raise unwritable(path, error) from error


def _is_same(path: Path, other: Path) -> bool:
    if real(path) == real(other):
        return True
    try:
        return path.samefile(other)
    except OSError:  # one is not there: what that means is for those who open it
        return False
