"""Rewordings that may be looked at while drafter learns what means the same; no figure is made with them."""

from random import Random

from bench.suggesting.rewording import (
    Rewording,
    by_other_words,
    in_change,
    in_reason,
    one_other_word,
    sentences,
    with_context,
)

__all__ = ["TUNING"]

_WORDS = {
    "nobody can tell": "it is unclear", "missing": "absent", "does not say": "leaves open", "reader": "person",
    "elsewhere": "in another place", "wrong": "incorrect", "differs": "is different", "named": "mentioned",
    "says": "states", "nothing": "not a thing", "twice": "two times", "looks": "appears", "document": "text",
    "expected": "awaited", "follow": "use", "means": "stands for",
}  # fmt: skip
_ONE = {
    "which": "that", "must": "should", "is": "stays", "use": "employ", "all": "every", "and": "as well as",
    "provides": "offers", "stores": "keeps", "a": "one", "the": "this",
}  # fmt: skip


def _reversed(said: str, _: Random) -> str:
    return " ".join(reversed(sentences(said)))


def _lower(said: str, _: Random) -> str:
    return said.lower()


def _first_sentence(said: str, _: Random) -> str:
    return sentences(said)[0]


def _other_end(said: str, _: Random) -> str:
    return f"{said[:-1]}!" if said.endswith(".") else said


TUNING: tuple[Rewording, ...] = (
    in_reason(by_other_words(_WORDS)),
    in_reason(_reversed),
    in_reason(_lower),
    in_reason(_first_sentence),
    in_change(_other_end),
    in_change(one_other_word(_ONE)),
    with_context(before=True),
)
