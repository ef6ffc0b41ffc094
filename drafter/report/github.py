"""Findings as workflow commands of GitHub Actions, which shows them as annotations."""

from collections.abc import Mapping, Sequence

from drafter.document.finding import Finding, Severity
from drafter.report.checked import Checked
from drafter.report.data import message_with_places, position
from drafter.visible import printable

__all__ = ["as_github"]

_COMMANDS: Mapping[Severity, str] = {"error": "error", "warning": "warning", "note": "notice"}


def as_github(results: Sequence[Checked]) -> str:
    """Return a command a line; nothing of a document can add a property or another command."""
    return "".join(f"{_command(result, finding)}\n" for result in results for finding in result.findings)


def _command(result: Checked, finding: Finding) -> str:
    where = position(result.page, finding.place)
    properties = {
        "file": result.page.name,
        "line": where["line"],
        "endLine": where["end_line"],
        "title": finding.code,
    }
    if where["line"] == where["end_line"]:  # columns of a range over several lines are refused
        properties |= {"col": where["column"], "endColumn": where["end_column"]}
    said = ",".join(f"{name}={_property(str(value))}" for name, value in properties.items())
    return f"::{_COMMANDS[finding.severity]} {said}::{_data(message_with_places(finding))}"


def _data(text: str) -> str:
    return printable(text).replace("%", "%25")  # what is printable has no line ends


def _property(text: str) -> str:
    return _data(text).replace(":", "%3A").replace(",", "%2C")
