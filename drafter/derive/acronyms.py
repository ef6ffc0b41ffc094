"""The acronyms that engineers know."""

import json
from functools import cache
from pathlib import Path

__all__ = ["known_acronyms"]

_DATA = Path(__file__).with_name("data") / "acronyms.json"


@cache
def known_acronyms() -> dict[str, str]:
    """Return what engineers take acronyms for."""
    known: dict[str, str] = json.loads(_DATA.read_text(encoding="utf-8"))
    return known
