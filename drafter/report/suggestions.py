"""Suggestions in each form: for people, for programs, and as reviews on GitHub."""

import re
from collections.abc import Iterator, Sequence
from typing import Any, NamedTuple

from drafter.document.page import Page
from drafter.document.suggestion import Evidence, Review, Suggestion
from drafter.markdown.escape import inline
from drafter.report.data import json_text, utf8_position
from drafter.report.rdjson import RDJSON_SEVERITIES
from drafter.report.text import COLOURS, in_numbers
from drafter.visible import printable

__all__ = [
    "review_as_github",
    "review_as_json",
    "review_as_rdjson",
    "review_as_text",
    "review_summary",
    "suggestion_lines",
]

_TICKS = re.compile(r"`+")
_LINE_END = re.compile(r"\r\n?|\n")
_LF = "\n"
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
    for evidence in suggestion.evidence:
        yield f"  because of {_ground(evidence)}"
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


def _ground(evidence: Evidence) -> str:
    words = printable(evidence.words)
    match evidence.kind:
        case "finding":
            return f"{evidence.code} in line {evidence.line}: {words}"
        case "passage":
            return f"{evidence.part}, line {evidence.line}: “{words}”".removeprefix(", ")
        case "statement":
            return f"the brief{f', line {evidence.line}' if evidence.line else ''}: “{words}”"


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
        "message": " ".join(_said(suggestion)),
        "location": {"path": page.name, "range": where},
        "severity": RDJSON_SEVERITIES[suggestion.severity],
        "code": {"value": code},
    }
    if suggestion.replacement is not None:
        found["suggestions"] = [{"range": where, "text": suggestion.replacement}]
    return found


def _said(suggestion: Suggestion) -> Iterator[str]:
    """Yield what is told of a suggestion beside its change."""
    yield printable(suggestion.reason)
    if suggestion.question:
        yield printable(suggestion.question)
    if suggestion.evidence:
        yield f"({'; '.join(map(_ground, suggestion.evidence))})"


def review_as_github(page: Page, suggestions: Sequence[Suggestion]) -> str:
    """Return the body of `POST /repos/{owner}/{repo}/pulls/{number}/reviews`: a comment each, with a suggestion block.

    GitHub takes comments on lines that the pull request changes or shows.
    """
    return json_text({
        "event": "COMMENT",
        "body": f"drafter suggests {len(suggestions)} change{'s' * (len(suggestions) != 1)}.",
        "comments": [_comment(page, one) for one in suggestions],
    })  # fmt: skip


class _Lines(NamedTuple):
    """Whole lines that a suggestion replaces, and by what."""

    first: int
    last: int
    new: str


def _comment(page: Page, suggestion: Suggestion) -> dict[str, Any]:
    lines = _replaced(page, suggestion)
    body = "\n\n".join(
        _quietly(words) for words in (f"{suggestion.severity} ({suggestion.category}):", *_said(suggestion))
    )
    if suggestion.replacement is not None:
        fence = "`" * max(3, 1 + max(map(len, _TICKS.findall(lines.new)), default=0))
        body += f"\n\n{fence}suggestion\n{lines.new}{fence}"
    where = {"line": lines.last, "side": "RIGHT"}
    if lines.first < lines.last:
        where |= {"start_line": lines.first, "start_side": "RIGHT"}
    return {"path": page.name, **where, "body": body}


def _quietly(words: str) -> str:
    """Return words that are no Markdown and call nobody."""
    return inline(words).replace("@", "@\u200b")


def _replaced(page: Page, suggestion: Suggestion) -> _Lines:
    start, end = suggestion.start, suggestion.end
    first, column = page.line_column(start)
    begins = start - column + 1
    last, end_column = page.line_column(end)
    if end_column == 1 and end > start:
        last, stops = last - 1, end
    else:
        stops = match.start() if (match := _LINE_END.search(page.text, end)) else len(page.text)
    new = page.text[begins:start] + (suggestion.replacement or "") + page.text[end:stops]
    return _Lines(first, last, f"{_LINE_END.sub(_LF, new).removesuffix(_LF)}\n" if new else "")


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
