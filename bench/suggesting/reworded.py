"""Rewordings for the printed figure: they were written before the first run and change nothing in drafter."""

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

__all__ = ["REWORDED"]

_WORDS = {
    "nobody": "no one", "missing": "lacking", "limit": "bound", "responsible": "accountable", "decision": "choice",
    "repeats": "restates", "already": "before", "sentence": "statement", "developer": "programmer", "act on": "use",
    "approval": "sign-off", "audits": "auditors", "term": "word", "another": "a different", "find": "locate",
    "cannot": "is unable to", "says": "claims", "stands": "is written", "careless": "sloppy", "depends on": "needs",
    "list": "enumerate", "name": "title", "people": "readers", "meant": "intended", "defined": "introduced",
}  # fmt: skip
_ONE = {
    "with": "by means of", "can": "may", "are": "remain", "to": "in order to", "for": "on behalf of",
    "who": "which person",
    "decides": "settles", "team": "group", "of": "from", "in": "within", "the": "a", "each": "every",
}  # fmt: skip


def _clauses_swapped(said: str, _: Random) -> str:
    first, mark, rest = said.partition("; ") if "; " in said else said.partition(", ")
    return f"{rest.rstrip('.')}{mark}{first}." if mark else said


def _as_advice(said: str, _: Random) -> str:
    return f"Please look at this again: {said[:1].lower()}{said[1:]}"


def _upper(said: str, _: Random) -> str:
    return said.upper()


def _one_more_sentence(said: str, _: Random) -> str:
    return f"{said} It would be good to settle that now."


def _last_sentence_left_out(said: str, _: Random) -> str:
    return " ".join(sentences(said)[:-1]) or said


def _other_marks(said: str, _: Random) -> str:
    return said.replace(", ", "; ") if ", " in said else said.rstrip(".")


REWORDED: tuple[Rewording, ...] = (
    in_reason(by_other_words(_WORDS)),
    in_reason(_clauses_swapped),
    in_reason(_as_advice),
    in_reason(_upper),
    in_reason(_one_more_sentence),
    in_reason(_last_sentence_left_out),
    in_change(_other_marks),
    in_change(one_other_word(_ONE)),
    with_context(before=False),
)
