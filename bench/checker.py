"""The one place where the benches call the check."""

import json
import os
import subprocess
import sys
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, TypeAlias

from drafter.consistency import checking
from drafter.document.brief import Brief
from drafter.document.finding import Finding as Computed
from drafter.markdown.parse import parse
from drafter.stages.read_brief import read_brief

__all__ = ["Checker", "Finding", "brief_of", "computed", "outputs"]

_SECONDS = 120

Checker: TypeAlias = Callable[[str], Sequence["Finding"]]
"""From the text of a document to what is said about it."""


@dataclass(frozen=True)
class Finding:
    """What the benches read of a finding."""

    code: str
    severity: str
    message: str
    lines: tuple[int, ...]
    """Its own line and those that it relates to."""


def computed(brief: Brief | None = None) -> Checker:
    """The computed findings of `drafter check`, with the brief where there is one.

    In this process, since it is asked some thousand times.
    """

    def check(text: str) -> Sequence[Finding]:
        return [_read(finding) for finding in checking.check(parse(text), brief)]

    return check


def brief_of(document: Path) -> Brief | None:
    """The brief that has the document's name, among those of `fixtures/briefs`."""
    place = Path("fixtures/briefs") / document.name
    return read_brief(place).brief if place.exists() else None


def outputs(document: Path, runs: int) -> Iterable[bytes]:
    """What `drafter check` prints about a document in so many processes, each with another order of sets."""
    for seed in range(runs):
        command = [sys.executable, "-m", "drafter", "check", str(document), "--format", "json"]
        environment = os.environ | {"PYTHONHASHSEED": str(seed)}
        done = subprocess.run(command, env=environment, capture_output=True, check=False, timeout=_SECONDS)
        json.loads(done.stdout)
        yield done.stdout


def _read(finding: Computed) -> Finding:
    places: tuple[Any, ...] = (finding.place, *finding.related)
    return Finding(finding.code, finding.severity, finding.message, tuple(place.line for place in places))
