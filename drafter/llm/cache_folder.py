"""The user's cache folder: what may be deleted and comes back by itself or by one command."""

import os
from pathlib import Path

from platformdirs import user_cache_path

__all__ = ["cache_folder"]


def cache_folder() -> Path:
    """Return the folder of drafter's caches, which need not exist yet.

    `DRAFTER_CACHE_DIR` names another one; otherwise it is the platform's (`~/.cache/drafter` on Linux).
    """
    if chosen := os.environ.get("DRAFTER_CACHE_DIR"):
        return Path(os.path.expanduser(chosen)).absolute()  # noqa: PTH111 - Path.expanduser fails for unknown users
    return user_cache_path("drafter", appauthor=False)
