"""Findings in reviewdog's Diagnostic Format, as one `DiagnosticResult`."""

from collections.abc import Mapping, Sequence
from typing import Any

from drafter.document.finding import Finding, Place, Severity
from drafter.document.page import Page
from drafter.report.checked import Checked
from drafter.report.data import json_text, message_with_places, utf8_position

__all__ = ["RDJSON_SEVERITIES", "as_rdjson"]

RDJSON_SEVERITIES: Mapping[Severity, str] = {"error": "ERROR", "warning": "WARNING", "note": "INFO"}


def as_rdjson(results: Sequence[Checked]) -> str:
    """Return all findings; columns count from 1 in bytes of UTF-8, and ends are exclusive."""
    diagnostics = [_diagnostic(result.page, finding) for result in results for finding in result.findings]
    return json_text({"source": {"name": "drafter"}, "diagnostics": diagnostics})


def _diagnostic(page: Page, finding: Finding) -> dict[str, Any]:
    return {
        "message": message_with_places(finding),
        "location": _location(page, finding.place),
        "severity": RDJSON_SEVERITIES[finding.severity],
        "code": {"value": finding.code},
    }


def _location(page: Page, place: Place) -> dict[str, Any]:
    return {
        "path": page.name,
        "range": {
            "start": utf8_position(page, place.start),
            "end": utf8_position(page, max(place.end, place.start)),
        },
    }
