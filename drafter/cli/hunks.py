"""Hunks on the terminal: shown one by one, taken or refused with a key."""

import sys
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from drafter.cli.terminal import has_colours, put, show
from drafter.merge import Hunk
from drafter.regeneration import Placed
from drafter.visible import printable

__all__ = ["Choice", "choose"]

_KEYS = "y,n,a,d,q,?"
_HELP = """y  take it
n  keep what is there
a  take it and all that follow
d  keep what is there, here and in all that follow
q  stop: write nothing"""
_COLOURS = {"-": "31", "+": "32"}


class Choice(NamedTuple):
    """Which hunks of a merge are taken, by their numbers; all others stay as they are."""

    taken: frozenset[int]
    refused: frozenset[int]


def choose(placed: Sequence[Placed]) -> list[Choice] | None:
    """Ask for each hunk whether to take it; None when the user stops. Answers are lines of standard input."""
    choices: list[Choice] = []
    always = ""
    total = sum(len(one.hunks) for one in placed)
    number = 0
    for one in placed:
        taken = set()
        for hunk in one.hunks:
            number += 1
            key = always or _answer(one, hunk, f"{number}/{total}")
            if key == "q":
                return None
            always = {"a": "y", "d": "n"}.get(key, always)
            if key in {"y", "a"}:
                taken.add(hunk.number)
        refused = {hunk.number for hunk in one.hunks} - taken
        choices.append(Choice(frozenset(taken), frozenset(refused)))
    return choices


def _answer(placed: Placed, hunk: Hunk, which: str) -> str:
    put("".join(f"{line}\n" for line in _shown(placed, hunk)))
    while True:
        sys.stdout.write(f"({which}) Take this [{_KEYS}]? ")
        sys.stdout.flush()
        line = sys.stdin.readline() if sys.stdin else ""
        if not line:
            return "q"
        key = line.strip().lower()[:1]
        if key in {"y", "n", "a", "d", "q"}:
            return key
        show(_HELP)


def _shown(placed: Placed, hunk: Hunk) -> Iterator[str]:
    what = " (you changed this as well)" if hunk.is_conflict else ""
    yield f"@@ {placed.address}, line {hunk.line} of it{what} @@"
    for sign, text in (("-", hunk.ours), ("+", hunk.theirs)):
        for line in text.splitlines():
            yield _coloured(sign, printable(f"{sign}{line}"))


def _coloured(sign: str, line: str) -> str:
    return f"\x1b[{_COLOURS[sign]}m{line}\x1b[0m" if has_colours() else line
