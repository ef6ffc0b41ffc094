"""The one place where the benches call `drafter check`."""

import json
import shlex
import subprocess
import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any, TypeAlias

__all__ = ["Checker", "CheckerFailed", "Finding", "check_with", "findings_of"]

Checker: TypeAlias = Callable[[Path], bytes]
"""From a document to the JSON of its findings."""

_SECONDS = 120


class CheckerFailed(Exception):
    """The command gave no findings but an error."""


@dataclass(frozen=True)
class Finding:
    """What the benches read of a finding."""

    code: str
    severity: str
    message: str
    lines: tuple[int, ...]
    """Its own line and those that it relates to."""


def check_with(command: str = "") -> Checker:
    """A checker that runs a command, without one `drafter check`."""
    words = shlex.split(command) if command else [sys.executable, "-m", "drafter", "check"]

    def check(document: Path) -> bytes:
        run = [*words, str(document), "--format", "json"]
        done = subprocess.run(run, capture_output=True, check=False, timeout=_SECONDS)
        if not done.stdout.lstrip().startswith(b"{"):
            last = done.stderr.decode(errors="replace").strip().splitlines()[-1:]
            raise CheckerFailed(f"{shlex.join(run)} ended with {done.returncode}: {' '.join(last)}")
        return done.stdout

    return check


def findings_of(output: bytes) -> list[Finding]:
    """The findings in a checker's JSON.

    Raises CheckerFailed where it is no JSON.
    """
    try:
        found = json.loads(output)["findings"]
    except (ValueError, KeyError) as reason:
        raise CheckerFailed(f"not the JSON of findings: {reason}") from reason
    return [
        Finding(
            code=str(finding["code"]),
            severity=str(finding["severity"]),
            message=str(finding["message"]),
            lines=tuple(_lines([finding, *_places(finding.get("related"))])),
        )
        for finding in found
    ]


def _places(related: Any) -> list[Any]:
    if related is None:
        return []
    return related if isinstance(related, list) else [related]


def _lines(places: list[Any]) -> list[int]:
    return [place["line"] for place in places if isinstance(place, dict) and isinstance(place.get("line"), int)]
