"""What the tests of facts share: finding in a text, and the facts of one kind."""

from typing import TypeVar

from drafter.document.brief import Fact
from drafter.facts import cut, find

__all__ = ["found", "of"]

F = TypeVar("F", bound=Fact)


def found(text: str) -> tuple[Fact, ...]:
    """Return all facts of a brief."""
    return find(cut(text), text)


def of(kind: type[F], text: str) -> list[F]:
    """Return the facts of one kind."""
    return [fact for fact in found(text) if isinstance(fact, kind)]
