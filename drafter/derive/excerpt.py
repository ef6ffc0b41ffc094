"""A brief with whole statements left out, so that what is left takes no more than so many tokens."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import groupby

from drafter.document.brief import Brief, Statement
from drafter.document.value import Value

__all__ = ["Excerpt", "Excerpts"]

_OPENING = 3
"""The first statements stay: they say what the project is."""
_LONG = 1000
"""Characters; a statement that is longer, such as a listing, does not open a brief."""
_HEADINGS = 0.2
"""The share of the room that headings over nothing may take; where they take more, they go."""
_PASSES = 4


class Excerpt(Value):
    """What is left of a brief."""

    text: str
    kept: frozenset[int]
    """Positions in `Brief.statements`."""
    left_out: tuple[tuple[int, int], ...]
    """The first and the last line of each run of statements that were left out."""


class Excerpts:
    """Makes excerpts of one brief; each statement is counted once."""

    def __init__(self, brief: Brief, count: Callable[[str], int]) -> None:
        self._brief = brief
        self._count = count
        self._lines = [_line(statement, brief.text) for statement in brief.statements]
        self._costs = [count(f"{line}\n") for line in self._lines]
        self._heading_costs = {
            heading: count(f"\n## {heading or brief.title}\n")
            for heading in dict.fromkeys(s.heading for s in brief.statements)
        }
        self._note_cost = count(f"{_note(len(brief.statements))}\n") + 1
        self._opening = [i for i, line in enumerate(self._lines[:_OPENING]) if len(line) <= _LONG]

    def best(self, scores: Sequence[float], room: int) -> Excerpt | None:
        """Return the excerpt with the highest scores that takes at most `room` tokens.

        The opening is always in it; None when that does not fit, or nothing else does either.
        """
        ranked = sorted(range(len(scores)), key=lambda i: (-scores[i], i))
        headed = self._all_headings_cost() <= _HEADINGS * room
        order = [i for i in ranked if i not in self._opening]
        kept = dict.fromkeys(self._opening)  # in the order of addition
        for _ in range(_PASSES):
            left = room - self._count(self._written(kept, headed=headed))
            if not self._added(kept, order, left):
                break
        while (text := self._written(kept, headed=headed)) and self._count(text) > room:
            if len(kept) <= len(self._opening):
                return None
            kept.popitem()
        return Excerpt(text=text, kept=frozenset(kept), left_out=tuple(self._runs(kept))) if kept else None

    def _added(self, kept: dict[int, None], order: Iterable[int], left: int) -> bool:
        """Add what fits by the costs of each statement, its heading and the notes beside it; tell whether any did."""
        before = len(kept)
        headings = {self._brief.statements[i].heading for i in kept}
        for i in order:
            if i in kept:
                continue
            heading = self._brief.statements[i].heading
            cost = self._costs[i] + (0 if heading in headings else self._heading_costs[heading])
            cost += self._note_cost * self._more_notes(i, kept)
            if cost <= left:
                kept[i] = None
                headings.add(heading)
                left -= cost
        return len(kept) > before

    def _more_notes(self, i: int, kept: dict[int, None]) -> int:
        """Return how many more runs of left-out statements there are when this one is kept: 1, 0 or -1."""
        is_last = i + 1 == len(self._lines)
        return 1 - (i == 0 or i - 1 in kept) - (is_last or i + 1 in kept)

    def _written(self, kept: dict[int, None], *, headed: bool) -> str:
        """Return the text: each statement a line under its heading, and how many are missing where some are."""
        lines = [f"# {self._brief.title}"]
        left_out = 0
        current = self._brief.title
        for heading, group in groupby(enumerate(self._brief.statements), key=lambda pair: pair[1].heading):
            positions = [i for i, _ in group]
            is_shown = headed or any(i in kept for i in positions)
            titled = heading or self._brief.title
            if titled != current and is_shown:
                lines += [*_noted(left_out), "", f"## {titled}"]
                left_out, current = 0, titled
            for i in positions:
                if i in kept:
                    lines += [*_noted(left_out), self._lines[i]]
                    left_out = 0
                else:
                    left_out += 1
        return "\n".join([*lines, *_noted(left_out)])

    def _runs(self, kept: dict[int, None]) -> Iterator[tuple[int, int]]:
        statements = self._brief.statements
        for is_kept, run in groupby(range(len(statements)), key=kept.__contains__):
            if not is_kept:
                positions = list(run)
                last = statements[positions[-1]]
                yield statements[positions[0]].line, last.line + self._brief.text.count("\n", last.start, last.end)

    def _all_headings_cost(self) -> int:
        headings = groupby(statement.heading for statement in self._brief.statements)
        return sum(self._heading_costs[heading] + self._note_cost for heading, _ in headings)


def _line(statement: Statement, text: str) -> str:
    """Return a statement as it stands in an excerpt; a fenced block keeps its lines."""
    source = text[statement.start : statement.end]
    return source if source.startswith(("```", "~~~")) else f"- {statement.text}"


def _noted(left_out: int) -> list[str]:
    return [_note(left_out)] if left_out else []


def _note(left_out: int) -> str:
    return f"({left_out} statement{'s' if left_out > 1 else ''} left out here)"
