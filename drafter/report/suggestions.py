"""Suggestions for people and for programs."""

from collections.abc import Iterator, Sequence
from typing import Any

from drafter.document.page import Page
from drafter.document.suggestion import Review, Suggestion
from drafter.report.data import json_text, utf8_position
from drafter.report.rdjson import RDJSON_SEVERITIES
from drafter.report.text import COLOURS, in_numbers
from drafter.visible import printable

__all__ = [
    "review_as_json",
    "review_as_rdjson",
    "review_as_text",
    "review_summary",
    "suggestion_lines",
    "told",
]

_SIGNS = {"-": "31", "+": "32", "?": "36"}


def review_as_text(name: str, suggestions: Sequence[Suggestion], *, colour: bool = False) -> str:
    """Return each suggestion with its place, its reason, what goes and what comes, and what it rests on.

    Nothing of a document, its name or a model can control a terminal.
    """
    blocks = ("\n".join(suggestion_lines(name, one, colour=colour)) for one in suggestions)
    return "".join(f"{block}\n" for block in blocks)


def suggestion_lines(name: str, suggestion: Suggestion, *, colour: bool = False) -> Iterator[str]:
    """Yield `file:line:column [number] severity (category): reason`, and below it what changes and why."""
    what = f"[{suggestion.id}] {suggestion.severity}"
    shown = f"\x1b[1;{COLOURS[suggestion.severity]}m{what}\x1b[0m" if colour else what
    where = f"{printable(name)}:{suggestion.line}:{suggestion.column}"
    yield f"{where} {shown} ({suggestion.category}): {printable(suggestion.reason)}"
    for sign, text in _changes(suggestion):
        for line in text.splitlines() or [""]:
            words = printable(f"{sign} {line}").rstrip()
            yield f"  \x1b[{_SIGNS[sign]}m{words}\x1b[0m" if colour else f"  {words}"
    for ground in _grounds(suggestion):
        yield f"  because of {ground}"
    if suggestion.alternatives:
        yield f"  or else {', '.join(map(str, suggestion.alternatives))}"


def _changes(suggestion: Suggestion) -> Iterator[tuple[str, str]]:
    if suggestion.replacement is None:
        if suggestion.quote:
            yield " ", f"“{' '.join(suggestion.quote.split())}”"
        yield "?", suggestion.question
        return
    if suggestion.quote:
        yield "-", suggestion.quote
    if suggestion.replacement.strip():
        yield "+", suggestion.replacement


def _grounds(suggestion: Suggestion) -> Iterator[str]:
    """Yield what a suggestion rests on, without what its reason says already."""
    for evidence in suggestion.evidence:
        words = printable(evidence.words)
        line = f", line {evidence.line}" * bool(evidence.line)
        match evidence.kind:
            case "finding":
                repeats = printable(suggestion.reason).casefold().startswith(words.casefold())
                yield evidence.code if repeats else f"{evidence.code}{line}: {words}"
            case "passage":
                yield f"{evidence.part}{line}: “{words}”".removeprefix(", ")
            case "statement":
                yield f"the brief{line}: “{words}”"


def review_as_json(review: Review) -> str:
    """Return a review as JSON that `Review` reads again; offsets and columns are in characters."""
    return json_text(review.model_dump(mode="json"))


def review_as_rdjson(page: Page, suggestions: Sequence[Suggestion]) -> str:
    """Return reviewdog's `DiagnosticResult` with suggestions.

    Columns count from 1 in bytes of UTF-8, and ends are exclusive.
    """
    diagnostics = [_diagnostic(page, one) for one in suggestions]
    return json_text({"source": {"name": "drafter"}, "diagnostics": diagnostics})


def _diagnostic(page: Page, suggestion: Suggestion) -> dict[str, Any]:
    where = {"start": utf8_position(page, suggestion.start), "end": utf8_position(page, suggestion.end)}
    code = next((one.code for one in suggestion.evidence if one.code), suggestion.category)
    found: dict[str, Any] = {
        "message": " ".join(told(suggestion)),
        "location": {"path": page.name, "range": where},
        "severity": RDJSON_SEVERITIES[suggestion.severity],
        "code": {"value": code},
    }
    if suggestion.replacement is not None:
        found["suggestions"] = [{"range": where, "text": suggestion.replacement}]
    return found


def told(suggestion: Suggestion) -> Iterator[str]:
    """Yield what is told of a suggestion beside its change: the reason, the question, what it rests on."""
    yield printable(suggestion.reason)
    if suggestion.question:
        yield printable(suggestion.question)
    if grounds := "; ".join(_grounds(suggestion)):
        yield f"({grounds})"


def review_summary(review: Review) -> list[str]:
    """Return what was found in words, what was not shown and why, and what was not looked at."""
    number = len(review.suggestions)
    found = (
        f"{number} suggestion{'s' * (number != 1)} ({in_numbers(review.suggestions)})" if number else "no suggestions"
    )
    lines = [f"{review.document}: {found}"]
    if review.dropped:
        reasons = "; ".join(f"{count} {reason}" for reason, count in sorted(review.dropped.items()))
        lines.append(f"not shown: {reasons}")
    lines += [f"not reviewed by the model: {one}" for one in review.not_run]
    return [printable(line) for line in lines]
