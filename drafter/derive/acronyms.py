"""The acronyms that engineers know."""

import json
from functools import cache
from importlib import resources

__all__ = ["known_acronyms"]


@cache
def known_acronyms() -> dict[str, str]:
    """Return what engineers take acronyms for."""
    data = resources.files("drafter.derive") / "data" / "acronyms.json"
    known: dict[str, str] = json.loads(data.read_text(encoding="utf-8"))
    return known
