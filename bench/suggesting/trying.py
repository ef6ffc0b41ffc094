"""Suggestions applied by another hand than drafter's, and what a check says of the text then."""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from itertools import combinations
from typing import Literal, NamedTuple

from markdown_it import MarkdownIt

from drafter.consistency import checking
from drafter.consistency.fixes import fixes
from drafter.document.brief import Brief
from drafter.document.suggestion import Suggestion
from drafter.errors import DrafterError
from drafter.markdown.parse import parse
from drafter.suggestions import admitted, applied

__all__ = ["HOW", "How", "Reviewed", "Tried", "applied_by_hand", "first_of_alternatives", "reviewed", "tried"]

How = Literal["alone", "in pairs", "all at once"]
HOW: tuple[How, ...] = ("alone", "in pairs", "all at once")


@dataclass(frozen=True)
class Reviewed:
    """A document, and what is proposed for it without a model."""

    text: str
    brief: Brief | None
    suggestions: tuple[Suggestion, ...]


class Tried(NamedTuple):
    """What became of a document when some suggestions were applied."""

    how: How
    ids: tuple[int, ...]
    applies: bool
    """drafter applies them, headings and blocks of code stay (but for one heading that a fix writes), all rules run."""
    keeps_the_rest: bool
    """Outside of the replaced words and the questions every byte is the same."""
    brings: tuple[str, ...]
    """The codes of errors and warnings of which there are more than before."""
    more_serious: bool
    """There are more errors and warnings in all, or more errors."""
    more: bool
    """There are more findings in all, notes too."""


class _Counts(NamedTuple):
    serious: Counter[str]
    errors: int
    all: int
    broken: int


def reviewed(text: str, brief: Brief | None) -> Reviewed:
    """Return what `drafter review --no-model` proposes for a document."""
    page = parse(text)
    made = admitted(page, brief, fixes(page, checking.check(page, brief), brief))
    return Reviewed(text, brief, made.suggestions)


def tried(document: Reviewed) -> Iterator[Tried]:
    """Yield what becomes of a document with each suggestion, each pair that may go together, and all of them."""
    if not document.suggestions:
        return
    before = _counts(document.text, document.brief)
    known: dict[tuple[int, ...], Tried] = {}
    for how, group in _groups(document.suggestions):
        ids = tuple(each.id for each in group)
        if ids not in known:
            known[ids] = _tried(document, how, group, before)
        yield known[ids]._replace(how=how)


def first_of_alternatives(suggestions: Sequence[Suggestion]) -> list[Suggestion]:
    """Return the suggestions without those that change words that an earlier one changes."""
    chosen: list[Suggestion] = []
    for each in suggestions:
        if not any(_excludes(each, other) for other in chosen):
            chosen.append(each)
    return chosen


def applied_by_hand(text: str, group: Sequence[Suggestion]) -> str:
    """Return a text with replacements written in, from the last to the first; questions are left out."""
    edits = [each for each in group if each.replacement is not None]
    for each in sorted(edits, key=lambda one: (one.start, one.end), reverse=True):
        text = f"{text[: each.start]}{each.replacement}{text[each.end :]}"
    return text


def _groups(suggestions: Sequence[Suggestion]) -> Iterator[tuple[How, list[Suggestion]]]:
    for each in suggestions:
        yield "alone", [each]
    for one, other in combinations(suggestions, 2):
        if not _excludes(one, other):
            yield "in pairs", [one, other]
    yield "all at once", first_of_alternatives(suggestions)


def _excludes(one: Suggestion, other: Suggestion) -> bool:
    """Return whether two change some of the same words, by their places or by what they say of each other."""
    if one.id in other.alternatives or other.id in one.alternatives:
        return True
    edits = one.replacement is not None and other.replacement is not None
    return edits and max(one.start, other.start) < min(one.end, other.end)


def _tried(document: Reviewed, how: How, group: Sequence[Suggestion], before: _Counts) -> Tried:
    ids = tuple(each.id for each in group)
    try:
        text = applied(document.text, list(document.suggestions), ids)
    except DrafterError:
        return Tried(how, ids, applies=False, keeps_the_rest=False, brings=(), more_serious=False, more=False)
    after = _counts(text, document.brief)
    serious, was = after.serious.total(), before.serious.total()
    return Tried(
        how,
        ids,
        applies=after.broken <= before.broken and _keeps_its_form(document.text, text, len(group)),
        keeps_the_rest=_keeps_the_rest(document.text, text, group),
        brings=tuple(sorted(after.serious - before.serious)),
        more_serious=serious > was or after.errors > before.errors,
        more=after.all > before.all,
    )


def _counts(text: str, brief: Brief | None) -> _Counts:
    outcome = checking.check_all(parse(text), brief)
    serious = Counter(finding.code for finding in outcome.findings if finding.severity != "note")
    errors = sum(finding.severity == "error" for finding in outcome.findings)
    return _Counts(serious, errors, len(outcome.findings), len(outcome.broken))


def _keeps_its_form(before: str, after: str, changes: int) -> bool:
    """Return whether no more headings differ than there are changes, and the blocks of code are as many as before."""
    headings, others = _headings(before), _headings(after)
    matcher = SequenceMatcher(None, headings, others, autojunk=False)
    differ = sum(max(i2 - i1, j2 - j1) for kind, i1, i2, j1, j2 in matcher.get_opcodes() if kind != "equal")
    return differ <= changes and _fences(before) == _fences(after)


def _headings(text: str) -> list[str]:
    tokens = MarkdownIt("commonmark").parse(text)
    return [
        f"{token.tag} {tokens[index + 1].content}" for index, token in enumerate(tokens) if token.type == "heading_open"
    ]


def _fences(text: str) -> int:
    return sum(token.type == "fence" for token in MarkdownIt("commonmark").parse(text))


def _keeps_the_rest(before: str, after: str, group: Sequence[Suggestion]) -> bool:
    """Return whether a text is what writing the replacements in makes of it, with lines for questions added."""
    made = applied_by_hand(before, group)
    asked = [each.question for each in group if each.replacement is None]
    if not asked:
        return made.encode() == after.encode()
    old, new = made.splitlines(keepends=True), after.splitlines(keepends=True)
    if old and not old[-1].endswith(("\n", "\r")):
        old[-1], new = f"{old[-1]}\n", [*new[:-1], f"{new[-1]}\n"]
    left, added = iter(new), []
    for line in old:
        for other in left:
            if other == line:
                break
            added.append(other)
        else:
            return False
    added += left
    said = [line for line in added if line.strip() and not line.startswith("**")]
    return len(said) == len(asked)
