"""Suggestions as a review of a pull request on GitHub, where a click takes them over."""

from collections.abc import Sequence
from typing import Any, NamedTuple

from drafter.document.page import Page
from drafter.document.suggestion import Suggestion
from drafter.markdown.escape import inline
from drafter.patterns import regex
from drafter.report.data import json_text
from drafter.report.suggestions import told

__all__ = ["review_as_github"]

_TICKS = regex(r"`+")
_LINE_END = regex(r"\r\n?|\n")


class _Lines(NamedTuple):
    """Whole lines of a page, numbered from 1, and their offsets."""

    first: int
    last: int
    start: int
    end: int
    """Before the last line's end, or behind it for words that take it with them."""


def review_as_github(page: Page, suggestions: Sequence[Suggestion]) -> str:
    """Return the body of `POST /repos/{owner}/{repo}/pulls/{number}/reviews`: comments with suggestion blocks.

    Suggestions for the same lines share a comment, unless they are alternatives. GitHub takes comments on lines that
    the pull request changes or shows.
    """
    number = len(suggestions)
    return json_text({
        "event": "COMMENT",
        "body": f"drafter suggests {number} change{'s' * (number != 1)}.",
        "comments": [_comment(page, group) for group in _groups(page, suggestions)],
    })  # fmt: skip


def _groups(page: Page, suggestions: Sequence[Suggestion]) -> list[list[Suggestion]]:
    """Return the suggestions in the document's order, those together that change the same lines."""
    groups: list[list[Suggestion]] = []
    for one in sorted(suggestions, key=lambda one: (one.start, one.end)):
        last = groups[-1] if groups else []
        shares = any(_lines(page, other).last >= _lines(page, one).first for other in last)
        excludes = any(other.id in one.alternatives or one.id in other.alternatives for other in last)
        asks = one.replacement is None or any(other.replacement is None for other in last)
        if shares and not excludes and not asks:
            last.append(one)
        else:
            groups.append([one])
    return groups


def _comment(page: Page, group: Sequence[Suggestion]) -> dict[str, Any]:
    lines = [_lines(page, one) for one in group]
    first, last = min(one.first for one in lines), max(one.last for one in lines)
    body = "\n\n".join(_quietly(words) for one in group for words in (_level(one), *told(one)))
    if all(one.replacement is not None for one in group):
        new = _replaced(page, group, lines)
        fence = "`" * max(3, 1 + max(map(len, _TICKS.findall(new)), default=0))
        body += f"\n\n{fence}suggestion\n{new}{fence}"
    where: dict[str, Any] = {"line": last, "side": "RIGHT"}
    if first < last:
        where |= {"start_line": first, "start_side": "RIGHT"}
    return {"path": page.name, **where, "body": body}


def _level(suggestion: Suggestion) -> str:
    return f"{suggestion.severity} ({suggestion.category}):"


def _quietly(words: str) -> str:
    """Return words that are no Markdown and call nobody."""
    return inline(words).replace("@", "@\u200b")


def _lines(page: Page, suggestion: Suggestion) -> _Lines:
    first, column = page.line_column(suggestion.start)
    last, end_column = page.line_column(suggestion.end)
    if end_column == 1 and suggestion.end > suggestion.start:
        last, end = last - 1, suggestion.end
    else:
        match = _LINE_END.search(page.text, suggestion.end)
        end = match.start() if match else len(page.text)
    return _Lines(first, last, suggestion.start - column + 1, end)


def _replaced(page: Page, group: Sequence[Suggestion], lines: Sequence[_Lines]) -> str:
    """Return the lines of a group with all of its changes, each with its end; empty when nothing is left of them."""
    done, end = min(one.start for one in lines), max(one.end for one in lines)
    made = []
    for one in group:
        made += [page.text[done : one.start], one.replacement or ""]
        done = one.end
    new = _LINE_END.sub("\n", "".join(made) + page.text[done:end])
    return new.removesuffix("\n") + "\n" if new else ""
