"""Rewordings of other kinds, written before drafter learnt from what the first list showed; nobody looked at theirs."""

import re
from itertools import takewhile
from random import Random

from bench.suggesting.rewording import Rewording, by_other_words, in_change, in_reason
from drafter.document.suggestion import Candidate

__all__ = ["UNSEEN"]

_PHRASES = {
    "nobody can tell": "one cannot know", "in days is missing": "in days is not given", "does not say": "never tells",
    "responsible for": "in charge of", "repeats": "says again", "could act on": "can make use of",
    "is stored": "is kept", "said nowhere": "not stated", "is named": "is given", "ask for": "require",
    "is not handled anywhere": "is handled nowhere", "the introduction": "section 1",
}  # fmt: skip
_LITTLE = re.compile(r"\b(?:a|an|the|is|of|this|that|for|and)\b ?")
_CLAUSE = re.compile(r"[;,:] ")
_UNIT = re.compile(r"(\d+) (?=[a-z])")
_FEWEST_WORDS = 3


def _opened(said: str, _: Random) -> str:
    return f"As it is written, {said[:1].lower()}{said[1:]}"


def _telegram(said: str, _: Random) -> str:
    return _LITTLE.sub("", said)


def _first_clause(said: str, _: Random) -> str:
    first = _CLAUSE.split(said)[0]
    return f"{first.rstrip('.')}." if len(first.split()) > _FEWEST_WORDS else said


def _asks_more(said: str, random: Random) -> str:
    return f"{said} {random.choice(('Please clarify.', 'Reviewers will ask.', 'This should be settled first.'))}"


def _stressed(said: str, random: Random) -> str:
    words = said.split(" ")
    at = random.randrange(len(words))
    return " ".join([*words[:at], f"**{words[at]}**", *words[at + 1 :]]) if words[at].isalpha() else said


def _unit(said: str, _: Random) -> str:
    return _UNIT.sub(r"\1 full ", said)


def _clearly(said: str, random: Random) -> str:
    words = said.split(" ")
    at = random.randrange(1, len(words)) if len(words) > 1 else 0
    return " ".join([*words[:at], random.choice(("clearly", "also", "always")), *words[at:]])


def _without_first_words(_: str, candidate: Candidate, __: Random) -> Candidate | None:
    """Quote the last words alone where the first ones stay as they are."""
    old, new = candidate.quote.split(" "), (candidate.replacement or "").split(" ")
    same = sum(1 for _ in takewhile(lambda pair: pair[0] == pair[1], zip(old, new, strict=False)))
    first = same // 2
    if candidate.replacement is None or not first or len(old) - first < _FEWEST_WORDS:
        return None
    start = None if candidate.start is None else candidate.start + len(" ".join(old[:first])) + 1
    return candidate.model_copy(
        update={"quote": " ".join(old[first:]), "replacement": " ".join(new[first:]), "start": start}
    )


def _half_quoted(_: str, candidate: Candidate, __: Random) -> Candidate | None:
    """Ask about the first half of the words alone."""
    words = candidate.quote.split(" ")
    if candidate.replacement is not None or len(words) < 2 * _FEWEST_WORDS:
        return None
    return candidate.model_copy(update={"quote": " ".join(words[: len(words) // 2 + 1])})


UNSEEN: tuple[Rewording, ...] = (
    in_reason(by_other_words(_PHRASES)),
    in_reason(_opened),
    in_reason(_telegram),
    in_reason(_first_clause),
    in_reason(_asks_more),
    in_change(_stressed),
    in_change(_unit),
    in_change(_clearly),
    _without_first_words,
    _half_quoted,
)
