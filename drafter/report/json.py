"""Findings as JSON, in a form of our own with all that is known of them."""

from collections.abc import Sequence
from typing import Any

from drafter.document.finding import Finding
from drafter.report.checked import Checked, counts
from drafter.report.data import json_text, position

__all__ = ["as_json"]

_VERSION = 1
"""Of the form of the JSON."""


def as_json(results: Sequence[Checked]) -> str:
    """Return all findings as JSON; lines and columns count from 1, columns in characters, ends are exclusive."""
    files = [
        {
            "file": result.page.name,
            "findings": [_data(result, one) for one in result.findings],
            "broken_rules": [{"code": rule.code, "error": rule.error} for rule in result.broken],
        }
        for result in results
    ]
    summary: dict[str, int] = {
        **counts(one for result in results for one in result.findings),
        "suppressed": sum(result.suppressed for result in results),
        "known": sum(result.known for result in results),
    }
    return json_text({"version": _VERSION, "files": files, "summary": summary})


def _data(result: Checked, finding: Finding) -> dict[str, Any]:
    place = finding.place
    return {
        "code": finding.code,
        "severity": finding.severity,
        "message": finding.message,
        "file": result.page.name,
        **position(result.page, place),
        "part": place.part,
        "quote": place.quote,
        "fingerprint": finding.fingerprint,
        "judged": finding.judged,
        "related": [
            {**position(result.page, other), "part": other.part, "quote": other.quote} for other in finding.related
        ],
    }
