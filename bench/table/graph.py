"""A draft as a graph of requests: what each is for, and what it needs, as the endpoint saw them."""

import re
from collections.abc import Mapping, Sequence
from typing import Any, NamedTuple

from bench.table.schedules import earliest_end, earliest_end_of_independent, end_in_order
from tests.fault_server import Entry

__all__ = ["NEEDS", "OUTLINE", "Asked", "asked", "bound", "told_lengths", "took"]

OUTLINE: Mapping[str, str] = {
    "profile": "What kind of project is this?",
    "parts": "which parts does it consist of?",
    "judgements": "Judge each of them by what the brief says.",
    "links": "Which other parts does each program call",
    "operations": "The things that the system deals with:",
    "decisions": "Which decisions shape this design?",
}
"""The questions of the outline, by a part of their words."""
NEEDS: Mapping[str, tuple[str, ...]] = {
    "profile": (),
    "parts": ("profile",),
    "judgements": ("profile",),
    "links": ("parts",),
    "operations": ("parts",),
    "decisions": ("parts",),
}
"""Whose answers a question has in its words. The judgements have none: they wait for the first answer, which shows
whether the endpoint reads whole prompts, and has them in its cache then. The sections need all of them."""


class Asked(NamedTuple):
    """A request."""

    name: str
    """`parts`, `section 4`; the same for what is asked again."""
    entry: Entry
    body: dict[str, Any]

    @property
    def seconds(self) -> float:
        """How long the endpoint worked on it."""
        return (self.entry.ended_at or self.entry.at) - self.entry.at


def asked(entries: Sequence[Entry], bodies: Mapping[int, dict[str, Any]]) -> list[Asked]:
    """Return the requests of a draft with their names, in the order of their arrival.

    Raises ValueError for one that drafter does not make.
    """
    return [Asked(_name(bodies[entry.sequence]), entry, bodies[entry.sequence]) for entry in entries]


def _name(body: dict[str, Any]) -> str:
    question = body["messages"][-1]["content"]
    if section := re.search(r"^Write for section (\d+),", question, re.MULTILINE):
        return f"section {section[1]}"
    for name, words in OUTLINE.items():
        if words in question:
            return name
    raise ValueError(f"no question of a draft: {question[:200]}")


def took(requests: Sequence[Asked]) -> float:
    """Return the seconds from the first arrival to the last end."""
    return max(one.entry.ended_at or 0 for one in requests) - min(one.entry.at for one in requests)


def bound(requests: Sequence[Asked], places: int) -> float:
    """Return the seconds that no schedule of these requests goes below, so many at once.

    The best schedule of the outline's questions, and after it the best of the sections. What is asked again, or in
    several requests, counts as one after the other.
    """
    sections = [took for name, took in _seconds(requests).items() if name not in OUTLINE]
    return _outline_bound(requests, places) + earliest_end_of_independent(sections, places)


def told_lengths(requests: Sequence[Asked], places: int) -> float:
    """Return the seconds of a scheduler that is told how long each answer will be, but not how fast it will come.

    It makes no pauses, and takes the longest of the sections first.
    """
    written: dict[str, int] = {}
    for one in requests:
        written[one.name] = written.get(one.name, 0) + one.entry.written
    seconds = _seconds(requests)
    longest_first = sorted((name for name in seconds if name not in OUTLINE), key=lambda name: -written[name])
    return _outline_bound(requests, places) + end_in_order([seconds[name] for name in longest_first], places)


def _seconds(requests: Sequence[Asked]) -> dict[str, float]:
    seconds: dict[str, float] = {}
    for one in requests:
        seconds[one.name] = seconds.get(one.name, 0) + one.seconds
    return seconds


def _outline_bound(requests: Sequence[Asked], places: int) -> float:
    outline = {name: took for name, took in _seconds(requests).items() if name in OUTLINE}
    needs = {name: [need for need in NEEDS[name] if need in outline] for name in outline}
    return earliest_end(outline, needs, places)
