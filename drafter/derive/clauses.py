"""The part of a long statement that says something about a quantity."""

import re

from drafter.patterns import regex

__all__ = ["clause_around"]

_WHOLE = 160
"""Statements up to this length, in characters, are quoted whole."""
_ENOUGH = 40
"""A clause has at least as many characters, else the one before it goes with it."""
_BOUNDARY = regex(r"(?<=[,;:])\s+|\s+(?=[–—]\s)")
_JOINT = regex(r"^(?:and|but|so|or|which|that|because|und|aber|oder|sowie)\s+(?:which\s+)?", re.IGNORECASE)


def clause_around(statement: str, part: str) -> str:
    """Return the statement when it is short, else its clauses around `part`, which it holds verbatim."""
    start = statement.find(part)
    if len(statement) <= _WHOLE or start < 0:
        return statement
    end = start + len(part)
    edges = [0, *(match.end() for match in _BOUNDARY.finditer(statement)), len(statement)]
    first = max(edge for edge in edges if edge <= start)
    last = min(edge for edge in edges if edge >= end)
    while first and last - first < _ENOUGH:
        first = max(edge for edge in edges if edge < first)
    clause = _JOINT.sub("", statement[first:last].strip(" ,;:–—"))
    return clause[:1].upper() + clause[1:]
