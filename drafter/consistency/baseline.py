"""Findings that are known: a file of fingerprints, so that a check of an old document tells only what is new.

    {"version": 1, "files": {"docs/tdd.md": [{"fingerprint": "0123456789abcdef", "code": "REF101", "message": "..."}]}}

Code and message are for people. Files are relative to the folder of the baseline.
"""

import json
from collections.abc import Iterable, Mapping
from typing import Any

from drafter.document.finding import Finding
from drafter.errors import InputError

__all__ = ["Baseline", "baseline_text", "read_baseline"]

Baseline = Mapping[str, frozenset[str]]
"""The fingerprints that are known of a file, by its name."""

_VERSION = 1
_HINT = "Make it again with --write-baseline."


def baseline_text(findings: Mapping[str, Iterable[Finding]]) -> str:
    """Return the baseline of the findings of some files as JSON, in an order that makes small changes small."""
    files = {
        name: [{"fingerprint": one.fingerprint, "code": one.code, "message": one.message} for one in found]
        for name, found in sorted(findings.items())
    }
    return json.dumps({"version": _VERSION, "files": files}, ensure_ascii=True, indent=1) + "\n"


def read_baseline(text: str, name: str) -> Baseline:
    """Return a baseline. Raises InputError, with file and line where it has one, for what is none."""
    try:
        whole = json.loads(text)
    except json.JSONDecodeError as error:
        raise InputError(f"{name}:{error.lineno}: is not JSON: {error.msg}", hint=_HINT) from error
    except (RecursionError, ValueError) as error:
        raise InputError(f"{name}: is not a baseline", hint=_HINT) from error
    match whole:
        case {"version": int(version), "files": dict(files)} if version == _VERSION:
            return {str(file): frozenset(_fingerprints(known, f"{name}: {file}")) for file, known in files.items()}
        case {"version": int(version)} if version > _VERSION:
            raise InputError(f"{name}: was written by a newer drafter", hint=_HINT)
    raise InputError(f"{name}: is not a baseline", hint=_HINT)


def _fingerprints(known: Any, where: str) -> Iterable[str]:
    for one in known if isinstance(known, list) else [None]:
        match one:
            case {"fingerprint": str(fingerprint)}:
                yield fingerprint
            case _:
                raise InputError(f"{where}: is not a list of findings", hint=_HINT)
