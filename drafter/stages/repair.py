"""Which of the model's texts a finding is about."""

from collections.abc import Iterable, Iterator, Sequence
from typing import Any, NamedTuple

from pydantic import BaseModel

from drafter.document.fault import Fault
from drafter.document.finding import Finding
from drafter.document.leaves import leaves
from drafter.document.page import Page, Text

__all__ = ["At", "Form", "at_fault", "weight"]

_SHORTEST = 8
"""Characters of a text that can be told from others by what it says."""

Form = tuple[type[BaseModel], dict[str, Any]]
"""What was asked for, and the answer."""


class At(NamedTuple):
    """A fault in the answer to one form of a section."""

    section: int
    """From 0, in the document's order, and so is the form."""
    form: int
    fault: Fault


def weight(findings: Iterable[Finding]) -> tuple[int, int]:
    """Return how bad findings are, to compare: the number of errors, then that of all."""
    found = tuple(findings)
    return sum(finding.severity == "error" for finding in found), len(found)


def at_fault(findings: Iterable[Finding], page: Page, answers: Sequence[Sequence[Form]]) -> tuple[At, ...]:
    """Return the texts of the model that errors are about, each once.

    `answers` holds the forms of each section. What an error quotes may have been written for another section than the
    one it stands in; what drafter computed is nobody's text and left out.
    """
    found: dict[tuple[Any, ...], At] = {}
    for finding in findings:
        if finding.severity != "error":
            continue
        offset = finding.place.start
        block = next((text for _, text in page.prose if text.start <= offset <= text.end), None)
        written = next(_written(block, finding, answers), None) if block else None
        if written:
            found.setdefault((written.section, written.form, written.fault.path), written)
    return tuple(found.values())


def _written(block: Text, finding: Finding, answers: Sequence[Sequence[Form]]) -> Iterator[At]:
    """Yield the model's texts that hold what the finding quotes, and that the block holds; its own section's first."""
    own = finding.place.part.split(".", maxsplit=1)[0]
    for section in sorted(range(len(answers)), key=lambda index: str(index + 1) != own):
        for number, (form, data) in enumerate(answers[section]):
            for leaf in leaves(form, data):
                if len(leaf.text) >= _SHORTEST and leaf.text in block.words and _is_about(finding, leaf.text):
                    yield At(section, number, Fault(path=leaf.path, written=leaf.text, problem=_problem(finding)))


def _is_about(finding: Finding, text: str) -> bool:
    quote = finding.place.quote.rstrip("…")
    return quote in text or text in quote


def _problem(finding: Finding) -> str:
    others = "; ".join(f"section {place.part} says “{place.quote}”" for place in finding.related[:2])
    return f"{finding.message}; {others}" if others else finding.message
