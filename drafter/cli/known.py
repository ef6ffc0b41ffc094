"""The findings that are known: a baseline that a check reads or writes."""

import os
from collections.abc import Sequence
from dataclasses import replace
from importlib import import_module
from pathlib import Path

from drafter.consistency.baseline import Baseline, baseline_text, read_baseline
from drafter.report.checked import Checked
from drafter.text_file import read_text

__all__ = ["read_known", "without_known", "write_known"]

_MOST_BYTES = 20_000_000


def read_known(path: Path) -> Baseline:
    """Return a baseline. Raises InputMissing or InputError when it is not there or none."""
    return read_baseline(read_text(path, "baseline", _MOST_BYTES), str(path))


def without_known(result: Checked, known: Baseline, path: Path) -> Checked:
    """Return what is new in a document; `path` is that of the baseline."""
    fingerprints = known.get(_name_in(path, result.page.name), frozenset())
    new = tuple(finding for finding in result.findings if finding.fingerprint not in fingerprints)
    return replace(result, findings=new, known=len(result.findings) - len(new))


def write_known(path: Path, results: Sequence[Checked]) -> str:
    """Write a baseline of all findings and return what to tell of it. Raises OutputUnwritable."""
    workspace = import_module("drafter.workspace")  # it loads what locks a document
    known = {_name_in(path, result.page.name): result.findings for result in results}
    workspace.write_atomically(path, baseline_text(known))
    number = sum(len(result.findings) for result in results)
    return f"{path}: {number} finding{'s are' if number != 1 else ' is'} known from now on"


def _name_in(baseline: Path, name: str) -> str:
    """Return how a baseline calls a document: relative to its own folder, whatever folder the check runs in."""
    if name == "-":
        return name
    try:
        found = os.path.relpath(os.path.realpath(name), Path(os.path.realpath(baseline)).parent)
    except ValueError:  # on another drive
        found = os.path.realpath(name)
    return found.replace(os.sep, "/")
