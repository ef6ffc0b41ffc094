"""Findings for people and for programs."""

import json
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from drafter.document.finding import SEVERITIES, Finding, Place
from drafter.document.page import Page
from drafter.visible import printable

__all__ = ["Checked", "as_json", "as_text", "summary"]

_VERSION = 1
"""Of the form of the JSON."""


@dataclass(frozen=True, slots=True)
class Checked:
    """A document, and what was found in it."""

    page: Page
    findings: tuple[Finding, ...]


def as_text(results: Sequence[Checked]) -> str:
    """Return a line for each finding, `file:line:column CODE message`, and below it the words that it is about."""
    return "".join(f"{printable(line)}\n" for result in results for line in _lines(result))


def as_json(results: Sequence[Checked]) -> str:
    """Return all findings as JSON; lines and columns count from 1, columns in characters."""
    files = [
        {"file": result.page.name, "findings": [_data(result, one) for one in result.findings]} for result in results
    ]
    counts = Counter(one.severity for result in results for one in result.findings)
    whole = {"version": _VERSION, "files": files, "summary": {level: counts[level] for level in SEVERITIES}}
    return json.dumps(whole, ensure_ascii=False, indent=2) + "\n"


def summary(results: Sequence[Checked]) -> list[str]:
    """Return a line for each document: how much was found in it."""
    return [printable(f"{result.page.name}: {_counted(result.findings)}") for result in results]


def _counted(findings: Sequence[Finding]) -> str:
    counts = Counter(finding.severity for finding in findings)
    found = [f"{counts[level]} {level}{'s' if counts[level] != 1 else ''}" for level in SEVERITIES if counts[level]]
    return ", ".join(found) or "no findings"


def _lines(result: Checked) -> Iterator[str]:
    for finding in result.findings:
        place = finding.place
        yield f"{result.page.name}:{place.line}:{place.column} {finding.code} {finding.severity}: {finding.message}"
        if place.quote:
            yield f"  {_where(place)}“{place.quote}”"
        for other in finding.related:
            yield f"  line {other.line}, {_where(other)}“{other.quote}”"


def _where(place: Place) -> str:
    return f"{place.part}: " if place.part else ""


def _data(result: Checked, finding: Finding) -> dict[str, Any]:
    data = finding.model_dump(exclude={"place", "related"})
    return data | {
        "file": result.page.name,
        **_position(result.page, finding.place),
        "related": [_position(result.page, place) for place in finding.related],
    }


def _position(page: Page, place: Place) -> dict[str, Any]:
    end_line, end_column = page.line_column(max(place.end, place.start))
    return {
        "line": place.line,
        "column": place.column,
        "end_line": end_line,
        "end_column": end_column,
        "part": place.part,
        "quote": place.quote,
    }
