"""What a mutation is, and the few ways of editing a page from which all operators are made."""

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from random import Random
from typing import Literal, TypeAlias, TypeVar

from bench.mutations.page import Page, Row, read

__all__ = [
    "Family",
    "Group",
    "Mutation",
    "Operator",
    "cell_changed",
    "contradiction",
    "cut_off",
    "drop",
    "insert",
    "operator",
    "paragraph",
    "paragraph_pair",
    "pick",
    "replace_lines",
    "reword",
    "splice",
]

Family = Literal["structure", "names", "references", "data", "API", "numbers", "grounding", "text", "acronyms"]
Group = Literal["known", "held out"]
_T = TypeVar("_T")


@dataclass(frozen=True)
class Mutation:
    """A document with one planted defect."""

    text: str
    lines: tuple[int, ...]
    """Where it was planted, from 1, in the new text; what was deleted stood before this line."""
    did: str
    words: tuple[str, ...] = ()
    """The names that it is about: a finding that says one of them points to it."""
    seen_at: tuple[int, ...] = ()
    """Unchanged lines at which it can be seen as well, from 1."""


_Plant: TypeAlias = Callable[[Page, Random], Mutation | None]


@dataclass(frozen=True)
class Operator:
    """A way of planting one defect."""

    name: str
    family: Family
    group: Group
    plant: _Plant

    def __call__(self, text: str, random: Random) -> Mutation | None:
        """The mutated text, or None where the document has no place for this defect."""
        return self.plant(read(text), random)


def operator(family: Family, group: Group) -> Callable[[_Plant], Operator]:
    """Make an operator of a function; its name is the function's."""

    def named(plant: _Plant) -> Operator:
        return Operator(plant.__name__.strip("_").replace("_", "-"), family, group, plant)

    return named


def pick(random: Random, choices: Sequence[_T]) -> _T | None:
    """One of the choices, None where there are none."""
    return random.choice(choices) if choices else None


def cut_off(random: Random, text: str) -> str | None:
    """The beginning of a text of one sentence or more, up to a word that cannot be the last one."""
    words = text.split()
    ends = [n for n in range(5, len(words) - 2) if words[n - 1] in {"the", "and", "of", "to", "a", "is", "are", "by"}]
    end = pick(random, ends)
    return None if end is None else " ".join(words[:end])


def splice(page: Page, start: int, stop: int, new: Sequence[str], did: str, *words: str) -> Mutation:
    """Put `new` in the place of the lines from `start` up to `stop`."""
    old = page.lines[start:stop]
    same_length = len(old) == len(new)
    changed = [
        start + offset for offset, line in enumerate(new) if line.strip() and not (same_length and line == old[offset])
    ]
    text = "\n".join([*page.lines[:start], *new, *page.lines[stop:]])
    return Mutation(text, tuple(index + 1 for index in changed or [start]), did, words)


def replace_lines(page: Page, new: Mapping[int, str], did: str, *words: str) -> Mutation:
    """Write other lines in the place of these, which lie anywhere in the document."""
    start, stop = min(new), max(new) + 1
    lines = [new.get(index, page.lines[index]) for index in range(start, stop)]
    return splice(page, start, stop, lines, did, *words)


def drop(page: Page, start: int, stop: int, did: str, *words: str) -> Mutation:
    """Delete the lines from `start` up to `stop`."""
    return splice(page, start, stop, (), did, *words)


def insert(page: Page, index: int, new: Sequence[str], did: str, *words: str) -> Mutation:
    """Put lines before the line `index`."""
    return splice(page, index, index, new, did, *words)


def reword(page: Page, index: int, old: str, new: str, did: str, *words: str) -> Mutation | None:
    """Replace the first whole `old` in a line; the word is `new`, unless others are given."""
    line = re.sub(rf"(?<!\w){re.escape(old)}(?!\w)", lambda _: new, page.lines[index], count=1)
    if line == page.lines[index]:
        return None
    return splice(page, index, index + 1, [line], did, *(words or (new,)))


def cell_changed(page: Page, row: Row, column: int, value: str, did: str, *words: str) -> Mutation:
    """Write another value into a cell."""
    cells = [*row.cells[:column], value, *row.cells[column + 1 :]]
    return splice(page, row.index, row.index + 1, [f"| {' | '.join(cells)} |"], did, *words)


def paragraph(
    page: Page, random: Random, parts: Sequence[str], sentence: str, did: str, *words: str
) -> Mutation | None:
    """Put a paragraph at the beginning of one of these parts, of those that apply."""
    number = pick(random, [part for part in parts if page.applies(part)])
    if number is None:
        return None
    return insert(page, page.span(number).start, ["", sentence], f"{did} in {number}", *words)


def contradiction(
    page: Page, random: Random, parts: Sequence[str], sentence: str, against: Sequence[int], did: str, *words: str
) -> Mutation | None:
    """Put a paragraph as `paragraph` does, which contradicts the lines `against`, in whichever part they are."""
    mutation = paragraph(page, random, parts, sentence, did, *words)
    if mutation is None:
        return None
    added = len(mutation.text.split("\n")) - len(page.lines)
    planted = min(mutation.lines) - 1
    return replace(mutation, seen_at=tuple(index + 1 + (added if index >= planted else 0) for index in against))


def paragraph_pair(
    page: Page, random: Random, parts: Sequence[str], sentences: tuple[str, str], did: str, *words: str
) -> Mutation | None:
    """Put two paragraphs that contradict each other at the beginning of two of these parts."""
    starts = [page.span(part).start for part in parts if page.applies(part)]
    if len(starts) < 2:
        return None
    first, second = sorted(random.sample(starts, 2))
    before, between, after = page.lines[:first], page.lines[first:second], page.lines[second:]
    text = "\n".join([*before, "", sentences[0], *between, "", sentences[1], *after])
    return Mutation(text, (first + 2, second + 4), did, words)
