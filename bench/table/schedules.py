"""How early work can end at best: exact, for as few pieces as a document has."""

from collections.abc import Mapping, Sequence
from itertools import permutations

__all__ = ["earliest_end", "earliest_end_of_independent", "end_in_order"]


def earliest_end(seconds: Mapping[str, float], needs: Mapping[str, Sequence[str]], places: int) -> float:
    """Return the end of the best schedule of works that need each other, so many at once.

    Some order of priorities gives it, so all orders are tried: for eight works at most.
    """
    return min(_end_by_priority(order, seconds, needs, places) for order in permutations(seconds))


def _end_by_priority(
    order: Sequence[str], seconds: Mapping[str, float], needs: Mapping[str, Sequence[str]], places: int
) -> float:
    """Return the end when each place that is free takes the first work in order whose needs are done."""
    waiting = list(order)
    running: dict[str, float] = {}
    done: dict[str, float] = {}
    now = 0.0
    while waiting or running:
        ready = [name for name in waiting if all(need in done for need in needs[name])]
        for name in ready[: places - len(running)]:
            running[name] = now + seconds[name]
            waiting.remove(name)
        first = min(running, key=running.__getitem__)
        now = done[first] = running.pop(first)
    return now


def earliest_end_of_independent(seconds: Sequence[float], places: int) -> float:
    """Return the end of the best schedule of works that do not need each other, so many at once."""
    longest_first = sorted(seconds, reverse=True)
    least = max(longest_first[0], sum(seconds) / places)
    best = end_in_order(longest_first, places)
    loads = [0.0] * places

    def search(index: int) -> None:
        nonlocal best
        if best <= least * (1 + 1e-9):
            return
        if index == len(longest_first):
            best = min(best, max(loads))
            return
        tried = set()
        for place in range(places):
            load = loads[place]
            if load in tried or load + longest_first[index] >= best:
                continue
            tried.add(load)
            loads[place] = load + longest_first[index]
            search(index + 1)
            loads[place] = load

    search(0)
    return best


def end_in_order(seconds: Sequence[float], places: int) -> float:
    """Return the end when each place that is free takes the next work."""
    loads = [0.0] * places
    for one in seconds:
        loads[loads.index(min(loads))] += one
    return max(loads)
