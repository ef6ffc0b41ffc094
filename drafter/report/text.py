"""Findings for people: a line each that editors can jump to, and the words that it is about."""

from collections.abc import Iterable, Iterator, Mapping, Sequence

from drafter.document.finding import SEVERITIES, Finding, Place, Severity
from drafter.report.checked import Checked, Graded, counts
from drafter.visible import printable

__all__ = ["COLOURS", "as_text", "headline", "in_numbers", "summary"]

COLOURS: Mapping[Severity, str] = {"error": "31", "warning": "33", "note": "36"}
_NAMED = {"title": "the title", "information": "Document Information", "contents": "Table of Contents"}


def as_text(results: Sequence[Checked], *, colour: bool = False) -> str:
    """Return `file:line:column CODE severity: message` for each finding, and below it the words that it is about.

    Nothing of a document or of its name can control a terminal.
    """
    return "".join(f"{line}\n" for result in results for one in result.findings for line in _lines(result, one, colour))


def headline(name: str, finding: Finding, *, colour: bool = False) -> str:
    """Return `file:line:column CODE severity: message` of a finding in the document that is called `name`."""
    place = finding.place
    code = f"{finding.code} {finding.severity}"
    shown = f"\x1b[1;{COLOURS[finding.severity]}m{code}\x1b[0m" if colour else code
    return f"{printable(name)}:{place.line}:{place.column} {shown}: {printable(finding.message)}"


def summary(results: Sequence[Checked]) -> list[str]:
    """Return a line for each document that says how much was found in it, and one for several together."""
    lines = [f"{_shown(result.page.name)}: {_counted([result])}" for result in results]
    if len(results) > 1:
        lines.append(f"{len(results)} documents: {_counted(results)}")
    return [printable(line) for line in lines]


def in_numbers(findings: Iterable[Graded]) -> str:
    """Return how many findings, or suggestions, there are of each severity: `1 error, 2 notes`."""
    found = counts(findings)
    return (
        ", ".join(f"{found[one]} {one}{'s' * (found[one] != 1)}" for one in SEVERITIES if found[one]) or "no findings"
    )


def _lines(result: Checked, finding: Finding, colour: bool) -> Iterator[str]:
    yield headline(result.page.name, finding, colour=colour)
    if finding.place.quote:
        yield printable(f"  {_where(finding.place)}“{finding.place.quote}”")
    for other in finding.related:
        yield printable(f"  also {_where(other, line=True)}“{other.quote}”")


def _where(place: Place, *, line: bool = False) -> str:
    part = _NAMED.get(place.part, place.part)
    words = [part] * bool(part) + [f"line {place.line}"] * line
    return f"{', '.join(words)}: " if words else ""


def _shown(name: str) -> str:
    return "standard input" if name == "-" else name


def _counted(results: Sequence[Checked]) -> str:
    suppressed, known = sum(result.suppressed for result in results), sum(result.known for result in results)
    left_out = [f"{number} {what}" for number, what in ((suppressed, "suppressed"), (known, "known")) if number]
    found = in_numbers(finding for result in results for finding in result.findings)
    return found + (f" ({', '.join(left_out)})" if left_out else "")
