"""What the brief says and the document takes up nowhere: a question to its author, in the section it belongs to."""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import groupby

from drafter.derive.background import is_about_today
from drafter.derive.sources import content_words, shares_held
from drafter.derive.takers import Takers
from drafter.derive.topics import TOPICS, undecided_technologies
from drafter.document.brief import Brief, DateFact, Person, Quantity, Statement, Technology
from drafter.document.notes import asked_about
from drafter.document.outline import Outline, Question
from drafter.document.sections import SECTIONS

__all__ = ["untaken", "untaken_questions"]

_ENOUGH = 0.5
"""Of a statement's words: a text that holds as many takes it up."""
_FEWEST = 3
"""Words of meaning; what has fewer cannot be told from chance."""
_LONGEST = 400
"""Characters; what is longer is a listing, and is named by its lines."""
_MOST = 30
"""Statements that are quoted; what is over is named by its lines."""
_MOST_RUNS = 20
"""Lines, or runs of them, that are named."""
_INNER = str.maketrans({"“": '"', "”": '"', "„": '"'})
"""Quotation marks within a quotation."""
_ELSEWHERE = "system_overview"
"""Where what fits no section is asked."""
_NO_HOMES = frozenset({"decisions_and_alternatives", "appendices"})
"""Sections that say once more what others say."""


def untaken(brief: Brief, texts: Iterable[str]) -> tuple[Statement, ...]:
    """Return the statements that no text takes up, in the brief's order.

    Left out are what only leads in to a list, tells of the situation today, says who does what, or leaves the choice
    between two technologies, and what stands above the first heading to say who wrote the brief and when.
    """
    asking = [one for one in _asking(brief) if len(content_words(one.text)) >= _FEWEST]
    held = shares_held({one.id: content_words(one.text) for one in asking}, texts)
    return tuple(one for one in asking if held[one.id] < _ENOUGH)


def untaken_questions(brief: Brief, outline: Outline, texts: Iterable[str]) -> Mapping[str, tuple[Question, ...]]:
    """Return by the section's key what to ask of the statements that no text takes up.

    Each is quoted where it belongs; long ones, and those of a long list, are named by their lines in the second
    section.
    """
    left = untaken(brief, texts)
    quoted = [one for one in left if len(one.text) <= _LONGEST][:_MOST]
    others = [one for one in left if one not in quoted]
    takers = Takers(outline)
    found: dict[str, list[Question]] = {}
    for statement in quoted:
        words = statement.text.rstrip(".").translate(_INNER)
        question = Question(text=asked_about(f"“{words}”"))
        found.setdefault(_home(statement, takers, outline), []).append(question)
    if others:
        lines = f"what the brief says in {_lines(brief, others)}"
        found.setdefault(_ELSEWHERE, []).append(Question(text=asked_about(lines)))
    return {key: tuple(questions) for key, questions in found.items()}


def _asking(brief: Brief) -> Iterator[Statement]:
    dated = {fact.statement for fact in brief.facts if isinstance(fact, DateFact)}
    named = {fact.statement for fact in brief.facts if isinstance(fact, Person)}
    bounded = {fact.statement for fact in brief.facts if isinstance(fact, Quantity)}
    products: dict[str, set[str]] = {}
    for fact in brief.facts:
        if isinstance(fact, Technology):
            products.setdefault(fact.statement, set()).add(fact.name)
    undecided = undecided_technologies(brief)
    has_headings = len({one.heading for one in brief.statements}) > 1
    for one in brief.statements:
        is_above = has_headings and (not one.heading or one.heading.endswith(brief.title))
        is_about_itself = is_above and one.id in dated | named
        is_about_people = one.id in named - dated - bounded
        is_asked = any(products.get(one.id, set()).issuperset(pair) for pair in undecided)
        is_said = one.text.endswith(":") or is_about_today(one)
        if not (is_about_itself or is_about_people or is_asked or is_said):
            yield one


def _home(statement: Statement, takers: Takers, outline: Outline) -> str:
    """Return the key of the section that a statement belongs to, of those that apply."""
    applying = {str(kind.number): kind.key for kind in SECTIONS if not outline.reason_against(str(kind.number))}
    for topic in TOPICS:
        if topic.part in applying and re.search(topic.words, statement.text, re.IGNORECASE):
            return applying[topic.part]
    place = takers.likeliest(statement.text)
    return place.section if place and place.section not in _NO_HOMES else _ELSEWHERE


def _lines(brief: Brief, statements: Sequence[Statement]) -> str:
    """Return the first lines of statements in words, and how many there are more: "lines 3, 7 to 9 and 4 more"."""
    numbers = sorted({line for one in statements for line in _span(brief, one)})
    runs = [[number for _, number in run] for _, run in groupby(enumerate(numbers), key=lambda pair: pair[1] - pair[0])]
    named = [str(run[0]) if len(run) == 1 else f"{run[0]} to {run[-1]}" for run in runs[:_MOST_RUNS]]
    more = sum(map(len, runs[_MOST_RUNS:]))
    return f"line{'s' if len(numbers) > 1 else ''} {', '.join(named)}{f' and {more:,} more' if more else ''}"


def _span(brief: Brief, statement: Statement) -> range:
    return range(statement.line, statement.line + brief.text.count("\n", statement.start, statement.end) + 1)
