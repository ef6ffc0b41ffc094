"""Where the file of settings is."""

import os
from pathlib import Path

__all__ = ["settings_file"]

_FILE_NAME = "drafter.toml"


def settings_file(folder: Path) -> Path | None:
    """Return the `drafter.toml` that counts in a folder, None for none."""
    for parent in (folder.absolute(), *folder.absolute().parents):
        # Path's own methods raise where a folder may not be searched.
        if os.path.isfile(parent / _FILE_NAME):  # noqa: PTH113
            return parent / _FILE_NAME
        if os.path.exists(parent / ".git"):  # noqa: PTH110
            return None
    return None
