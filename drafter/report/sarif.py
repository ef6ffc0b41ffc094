"""Findings as SARIF 2.1.0 (OASIS), for code scanning."""

from collections.abc import Sequence
from typing import Any

from drafter import __version__
from drafter.consistency.rule import Rule
from drafter.document.finding import Finding, Place
from drafter.document.page import Page
from drafter.report.checked import Checked
from drafter.report.data import as_uri, json_text, position
from drafter.visible import printable

__all__ = ["as_sarif"]

_SCHEMA = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"


def as_sarif(results: Sequence[Checked], rules: Sequence[Rule]) -> str:
    """Return one run with all findings; `rules` are those that they can be of."""
    indices = {rule.code: index for index, rule in enumerate(rules)}
    run = {
        "tool": {
            "driver": {
                "name": "drafter",
                "semanticVersion": __version__,
                "rules": [_rule(rule) for rule in rules],
            }
        },
        "invocations": [_invocation(results, indices)],
        "columnKind": "unicodeCodePoints",
        "artifacts": [{"location": {"uri": as_uri(result.page.name)}} for result in results],
        "results": [
            _result(result, index, finding, indices)
            for index, result in enumerate(results)
            for finding in result.findings
        ],
    }
    return json_text({"$schema": _SCHEMA, "version": "2.1.0", "runs": [run]})


def _invocation(results: Sequence[Checked], indices: dict[str, int]) -> dict[str, Any]:
    """Return how the run went: a rule that failed is a notification about it."""
    notifications = [
        {
            "level": "error",
            "message": {"text": _message(f"{result.page.name}: rule {rule.code} failed: {rule.error}")},
            "associatedRule": {"id": rule.code, "index": indices[rule.code]},
        }
        for result in results
        for rule in result.broken
    ]
    if not notifications:
        return {"executionSuccessful": True}
    return {"executionSuccessful": False, "toolExecutionNotifications": notifications}


def _rule(rule: Rule) -> dict[str, Any]:
    explanation = "\n\n".join(f"{mark}: {words}" if mark else words for mark, words in rule.explanation.items())
    return {
        "id": rule.code,
        "name": rule.name,
        "shortDescription": {"text": rule.summary},
        "fullDescription": {"text": rule.explanation[""] or rule.summary},
        "help": {"text": explanation},
        "defaultConfiguration": {"level": rule.severity},
        "properties": {"tags": [rule.family]},
    }


def _result(result: Checked, index: int, finding: Finding, indices: dict[str, int]) -> dict[str, Any]:
    related = [
        {"id": number, "message": {"text": _message(place.quote)}, **_location(result.page, index, place)}
        for number, place in enumerate(finding.related, start=1)
    ]
    return {
        "ruleId": finding.code,
        "ruleIndex": indices[finding.code],
        "level": finding.severity,
        "message": {"text": _message(finding.message)},
        "locations": [_location(result.page, index, finding.place)],
        **({"relatedLocations": related} if related else {}),
        "partialFingerprints": {"drafter/v1": finding.fingerprint},
        "properties": {"part": finding.place.part, "judged": finding.judged},
    }


def _location(page: Page, index: int, place: Place) -> dict[str, Any]:
    where = position(page, place)
    return {
        "physicalLocation": {
            "artifactLocation": {"uri": as_uri(page.name), "index": index},
            "region": {
                "startLine": where["line"],
                "startColumn": where["column"],
                "endLine": where["end_line"],
                "endColumn": where["end_column"],
                "snippet": {"text": place.quote},
            },
        }
    }


def _message(text: str) -> str:
    """Return text in which nothing is a link (3.11.6 of the standard)."""
    return printable(text).replace("\\", "\\\\").replace("[", "\\[").replace("]", "\\]")
